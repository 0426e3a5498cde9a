"""That another organisation would hold the money for a group."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from grants.stages.applications.models.applications import Application


class HostingStatus(models.TextChoices):
    ASKED = "asked", _("Asked, no answer yet")
    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Said no")
    WITHDRAWN = "withdrawn", pgettext_lazy("a question to a host", "Withdrawn")


class Hosting(models.Model):
    """That another organisation would hold the money for a group: named by the group, answered by a mailed link.

    What it agrees to is frozen here when it is asked: `title`, `public_summary`, `amount` (minor units) and the fee,
    which is a percentage or a sum. Where the application says something else by now, `rules.hosting_standing` calls the
    answer void. `organisation` is the host as we know it, once it confirmed.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="hostings")
    status = models.CharField(max_length=10, choices=HostingStatus.choices, default=HostingStatus.ASKED)
    host_name = models.CharField(max_length=120)
    contact_name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254)
    fee_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    fee_amount = models.BigIntegerField(null=True, blank=True)
    title = models.CharField(max_length=160)
    public_summary = models.TextField(blank=True)
    amount = models.BigIntegerField()
    token_digest = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_name = models.CharField(max_length=120, blank=True)
    answered_role = models.CharField(max_length=120, blank=True)
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(status__in=["asked", "confirmed"]),
                name="hosting_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(fee_percent=None) | models.Q(fee_amount=None), name="hosting_one_fee"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="confirmed")
                | models.Q(answered_at__isnull=False, organisation__isnull=False) & ~models.Q(answered_name=""),
                name="hosting_confirmed_by",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None, withdrawn_by=None)
                | models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="hosting_withdrawn_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.host_name} for {self.application_id}"
