"""Sealing bank numbers: encrypted with the newest key, readable with any key that is still known."""

import hashlib
import hmac

from cryptography.fernet import InvalidToken
from django.conf import settings

from grants.ground.kit.encryption import lock, unlock

PURPOSE = "bank"


def seal(text: str) -> str:
    """Ciphertext of a number, different each time."""
    return lock(text, settings.ENCRYPTION_KEYS, PURPOSE)


def unseal(sealed: str) -> str:
    """The number back. Raises ValueError when no known key opens it."""
    try:
        return unlock(sealed, settings.ENCRYPTION_KEYS, PURPOSE)
    except InvalidToken:
        raise ValueError("No known key opens these bank details.") from None


def fingerprint(sort_code: str, account_number: str) -> str:
    """A keyed digest by which equal accounts are found without decrypting. Keyed with the oldest key, which stays."""
    key = hmac.new(settings.ENCRYPTION_KEYS[-1].encode(), b"bank-fingerprint", hashlib.sha256).digest()
    return hmac.new(key, f"{sort_code}:{account_number}".encode(), hashlib.sha256).hexdigest()
