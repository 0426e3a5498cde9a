"""Many at the same moment: only PostgreSQL has real threads."""

import pytest

from grants.ground.kit.errors import Refusal
from grants.ground.notifications.models import Mail
from grants.ground.people.models import MemberRole, Membership
from grants.ground.questions.actions import save_answer
from grants.ground.questions.models import Answer, SheetSnapshot
from grants.stages.applications.actions import (
    ask_for_sign_off,
    end_part,
    end_round,
    hand_over_application,
    remind_drafters,
    restore_application,
    send_back,
    start_application,
    submit_application,
    withdraw_application,
)
from grants.stages.applications.models import Application, Facts, SentBack
from tests.factories.actors import make_actor
from tests.factories.applications import actor, make_draft, make_group, reread
from tests.factories.calls import NOW, in_days, make_call, on_day
from tests.factories.people import belong, make_person
from tests.threads import run_together

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def sending(draft, by):
    return lambda: submit_application(draft, by=by, now=NOW)


def test_fifty_submits_in_a_second_get_fifty_references():
    call, ready = make_call(), []
    for _ in range(50):
        group, by = make_group()
        ready.append((make_draft(call, organisation=group, by=by), by))
    results = run_together(*(sending(draft, by) for draft, by in ready))
    assert sorted(sent.reference for sent in results) == [f"DOORSTEP-{number:04d}" for number in range(1, 51)]
    assert (SheetSnapshot.objects.count(), Facts.objects.count()) == (50, 50)
    assert Mail.objects.filter(kind="application_received").count() == 50


def test_a_double_click_in_two_processes_sends_once():
    group, by = make_group()
    draft = make_draft(organisation=group, by=by)
    results = run_together(*[sending(draft, by)] * 4)
    assert {sent.reference for sent in results} == {"DOORSTEP-0001"}
    assert (SheetSnapshot.objects.count(), Facts.objects.count(), Mail.objects.count()) == (1, 1, 1)


def test_two_clicks_on_start_make_one_draft():
    call, (group, by) = make_call(), make_group()
    results = run_together(*[lambda: start_application(call, group, by=by, now=NOW)] * 4)
    assert len({draft.pk for draft in results}) == 1
    assert Application.objects.count() == 1


def test_a_last_answer_is_either_sent_or_refused():
    group, by = make_group()
    draft = make_draft(organisation=group, by=by)
    write = {"base": None, "save_id": "last", "by": by, "now": NOW}
    saved, _sent = run_together(
        lambda: save_answer(draft.sheet, "amount", 60_000, **write), sending(draft, by)
    )  # fmt: skip
    facts = Facts.objects.get()
    stored = Answer.objects.get(sheet=draft.sheet, key="amount").value
    assert reread(draft).status == "submitted"
    assert facts.requested_amount == stored
    assert isinstance(saved, Refusal) == (stored == 45_000)


def test_asking_for_sign_off_and_sending_at_once_end_in_one_sending():
    group, by = make_group()
    member = make_person()
    belong(member, group, MemberRole.MEMBER)
    draft = make_draft(make_call(asks_sign_off=True), organisation=group, by=by)
    asker = actor(member)
    results = run_together(lambda: ask_for_sign_off(draft, by=asker, now=NOW), sending(draft, by))
    assert (reread(draft).status, SheetSnapshot.objects.count()) == ("submitted", 1)
    assert isinstance(results[0], Refusal) or results[0].status == "awaiting_sign_off"


def test_two_who_bring_a_draft_back_bring_it_back_once():
    group, by = make_group()
    draft = make_draft(organisation=group, by=by)
    withdraw_application(draft, by=by, now=NOW)
    run_together(*[lambda: restore_application(draft, by=by, now=NOW)] * 4)
    assert (reread(draft).status, Mail.objects.filter(kind="application_restored").count()) == ("draft", 1)


def test_a_deleted_draft_and_a_new_one_never_stand_side_by_side():
    group, by = make_group()
    draft = make_draft(organisation=group, by=by)
    withdraw_application(draft, by=by, now=NOW)
    run_together(
        lambda: restore_application(draft, by=by, now=NOW),
        lambda: start_application(draft.call, group, by=by, now=NOW),
    )
    assert Application.objects.filter(status="draft").count() == 1


def test_two_signatories_who_leave_at_once_leave_one_behind():
    group, by = make_group()
    other = make_person()
    belong(other, group, MemberRole.SIGNATORY)
    parts, second = list(Membership.objects.filter(organisation=group).order_by("pk")), actor(other)
    run_together(lambda: end_part(parts[0], by=by, now=NOW), lambda: end_part(parts[1], by=second, now=NOW))
    assert Membership.objects.filter(organisation=group, ended_at=None).count() == 1


def test_handing_over_and_leaving_at_once_leave_nothing_to_nobody():
    group, by = make_group()
    other = make_person()
    belong(other, group, MemberRole.SIGNATORY)
    draft, heir = make_draft(organisation=group, by=by), actor(other)
    part = Membership.objects.get(organisation=group, person_id=by.person_id)
    run_together(
        lambda: hand_over_application(draft, other, by=heir, now=NOW),
        lambda: end_part(part, hand_to=other, by=by, now=NOW),
    )
    assert reread(draft).lead == other


def test_two_workers_remind_once():
    group, by = make_group()
    make_draft(make_call(closes_at=in_days(30)), organisation=group, by=by)
    run_together(*[lambda: remind_drafters(now=in_days(29))] * 3)
    assert Mail.objects.filter(kind="draft_reminder").count() == 1


def test_an_officer_sends_back_while_the_group_withdraws():
    group, by = make_group()
    application = submit_application(make_draft(organisation=group, by=by), by=by, now=NOW)
    asking = {"why": "Why so much?", "due_on": on_day(14), "by": make_actor(), "now": NOW}
    asked, withdrawn = run_together(
        lambda: send_back(application, {"amount": ""}, **asking),
        lambda: withdraw_application(application, by=by, now=NOW),
    )
    assert (reread(application).status, withdrawn.status) == ("withdrawn", "withdrawn")
    assert reread(application).sheet.writable == "none"
    assert isinstance(asked, Refusal) == (SentBack.objects.count() == 0)


def test_the_group_answers_while_the_officer_goes_on():
    group, by = make_group()
    application = submit_application(make_draft(organisation=group, by=by), by=by, now=NOW)
    officer = make_actor()
    send_back(application, {"amount": "Why?"}, why="", due_on=on_day(14), by=officer, now=NOW)
    run_together(
        lambda: submit_application(application, by=by, now=NOW),
        lambda: end_round(application, reason="Late.", by=officer, now=NOW),
    )
    row = SentBack.objects.get()
    assert reread(application).status == "submitted"
    assert (row.answered_at is None) != (row.ended_at is None)
    assert SheetSnapshot.objects.count() == (1 if row.answered_at is None else 2)


def test_two_officers_who_ask_at_once_make_one_round():
    group, by = make_group()
    application = submit_application(make_draft(organisation=group, by=by), by=by, now=NOW)
    given = {"why": "", "due_on": on_day(14), "now": NOW}
    officers = [make_actor(f"officer{number}@willowmere.example") for number in range(2)]
    results = run_together(
        *(
            lambda o=o, key=key: send_back(application, {key: "Why?"}, by=o, **given)
            for o, key in zip(officers, ["amount", "title"], strict=True)
        )
    )
    assert sorted(isinstance(result, Refusal) for result in results) == [False, True]
    assert SentBack.objects.count() == 1
