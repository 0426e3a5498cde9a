"""Append-only evidence: what was done, by whom, when, to what; and the seals that chain it."""

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One act. Holds verbs, references, codes and amounts; never names, reasons or free text."""

    at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    actor_kind = models.CharField(max_length=10)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=60)
    case = models.CharField(max_length=60, blank=True)
    facts = models.JSONField(default=dict)
    request_id = models.CharField(max_length=36, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="entry_by_subject"),
            models.Index(fields=["case", "id"], name="entry_by_case"),
            models.Index(fields=["verb", "id"], name="entry_by_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"


class Seal(models.Model):
    """The next link of the chain: an entry's digest, bound to all seals before it."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="seal")
    position = models.PositiveBigIntegerField(unique=True)
    previous = models.CharField(max_length=64)
    hmac = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.position)
