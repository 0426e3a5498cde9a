"""Starting a grant, its reports, and closing it."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse, refuse_if
from grants.ground.kit.text import digest, tidy
from grants.ground.people.actor import Actor
from grants.stages.awards.actions.instalments import open_gates
from grants.stages.awards.models import Award, AwardStatus, ReportDue
from grants.stages.awards.permissions import can_close_award, can_manage_award
from grants.stages.awards.queries import award_facts
from grants.stages.awards.rules import AWARD, blockers_to_activate, blockers_to_close
from grants.stages.awards.verbs import AWARD_ACTIVATED, AWARD_CLOSED, REPORT_DUE_ACCEPTED, REPORT_WAIVED


@transaction.atomic
def activate_award(award: Award, *, by: Actor, now: dt.datetime) -> Award:
    """Starts a grant: agreement signed, conditions met, account verified (or held outside)."""
    award = Award.objects.select_for_update(of=("self",)).get(pk=award.pk)
    if not can_manage_award(by):
        raise refuse("may_not_manage", _("Your roles do not let you start grants."))
    if award.status != AwardStatus.ACCEPTED:
        raise refuse("award_not_accepted", _("Only a grant that the group accepted can be started, and only once."))
    refuse_if(blockers_to_activate(award_facts(award)))
    award.status, award.status_since, award.activated_at = AwardStatus.ACTIVE, now, now
    award.save(update_fields=["status", "status_since", "activated_at"])
    record(AWARD_ACTIVATED, award, by=by, now=now, case=award.application)
    return award


@transaction.atomic
def accept_report_due(report_due: ReportDue, *, by: Actor, now: dt.datetime) -> ReportDue:
    """Outcomes call this when a report was read and answered: the promise is kept, gates open."""
    report_due = _lock_report_due(report_due)
    if report_due.accepted_at is None:
        report_due.accepted_at = now
        report_due.save(update_fields=["accepted_at"])
        record(REPORT_DUE_ACCEPTED, report_due, by=by, now=now, case=report_due.award.application)
        open_gates(report_due, by=by, now=now)
    return report_due


@transaction.atomic
def waive_report(report_due: ReportDue, *, reason: str, by: Actor, now: dt.datetime) -> ReportDue:
    """The office does without a report, for a reason that is kept. Gates that waited for it open."""
    report_due = _lock_report_due(report_due)
    if not can_manage_award(by):
        raise refuse("may_not_manage", _("Your roles do not let you waive reports."))
    if not tidy(reason):
        raise refuse("reason_missing", _("Say why no report is needed."), "reason")
    if report_due.accepted_at or report_due.waived_at:
        raise refuse("report_done", _("This report is already accepted or waived."))
    report_due.waived_at, report_due.waived_by_id, report_due.waived_reason = now, by.person_id, tidy(reason)
    report_due.save(update_fields=["waived_at", "waived_by", "waived_reason"])
    case = report_due.award.application
    record(REPORT_WAIVED, report_due, by=by, now=now, case=case, reason=digest(report_due.waived_reason))
    open_gates(report_due, by=by, now=now)
    return report_due


@transaction.atomic
def close_award(award: Award, *, by: Actor, now: dt.datetime, unsettled_payments: int) -> Award:
    """Ends a grant that ran its course. The caller counts payments under way, which come later in the house."""
    award = Award.objects.select_for_update(of=("self",)).get(pk=award.pk)
    if not can_close_award(by):
        raise refuse("may_not_close", _("Your roles do not let you close grants."))
    AWARD.require(award.status, AwardStatus.CLOSED)
    refuse_if(blockers_to_close(award_facts(award, unsettled_payments=unsettled_payments)))
    award.status, award.status_since = AwardStatus.CLOSED, now
    award.closed_at, award.closed_by_id = now, by.person_id
    award.save(update_fields=["status", "status_since", "closed_at", "closed_by"])
    record(AWARD_CLOSED, award, by=by, now=now, case=award.application, amount=award.amount)
    return award


def _lock_report_due(report_due: ReportDue) -> ReportDue:
    return ReportDue.objects.select_for_update(of=("self",)).select_related("award__application").get(pk=report_due.pk)
