"""Bank accounts of organisations: every change is a new version, every version is proved by two people."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AccountStatus(models.TextChoices):
    ENTERED = "entered", _("Entered")
    CHECKED = "checked", _("Checked")
    VERIFIED = "verified", _("Verified")
    REFUSED = "refused", _("Refused")


class BankAccount(models.Model):
    """One version of an organisation's account. Numbers are encrypted; `fingerprint` tells equal accounts apart."""

    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=AccountStatus.choices, default=AccountStatus.ENTERED)
    holder_name = models.CharField(max_length=70)
    sort_code_sealed = models.TextField()
    account_number_sealed = models.TextField()
    last_four = models.CharField(max_length=4)
    fingerprint = models.CharField(max_length=64)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    check_method = models.CharField(max_length=30, blank=True)
    check_note = models.TextField(blank=True)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)
    refused_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    refused_at = models.DateTimeField(null=True, blank=True)
    refused_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="bank_account_version_once"),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(status__in=["entered", "checked", "verified"]),
                name="bank_account_one_live",
            ),
            models.CheckConstraint(
                condition=models.Q(checked_at=None, checked_by=None)
                | models.Q(checked_at__isnull=False, checked_by__isnull=False),
                name="bank_account_checked_by",
            ),
            models.CheckConstraint(
                condition=models.Q(verified_at=None, verified_by=None)
                | models.Q(verified_at__isnull=False, verified_by__isnull=False),
                name="bank_account_verified_by",
            ),
            models.CheckConstraint(
                condition=models.Q(verified_by=None)
                | (~models.Q(verified_by=models.F("checked_by")) & ~models.Q(verified_by=models.F("entered_by"))),
                name="bank_account_two_people",
            ),
        ]
        indexes = [models.Index(fields=["status", "id"], name="bank_account_by_status")]

    def __str__(self) -> str:
        return f"•••• {self.last_four}"
