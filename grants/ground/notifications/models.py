"""The outbox: mails, text messages and what the office tells; and words that an office has changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ToldHow(models.TextChoices):
    """How somebody of the office passed a message on."""

    PHONE = "phone", _("By phone")
    POST = "post", _("By post")
    VISIT = "visit", _("Face to face")


class Mail(models.Model):
    """A message, rendered and frozen when it was queued; sent later by a job, or told by the office.

    A mail has `to_email`. A text message has `to_phone` instead and says `short_text`, for anybody may see a phone's
    screen. What has neither, or could not be sent as a text, is handed over to the office (`handed_over_at`), where
    somebody rings or writes: `told_*`, with `sent_at`, says who did, and how. `printed_at` is the last printing.
    """

    kind = models.CharField(max_length=60)
    to_email = models.EmailField(max_length=254, blank=True)
    to_phone = models.CharField(max_length=20, blank=True)
    to_person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    short_text = models.TextField(blank=True)
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
    handed_over_at = models.DateTimeField(null=True, blank=True)
    printed_at = models.DateTimeField(null=True, blank=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    told_how = models.CharField(max_length=5, choices=ToldHow.choices, blank=True)
    told_note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(to_email="") | ~models.Q(to_phone="") | models.Q(handed_over_at__isnull=False),
                name="mail_goes_somewhere",
            ),
            models.CheckConstraint(
                condition=models.Q(told_by=None, told_how="")
                | models.Q(told_by__isnull=False, handed_over_at__isnull=False, sent_at__isnull=False)
                & ~models.Q(told_how=""),
                name="mail_told_by",
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before", "id"],
                condition=models.Q(sent_at=None, given_up_at=None, cancelled_at=None, handed_over_at=None),
                name="mail_waiting",
            ),
            models.Index(
                fields=["not_before", "id"],
                condition=models.Q(sent_at=None, cancelled_at=None, handed_over_at__isnull=False),
                name="mail_to_tell",
            ),
            models.Index(fields=["to_phone", "sent_at"], condition=~models.Q(to_phone=""), name="mail_by_phone"),
            models.Index(fields=["case", "id"], name="mail_by_case"),
            models.Index(fields=["-queued_at", "-id"], name="mail_newest"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def to_address(self) -> str:
        """Where it goes: an address or a phone number; empty for what the office tells from the start."""
        return self.to_email or self.to_phone


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
