"""The purse: funds, their sources and restrictions, an append-only ledger and the balances it makes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Fund(models.Model):
    """A pot of money with a purpose, filled by several sources."""

    name = models.CharField(max_length=120)
    code = models.SlugField(max_length=12, unique=True)
    purpose = models.TextField(blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Source(models.Model):
    """Whose money it is. `kind` is a code of the vocabulary of source kinds."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="sources")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["fund", "position", "name"]
        constraints = [models.UniqueConstraint(fields=["fund", "name"], name="source_name_once")]

    def __str__(self) -> str:
        return self.name


class RestrictedTo(models.TextChoices):
    DISTRICTS = "districts", _("Places")
    POPULATIONS = "populations", _("Who it is for")
    ACTIVITIES = "activities", _("Activities")
    OUTCOMES = "outcomes", _("Outcomes")


class Restriction(models.Model):
    """A source may only pay for awards that name one of these codes."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="restrictions")
    to = models.CharField(max_length=12, choices=RestrictedTo.choices)
    codes = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "to"], name="restriction_once")]

    def __str__(self) -> str:
        return f"{self.source} only {self.to}"


class Earmark(models.Model):
    """What ledger entries are for: one award, by its reference, against one financial year's budget."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="earmarks")
    reference = models.CharField(max_length=30, unique=True)
    financial_year = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.reference


class Posting(models.TextChoices):
    ALLOCATED = "allocated", _("Money put in")
    WITHDRAWN = "withdrawn", _("Money taken out")
    TRANSFER = "transfer", _("Moved between sources")
    OFFER_MADE = "offer_made", pgettext_lazy("money", "Offered")
    OFFER_ENDED = "offer_ended", _("Offer ended")
    COMMITTED = "committed", _("Promised")
    COMMITMENT_RELEASED = "commitment_released", _("Promise released")
    PAYMENT_SENT = "payment_sent", _("Paid")
    PAYMENT_RETURNED = "payment_returned", _("Payment came back")
    REFUND_RECEIVED = "refund_received", _("Given back by the group")


class LedgerEntry(models.Model):
    """One posted line, in minor units. Never edited: a mistake is posted again, negated, with `reverses`.

    A transfer is two lines: the one that receives names the one that gives in `moved_from`.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="entries")
    financial_year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=Posting.choices)
    amount = models.BigIntegerField()
    earmark = models.ForeignKey(Earmark, null=True, on_delete=models.PROTECT, related_name="entries")
    effective_on = models.DateField()
    posted_at = models.DateTimeField()
    posted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=200, blank=True)
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversed_by")
    moved_from = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="moved_to")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gt=0)
                | models.Q(kind="transfer") & ~models.Q(amount=0)
                | models.Q(reverses__isnull=False),
                name="ledger_amount_positive",
            )
        ]
        indexes = [
            models.Index(fields=["source", "financial_year", "id"], name="ledger_by_source"),
            models.Index(fields=["earmark", "id"], name="ledger_by_earmark"),
            # Of the few that have one: SQLite takes a unique index of mere nulls for useless, and reads every line.
            models.Index(fields=["reverses"], condition=models.Q(reverses__isnull=False), name="ledger_reversals"),
            models.Index(fields=["moved_from"], condition=models.Q(moved_from__isnull=False), name="ledger_transfers"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"


class Balance(models.Model):
    """What the entries of one source and year add up to. Kept by `actions.post`, recomputed by `ledger_verify`.

    available = budget - (committed - refunded) - offers, never below zero.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="balances")
    financial_year = models.PositiveSmallIntegerField()
    budget = models.BigIntegerField(default=0)
    offers = models.BigIntegerField(default=0)
    committed = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)
    refunded = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["source", "financial_year"]
        constraints = [
            models.UniqueConstraint(fields=["source", "financial_year"], name="balance_once"),
            models.CheckConstraint(
                condition=models.Q(budget__gte=models.F("committed") - models.F("refunded") + models.F("offers")),
                name="balance_available_not_negative",
            ),
            models.CheckConstraint(condition=models.Q(paid__lte=models.F("committed")), name="balance_paid_promised"),
            models.CheckConstraint(condition=models.Q(refunded__lte=models.F("paid")), name="balance_refunded_paid"),
            models.CheckConstraint(
                condition=models.Q(offers__gte=0, committed__gte=0, paid__gte=0, refunded__gte=0),
                name="balance_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.financial_year}"
