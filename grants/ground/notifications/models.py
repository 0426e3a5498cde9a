"""The outbox, and words that an office has changed."""

from django.conf import settings
from django.db import models


class Mail(models.Model):
    """A mail, rendered and frozen when it was queued; sent later by a job."""

    kind = models.CharField(max_length=60)
    to_email = models.EmailField(max_length=254)
    to_person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    case = models.CharField(max_length=60, blank=True)
    attachment = models.CharField(max_length=60, blank=True)
    message_id = models.CharField(max_length=120, unique=True)
    queued_at = models.DateTimeField()
    not_before = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["not_before", "id"],
                condition=models.Q(sent_at=None, given_up_at=None, cancelled_at=None),
                name="mail_waiting",
            ),
            models.Index(fields=["case", "id"], name="mail_by_case"),
            models.Index(fields=["-queued_at", "-id"], name="mail_newest"),
        ]

    def __str__(self) -> str:
        return self.subject


class Wording(models.Model):
    """The office's own words for one kind of mail or letter, in place of the shipped ones."""

    kind = models.CharField(max_length=60)
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    is_off = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "language"], name="wording_once")]

    def __str__(self) -> str:
        return self.kind
