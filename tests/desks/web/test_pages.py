"""Lists by cursor: a place that somebody made up shows the first page."""

import base64
import json

import pytest
from django.test import RequestFactory

from grants.desks.web.pages import Sort, keyset_page
from grants.ground.people.models import Person
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

SORTS = {
    "name": Sort("By name", ("sort_name", "pk")),
    "newest": Sort("Newest first", ("-joined_at", "-pk")),
}
NAMES = ["Ada Stone", "Bea Moss", "Cal Reed"]


@pytest.fixture(autouse=True)
def people():
    return [make_person(name) for name in NAMES]


def cursor(*place):
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def names(sort, **query):
    request = RequestFactory().get("/list/", {"sort": sort, **query})
    return [person.name for person in keyset_page(request, Person.objects.all(), SORTS, size=10).rows]


def test_page_goes_on_after_its_cursor(people):
    assert names("name", after=cursor(people[0].sort_name, people[0].pk)) == NAMES[1:]
    assert names("name", before=cursor(people[2].sort_name, people[2].pk)) == NAMES[:2]


@pytest.mark.parametrize(
    "place",
    [
        (),
        ("x",),
        ("x", "y"),
        (1, 2),
        ("2026-02-31T00:00:00", 1),
        ("\0", 1),
        (None, 1),
        ([], 1),
        ({"a": 1}, 1),
        ("x", {}),
    ],
    ids=str,
)
def test_place_that_was_made_up_shows_the_first_page(place):
    assert names("newest", after=cursor(*place)) == names("newest")
    assert names("newest", before=cursor(*place)) == names("newest")


@pytest.mark.parametrize("place", ["", "a", "!!!", "e30", "\0", "bnVsbA"], ids=repr)
def test_cursor_that_is_none_shows_the_first_page(place):
    assert names("newest", after=place) == names("newest")


def test_number_that_no_column_holds_is_only_far_away():
    assert names("name", after=cursor("a", 2**70)) == NAMES
    assert names("name", before=cursor("zz", 2**70)) == NAMES
