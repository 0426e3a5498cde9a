"""The office's screens about calls: find, write, announce, end."""

import pytest
from django.urls import reverse

from grants.ground.kit import clock
from grants.stages.calls.models import Call
from grants.stages.funds.models import Fund
from tests.factories.actors import NOW
from tests.factories.calls import in_days, make_call, make_draft_call, make_form, make_rubric
from tests.factories.funds import YEAR, make_fund, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def officer(cast):
    return cast.client("officer")


def text_of(response):
    return " ".join(response.content.decode().split())


def typed(**changes):
    """A complete form as a browser sends it."""
    fund = Fund.objects.filter(code="BIG").first() or make_source(make_fund("BIG"), amount=5_000_000).fund
    return {
        "title": "Small Grants",
        "code": "small-2026",
        "summary": "For neighbours.",
        "fund": fund.pk,
        "financial_year": YEAR,
        "budget_amount": "£20,000",
        "smallest_amount": "300",
        "largest_amount": "2,000.00",
        "kind": "timed",
        "opens_at_day": "2026-09-14",
        "opens_at_time": "09:00",
        "closes_at_day": "2026-10-30",
        "closes_at_time": "17:00",
        "grace_minutes": 30,
        "decision_by": "2026-12-11",
        "longest_months": 12,
        "who_decides": "panel_then_board",
        "form": make_form().questionnaire.pk,
        "report_form": make_form("report").questionnaire.pk,
        "rubric": make_rubric().pk,
        **changes,
    }


def test_list_shows_calls_by_phase(officer):
    make_draft_call("later", title="Later Grants")
    make_call("open", title="Open Grants")
    everything = text_of(officer.get(reverse("office:calls")))
    assert ("Later Grants" in everything, "Open Grants" in everything) == (True, True)
    drafts = text_of(officer.get(reverse("office:calls"), {"phase": "draft"}))
    assert ("Later Grants" in drafts, "Open Grants" in drafts) == (True, False)
    assert "No call stands here now" in text_of(officer.get(reverse("office:calls"), {"phase": "cancelled"}))


def test_list_costs_the_same_for_one_and_three_calls(officer, django_assert_num_queries):
    for count in (1, 3):
        while Call.objects.count() < count:
            make_draft_call(f"call-{Call.objects.count()}")
        officer.get(reverse("office:calls"))
        with django_assert_num_queries(QUERIES_OF_LIST):
            officer.get(reverse("office:calls"))


def test_call_page_costs_the_same_for_one_and_three_calls(officer, django_assert_num_queries):
    call = make_draft_call("first")
    for count in (1, 3):
        while Call.objects.count() < count:
            make_call(f"call-{Call.objects.count()}")
        with django_assert_num_queries(QUERIES_OF_DRAFT):
            officer.get(reverse("office:call", args=[call.pk]))
    with django_assert_num_queries(QUERIES_OF_ANNOUNCED):
        officer.get(reverse("office:call", args=[Call.objects.latest("pk").pk]))


QUERIES_OF_LIST = 5
QUERIES_OF_DRAFT = 18
QUERIES_OF_ANNOUNCED = 12


def test_new_call_is_written_and_shown_with_what_it_still_needs(officer):
    response = officer.post(reverse("office:call_new"), typed(rubric=""), follow=True)
    call = Call.objects.get()
    assert response.redirect_chain == [(reverse("office:call", args=[call.pk]), 302)]
    assert (call.budget_amount, call.smallest_amount, call.largest_amount) == (2_000_000, 30_000, 200_000)
    assert call.closes_at.isoformat() == "2026-10-30T17:00:00+00:00"
    page = text_of(response)
    assert "Choose the rubric by which you judge." in page
    assert "5 pm, Friday 30 October 2026 (Larkfield time)" in page


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"budget_amount": "ten"}, "budget_amount", "Enter an amount in numbers, like 1850 or 1,850.50."),
        ({"budget_amount": "1,5"}, "budget_amount", "Enter an amount in numbers, like 1850 or 1,850.50."),
        ({"largest_amount": "200"}, "largest_amount", "The largest grant must not be smaller than the smallest one."),
        ({"closes_at_day": "2026-02-30"}, "closes_at", "Enter a day that exists, like 4 December 2026."),
        ({"closes_at_day": "2026-09-01"}, "closes_at", "The call must close after it opens."),
        ({"closes_at_time": ""}, "closes_at", "Enter both a day and a time."),
        ({"code": "Small Grants!"}, "code", "Use only small letters, numbers and hyphens, like small-2026."),
        ({"code": "taken"}, "code", "Another call has this code. Choose a different one."),
        ({"title": ""}, "title", "Give the call a title."),
        ({"title": "x" * 121}, "title", "Ensure this value has at most 120 characters (it has 121)."),
        ({"fund": "999"}, "fund", "Select a valid choice. That choice is not one of the available choices."),
        ({"longest_months": "many"}, "longest_months", "Enter a whole number."),
    ],
)
def test_bad_input_is_told_at_its_field_and_what_was_typed_stays(officer, changes, field, sentence):
    make_draft_call("taken")
    response = officer.post(reverse("office:call_new"), typed(**changes))
    assert response.context["form"].errors == {field: [sentence]}
    page = text_of(response)
    assert "<title>Error:" in page
    assert "For neighbours." in page
    assert Call.objects.count() == 1


