"""The office sends questions back; the group answers these, and only these; our clock stands still meanwhile."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.notifications.models import Mail
from grants.ground.people.models import MemberRole
from grants.ground.people.roles import Permission
from grants.ground.questions.actions import attach_file, remove_file
from grants.ground.questions.models import AnswerFile, AnswerRevision, SheetSnapshot
from grants.ground.reference.models import Holiday
from grants.stages.applications import queries, rules
from grants.stages.applications.actions import (
    end_round,
    mark_eligible,
    remind_of_questions,
    send_back,
    submit_application,
    take_back_application,
    withdraw_application,
)
from grants.stages.applications.models import Facts, SentBack
from tests.factories.actors import make_actor
from tests.factories.applications import actor, answer, make_application, make_draft, make_group, reread
from tests.factories.calls import NOW, make_call, make_form, on_day
from tests.factories.files import make_file, pdf_bytes
from tests.factories.people import belong, make_person

pytestmark = pytest.mark.django_db

WHY = "The sum does not fit the plan."
DUE = on_day(14)


def codes(refused):
    return [blocker.code for blocker in refused.value.blockers]


def ask(application, **changes):
    given = {"asked": {"amount": WHY}, "why": "", "due_on": DUE, "by": make_actor(), "now": NOW} | changes
    return send_back(application, given.pop("asked"), **given)


def refused(application, **changes):
    with pytest.raises(Refusal) as refusal:
        ask(application, **changes)
    return codes(refusal)


@pytest.fixture
def group():
    return make_group("Harbour Lights")


@pytest.fixture
def sent(group):
    return make_application(make_call(), organisation=group[0], by=group[1])


# Asking


def test_the_group_may_change_what_was_asked_and_nothing_else(sent, group):
    ask(sent)
    assert reread(sent).status == "sent_back"
    answer(sent, by=group[1], amount=50_000)
    with pytest.raises(Refusal) as refusal:
        answer(sent, by=group[1], title="Something else")
    assert codes(refusal) == ["not_writable"]


def test_everyone_in_the_group_gets_a_mail_that_repeats_nothing(sent, group):
    belong(make_person(), group[0], MemberRole.MEMBER)
    ask(sent, why="We spoke with your landlord.")
    mails = Mail.objects.filter(kind="application_sent_back")
    assert mails.count() == 2
    text = mails.first().text
    assert "Please answer by Monday 21 September 2026." in text
    assert (WHY in text, "landlord" in text, "How much" in text) == (False, False, False)


def test_asking_leaves_evidence_without_the_words(sent):
    ask(sent)
    entry = Entry.objects.get(verb="application_sent_back")
    assert entry.facts == {"number": 1, "questions": 1, "due_on": "2026-09-21"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"asked": {}}, ["nothing_asked"]),
        ({"asked": {"password": "x"}}, ["not_asked_before"]),
        ({"asked": {"amount": ""}}, ["why_missing"]),
        ({"asked": {"amount": " \x00 "}, "why": "\n"}, ["why_missing"]),
        ({"asked": {"amount": "x" * 1_001}}, ["why_too_long"]),
        ({"due_on": None}, ["due_missing"]),
        ({"due_on": on_day(0)}, ["due_in_the_past"]),
        ({"due_on": date(1, 1, 1)}, ["due_in_the_past"]),
        ({"due_on": on_day(181)}, ["due_too_late"]),
        ({"due_on": date.max}, ["due_too_late"]),
        ({"asked": {}, "due_on": None}, ["nothing_asked", "due_missing"]),
    ],
)
def test_bad_questions_are_refused_with_their_reasons(sent, changes, expected):
    assert refused(sent, **changes) == expected
    assert (reread(sent).status, SentBack.objects.count()) == ("submitted", 0)


def test_one_why_may_stand_for_all(sent):
    made = ask(sent, asked={"amount": "", "title": ""}, why="Please look at both.")
    assert made.asked == [{"key": "amount", "why": ""}, {"key": "title", "why": ""}]


def test_less_than_five_working_days_needs_a_reason(sent):
    assert refused(sent, due_on=on_day(4)) == ["due_too_soon", "reason_missing"]
    made = ask(sent, due_on=on_day(4), reason="The group asked for a quick answer.")
    assert made.reason == "The group asked for a quick answer."


def test_holidays_of_the_funder_do_not_count_as_working_days(sent):
    Holiday.objects.create(on=on_day(3), name="Harbour Day")
    assert refused(sent, due_on=on_day(7)) == ["due_too_soon", "reason_missing"]
    assert ask(sent, due_on=on_day(8)).reason == ""


def test_a_third_round_needs_a_reason(sent, group):
    for number in (1, 2):
        ask(sent)
        answer(sent, by=group[1], amount=45_000 + number)
        submit_application(sent, by=group[1], now=NOW)
    assert refused(sent) == ["too_many_rounds", "reason_missing"]
    assert ask(sent, reason="They changed the venue.").number == 3


def test_asking_the_same_twice_is_asking_once(sent):
    assert ask(sent) == ask(sent)
    assert Mail.objects.filter(kind="application_sent_back").count() == 1


def test_a_colleague_who_asks_something_else_meanwhile_is_refused(sent):
    ask(sent)
    assert refused(sent, asked={"title": WHY}) == ["application_is_sent_back"]


def test_what_went_on_or_was_found_already_is_not_sent_back(sent):
    assert refused(sent, has_finding=True) == ["application_is_submitted"]
    mark_eligible(sent, by=make_actor(), now=NOW)
    assert refused(sent) == ["application_is_eligible"]


def test_only_officers_who_are_not_of_the_group_send_back(sent, group):
    outsider = make_actor("dora@willowmere.example", permissions={Permission.SEE_CASES, Permission.DECIDE})
    member = make_actor("eve@willowmere.example")
    belong(type(make_person()).objects.get(pk=member.person_id), group[0], MemberRole.MEMBER)
    insider = type(member)(**{**vars(member), "memberships": {group[0].pk: "member"}})
    for by in (outsider, insider, group[1]):
        assert refused(sent, by=by) == ["not_an_officer"]


# Answering


def test_sending_again_makes_a_new_snapshot_and_new_facts(sent, group):
    made = ask(sent)
    answer(sent, by=group[1], amount=50_000)
    again = submit_application(sent, by=group[1], now=NOW + timedelta(days=3))
    made.refresh_from_db()
    assert (again.status, again.reference, again.submitted_at) == ("submitted", sent.reference, NOW)
    assert (made.answered_by_id, made.after.number) == (group[1].person_id, 2)
    assert Facts.objects.get(is_current=True).requested_amount == 50_000
    assert reread(sent).sheet.writable == "none"
    kinds = Mail.objects.values_list("kind", "attachment").order_by("kind")
    assert ("application_answered", f"receipt:{made.after_id}") in kinds


def test_the_office_hears_of_the_answers(sent, group, cast):
    _officer = cast.officer
    ask(sent)
    submit_application(sent, by=group[1], now=NOW)
    mail = Mail.objects.get(kind="answers_to_office")
    assert mail.to_email == "officer@cast.example"
    assert f"/office/applications/{sent.pk}/questions/" in mail.text


def test_sending_again_twice_is_sending_once(sent, group):
    ask(sent)
    for _click in range(2):
        submit_application(sent, by=group[1], now=NOW)
    assert SheetSnapshot.objects.filter(sheet=sent.sheet_id).count() == 2


def test_answers_are_taken_after_the_call_closed_and_after_the_day(sent, group):
    ask(sent)
    late = NOW + timedelta(days=100)
    answer(sent, by=group[1], now=late, amount=50_000)
    assert submit_application(sent, by=group[1], now=late).status == "submitted"


def test_answers_that_break_a_limit_are_not_sent(sent, group):
    ask(sent)
    answer(sent, by=group[1], amount=1)
    with pytest.raises(Refusal) as refusal:
        submit_application(sent, by=group[1], now=NOW)
    assert codes(refusal) == ["amount_outside_limits"]


def test_answers_are_sent_with_a_declaration_by_a_member(sent, group):
    ask(sent)
    with pytest.raises(Refusal) as refusal:
        submit_application(sent, by=group[1], now=NOW, is_declared=False)
    assert codes(refusal) == ["not_declared"]
    helper = make_person()
    belong(helper, group[0], MemberRole.HELPER)
    for stranger in (actor(helper), make_group()[1]):
        with pytest.raises(Refusal) as refusal:
            submit_application(sent, by=stranger, now=NOW)
        assert codes(refusal) == ["not_yours"]


def test_a_question_that_the_new_answer_calls_for_can_be_answered():
    questions = [
        {"key": "title", "type": "short_text", "label": "Title", "meaning": "project_title"},
        {"key": "amount", "type": "money", "label": "Amount", "meaning": "amount_requested"},
        {"key": "contacts", "type": "people", "label": "Who?", "meaning": "contacts"},
        {"key": "children", "type": "yes_no", "label": "Children?"},
        {
            "key": "lead",
            "type": "short_text",
            "label": "Who leads?",
            "show_if": {"all": [{"key": "children", "test": "is", "value": True}]},
        },
    ]
    group, by = make_group()
    call = make_call(form=make_form(questions=questions).questionnaire)
    contacts = [
        {"name": "A", "email": "a@a.example", "phone": ""},
        {"name": "B", "email": "", "phone": "0161 496 0001"},
    ]
    given = {"title": "Club", "amount": 45_000, "contacts": contacts, "children": False}
    sent = make_application(call, organisation=group, by=by, answers=given)
    ask(sent, asked={"children": WHY})
    answer(sent, by=by, children=True)
    with pytest.raises(Refusal) as refusal:
        submit_application(sent, by=by, now=NOW)
    assert codes(refusal) == ["answer_missing"]
    answer(sent, by=by, lead="Amina")
    assert submit_application(sent, by=by, now=NOW).status == "submitted"


def test_it_is_not_taken_back_while_questions_are_with_the_group(sent, group):
    ask(sent)
    with pytest.raises(Refusal) as refusal:
        take_back_application(sent, by=group[1], now=NOW)
    assert codes(refusal) == ["application_is_sent_back"]


def test_it_may_be_withdrawn_meanwhile(sent, group):
    ask(sent)
    assert withdraw_application(sent, by=group[1], now=NOW).status == "withdrawn"
    assert queries.open_round(reread(sent)) is None
    assert remind_of_questions(now=NOW + timedelta(days=13)) == 0


# Going on without


def test_the_office_goes_on_with_what_was_sent(sent, group):
    ask(sent)
    answer(sent, by=group[1], amount=50_000)
    end_round(sent, reason="They phoned: it stays as it is.", by=make_actor(), now=NOW + timedelta(days=15))
    row, sheet = SentBack.objects.get(), reread(sent).sheet
    assert (reread(sent).status, row.ended_reason, row.is_open) == (
        "submitted",
        "They phoned: it stays as it is.",
        False,
    )
    assert (sheet.writable, sheet.answers.get(key="amount").value) == ("none", 45_000)
    assert 50_000 in AnswerRevision.objects.filter(answer__key="amount").values_list("value", flat=True)
    assert Facts.objects.get(is_current=True).requested_amount == 45_000
    assert Mail.objects.filter(kind="application_questions_ended").count() == 1


def test_going_on_needs_a_reason_and_questions(sent):
    for status in ("submitted", "sent_back"):
        with pytest.raises(Refusal) as refusal:
            end_round(sent, reason=" ", by=make_actor(), now=NOW)
        assert codes(refusal) == ["application_is_submitted" if status == "submitted" else "reason_missing"]
        if status == "submitted":
            ask(sent)


def test_going_on_twice_is_going_on_once(sent):
    ask(sent)
    for _click in range(2):
        end_round(sent, reason="A mistake.", by=make_actor(), now=NOW)
    assert Entry.objects.filter(verb="questions_ended").count() == 1


def test_a_group_does_not_end_a_round(sent, group):
    ask(sent)
    with pytest.raises(Refusal) as refusal:
        end_round(sent, reason="No", by=group[1], now=NOW)
    assert codes(refusal) == ["not_an_officer"]


def test_files_stand_again_as_they_were_sent(group):
    questions = [
        {"key": "amount", "type": "money", "label": "Amount", "meaning": "amount_requested"},
        {"key": "title", "type": "short_text", "label": "Title", "meaning": "project_title"},
        {"key": "contacts", "type": "people", "label": "Who?", "meaning": "contacts", "is_required": False},
        {"key": "rules", "type": "file", "label": "Rules", "is_required": False, "settings": {"most": 3}},
    ]
    call = make_call(form=make_form(questions=questions).questionnaire)
    draft = make_draft(call, organisation=group[0], by=group[1], answers={"amount": 45_000, "title": "Club"})
    first = attach_file(draft.sheet, "rules", make_file(), by=group[1], now=NOW)
    sent = submit_application(draft, by=group[1], now=NOW)
    ask(sent, asked={"rules": WHY})
    remove_file(first, by=group[1], now=NOW)
    attach_file(sent.sheet, "rules", make_file(pdf_bytes("Others"), name="other.pdf"), by=group[1], now=NOW)
    end_round(sent, reason="Not needed.", by=make_actor(), now=NOW)
    standing = AnswerFile.objects.filter(sheet=sent.sheet, removed_at=None)
    assert [row.file.name for row in standing] == ["constitution.pdf"]


# Our promise


def test_the_promised_day_moves_by_the_days_it_was_with_the_group(sent, group):
    promised = queries.promised_on(sent)
    ask(sent)
    assert queries.promise_of(reread(sent)) == queries.Promise(promised, 0, is_paused=True)
    submit_application(sent, by=group[1], now=NOW + timedelta(days=10))
    assert queries.promise_of(reread(sent)) == queries.Promise(date(2026, 11, 9), 10)
    assert promised + timedelta(days=10) == date(2026, 11, 9)


def test_the_promised_day_does_not_fall_on_a_weekend(sent, group):
    ask(sent)
    submit_application(sent, by=group[1], now=NOW + timedelta(days=8))
    assert queries.promise_of(reread(sent)) == queries.Promise(date(2026, 11, 9), 8)


def test_answering_on_the_same_day_moves_nothing(sent, group):
    promised = queries.promised_on(sent)
    ask(sent)
    submit_application(sent, by=group[1], now=NOW + timedelta(hours=3))
    assert queries.promised_on(reread(sent)) == promised


def test_rolling_calls_count_from_the_first_sending(group):
    sent = make_application(make_call(kind="rolling"), organisation=group[0], by=group[1])
    assert queries.promised_on(sent) == date(2026, 9, 21)
    ask(sent)
    end_round(sent, reason="Enough.", by=make_actor(), now=NOW + timedelta(days=7))
    assert queries.promised_on(reread(sent)) == date(2026, 9, 28)


# Reminders


def test_the_group_is_reminded_two_days_before_and_once(sent):
    ask(sent)
    assert remind_of_questions(now=NOW + timedelta(days=11)) == 0
    assert remind_of_questions(now=NOW + timedelta(days=12)) == 1
    assert remind_of_questions(now=NOW + timedelta(days=13)) == 0
    mail = Mail.objects.get(kind="application_questions_soon")
    assert "by Monday 21 September 2026" in mail.text


def test_nobody_is_reminded_of_what_is_answered_or_over(sent, group):
    ask(sent)
    submit_application(sent, by=group[1], now=NOW)
    assert remind_of_questions(now=NOW + timedelta(days=13)) == 0


def test_nobody_is_reminded_after_the_day(sent):
    ask(sent)
    assert remind_of_questions(now=NOW + timedelta(days=15)) == 0


# Records


def test_an_application_has_one_open_round_in_the_database(sent):
    made = ask(sent)
    twin = {"application": sent, "number": 2, "before": made.before, "asked": [], "due_on": DUE, "sent_at": NOW}
    with pytest.raises(IntegrityError), transaction.atomic():
        SentBack.objects.create(**twin, sent_by_id=made.sent_by_id)


def test_told_questions_offer_withdrawing_only():
    assert rules.choices_of_the_group(rules.told_status("sent_back"), is_open=True) == {"withdraw"}
