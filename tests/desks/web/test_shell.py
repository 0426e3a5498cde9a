import pytest
from django.template import engines
from django.test import RequestFactory, override_settings
from django.urls import ResolverMatch, include, path

from grants.desks.web.shell import Place, navigation, shell
from grants.ground.people.actor import ANYONE, Actor
from grants.ground.people.roles import Permission
from tests.cast import NOW
from tests.factories.funds import make_funder

PAGES = [path("", lambda r: None, name="home"), path("calls/", lambda r: None, name="calls")]
urlpatterns = [path("office/", include((PAGES, "office")))]
OFFICER = Actor(kind="person", person_id=1, permissions=frozenset({Permission.SEE_CASES}))
NEWCOMER = Actor(kind="person", person_id=2)


def request_at(address, actor):
    request = RequestFactory().get(address)
    request.actor = actor
    request.resolver_match = ResolverMatch(lambda r: None, (), {}, url_name="x", app_names=["office"])
    return request


@pytest.fixture(autouse=True)
def _small_site():
    with override_settings(ROOT_URLCONF=__name__):
        yield


def test_navigation_marks_the_place_that_the_page_lies_under():
    items = navigation(request_at("/office/calls/7/", OFFICER))
    assert [(str(item.label), item.url, item.is_current) for item in items] == [
        ("Today", "/office/", False),
        ("Calls", "/office/calls/", True),
    ]


def test_parts_of_a_thing_lie_under_it():
    items = navigation(request_at("/office/call-sections/7/", OFFICER))
    assert [str(item.label) for item in items if item.is_current] == ["Calls"]


def test_navigation_leaves_out_what_the_actor_may_not_enter():
    assert [str(item.label) for item in navigation(request_at("/office/", NEWCOMER))] == ["Today"]


def test_navigation_is_empty_for_a_stranger():
    assert navigation(request_at("/office/", ANYONE)) == []


@pytest.mark.django_db
def test_shell_without_a_funder_has_no_name(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert [str(shell(request_at("/office/", ANYONE))[name]) for name in ("site_name",)] == [""]


def test_shell_reads_nothing_until_it_is_shown():
    assert sorted(shell(request_at("/office/", ANYONE))) == [
        "crisis_help",
        "interface_languages",
        "nav",
        "site_name",
        "this_address",
        "today",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["{% if day <= today %}", "{% if day >= today %}", "{% if day == today %}"])
def test_templates_can_hold_a_day_against_today(words, time_machine):
    make_funder()
    time_machine.move_to(NOW)
    template = engines["django"].from_string(words + "yes{% endif %}")
    assert template.render({"day": NOW.date()}, request_at("/office/", ANYONE)) == "yes"


def test_place_asks_for_no_permission_by_itself():
    assert Place("office:home", "Today").permissions == frozenset()
