"""Papers that a group keeps with us, so that nobody asks for them twice. Replaced, never erased."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PaperKind(models.TextChoices):
    CONSTITUTION = "constitution", _("Rules or constitution")
    ACCOUNTS = "accounts", _("Accounts or bank statements")
    SAFEGUARDING = "safeguarding", _("Safeguarding policy")
    INSURANCE = "insurance", _("Insurance")
    REGISTRATION = "registration", _("Registration certificate")
    OTHER = "other", _("Something else")


class Paper(models.Model):
    """One file that a group keeps with us. It stands until `ended_at`: then another took its place, or it was put away.

    `valid_until` is the last day on which it counts; empty for one without an end. `reminded_at` says when the group
    was told that this day is near.
    """

    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=PaperKind.choices)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    valid_until = models.DateField(null=True, blank=True)
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at=None, ended_by=None)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False),
                name="paper_ended_by",
            )
        ]
        indexes = [
            models.Index(fields=["organisation", "kind", "-id"], name="paper_by_group"),
            models.Index(
                fields=["valid_until", "id"],
                condition=models.Q(ended_at=None, reminded_at=None, valid_until__isnull=False),
                name="paper_to_remind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.file}"
