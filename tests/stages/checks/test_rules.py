"""The check-in's rules, without a database."""

import pytest

from grants.stages.checks import rules
from grants.stages.checks.rules import CHECKLIST, checklist, line_of, signs, tier

MICRO_LINES = ["two_people", "group", "purpose", "place", "amount", "safeguarding", "documents"]


def codes(blockers):
    return [(blocker.code, blocker.field) for blocker in blockers]


@pytest.mark.parametrize(
    ("amount", "expected"),
    [(1, "micro"), (50_000, "micro"), (50_001, "small"), (500_000, "small"), (500_001, "larger")],
)
def test_the_tier_follows_the_amount(amount, expected):
    assert tier(amount) == expected


def test_a_micro_grant_is_asked_seven_lines():
    assert [line.key for line in checklist(50_000)] == MICRO_LINES


def test_a_small_grant_is_asked_for_rules_and_register_too():
    assert [line.key for line in checklist(50_001)] == [*MICRO_LINES, "group_rules", "register"]


def test_a_larger_grant_is_asked_every_line():
    assert checklist(500_001) == list(CHECKLIST)


def test_a_line_of_a_larger_tier_is_not_there_for_a_smaller_one():
    assert line_of("accounts", 50_000) is None
    assert line_of("purpose", 50_000).key == "purpose"


@pytest.mark.parametrize(
    ("answer", "note", "expected"),
    [
        ("yes", "", []),
        ("not_needed", "", []),
        ("no", "The budget is missing.", []),
        ("no", "", [("note_missing", "purpose-note")]),
        ("", "", [("answer_missing", "purpose-answer")]),
        ("maybe", "", [("answer_missing", "purpose-answer")]),
    ],
)
def test_answering_a_line(answer, note, expected):
    line = line_of("purpose", 50_000)
    assert codes(rules.blockers_to_answer(line=line, answer=answer, note=note, status="submitted")) == expected


def test_a_line_that_is_not_asked_cannot_be_answered():
    found = rules.blockers_to_answer(line=None, answer="yes", note="", status="submitted")
    assert codes(found) == [("no_such_line", "")]


def test_nothing_is_answered_after_the_check_in():
    line = line_of("purpose", 50_000)
    found = rules.blockers_to_answer(line=line, answer="yes", note="", status="eligible")
    assert codes(found) == [("checked_in", "")]


def find_eligible(answers, **changes):
    facts = {"lines": checklist(50_000), "status": "submitted", "has_finding": False} | changes
    return codes(rules.blockers_to_find_eligible(answers=answers, **facts))


def test_eligible_needs_every_line():
    assert find_eligible({}) == [("line_unanswered", f"{line}-answer") for line in MICRO_LINES]


def test_eligible_needs_no_line_to_say_no():
    answers = dict.fromkeys(MICRO_LINES, "yes") | {"place": "no", "documents": "not_needed"}
    assert find_eligible(answers) == [("line_is_no", "place-answer")]


def test_eligible_when_all_lines_are_yes_or_not_needed():
    assert find_eligible(dict.fromkeys(MICRO_LINES, "yes") | {"documents": "not_needed"}) == []


def test_eligible_is_found_once():
    assert find_eligible(dict.fromkeys(MICRO_LINES, "yes"), has_finding=True) == [("checked_in", "")]
    assert find_eligible(dict.fromkeys(MICRO_LINES, "yes"), status="eligible") == [("checked_in", "")]


@pytest.mark.parametrize(
    ("status", "has_finding", "has_reason", "expected"),
    [
        ("submitted", False, True, []),
        ("submitted", False, False, [("reason_missing", "reason")]),
        ("submitted", True, True, [("checked_in", "")]),
        ("eligible", False, True, [("checked_in", "")]),
    ],
)
def test_not_eligible_needs_a_published_reason(status, has_finding, has_reason, expected):
    found = rules.blockers_to_find_ineligible(status=status, has_finding=has_finding, has_reason=has_reason)
    assert codes(found) == expected


def test_confirming_is_for_somebody_else():
    found = rules.blockers_to_confirm(status="submitted", is_waiting=True, is_same_person=True)
    assert codes(found) == [("same_person", "")]
    assert rules.blockers_to_confirm(status="submitted", is_waiting=True, is_same_person=False) == []


def test_confirming_needs_a_finding_that_waits():
    assert codes(rules.blockers_to_confirm(status="submitted", is_waiting=False, is_same_person=False)) == [
        ("checked_in", "")
    ]


@pytest.mark.parametrize(
    ("status", "expected"), [("submitted", []), ("eligible", []), ("in_review", [("cannot_undo", "")])]
)
def test_a_finding_can_be_taken_back_until_the_panel_has_it(status, expected):
    assert codes(rules.blockers_to_undo(status=status, is_live=True)) == expected


def sign_about(line, **changes):
    said = {
        "emails": ["ana@example.org", "bo@example.org"],
        "phones": [],
        "amount": 45_000,
        "limits": (5_000, 50_000),
        "districts": ["harbour"],
        "known_districts": {"harbour", "northfield"},
    } | changes
    return next(sign.is_fine for sign in signs(**said) if sign.line == line)


@pytest.mark.parametrize(
    ("emails", "phones", "expected"),
    [
        (["ana@example.org", "bo@example.org"], [], True),
        (["ana@example.org"], ["0161 496 0000", "0161 496 0001"], True),
        (["ana@example.org", "ANA@example.org"], [], False),
        ([], ["0161 496 0000", "01614960000"], False),
        (["ana@example.org"], ["0161 496 0000"], True),
        (["ana@example.org"], [], False),
    ],
)
def test_two_people_have_two_addresses_or_numbers(emails, phones, expected):
    assert sign_about("two_people", emails=emails, phones=phones) is expected


@pytest.mark.parametrize(("amount", "expected"), [(4_999, False), (5_000, True), (50_000, True), (50_001, False)])
def test_the_amount_is_seen_to_be_within_limits(amount, expected):
    assert sign_about("amount", amount=amount) is expected


@pytest.mark.parametrize(("districts", "expected"), [(["harbour"], True), ([], False), (["mars"], False)])
def test_the_place_is_seen_to_be_ours(districts, expected):
    assert sign_about("place", districts=districts) is expected
