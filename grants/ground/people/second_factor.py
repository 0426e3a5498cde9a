"""How allauth keeps second factors for us: secrets encrypted at rest, the site's own name in people's apps."""

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings

from grants.ground.kit import encryption

PURPOSE = "second factor"


class SecondFactorAdapter(DefaultMFAAdapter):
    """Named by settings.MFA_ADAPTER."""

    def encrypt(self, text: str) -> str:
        return encryption.lock(text, settings.ENCRYPTION_KEYS, PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.unlock(encrypted_text, settings.ENCRYPTION_KEYS, PURPOSE)

    def get_totp_issuer(self) -> str:
        return settings.WAGTAIL_SITE_NAME
