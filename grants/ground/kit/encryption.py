"""Encryption at rest: one box for each purpose, with keys newest first so that they can be changed."""

import base64
from collections.abc import Iterable

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def box(keys: Iterable[str], purpose: str) -> MultiFernet:
    """A box that locks with the first key and opens with any. What one purpose locked, another cannot open."""
    return MultiFernet([Fernet(_derived(key, purpose)) for key in keys])


def lock(text: str, keys: Iterable[str], purpose: str) -> str:
    """`text`, locked, as text."""
    return box(keys, purpose).encrypt(text.encode()).decode()


def unlock(locked: str, keys: Iterable[str], purpose: str) -> str:
    """What `lock` was given. Raises cryptography.fernet.InvalidToken when no key opens it."""
    return box(keys, purpose).decrypt(locked.encode()).decode()


def _derived(key: str, purpose: str) -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode())
    return base64.urlsafe_b64encode(derivation.derive(key.encode()))
