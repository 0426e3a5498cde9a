"""Reads of awards: whose, what is owed, and the facts that guards need."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import BigIntegerField, Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from grants.ground.bank.models import AccountStatus, BankAccount
from grants.ground.files.models import StoredFile
from grants.ground.kit.clock import local_date
from grants.ground.people.actor import Actor
from grants.ground.people.roles import Permission
from grants.ground.reference.queries import funder
from grants.stages.applications.models import Facts, Hosting, HostingStatus
from grants.stages.applications.queries import Host, host_of_sent
from grants.stages.applications.rules.hosting import ANOTHER_HOLDS_IT
from grants.stages.assessment.models import Decision
from grants.stages.assessment.queries.decisions import staff_candidates
from grants.stages.awards.models import (
    Agreement,
    Award,
    AwardStatus,
    Condition,
    Hold,
    Instalment,
    InstalmentStatus,
    Letter,
    ReportDue,
)
from grants.stages.awards.rules import AwardFacts

LIVE = (AwardStatus.ACCEPTED, AwardStatus.ACTIVE, AwardStatus.SUSPENDED, AwardStatus.CLOSED, AwardStatus.TERMINATED)
UNPAID = (InstalmentStatus.PLANNED, InstalmentStatus.RELEASED)


def awards_of(actor: Actor) -> QuerySet[Award]:
    """Awards of the actor's own groups."""
    own = Award.objects.filter(organisation_id__in=list(actor.memberships))
    return own.select_related("organisation", "call", "payee")


def awards_paid_to(actor: Actor) -> QuerySet[Award]:
    """Awards whose money goes to the actor's own groups, their own and those that they hold for others."""
    paid = Award.objects.filter(payee_id__in=list(actor.memberships))
    return paid.select_related("organisation", "call", "payee")


def without_way_to_pay(application_ids: Iterable[int]) -> set[int]:
    """Applications whose group says that another holds its money, while nobody has confirmed that and the group has no
    verified account. One query.
    """
    agreed = Hosting.objects.filter(
        application=OuterRef("application"),
        status=HostingStatus.CONFIRMED,
        title=OuterRef("title"),
        public_summary=OuterRef("public_summary"),
        amount=OuterRef("requested_amount"),
    )
    own = BankAccount.objects.filter(organisation=OuterRef("application__organisation"), status=AccountStatus.VERIFIED)
    rows = Facts.objects.filter(
        ~Exists(agreed),
        ~Exists(own),
        application__in=list(application_ids),
        is_current=True,
        host_choice=ANOTHER_HOLDS_IT,
    )
    return set(rows.values_list("application_id", flat=True))


def host_of_offer(award: Award, *, now: dt.datetime) -> Host | None:
    """The host that a group named, while its offer is open; None, without a query, afterwards."""
    return host_of_sent(award.application, now=now) if award.status == AwardStatus.OFFERED else None


def awards_held_by(actor: Actor) -> QuerySet[Award]:
    """Awards that the actor's own groups hold for others."""
    return awards_paid_to(actor).exclude(organisation_id=F("payee_id"))


def awards_and_held(actor: Actor) -> QuerySet[Award]:
    """Awards of the actor's own groups and those that they hold for others, each once, with `is_held`."""
    mine = list(actor.memberships)
    rows = Award.objects.filter(Q(organisation_id__in=mine) | Q(payee_id__in=mine))
    return rows.select_related("organisation", "call").annotate(is_held=~Q(organisation_id__in=mine))


LISTED = ("reference", "title", "status", "amount", "ends_on", "sort_name", "organisation__name")


def staff_awards(actor: Actor) -> QuerySet[Award]:
    """Every award, for staff who may see cases or finance; nothing for anyone else."""
    if not actor.may_any(Permission.SEE_CASES, Permission.SEE_FINANCE):
        return Award.objects.none()
    return Award.objects.select_related("organisation", "call", "application", "payee")


def with_money(awards: QuerySet[Award]) -> QuerySet[Award]:
    """Adds `paid_amount` and `outstanding_amount` in the same query, for the rows shown and no others."""
    rows = Instalment.objects.filter(award=OuterRef("pk"), status=InstalmentStatus.PAID).order_by()
    total = Subquery(rows.values("award").annotate(total=Sum("amount")).values("total"))
    paid = Coalesce(total, 0, output_field=BigIntegerField())
    return awards.annotate(paid_amount=paid, outstanding_amount=F("amount") - paid)


def letters_of(actor: Actor) -> QuerySet[Letter]:
    """Decision letters to the actor's own groups."""
    mine = list(actor.memberships)
    return Letter.objects.filter(application__organisation_id__in=mine).select_related("application__organisation")


def agreement_of(award: Award) -> Agreement:
    """The agreement of an award, with its signatures."""
    return Agreement.objects.prefetch_related("signatures").get(award=award)


def conditions_of(award: Award) -> QuerySet[Condition]:
    return Condition.objects.filter(award=award).select_related("evidence", "met_by").order_by("pk")


def instalments_of(award: Award) -> QuerySet[Instalment]:
    """Instalments in order, each with its gate and the report it waits for."""
    return award.instalments.select_related("gate__report_due").order_by("number")


