"""Checking an application in."""

import pytest

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.notifications.models import Mail
from grants.ground.people.models import MemberRole
from grants.ground.reference.models import Funder, PeopleRule
from grants.stages.applications.actions import mark_in_review
from grants.stages.checks.actions import (
    answer_check,
    confirm_ineligible,
    find_eligible,
    find_ineligible,
    needs_confirmation,
    undo_finding,
)
from grants.stages.checks.models import Check, Finding
from grants.stages.checks.queries import answered_lines, findings_to_confirm, live_finding
from tests.factories.applications import make_application, reread
from tests.factories.calls import NOW
from tests.factories.checks import answer_lines, check_in, make_reason
from tests.factories.people import belong


def codes(refused):
    return [blocker.code for blocker in refused.value.blockers]


@pytest.fixture
def sent(cast):
    return make_application(organisation=cast.organisation, by=cast.actor("applicant"))


@pytest.fixture
def officer(cast):
    return cast.actor("officer")


def confirmed_by_another():
    """The people-rule that asks for a second person."""
    rule = {"rule": "ineligible_confirmed", "from_amount": 0, "is_on": True}
    PeopleRule.objects.create(funder=Funder.objects.get(), **rule)


# Lines


def test_a_line_is_answered_with_a_note(sent, officer):
    check = answer_check(sent, "purpose", answer="yes", note=" Belonging. ", by=officer, now=NOW)
    assert (check.line, check.answer, check.note) == ("purpose", "yes", "Belonging.")
    assert (check.answered_by_id, check.answered_at) == (officer.person_id, NOW)
    entry = Entry.objects.get(verb="check_line_answered")
    assert (entry.case, entry.facts) == (f"application:{sent.pk}", {"line": "purpose", "answer": "yes"})


def test_a_line_is_answered_anew(sent, officer):
    for answer, note in (("no", "No budget."), ("yes", "")):
        answer_check(sent, "amount", answer=answer, note=note, by=officer, now=NOW)
    assert [(check.answer, check.note) for check in Check.objects.all()] == [("yes", "")]


def test_the_same_answer_twice_is_one_act(sent, officer):
    for _ in range(2):
        answer_check(sent, "amount", answer="yes", note="", by=officer, now=NOW)
    assert Entry.objects.filter(verb="check_line_answered").count() == 1


def test_a_line_of_another_tier_is_refused(sent, officer):
    with pytest.raises(Refusal) as refused:
        answer_check(sent, "accounts", answer="yes", note="", by=officer, now=NOW)
    assert codes(refused) == ["no_such_line"]


@pytest.mark.parametrize("name", ["applicant", "auditor", "decision_maker", "finance_preparer", "stranger"])
def test_only_officers_check_in(sent, cast, name):
    for act in (
        lambda: answer_check(sent, "purpose", answer="yes", note="", by=cast.actor(name), now=NOW),
        lambda: find_eligible(sent, by=cast.actor(name), now=NOW),
        lambda: find_ineligible(sent, reason_code=make_reason(), note="", by=cast.actor(name), now=NOW),
    ):
        with pytest.raises(Refusal) as refused:
            act()
        assert codes(refused) == ["not_an_officer"]


def test_an_officer_does_not_check_their_own_group_in(sent, cast):
    belong(cast.officer, cast.organisation, MemberRole.MEMBER)
    with pytest.raises(Refusal) as refused:
        answer_check(sent, "purpose", answer="yes", note="", by=cast.actor("officer"), now=NOW)
    assert codes(refused) == ["not_an_officer"]


def test_the_officer_sees_each_line_with_its_answer_and_sign(sent, officer):
    answer_check(sent, "purpose", answer="yes", note="", by=officer, now=NOW)
    lines = answered_lines(sent, sent.facts.get())
    seen = [(asked.line.key, asked.check and asked.check.answer, asked.sign and asked.sign.is_fine) for asked in lines]
    assert seen == [
        ("two_people", None, True),
        ("group", None, None),
        ("purpose", "yes", None),
        ("place", None, False),
        ("amount", None, True),
        ("safeguarding", None, None),
        ("documents", None, None),
    ]


# Eligible


def test_an_application_is_found_eligible_when_every_line_is_fine(sent, officer):
    answer_lines(sent, by=officer, documents="not_needed")
    finding = find_eligible(sent, by=officer, now=NOW)
    assert (reread(sent).status, finding.is_eligible, live_finding(sent)) == ("eligible", True, finding)


def test_eligible_twice_is_eligible_once(sent, officer):
    answer_lines(sent, by=officer)
    assert find_eligible(sent, by=officer, now=NOW) == find_eligible(sent, by=officer, now=NOW)
    assert Finding.objects.count() == 1


