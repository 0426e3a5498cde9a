"""Rows for exports: constant numbers of queries, read in chunks, money from the ledger."""

from collections.abc import Iterator
from typing import Any

from django.db.models import BigIntegerField, F, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from grants.stages.awards.models import Award, AwardStatus, Hold, Instalment, InstalmentStatus
from grants.stages.funds.models import Balance, LedgerEntry, Posting
from grants.stages.payments.models import Payment, PaymentStatus

CHUNK = 2000
GRANTED = (
    AwardStatus.ACCEPTED,
    AwardStatus.ACTIVE,
    AwardStatus.SUSPENDED,
    AwardStatus.CLOSED,
    AwardStatus.TERMINATED,
)


def _posted(plus: str, minus: str | None = None) -> Any:
    """A subquery: what an award's entries of one kind add up to, less those of another."""
    kinds = [plus] if minus is None else [plus, minus]
    entries = LedgerEntry.objects.filter(earmark=OuterRef("earmark_id"), kind__in=kinds).order_by().values("earmark")
    total: Any = Coalesce(Sum("amount", filter=Q(kind=plus)), 0)
    if minus is not None:
        total = total - Coalesce(Sum("amount", filter=Q(kind=minus)), 0)
    return Coalesce(Subquery(entries.annotate(total=total).values("total")), 0, output_field=BigIntegerField())


def award_rows(fund_id: int | None = None) -> QuerySet[Award]:
    """Awards offered or granted, with what the ledger says of each, and the next due date."""
    due = Instalment.objects.filter(
        award=OuterRef("pk"), status__in=[InstalmentStatus.PLANNED, InstalmentStatus.RELEASED]
    )
    rows = Award.objects.filter(Q(status__in=GRANTED) | Q(status=AwardStatus.OFFERED))
    if fund_id is not None:
        rows = rows.filter(earmark__fund_id=fund_id)
    return (
        rows.select_related("organisation", "payee", "call", "earmark__fund", "decision", "application")
        .annotate(
            committed=_posted(Posting.COMMITTED, Posting.COMMITMENT_RELEASED),
            paid=_posted(Posting.PAYMENT_SENT, Posting.PAYMENT_RETURNED),
            refunded=_posted(Posting.REFUND_RECEIVED),
            next_due_on=Subquery(due.order_by().values("award").annotate(day=Min("due_on")).values("day")),
            requested=F("application__facts__requested_amount"),
            districts=F("application__facts__districts"),
            populations=F("application__facts__populations"),
        )
        .filter(application__facts__is_current=True)
        .order_by("pk")
    )


def public_award_rows() -> QuerySet[Award]:
    """Granted awards that may be published, newest decision last; rehearsals and hidden ones left out."""
    rows = award_rows().filter(status__in=GRANTED, is_public=True, call__is_rehearsal=False)
    return rows.annotate(activities=F("application__facts__activities")).select_related(
        "organisation__district", "call", "decision"
    )


def due_rows(fund_id: int | None = None) -> QuerySet[Instalment]:
    """Instalments still to be paid of accepted awards, with gate and hold."""
    rows = Instalment.objects.filter(
        status__in=[InstalmentStatus.PLANNED, InstalmentStatus.RELEASED], award__status__in=GRANTED
    )
    if fund_id is not None:
        rows = rows.filter(award__earmark__fund_id=fund_id)
    open_hold = Hold.objects.filter(award=OuterRef("award_id"), lifted_at=None)
    return (
        rows.select_related("award__organisation", "award__earmark__fund", "gate__report_due")
        .annotate(hold_reason=Subquery(open_hold.order_by("pk").values("reason")[:1]))
        .order_by("due_on", "pk")
    )


def payment_rows(fund_id: int | None = None) -> QuerySet[Payment]:
    """Payments that left, whether they arrived or came back."""
    rows = Payment.objects.filter(status__in=[PaymentStatus.SENT, PaymentStatus.CLEARED, PaymentStatus.RETURNED])
    if fund_id is not None:
        rows = rows.filter(instalment__award__earmark__fund_id=fund_id)
    return rows.select_related("batch", "account", "instalment__award__organisation").order_by("pk")


def balance_rows(fund_id: int | None = None) -> list[Balance]:
    """Balances by source and year, with names."""
    rows = Balance.objects.select_related("source__fund")
    if fund_id is not None:
        rows = rows.filter(source__fund_id=fund_id)
    return list(rows.order_by("source__fund__name", "financial_year", "source__position", "source__name"))


def in_chunks(rows: QuerySet[Any]) -> Iterator[Any]:
    """Reads a long list without holding it."""
    return rows.iterator(chunk_size=CHUNK)