def reports_due_of(award: Award) -> QuerySet[ReportDue]:
    return award.reports_due.order_by("number")


def due_instalments(today: dt.date) -> QuerySet[Instalment]:
    """Planned instalments whose day has come, whose gate is open, of active awards without a hold."""
    held = Hold.objects.filter(award=OuterRef("award_id"), lifted_at=None)
    return (
        Instalment.objects.filter(
            Q(gate=None) | Q(gate__opened_at__isnull=False),
            status=InstalmentStatus.PLANNED,
            due_on__lte=today,
            award__status=AwardStatus.ACTIVE,
        )
        .filter(~Exists(held))
        .select_related("award__organisation", "award__call")
    )


def reports_to_come(today: dt.date, *, within_days: int) -> QuerySet[ReportDue]:
    """Reports of active awards that are neither accepted nor waived and due within so many days, late ones too."""
    return ReportDue.objects.filter(
        accepted_at=None,
        waived_at=None,
        due_on__lte=today + dt.timedelta(days=within_days),
        award__status=AwardStatus.ACTIVE,
    ).select_related("award__organisation")


def has_verified_account(award: Award) -> bool:
    """Whether the payee has an account that two people proved."""
    return BankAccount.objects.filter(organisation_id=award.payee_id, status=AccountStatus.VERIFIED).exists()


def award_facts(award: Award, *, unsettled_payments: int = 0) -> AwardFacts:
    """What guards ask about an award, in two queries. Payments come later in the house, so the caller counts them."""
    counts = Award.objects.filter(pk=award.pk).aggregate(
        unmet=Count("conditions", filter=Q(conditions__met_at=None), distinct=True),
        holds=Count("holds", filter=Q(holds__lifted_at=None), distinct=True),
        reports=Count(
            "reports_due",
            filter=Q(reports_due__accepted_at=None, reports_due__waived_at=None),
            distinct=True,
        ),
        unpaid=Count("instalments", filter=Q(instalments__status__in=UNPAID), distinct=True),
        completed_at=Max("agreement__completed_at"),
    )
    return AwardFacts(
        status=award.status,
        is_agreement_complete=counts["completed_at"] is not None,
        unmet_conditions=counts["unmet"],
        has_verified_account=has_verified_account(award),
        bank_details_held_outside=award.bank_details_held_outside,
        open_holds=counts["holds"],
        open_reports=counts["reports"],
        unpaid_instalments=counts["unpaid"],
        unsettled_payments=unsettled_payments,
    )


def today_here(now: dt.datetime) -> dt.date:
    """The calendar day at the funder's place."""
    return local_date(now, funder().timezone)


def awards_with_status(actor: Actor, status: str) -> QuerySet[Award]:
    """Awards that staff may see, of one state; of all states when the word is not one. With what was paid."""
    found = with_money(staff_awards(actor)).select_related(None).select_related("organisation").only(*LISTED)
    return found.filter(status=status) if status in AwardStatus.values else found


def conditions_with_file(stored: StoredFile) -> QuerySet[Condition]:
    """Conditions that the file is to show as met."""
    rows = Condition.objects.filter(evidence=stored).order_by("pk")
    return rows.select_related("award__organisation", "award__call", "award__application")


def staff_conditions(actor: Actor) -> QuerySet[Condition]:
    """Conditions of every award that staff may see."""
    return Condition.objects.filter(award__in=staff_awards(actor)).select_related(
        "award__organisation", "award__application", "evidence", "answered_by", "met_by"
    )


def staff_instalments(actor: Actor) -> QuerySet[Instalment]:
    """Instalments of every award that staff may see."""
    return Instalment.objects.filter(award__in=staff_awards(actor)).select_related("award")


def staff_holds(actor: Actor) -> QuerySet[Hold]:
    """Holds of every award that staff may see."""
    return Hold.objects.filter(award__in=staff_awards(actor)).select_related("award")


def open_holds(award: Award) -> QuerySet[Hold]:
    """Holds that nobody has lifted."""
    return Hold.objects.filter(award=award, lifted_at=None).select_related("placed_by").order_by("pk")


def staff_reports_due(actor: Actor) -> QuerySet[ReportDue]:
    """Promised reports of every award that staff may see."""
    return ReportDue.objects.filter(award__in=staff_awards(actor)).select_related(
        "award__organisation", "award__call", "award__application"
    )


def staff_decisions(actor: Actor) -> QuerySet[Decision]:
    """Decisions that staff may see before they are released; those hidden from this person are left out."""
    return Decision.objects.filter(candidate__in=staff_candidates(actor)).select_related(
        "candidate__panel",
        "candidate__application__organisation",
        "candidate__application__call__fund",
        "candidate__application__sheet",
    )


def letters_without_file() -> QuerySet[Letter]:
    """Released letters whose PDF is still to be made."""
    return Letter.objects.filter(file=None).select_related("application__organisation", "application__call")


def agreements_without_file() -> QuerySet[Agreement]:
    """Agreements that everybody signed and whose PDF is still to be made."""
    return Agreement.objects.filter(file=None, completed_at__isnull=False).select_related("award__organisation")
