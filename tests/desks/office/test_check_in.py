"""The check-in page: answers beside the checklist, and the finding."""

import pytest
from django.urls import reverse

from grants.ground.reference.models import Funder, PeopleRule
from grants.stages.checks.models import Check
from grants.stages.checks.queries import live_finding
from grants.stages.checks.rules import checklist
from tests.factories.applications import make_application, reread
from tests.factories.calls import NOW
from tests.factories.checks import check_in, make_reason

LINES = [line.key for line in checklist(45_000)]


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def sent(cast):
    return make_application(organisation=cast.organisation, by=cast.actor("applicant"))


def address(sent, name="application_check"):
    return reverse(f"office:{name}", args=[sent.pk])


def every_line(answer="yes", **changes):
    return {f"{line}-answer": answer for line in LINES} | changes


def confirmed_by_another():
    rule = {"rule": "ineligible_confirmed", "from_amount": 0, "is_on": True}
    PeopleRule.objects.create(funder=Funder.objects.get(), **rule)


def test_the_page_shows_answers_beside_the_checklist(cast, sent):
    page = cast.client("officer").get(address(sent))
    assert "Weekly peer evening" in page.text
    assert [asked.line.key for asked, _answer, _note in page.context["form"].rows] == LINES
    assert "The amount is within the limits of the call." in page.text


def test_lines_can_be_saved_for_later(cast, sent):
    page = cast.client("officer").post(
        address(sent), {"purpose-answer": "yes", "purpose-note": "Belonging"}, follow=True
    )
    assert "The checklist is saved." in page.text
    assert [(check.line, check.answer, check.note) for check in Check.objects.all()] == [
        ("purpose", "yes", "Belonging")
    ]
    assert reread(sent).status == "submitted"


def test_all_lines_and_the_finding_in_one_go(cast, sent):
    page = cast.client("officer").post(address(sent), every_line(eligible="1"), follow=True)
    assert "The application is eligible." in page.text
    assert reread(sent).status == "eligible"


def test_what_stands_in_the_way_is_told_at_its_line(cast, sent):
    data = every_line(eligible="1") | {"place-answer": "", "amount-answer": "no", "amount-note": "Too much."}
    page = cast.client("officer").post(address(sent), data)
    assert page.context["form"].errors == {
        "place-answer": ["Answer every line of the checklist."],
        "amount-answer": ["A line is answered “no”. Settle it, or say that the application is not eligible."],
    }
    assert reread(sent).status == "submitted"


def test_a_no_needs_a_note_and_nothing_half_is_saved(cast, sent):
    data = {"purpose-answer": "yes", "place-answer": "no", "place-note": "", "amount-note": "Half a thought"}
    page = cast.client("officer").post(address(sent), data)
    assert page.context["form"].errors == {"place-note": ["Say what is missing."]}
    assert "Half a thought" in page.text
    assert Check.objects.count() == 0


def test_a_note_without_an_answer_asks_for_one(cast, sent):
    page = cast.client("officer").post(address(sent), {"place-note": "Near the harbour"})
    assert page.context["form"].errors == {"place-answer": ["Choose yes, no or not needed."]}


def test_a_made_up_answer_is_refused(cast, sent):
    page = cast.client("officer").post(address(sent), {"place-answer": "perhaps"})
    assert page.context["form"].errors == {"place-answer": ["Choose yes, no or not needed."]}


def test_a_page_from_before_somebody_else_acted_changes_nothing(cast, sent):
    check_in(sent, by=cast.actor("second_officer"))
    page = cast.client("officer").post(address(sent), every_line("no", **{f"{line}-note": "x" for line in LINES}))
    assert page.context["form"].non_field_errors() == [
        "Somebody has checked this in since you opened the page. Look at it again."
    ]
    assert {check.answer for check in Check.objects.all()} == {"yes"}


@pytest.mark.parametrize("name", ["auditor", "decision_maker"])
def test_those_who_only_read_see_no_form_and_save_nothing(cast, sent, name):
    page = cast.client(name).post(address(sent), every_line(eligible="1"))
    assert "Save, it is eligible" not in page.text
    assert Check.objects.count() == 0


def test_the_reason_is_chosen_from_the_published_ones(cast, sent):
    reason = make_reason()
    make_reason("other", purpose="decline", sentence="Something else.")
    client, url = cast.client("officer"), address(sent, "application_ineligible")
    page = client.get(url)
    assert [str(label) for _value, label in page.context["form"].fields["reason"].choices] == [
        "This call is for Larkfield."
    ]
    assert client.post(url, {}).context["form"].errors == {"reason": ["Choose one of the published reasons."]}
    page = client.post(url, {"reason": reason.pk}, follow=True)
    assert "Not eligible: the group has been told" in page.text
    assert reread(sent).status == "ineligible"


def test_a_colleague_confirms_where_the_rules_ask_for_it(cast, sent):
    confirmed_by_another()
    first, second = cast.client("officer"), cast.client("second_officer")
    page = first.post(address(sent, "application_ineligible"), {"reason": make_reason().pk}, follow=True)
    assert "Not eligible: waits for a second person" in page.text
    page = first.post(address(sent, "finding_confirm"), follow=True)
    assert "You found this yourself. A colleague has to confirm it." in page.text
    page = second.post(address(sent, "finding_confirm"), follow=True)
    assert "Confirmed. The group has been told." in page.text
    assert reread(sent).status == "ineligible"


def test_the_check_in_can_be_taken_up_again(cast, sent):
    check_in(sent, by=cast.actor("officer"))
    page = cast.client("officer").post(address(sent, "finding_undo"), follow=True)
    assert "The check-in is open again." in page.text
    assert (reread(sent).status, live_finding(sent)) == ("submitted", None)


def test_there_is_nothing_to_confirm_or_undo_without_a_finding(cast, sent):
    for name in ("finding_confirm", "finding_undo"):
        assert cast.client("officer").post(address(sent, name)).status_code == 404
