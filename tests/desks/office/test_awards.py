"""Awards in the office: the list, the case, and every act on it."""

import datetime as dt

import pytest
from django.urls import reverse

from grants.stages.awards import actions
from grants.stages.awards.models import Award, Condition, Hold
from grants.stages.payments.actions import mark_cleared
from tests.factories.assessment import NOW, make_officer
from tests.factories.awards import (
    make_accepted,
    make_account,
    make_active,
    make_offer,
    make_sent,
    preparer,
    signatories,
)
from tests.factories.files import make_file
from tests.factories.outcomes import make_answered_report, make_sent_report

pytestmark = pytest.mark.django_db

QUERIES_OF_LIST = 5
QUERIES_OF_AWARD = 16


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def officer(cast):
    return cast.client("officer")


def at(name, *args):
    return reverse(f"office:{name}", args=args)


def told(response):
    """What the next page says after an act."""
    return [str(message) for message in response.context["messages"]]


def make_condition(award, **fields):
    """A condition of the offer."""
    return Condition.objects.create(award=award, text="Send us your constitution.", **fields)


def offers_release(officer, instalment):
    """Whether the page of the grant has a button that releases this instalment."""
    return at("instalment_release", instalment.pk) in officer.get(at("award", instalment.award_id)).text


def answer(condition, **fields):
    giver = signatories(condition.award, 1)[0]
    return actions.answer_condition(condition, **{"text": "Here.", "evidence": None} | fields, by=giver, now=NOW)


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_any_number_of_awards(officer, rows, django_assert_num_queries):
    for _ in range(rows):
        make_offer()
    officer.get(at("awards"))
    with django_assert_num_queries(QUERIES_OF_LIST):
        page = officer.get(at("awards"))
    assert [row.amount for row in page.context["page"].rows] == [100_000] * rows


def test_list_is_narrowed_by_state(officer):
    offered, active = make_offer(), make_active()
    rows = [officer.get(at("awards"), {"status": status}).context["page"].rows for status in ("active", "offered", "")]
    assert rows == [[active], [offered], [active, offered]]


def test_an_empty_list_says_so(officer):
    assert "No award" in officer.get(at("awards")).text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_case_costs_the_same_whatever_was_promised(officer, rows, django_assert_num_queries):
    award = make_active(amount=600_000, money=900_000)
    for number in range(rows):
        make_condition(award)
        actions.place_hold(award, reason=f"Reason {number}", by=make_officer(), now=NOW)
    officer.get(at("award", award.pk))
    with django_assert_num_queries(QUERIES_OF_AWARD):
        page = officer.get(at("award", award.pk))
    assert (len(page.context["conditions"]), len(page.context["holds"])) == (rows, rows)


def test_the_case_says_what_keeps_a_grant_from_starting(officer):
    award = make_accepted()
    make_condition(award)
    page = officer.get(at("award", award.pk))
    assert [str(blocker.sentence) for blocker in page.context["to_activate"]] == [
        "Not every condition is met yet.",
        "The bank account is not verified yet.",
    ]


def test_starting_a_grant_and_releasing_its_money(officer):
    award = make_accepted()
    make_account(award)
    assert told(officer.post(at("award_activate", award.pk), follow=True)) == ["The grant has started."]
    instalment = award.instalments.get()
    answer = officer.post(at("instalment_release", instalment.pk), follow=True)
    assert told(answer) == ["Released. Finance can pay it now."]
    again = officer.post(at("instalment_release", instalment.pk), follow=True)
    assert told(again) == ["This instalment was released before."]
    again = officer.post(at("award_activate", award.pk), follow=True)
    assert told(again) == ["Only a grant that the group accepted can be started, and only once."]


@pytest.mark.parametrize(("days", "is_offered"), [(-1, True), (0, True), (1, False)])
def test_release_is_offered_from_the_day_the_money_is_due(officer, days, is_offered):
    instalment = make_active().instalments.get()
    instalment.due_on = NOW.date() + dt.timedelta(days=days)
    instalment.save(update_fields=["due_on"])
    assert offers_release(officer, instalment) is is_offered


def test_a_paid_instalment_cannot_be_released_again(officer):
    award = make_active()
    make_sent(award)
    instalment = award.instalments.get()
    answer = officer.post(at("instalment_release", instalment.pk), follow=True)
    assert told(answer) == ["This instalment was released before."]
    instalment.refresh_from_db()
    assert instalment.status == "paid"


