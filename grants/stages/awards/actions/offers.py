"""Making an offer, and the ways it ends without a grant."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.audit.verbs import Verb
from grants.ground.kit.errors import refuse, refuse_if
from grants.ground.kit.references import award_reference
from grants.ground.kit.text import digest
from grants.ground.people.actor import TIMER, Actor
from grants.ground.reference.actions import next_number
from grants.ground.reference.queries import installed_language
from grants.stages.applications.models import Application
from grants.stages.applications.queries import Host, confirmed_host
from grants.stages.assessment.models import Decision
from grants.stages.awards.models import (
    Agreement,
    Award,
    AwardShare,
    AwardStatus,
    Condition,
    Gate,
    Instalment,
    InstalmentShare,
    InstalmentStatus,
    ReportDue,
)
from grants.stages.awards.permissions import can_answer_for_group, can_manage_award
from grants.stages.awards.queries import agreement_words, plan_of, stated_facts, today_here
from grants.stages.awards.rules import AWARD, DAYS_TO_ANSWER, Plan, problems_of_plan, signatures_needed
from grants.stages.awards.verbs import OFFER_LAPSED, OFFER_MADE, OFFER_RECALLED, OFFER_REFUSED
from grants.stages.funds.actions import earmark, post
from grants.stages.funds.models import Earmark, Posting
from grants.stages.funds.rules import split_instalments


def make_offer(decision: Decision, *, by: Actor, now: dt.datetime) -> Award:
    """Turns a decision to fund into an award on offer. Called inside the release of its panel.

    Writes the award, its agreement, instalments with gates, conditions and reports due, and posts the offer to the
    ledger source by source. Refuses when the plan does not add up or a source is short. A host that confirmed these
    terms is paid; an unconfirmed one is not, and the offer goes to the group alone.
    """
    today = today_here(now)
    plan = plan_of(decision, today=today)
    refuse_if(problems_of_plan(plan, decision.amount))
    host = confirmed_host(decision.candidate.application, now=now)
    award = _write_award(decision, plan, host, by=by, now=now)
    _write_agreement(award, decision, host, now=now)
    _write_promises(award, plan)
    for share in award.shares.select_related("source").order_by("source_id"):
        post(
            share.source,
            Posting.OFFER_MADE,
            amount=share.amount,
            financial_year=award.earmark.financial_year,
            earmark=award.earmark,
            effective_on=today,
            by=by,
            now=now,
        )
    record(OFFER_MADE, award, by=by, now=now, case=award.application, amount=award.amount)
    return award


def _write_award(decision: Decision, plan: Plan, host: Host | None, *, by: Actor, now: dt.datetime) -> Award:
    application, today = decision.candidate.application, today_here(now)
    facts = stated_facts(application)
    mark = _earmark_for(application, today)
    award = Award.objects.create(
        application=application,
        decision=decision,
        organisation=application.organisation,
        payee=host.row.organisation if host else application.organisation,
        call=application.call,
        earmark=mark,
        reference=mark.reference,
        title=facts.title,
        public_summary=facts.public_summary,
        sort_name=application.sort_name,
        amount=decision.amount,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        offered_at=now,
        offered_by_id=by.person_id,
        answer_by=today + dt.timedelta(days=DAYS_TO_ANSWER),
        status_since=now,
    )
    AwardShare.objects.bulk_create(
        AwardShare(award=award, source_id=share.source_id, amount=share.amount) for share in plan.shares
    )
    return award


def _earmark_for(application: Application, today: dt.date) -> Earmark:
    fund = application.call.fund
    number = next_number(f"award:{fund.code}:{today.year}")
    reference = award_reference(fund.code, today.year, number)
    return earmark(fund, reference=reference, financial_year=application.call.financial_year)


def terms_text(award: Award, decision: Decision, host: Host | None, *, now: dt.datetime) -> str:
    """The agreement in words, as both sides would sign it."""
    words = agreement_words(decision, reference=award.reference, today=today_here(now), host=host)
    return f"{words.subject}\n\n{words.text}"


def _write_agreement(award: Award, decision: Decision, host: Host | None, *, now: dt.datetime) -> Agreement:
    text = terms_text(award, decision, host, now=now)
    return Agreement.objects.create(
        award=award,
        language=installed_language(award.application.sheet.language),
        text=text,
        digest=digest(text.encode()),
        signatures_needed=signatures_needed(award.amount),
        made_at=now,
    )


def _write_promises(award: Award, plan: Plan) -> None:
    """Conditions, reports and instalments of the plan, each instalment split over the sources to the penny."""
    Condition.objects.bulk_create(
        Condition(award=award, text=condition.text, due_on=condition.due_on) for condition in plan.conditions
    )
    reports = [
        ReportDue.objects.create(award=award, kind=report.kind, number=number, due_on=report.due_on)
        for number, report in enumerate(plan.reports, start=1)
    ]
    splits = split_instalments([part.amount for part in plan.instalments], [share.amount for share in plan.shares])
    for number, (part, row) in enumerate(zip(plan.instalments, splits, strict=True), start=1):
        instalment = Instalment.objects.create(award=award, number=number, amount=part.amount, due_on=part.due_on)
        InstalmentShare.objects.bulk_create(
            InstalmentShare(instalment=instalment, source_id=share.source_id, amount=amount)
            for share, amount in zip(plan.shares, row, strict=True)
            if amount
        )
        if part.after_report:
            Gate.objects.create(instalment=instalment, report_due=reports[part.after_report - 1])


def end_offer_in_ledger(award: Award, *, by: Actor, now: dt.datetime) -> None:
    """Takes an open offer out of the ledger, source by source."""
    for share in award.shares.select_related("source").order_by("source_id"):
        post(
            share.source,
            Posting.OFFER_ENDED,
            amount=share.amount,
            financial_year=award.earmark.financial_year,
            earmark=award.earmark,
            effective_on=today_here(now),
            by=by,
            now=now,
        )


@transaction.atomic
def refuse_offer(award: Award, *, by: Actor, now: dt.datetime) -> Award:
    """The group turns the offer down. The money goes back to its sources."""
    if not can_answer_for_group(by, award):
        raise refuse("may_not_answer", _("Only members of the group can turn the offer down."))
    return _end_offer(award, AwardStatus.REFUSED, OFFER_REFUSED, by=by, now=now)


@transaction.atomic
def recall_offer(award: Award, *, by: Actor, now: dt.datetime) -> Award:
    """The office takes back an offer that nobody has accepted yet."""
    if not can_manage_award(by):
        raise refuse("may_not_recall", _("Your roles do not let you recall offers."))
    return _end_offer(award, AwardStatus.RECALLED, OFFER_RECALLED, by=by, now=now)


def lapse_offers(*, now: dt.datetime) -> int:
    """Ends every offer whose last day to answer has passed. Run by a job; twice changes nothing more."""
    late = Award.objects.filter(status=AwardStatus.OFFERED, answer_by__lt=today_here(now))
    count = 0
    for key in late.values_list("pk", flat=True):
        with transaction.atomic():
            award = late.select_for_update(of=("self",)).filter(pk=key).first()
            if award:
                _end_offer(award, AwardStatus.LAPSED, OFFER_LAPSED, by=TIMER, now=now)
                count += 1
    return count


def _end_offer(award: Award, status: AwardStatus, verb: Verb, *, by: Actor, now: dt.datetime) -> Award:
    """Nothing of the offer is left to pay: its instalments are cancelled, its money goes back to the sources."""
    award = Award.objects.select_for_update(of=("self",)).get(pk=award.pk)
    AWARD.require(award.status, status)
    award.status, award.status_since = status, now
    award.save(update_fields=["status", "status_since"])
    planned = Instalment.objects.filter(award=award, status=InstalmentStatus.PLANNED)
    planned.update(status=InstalmentStatus.CANCELLED)
    end_offer_in_ledger(award, by=by, now=now)
    record(verb, award, by=by, now=now, case=award.application, amount=award.amount)
    return award
