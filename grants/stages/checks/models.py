"""The look before the judgement: what the office checked on arrival, and what it found."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CheckAnswer(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_NEEDED = "not_needed", _("Not needed")


class Check(models.Model):
    """The answer to one line of the checklist. The lines themselves are in `rules.CHECKLIST`."""

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="+")
    line = models.CharField(max_length=40)
    answer = models.CharField(max_length=12, choices=CheckAnswer.choices)
    note = models.TextField(blank=True)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "line"], name="check_line_once")]

    def __str__(self) -> str:
        return f"{self.line}: {self.answer}"


class Finding(models.Model):
    """The end of the check-in: eligible, or not with a published reason. One live finding for an application."""

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="+")
    is_eligible = models.BooleanField()
    reason_code = models.ForeignKey(
        "reference.ReasonCode", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(blank=True)
    found_at = models.DateTimeField()
    found_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=models.Q(undone_at=None), name="finding_one_live"
            ),
            models.CheckConstraint(
                condition=models.Q(is_eligible=True) | models.Q(reason_code__isnull=False), name="finding_has_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("found_by")),
                name="finding_two_people",
            ),
        ]

    def __str__(self) -> str:
        return "eligible" if self.is_eligible else "not eligible"
