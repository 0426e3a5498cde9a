"""A file kept privately. Whoever owns it points down to it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ScanState(models.TextChoices):
    WAITING = "waiting", _("Being checked")
    CLEAN = "clean", pgettext_lazy("a file", "Checked")
    UNSCANNED = "unscanned", _("Type checked")
    INFECTED = "infected", pgettext_lazy("a file", "Refused")


class StoredFile(models.Model):
    """Bytes in private storage, with what was found out about them on arrival. `seconds` is a recording's length.

    `scan_claimed_until` holds a waiting file for the worker that asks the scanner; `scan_error` says what went wrong.
    """

    storage_key = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    seconds = models.PositiveIntegerField(null=True)
    scan_state = models.CharField(max_length=10, choices=ScanState.choices)
    scan_claimed_until = models.DateTimeField(null=True)
    scan_error = models.CharField(max_length=200, blank=True)
    stored_at = models.DateTimeField()
    stored_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["scan_state", "id"], name="file_by_scan_state")]

    def __str__(self) -> str:
        return self.name


class PartialUpload(models.Model):
    """A file on its way in, piece by piece, so that a dropped line costs one piece and not the file.

    `place` says what it is for, in the words of whoever takes it in; `pieces` are [storage key, size] in order. Swept
    when it was not finished in time.
    """

    id = models.UUIDField(primary_key=True)
    place = models.CharField(max_length=100)
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    pieces = models.JSONField(default=list)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["started_by", "place"], name="partial_upload_by_person")]
        constraints = [
            models.CheckConstraint(condition=models.Q(received__lte=models.F("size")), name="partial_upload_within")
        ]

    def __str__(self) -> str:
        return self.name
