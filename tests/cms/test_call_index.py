"""The public list of calls: order, filters, counts beside each choice."""

from datetime import timedelta

import pytest

from cms.models import CallPage
from grants.ground.reference.models import District, Term
from tests.factories.actors import NOW
from tests.factories.calls import in_days, make_call, make_draft_call
from tests.factories.pages import make_call_page, make_site

pytestmark = pytest.mark.django_db

QUERIES_OF_INDEX = 16
QUERIES_OF_HOME = 12


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def town():
    """Calls in every state, some for a place or a theme."""
    harbour = District.objects.create(code="harbour", name="Harbour")
    District.objects.create(code="dale", name="Upper Dale")
    belonging = Term.objects.create(vocabulary="outcomes", code="O01", label={"en-gb": "Belonging"})
    make = {
        "past": {"opens_at": in_days(-60), "closes_at": in_days(-30)},
        "coming": {"opens_at": in_days(5), "closes_at": in_days(50), "districts": [harbour]},
        "rolling": {"kind": "rolling", "smallest_amount": 5_000, "largest_amount": 50_000},
        "later": {"closes_at": in_days(40), "themes": [belonging]},
        "soon": {"closes_at": in_days(10), "districts": [harbour]},
    }
    for code, terms in make.items():
        make_call_page(make_call(code, **terms))
    make_call("no-page")
    make_call_page(make_draft_call("draft"))


def codes(client, **filters):
    return [card.page.call.code for card in client.get("/calls/", filters).context["cards"]]


def test_open_calls_come_first_closing_soonest_then_those_to_come(client, town):
    assert codes(client) == ["soon", "later", "rolling", "coming"]


def test_closed_calls_are_shown_to_those_who_ask_the_last_one_first(client, town):
    make_call_page(make_call("older", opens_at=in_days(-90), closes_at=in_days(-50)))
    assert codes(client, status="closed") == ["past", "older"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"status": "open"}, ["soon", "later", "rolling"]),
        ({"status": "rolling"}, ["rolling"]),
        ({"status": "coming"}, ["coming"]),
        ({"status": "closed"}, ["past"]),
        ({"amount": "£2,000"}, ["soon", "later", "coming"]),
        ({"amount": "299"}, ["rolling"]),
        ({"amount": "300", "status": "open"}, ["soon", "later", "rolling"]),
        ({"place": "harbour"}, ["soon", "later", "rolling", "coming"]),
        ({"theme": "O01"}, ["later"]),
        ({"until": "2026-09-17"}, ["soon", "later", "rolling", "coming"]),
        ({"until": "2026-09-18"}, ["later", "rolling", "coming"]),
        ({"status": "closed", "theme": "O01"}, []),
    ],
)
def test_filters_leave_what_fits(client, town, filters, expected):
    assert codes(client, **filters) == expected


def test_each_state_tells_how_many_calls_it_leaves(client, town):
    def states(**filters):
        choices = client.get("/calls/", filters).context["filters"].form.fields["status"].choices
        return [str(label) for _code, label in choices]

    assert states() == ["Open and coming", "Open now (3)", "Always open (1)", "Opens soon (1)", "Closed (1)"]
    assert states(theme="O01", status="closed") == [
        "Open and coming",
        "Open now (1)",
        "Always open (0)",
        "Opens soon (0)",
        "Closed (0)",
    ]


def test_only_places_and_themes_that_calls_name_are_offered(client, town):
    fields = client.get("/calls/").context["filters"].form.fields
    assert [str(label) for _code, label in fields["place"].choices] == ["Anywhere", "Harbour"]
    assert [str(label) for _code, label in fields["theme"].choices] == ["Anything", "Belonging"]


def test_filters_without_data_are_not_shown(client):
    make_call_page(make_call())
    assert list(client.get("/calls/").context["filters"].form.fields) == ["status", "amount", "until"]


@pytest.mark.parametrize(
    ("filters", "field"),
    [({"amount": "ten"}, "amount"), ({"until": "2026-02-30"}, "until"), ({"status": "never"}, "status")],
)
def test_filter_that_makes_no_sense_is_told_and_shows_everything(client, town, filters, field):
    response = client.get("/calls/", filters)
    assert list(response.context["filters"].form.errors) == [field]
    assert len(response.context["cards"]) == 4


def test_empty_list_says_what_to_do(client):
    make_site()
    assert "New calls appear here first." in client.get("/calls/").content.decode()
    make_call_page(make_call())
    assert "No call fits all of this" in client.get("/calls/", {"status": "closed"}).content.decode()


def test_first_page_shows_what_is_open_or_coming(client, town):
    assert [card.page.call.code for card in client.get("/").context["cards"]] == ["soon", "later", "rolling"]


def test_list_and_first_page_cost_the_same_for_one_and_three_calls(client, django_assert_num_queries):
    make_call_page(make_call())
    client.get("/calls/")
    for count in (1, 3):
        while CallPage.objects.count() < count:
            make_call_page(make_call(f"call-{CallPage.objects.count()}", closes_at=NOW + timedelta(days=9 + count)))
        with django_assert_num_queries(QUERIES_OF_INDEX):
            client.get("/calls/")
        with django_assert_num_queries(QUERIES_OF_HOME):
            client.get("/")
