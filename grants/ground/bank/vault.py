"""Sealing bank numbers: encrypted with the newest key, readable with any key that is still known."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def _derive(key: str, purpose: str) -> bytes:
    return hmac.new(key.encode(), purpose.encode(), hashlib.sha256).digest()


def _fernets() -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derive(key, "bank"))) for key in settings.ENCRYPTION_KEYS])


def seal(text: str) -> str:
    """Ciphertext of a number, different each time."""
    return _fernets().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The number back. Raises ValueError when no known key opens it."""
    try:
        return _fernets().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise ValueError("No known key opens these bank details.") from None


def fingerprint(sort_code: str, account_number: str) -> str:
    """A keyed digest by which equal accounts are found without decrypting. Keyed with the oldest key, which stays."""
    key = _derive(settings.ENCRYPTION_KEYS[-1], "bank-fingerprint")
    return hmac.new(key, f"{sort_code}:{account_number}".encode(), hashlib.sha256).hexdigest()