def test_an_unanswered_line_stands_in_the_way(sent, officer):
    answer_check(sent, "purpose", answer="yes", note="", by=officer, now=NOW)
    with pytest.raises(Refusal) as refused:
        find_eligible(sent, by=officer, now=NOW)
    assert codes(refused) == ["line_unanswered"] * 6
    assert reread(sent).status == "submitted"


def test_a_no_stands_in_the_way(sent, officer):
    answer_lines(sent, by=officer, place="no")
    with pytest.raises(Refusal) as refused:
        find_eligible(sent, by=officer, now=NOW)
    assert codes(refused) == ["line_is_no"]


def test_the_group_is_told_nothing_of_being_eligible(sent, officer):
    answer_lines(sent, by=officer)
    before = Mail.objects.count()
    find_eligible(sent, by=officer, now=NOW)
    assert Mail.objects.count() == before


# Not eligible


def test_one_person_is_enough_where_the_rules_say_so(sent, officer):
    find_ineligible(sent, reason_code=make_reason(), note="Seen on the map.", by=officer, now=NOW)
    mail = Mail.objects.get(kind="application_not_eligible")
    assert (reread(sent).status, needs_confirmation(sent)) == ("ineligible", False)
    assert "This call is for Larkfield." in mail.text
    assert "map" not in mail.text


def test_a_second_person_confirms_before_the_group_is_told(sent, officer, cast):
    confirmed_by_another()
    finding = find_ineligible(sent, reason_code=make_reason(), note="", by=officer, now=NOW)
    assert (reread(sent).status, list(findings_to_confirm())) == ("submitted", [finding])
    assert Mail.objects.filter(kind="application_not_eligible").count() == 0
    confirm_ineligible(finding, by=cast.actor("second_officer"), now=NOW)
    assert (reread(sent).status, list(findings_to_confirm())) == ("ineligible", [])
    assert Mail.objects.filter(kind="application_not_eligible").count() == 1


def test_nobody_confirms_their_own_finding(sent, officer):
    confirmed_by_another()
    finding = find_ineligible(sent, reason_code=make_reason(), note="", by=officer, now=NOW)
    with pytest.raises(Refusal) as refused:
        confirm_ineligible(finding, by=officer, now=NOW)
    assert codes(refused) == ["same_person"]


def test_confirming_twice_tells_the_group_once(sent, officer, cast):
    confirmed_by_another()
    finding = find_ineligible(sent, reason_code=make_reason(), note="", by=officer, now=NOW)
    for _ in range(2):
        confirm_ineligible(finding, by=cast.actor("second_officer"), now=NOW)
    assert Mail.objects.filter(kind="application_not_eligible").count() == 1


@pytest.mark.parametrize("reason", [None, "other_purpose"])
def test_the_reason_is_one_that_is_published_for_this(sent, officer, reason):
    code = make_reason(purpose="decline") if reason else None
    with pytest.raises(Refusal) as refused:
        find_ineligible(sent, reason_code=code, note="", by=officer, now=NOW)
    assert codes(refused) == ["reason_missing"]


def test_a_finding_is_made_once(sent, officer):
    confirmed_by_another()
    find_ineligible(sent, reason_code=make_reason(), note="", by=officer, now=NOW)
    answer_lines(sent, by=officer)
    for act in (
        lambda: find_ineligible(sent, reason_code=make_reason(), note="", by=officer, now=NOW),
        lambda: find_eligible(sent, by=officer, now=NOW),
    ):
        with pytest.raises(Refusal) as refused:
            act()
        assert codes(refused) == ["checked_in"]


# Taking the check-in up again


def test_eligible_can_be_taken_back_before_a_panel_has_it(sent, officer):
    check_in(sent, by=officer)
    undo_finding(live_finding(sent), by=officer, now=NOW)
    assert (reread(sent).status, live_finding(sent)) == ("submitted", None)
    check_in(sent, by=officer)
    assert reread(sent).status == "eligible"


def test_a_finding_that_waits_can_be_taken_back(sent, officer, cast):
    confirmed_by_another()
    finding = find_ineligible(sent, reason_code=make_reason(), note="", by=officer, now=NOW)
    undo_finding(finding, by=cast.actor("second_officer"), now=NOW)
    with pytest.raises(Refusal) as refused:
        confirm_ineligible(finding, by=cast.actor("second_officer"), now=NOW)
    assert codes(refused) == ["checked_in"]


def test_undoing_twice_is_undoing_once(sent, officer):
    check_in(sent, by=officer)
    finding = live_finding(sent)
    for _ in range(2):
        undo_finding(finding, by=officer, now=NOW)
    assert Entry.objects.filter(verb="finding_undone").count() == 1


def test_nothing_is_taken_back_once_a_panel_has_it(sent, officer):
    check_in(sent, by=officer)
    mark_in_review(sent, by=officer, now=NOW)
    with pytest.raises(Refusal) as refused:
        undo_finding(live_finding(sent), by=officer, now=NOW)
    assert codes(refused) == ["cannot_undo"]