def test_draft_can_be_changed_and_an_announced_call_cannot(officer):
    call = make_draft_call("small-2026")
    page = officer.get(reverse("office:call_edit", args=[call.pk]))
    assert page.context["form"]["opens_at"].value() == call.opens_at
    officer.post(reverse("office:call_edit", args=[call.pk]), typed(title="Bigger Grants"))
    assert Call.objects.get().title == "Bigger Grants"
    announced = make_call("other")
    response = officer.post(reverse("office:call_edit", args=[announced.pk]), typed(code="other"))
    assert response.context["form"].non_field_errors() == [
        "This call is announced. What it offers and asks can no longer change."
    ]


def test_announcing_shows_every_gap_and_then_succeeds(officer):
    call = make_draft_call(rubric=None, summary="")
    url = reverse("office:call_announce", args=[call.pk])
    refused = officer.post(url)
    assert refused.context["announce_form"].non_field_errors() == [
        "Say in a sentence or two what the call is for.",
        "Choose the rubric by which you judge.",
    ]
    Call.objects.filter(pk=call.pk).update(summary="For neighbours.", rubric=make_rubric())
    announced = officer.post(url, follow=True)
    assert "What it offers and asks is now fixed." in text_of(announced)
    assert Call.objects.get().announced_by.email == "officer@cast.example"
    again = officer.post(url)
    assert again.context["announce_form"].non_field_errors() == [
        "This call has moved on since you opened the page. Look at it again."
    ]


def test_warnings_ask_for_a_reason_on_the_page(officer):
    call = make_draft_call(opens_at=NOW, closes_at=in_days(8), decision_by=in_days(30).date())
    page = text_of(officer.get(reverse("office:call", args=[call.pk])))
    assert "The call is open for less than two weeks." in page
    url = reverse("office:call_announce", args=[call.pk])
    assert officer.post(url).context["announce_form"].errors["reason"] == [
        "Say why you go on in spite of the warnings."
    ]
    officer.post(url, {"reason": "The fair is that day."})
    assert Call.objects.get().announced_reason == "The fair is that day."


def test_cancelling_asks_why_and_is_shown(officer):
    call = make_call()
    url = reverse("office:call_cancel", args=[call.pk])
    assert officer.post(url, {"reason": ""}).context["cancel_form"].errors == {
        "reason": ["Say why the call is cancelled. Groups will read this."]
    }
    assert "No money after all" in text_of(officer.post(url, {"reason": "No money after all"}, follow=True))


def test_closed_call_is_put_away_and_an_open_one_is_not(officer):
    past = make_call("past", opens_at=in_days(-40), closes_at=in_days(-10))
    present = make_call("present")
    officer.post(reverse("office:call_archive", args=[past.pk]))
    response = officer.post(reverse("office:call_archive", args=[present.pk]), follow=True)
    assert "This call has not closed yet." in text_of(response)
    assert list(Call.objects.order_by("pk").values_list("status", flat=True)) == ["archived", "announced"]


def test_editor_and_groups_find_no_calls_here(cast):
    call = make_draft_call()
    for name in ("editor", "applicant", "finance_preparer"):
        assert cast.client(name).get(reverse("office:call", args=[call.pk])).status_code == 404
    assert cast.client("auditor").get(reverse("office:call", args=[call.pk])).status_code == 200
    assert cast.client("auditor").post(reverse("office:call_cancel", args=[call.pk])).status_code == 404


def test_first_page_counts_lead_to_lists(officer):
    make_draft_call("draft")
    make_call("soon", closes_at=in_days(3))
    cards = officer.get(reverse("office:home")).context["cards"]
    assert [(card.count, str(card.label), card.url) for card in cards if "/calls/" in card.url] == [
        (1, "calls being prepared", "/office/calls/?phase=draft"),
        (1, "calls open now", "/office/calls/?phase=open"),
        (1, "calls closing within a week", "/office/calls/?phase=open"),
    ]
    assert clock.now() == NOW
