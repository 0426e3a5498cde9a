"""The agreement: plans, letters, awards, signatures, conditions, instalments and the reports that are due."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class OfferPlan(models.Model):
    """How a grant would be paid and reported, set before release. Shapes are described in `rules.Plan`."""

    decision = models.OneToOneField("assessment.Decision", on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    instalments = models.JSONField(default=list)
    conditions = models.JSONField(default=list, blank=True)
    reports = models.JSONField(default=list)
    sources = models.JSONField(default=list)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"plan for {self.decision_id}"


class LetterKind(models.TextChoices):
    OFFER = "offer", _("We would like to fund you")
    RESERVE = "reserve", _("You are on the reserve list")
    DECLINE = "decline", _("We could not fund this")


class Letter(models.Model):
    """The letter that tells a group its decision: words frozen at release, PDF made by a job."""

    application = models.OneToOneField("applications.Application", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=LetterKind.choices)
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    released_at = models.DateTimeField()
    file = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    file_claimed_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.subject


class AwardStatus(models.TextChoices):
    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    ACTIVE = "active", _("Active")
    SUSPENDED = "suspended", _("Paused")
    CLOSED = "closed", _("Closed")
    TERMINATED = "terminated", _("Ended early")
    REFUSED = "refused", _("Turned down by the group")
    LAPSED = "lapsed", _("Offer lapsed")
    RECALLED = "recalled", _("Offer recalled")


class Award(models.Model):
    """An offer, and once accepted a grant. `amount` is in minor units; `is_public` lets open data show it."""

    application = models.OneToOneField("applications.Application", on_delete=models.PROTECT, related_name="+")
    decision = models.OneToOneField("assessment.Decision", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    payee = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    call = models.ForeignKey("calls.Call", on_delete=models.PROTECT, related_name="+")
    earmark = models.OneToOneField("funds.Earmark", on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=30, unique=True)
    status = models.CharField(max_length=12, choices=AwardStatus.choices, default=AwardStatus.OFFERED)
    title = models.CharField(max_length=160)
    public_summary = models.TextField(blank=True)
    is_public = models.BooleanField(default=True)
    sort_name = models.CharField(max_length=120)
    amount = models.BigIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answer_by = models.DateField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    activated_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    status_since = models.DateTimeField()
    bank_details_held_outside = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="award_amount_positive"),
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="award_dates_in_order"),
            models.CheckConstraint(
                condition=models.Q(closed_at=None, closed_by=None)
                | models.Q(closed_at__isnull=False, closed_by__isnull=False),
                name="award_closed_by",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "sort_name", "id"], name="award_by_status"),
            models.Index(fields=["organisation", "-id"], name="award_by_group"),
            models.Index(fields=["call", "id"], name="award_by_call"),
            models.Index(fields=["-accepted_at", "-id"], name="award_newest"),
            models.Index(fields=["sort_name", "id"], name="award_by_sort_name"),
        ]

    def __str__(self) -> str:
        return self.reference


class AwardShare(models.Model):
    """How much of an award one source pays. Shares of an award add up to its amount."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="shares")
    source = models.ForeignKey("funds.Source", on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["award", "source"], name="award_share_once"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="award_share_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.amount}"


class Agreement(models.Model):
    """The terms both sides sign. `digest` is the SHA-256 of `text`; the PDF is made by a job once all have signed."""

    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="agreement")
    language = models.CharField(max_length=10)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    signatures_needed = models.PositiveSmallIntegerField(default=2)
    made_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True, blank=True)
    file = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    file_claimed_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"agreement of {self.award_id}"


class SignatureMethod(models.TextChoices):
    MAILED_CODE = "mailed_code", _("By mailed code")
    PAPER = "paper", _("On paper")
    CALL = "call", _("By recorded call")


class Signature(models.Model):
    """One person's acceptance of exactly these terms."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatures")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    method = models.CharField(max_length=12, choices=SignatureMethod.choices)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "person"], name="signature_once")]

    def __str__(self) -> str:
        return self.name


class SigningCode(models.Model):
    """A mailed six-digit code with which one person signs one agreement. Only its digest is kept."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signing_codes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    code_digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries_left = models.PositiveSmallIntegerField(default=5)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"code for {self.agreement_id}"


class Condition(models.Model):
    """Something to be met before the money starts, with the evidence that it was."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="conditions")
    text = models.TextField()
    due_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    evidence = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    returned_reason = models.TextField(blank=True)
    met_at = models.DateTimeField(null=True, blank=True)
    met_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(met_at=None, met_by=None) | models.Q(met_at__isnull=False, met_by__isnull=False),
                name="condition_met_by",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class ReportKind(models.TextChoices):
    INTERIM = "interim", _("Interim report")
    FINAL = "final", _("Final report")


class ReportDue(models.Model):
    """A report promised in the offer. Open, overdue and answered are computed."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="reports_due")
    kind = models.CharField(max_length=10, choices=ReportKind.choices)
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    waived_at = models.DateTimeField(null=True, blank=True)
    waived_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    waived_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["award", "number"]
        constraints = [
            models.UniqueConstraint(fields=["award", "number"], name="report_due_number_once"),
            models.CheckConstraint(
                condition=models.Q(waived_at=None, waived_by=None)
                | models.Q(waived_at__isnull=False, waived_by__isnull=False),
                name="report_due_waived_by",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                condition=models.Q(accepted_at=None, waived_at=None),
                name="report_due_by_date",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class InstalmentStatus(models.TextChoices):
    PLANNED = "planned", _("Planned")
    RELEASED = "released", _("Ready to pay")
    PAID = "paid", _("Paid")
    CANCELLED = "cancelled", _("Cancelled")


class Instalment(models.Model):
    """One planned payment of an award."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="instalments")
    number = models.PositiveSmallIntegerField()
    amount = models.BigIntegerField()
    due_on = models.DateField()
    status = models.CharField(max_length=10, choices=InstalmentStatus.choices, default=InstalmentStatus.PLANNED)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["award", "number"]
        constraints = [
            models.UniqueConstraint(fields=["award", "number"], name="instalment_number_once"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="instalment_positive"),
        ]
        indexes = [models.Index(fields=["status", "due_on", "id"], name="instalment_by_due")]

    def __str__(self) -> str:
        return f"{self.award_id}/{self.number}"


class InstalmentShare(models.Model):
    """How much of an instalment one source pays, to the penny."""

    instalment = models.ForeignKey(Instalment, on_delete=models.PROTECT, related_name="shares")
    source = models.ForeignKey("funds.Source", on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instalment", "source"], name="instalment_share_once"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="instalment_share_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.amount}"


class Gate(models.Model):
    """What must be accepted before an instalment may be paid. Payments look at gates only."""

    instalment = models.OneToOneField(Instalment, on_delete=models.PROTECT, related_name="gate")
    report_due = models.ForeignKey(ReportDue, on_delete=models.PROTECT, related_name="gates")
    opened_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"gate of {self.instalment_id}"


class Hold(models.Model):
    """A stop on an award's payments, with its reason, until lifted."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="holds")
    reason = models.TextField()
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lifted_at=None, lifted_by=None)
                | models.Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="hold_lifted_by",
            )
        ]

    def __str__(self) -> str:
        return self.reason[:60]
