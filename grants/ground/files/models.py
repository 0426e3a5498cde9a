"""A file kept privately. Whoever owns it points down to it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ScanState(models.TextChoices):
    WAITING = "waiting", _("Being checked")
    CLEAN = "clean", _("Checked")
    UNSCANNED = "unscanned", _("Type checked")
    INFECTED = "infected", _("Refused")


class StoredFile(models.Model):
    """Bytes in private storage, with what was found out about them on arrival."""

    storage_key = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    scan_state = models.CharField(max_length=10, choices=ScanState.choices)
    stored_at = models.DateTimeField()
    stored_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["scan_state", "id"], name="file_by_scan_state")]

    def __str__(self) -> str:
        return self.name