def test_a_hold_needs_a_reason_and_is_lifted_again(officer):
    award = make_active()
    page = officer.post(at("award_hold", award.pk), {"reason": " "})
    assert page.context["form"].errors == {"reason": ["Write a sentence or two here."]}
    for _ in range(2):
        answer = officer.post(at("award_hold", award.pk), {"reason": "We cannot reach them."}, follow=True)
        assert told(answer) == ["Payments are on hold."]
    hold = Hold.objects.get()
    assert "We cannot reach them." in answer.text
    for _ in range(2):
        assert told(officer.post(at("hold_lift", hold.pk), follow=True)) == ["The hold is lifted."]
    hold.refresh_from_db()
    assert hold.lifted_at == NOW


def test_an_offer_is_recalled_after_asking_once_more(officer):
    award = make_offer()
    assert "Recall this offer?" in officer.get(at("award_recall", award.pk)).text
    assert told(officer.post(at("award_recall", award.pk), follow=True)) == ["The offer is recalled."]
    again = officer.post(at("award_recall", award.pk), follow=True)
    assert told(again) == ["This grant has moved on since you opened the page. Look at it again."]
    assert Award.objects.get().status == "recalled"


def test_the_report_of_an_offer_that_ended_is_not_late(officer):
    award = make_offer()
    award.reports_due.update(due_on=NOW.date() - dt.timedelta(days=1))
    assert ">Late<" in officer.get(at("award", award.pk)).text
    actions.recall_offer(award, by=make_officer(), now=NOW)
    page = officer.get(at("award", award.pk)).text
    assert (">Late<" in page, "No longer needed" in page, "Planned" in page) == (False, True, False)


def test_a_condition_is_looked_at_and_met(officer):
    condition = answer(make_condition(make_accepted()), evidence=make_file())
    page = officer.get(at("condition", condition.pk))
    assert ("Here." in page.text, "constitution.pdf" in page.text) == (True, True)
    assert officer.get(at("condition_file", condition.pk)).getvalue()[:4] == b"%PDF"
    for _ in range(2):
        done = officer.post(at("condition", condition.pk), {"met": "1"}, follow=True)
        assert told(done) == ["The condition is met."]
    condition.refresh_from_db()
    assert condition.met_at == NOW


def test_a_condition_goes_back_with_what_is_missing(officer):
    condition = answer(make_condition(make_accepted()))
    page = officer.post(at("condition", condition.pk), {"return": "1", "reason": ""})
    assert page.context["form"].errors == {"reason": ["Write a sentence or two here."]}
    done = officer.post(at("condition", condition.pk), {"return": "1", "reason": "It is not signed."}, follow=True)
    assert told(done) == ["We asked the group for more."]
    condition.refresh_from_db()
    assert condition.answered_at is None


def test_a_report_is_waived_for_a_reason(officer):
    award = make_active()
    due = award.reports_due.get()
    page = officer.post(at("report_waive", due.pk), {"reason": ""})
    assert page.context["form"].errors == {"reason": ["Write a sentence or two here."]}
    done = officer.post(at("report_waive", due.pk), {"reason": "The group closed."}, follow=True)
    assert told(done) == ["No report is needed any more."]
    again = officer.post(at("report_waive", due.pk), {"reason": "Again."})
    assert again.context["form"].non_field_errors() == ["This report is already accepted or waived."]


def test_closing_names_everything_that_is_open(officer):
    award = make_active()
    assert told(officer.post(at("award_close", award.pk), follow=True)) == [
        "A report is still to be read and answered. An instalment is still to be paid or cancelled."
    ]


def test_a_grant_that_ran_its_course_is_closed_once(officer):
    award = make_active()
    payment = make_sent(award)
    make_answered_report(award)
    early = officer.post(at("award_close", award.pk), follow=True)
    assert told(early) == ["A payment has not arrived yet."]
    mark_cleared(payment, cleared_on=NOW.date() + dt.timedelta(days=1), by=preparer(), now=NOW + dt.timedelta(days=2))
    assert told(officer.post(at("award_close", award.pk), follow=True)) == ["The grant is closed."]
    assert Award.objects.get().status == "closed"
    again = officer.post(at("award_close", award.pk), follow=True)
    assert told(again) == ["This grant has moved on since you opened the page. Look at it again."]


def test_reports_of_the_case_lead_to_the_report(officer):
    award = make_active()
    report = make_sent_report(award)
    assert at("report", report.pk) in officer.get(at("award", award.pk)).text


def test_the_agreement_is_not_there_before_it_is_made(officer):
    award = make_accepted()
    assert officer.get(at("award_agreement", award.pk)).status_code == 404
    actions.attach_agreement_file(award.agreement, make_file(name="agreement.pdf"), now=NOW)
    assert officer.get(at("award_agreement", award.pk)).getvalue()[:4] == b"%PDF"


def test_whoever_only_reads_sees_no_buttons(cast):
    award = make_accepted()
    page = cast.client("auditor").get(at("award", award.pk))
    assert (page.status_code, page.context["may_manage"], "<form" in page.text.split("<main")[1]) == (200, False, False)
