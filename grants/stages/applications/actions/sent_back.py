"""Sending questions back to the group, the group's answers, and going on without them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from grants.ground.audit.actions import record
from grants.ground.kit.clock import local_date
from grants.ground.kit.errors import Blocker, Refusal, refuse, refuse_if
from grants.ground.kit.text import digest, tidy
from grants.ground.people.actor import TIMER, Actor
from grants.ground.questions.actions import close_sheet, put_back, reopen_sheet, take_snapshot
from grants.ground.questions.actions.sheets import lock_sheet
from grants.ground.questions.models import AnswerSheet, SheetSnapshot
from grants.ground.reference.queries import funder, holidays
from grants.stages.applications import permissions, queries, rules, verbs
from grants.stages.applications.actions.confirming import ask_for_confirmation
from grants.stages.applications.actions.facts import record_facts
from grants.stages.applications.actions.steps import locked, move_to, permit, refuse_unready, tell_group, tell_office
from grants.stages.applications.models import Application, ApplicationStatus, SentBack

AT_ONCE = 200


def send_back(
    application: Application,
    asked: Mapping[str, str],
    *,
    why: str,
    due_on: dt.date | None,
    by: Actor,
    now: dt.datetime,
    reason: str = "",
    has_finding: bool = False,
) -> SentBack:
    """Asks the group about single answers: only these can be changed, until it sends again. Its mail repeats none.

    `asked` is question key and why, where it may be empty if `why` says it for all. Warnings are refused too, unless
    `reason` says why to go on. `has_finding`: whether the check-in, which this stage cannot see, found something.
    Asking the same by the same day twice is asking once.
    """
    why, reason, asked = tidy(why), tidy(reason), {key: tidy(text) for key, text in asked.items()}
    with transaction.atomic():
        application = locked(application)
        permit_office(by, application)
        rows = [{"key": key, "why": text} for key, text in asked.items()]
        standing = queries.open_round(application)
        if standing and (standing.asked, standing.why, standing.due_on) == (rows, why, due_on):
            return standing
        before = queries.sent_snapshot(application)
        given: Any = {"asked": asked, "why": why, "due_on": due_on, "has_finding": has_finding}
        warnings = _refuse_wrong(application, before, reason, now=now, **given)
        _open_keys(lock_sheet(application.sheet), before, asked)
        made = SentBack.objects.create(
            application=application,
            number=application.sent_backs.count() + 1,
            before=before,
            asked=rows,
            why=why,
            due_on=due_on,
            reason=reason if warnings else "",
            sent_at=now,
            sent_by_id=by.person_id,
        )
        _sent_back(application, made, by=by, now=now)
        return made


def _open_keys(sheet: AnswerSheet, before: SheetSnapshot, asked: Iterable[str]) -> None:
    """Opens what was asked, and what conditions hide now: an answer that changes may call for it."""
    reopen_sheet(sheet, [*asked, *queries.keys_hidden(sheet, queries.keys_sent(before))])


def reopen_questions(application: Application) -> None:
    """Opens the questions again of an application that was withdrawn meanwhile and is brought back."""
    standing = queries.open_round(application)
    if standing is not None:
        sheet = lock_sheet(application.sheet)
        _open_keys(sheet, standing.before, [row["key"] for row in standing.asked])


def _refuse_wrong(
    application: Application,
    before: SheetSnapshot,
    reason: str,
    *,
    now: dt.datetime,
    due_on: dt.date | None,
    **given: Any,
) -> list[Blocker]:
    """Refuses what cannot be asked like this, and warnings without a reason. Returns the warnings."""
    today, known = local_date(now, funder().timezone), queries.keys_sent(before)
    refuse_if(rules.blockers_to_send_back(status=application.status, known=known, due_on=due_on, today=today, **given))
    count = application.sent_backs.count()
    warnings = rules.warnings_to_send_back(due_on=due_on, today=today, rounds_before=count, holidays=holidays())
    if warnings and not reason:
        asked = Blocker("reason_missing", _("Say why you go on in spite of the warnings."), "reason")
        raise Refusal([*warnings, asked])
    return warnings


def permit_office(by: Actor, application: Application) -> None:
    """Refuses whoever may not ask this group questions."""
    if not permissions.can_send_back(by, application):
        raise refuse("not_an_officer", _("Only an officer who is not part of the group can do this."))


def _sent_back(application: Application, made: SentBack, *, by: Actor, now: dt.datetime) -> None:
    move_to(application, ApplicationStatus.SENT_BACK, now=now)
    facts: dict[str, Any] = {"number": made.number, "questions": len(made.asked), "due_on": made.due_on.isoformat()}
    if made.reason:
        facts["reason"] = digest(made.reason)
    record(verbs.SENT_BACK, application, by=by, now=now, case=application, **facts)
    tell_group("application_sent_back", application, now=now, again=made.number, **_told(made))


def _told(made: SentBack) -> dict[str, Any]:
    """What a round asks, for those to whom the office tells it. Mails repeat none of it."""
    return {"due_on": made.due_on, "why": made.why, "questions": queries.asked_questions(made)}


def answer_questions(application: Application, *, by: Actor, now: dt.datetime, is_declared: bool) -> Application:
    """Sends again what was sent back: a new snapshot and its facts. The caller has locked the application.

    The day of the first sending stays, and with it our promise; closing dates do not matter here, and answers that
    come late are taken as long as the office has not gone on without. What the office typed in for the group, or a
    helper sent for one of which nobody is here, waits for its yes.
    """
    standing = SentBack.objects.select_for_update(of=("self",)).get(
        application=application, answered_at=None, ended_at=None
    )
    is_typed_in = permissions.can_type_in_answers(by, application, standing)
    is_helped = permissions.is_first_helper(by, application)
    permit(is_typed_in or permissions.can_send_application(by, application))
    sheet = lock_sheet(application.sheet)
    draft = queries.draft_of(application, sheet)
    refuse_unready(draft, accepts=True, is_declared=is_declared)
    snapshot = take_snapshot(sheet, by=by, now=now)
    close_sheet(sheet)
    application.title = record_facts(application, snapshot, now=now).title
    application.save(update_fields=["title"])
    standing.after, standing.answered_at, standing.answered_by_id = snapshot, now, by.person_id
    standing.save(update_fields=["after", "answered_at", "answered_by"])
    move_to(application, ApplicationStatus.SUBMITTED, now=now)
    sent: dict[str, Any] = {"number": standing.number, "snapshot": snapshot.number, "digest": snapshot.digest}
    record(verbs.QUESTIONS_ANSWERED, application, by=by, now=now, case=application, **sent)
    if is_typed_in or is_helped:
        contact = queries.contact_to_ask(application) if is_helped else None
        ask_for_confirmation(application, snapshot, contact=contact, by=by, now=now)
    more = {"promised": queries.promised_on(application), "attachment": f"receipt:{snapshot.pk}"}
    tell_group("application_answered", application, now=now, again=standing.number, **more)
    tell_office("answers_to_office", application, now=now, again=standing.number, page="office:application_questions")
    return application


def end_round(application: Application, *, reason: str, by: Actor, now: dt.datetime) -> Application:
    """Goes on with what was sent before: the questions were a mistake, or the day has passed without answers.

    What the group had begun to change is put back; it stays in the history of the answers.
    """
    reason = tidy(reason)
    with transaction.atomic():
        application = locked(application)
        permit_office(by, application)
        if application.status == ApplicationStatus.SUBMITTED and _ended_last(application):
            return application
        refuse_if(rules.blockers_to_end_round(status=application.status, reason=reason))
        standing = SentBack.objects.select_for_update(of=("self",)).get(
            application=application, answered_at=None, ended_at=None
        )
        sheet: AnswerSheet = application.sheet
        put_back(sheet, standing.before, by=by, now=now)
        close_sheet(sheet)
        standing.ended_at, standing.ended_by_id, standing.ended_reason = now, by.person_id, reason
        standing.save(update_fields=["ended_at", "ended_by", "ended_reason"])
        move_to(application, ApplicationStatus.SUBMITTED, now=now)
        facts: dict[str, Any] = {"number": standing.number, "reason": digest(reason)}
        record(verbs.QUESTIONS_ENDED, application, by=by, now=now, case=application, **facts)
        tell_group("application_questions_ended", application, now=now, again=standing.number)
        return application


def _ended_last(application: Application) -> bool:
    last = application.sent_backs.order_by("number").last()
    return last is not None and last.ended_at is not None


def remind_of_questions(*, now: dt.datetime) -> int:
    """Reminds groups whose day to answer is at most two days away, once a round. How many groups."""
    if not SentBack.objects.filter(answered_at=None, ended_at=None, reminded_at=None).exists():
        return 0
    due = queries.rounds_to_remind(today=local_date(now, funder().timezone))
    return sum(_remind(pk, now=now) for pk in list(due.values_list("pk", flat=True)[:AT_ONCE]))


def _remind(pk: int, *, now: dt.datetime) -> bool:
    with transaction.atomic():
        application = locked(SentBack.objects.select_related("application").get(pk=pk).application)
        waiting = queries.rounds_to_remind(today=local_date(now, funder().timezone)).filter(pk=pk).first()
        if waiting is None:
            return False
        SentBack.objects.filter(pk=pk).update(reminded_at=now)
        record(verbs.QUESTIONS_REMINDED, application, by=TIMER, now=now, case=application, number=waiting.number)
        tell_group("application_questions_soon", application, now=now, again=waiting.number, **_told(waiting))
        return True
