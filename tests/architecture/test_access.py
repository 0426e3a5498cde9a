"""Law: every address has a gate, stands in the access table, and lets in exactly those whom the table names.

Each address is asked as everybody of the cast and as somebody signed out. Addresses with arguments are asked with ids
that belong to nobody: even those who may enter find nothing there.
"""

import functools
import importlib
import pkgutil

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from grants.desks.web.gates import desk_screen
from grants.ground.people.roles import Permission
from tests.architecture import access
from tests.architecture.access import EVERYBODY
from tests.architecture.routes import routes
from tests.factories.funds import make_funder

pytestmark = pytest.mark.django_db

# Views of other people's making that anybody may ask: the public site, passwords of single pages, and a sign-in page of
# Wagtail that ours stands in front of.
# All others stand under /cms/, behind CmsDoorMiddleware (tests/desks/web/test_cms_door.py).
OTHERS = {"wagtail_serve", "wagtailcore_authenticate_with_password", "wagtailcore_login"}


def tables():
    """Every row of every desk's table."""
    modules = [
        importlib.import_module(f"{access.__name__}.{found.name}") for found in pkgutil.iter_modules(access.__path__)
    ]
    return {name: who for module in modules for name, who in module.ACCESS.items()}


def ours():
    return [route for route in routes() if route.gate or route.is_ours]


def named():
    return {route.name: route for route in ours() if route.name and not route.name.endswith(":")}


def test_every_view_of_ours_wears_a_gate():
    assert [route.path for route in ours() if route.gate is None] == []


def test_views_of_others_are_the_editor_and_the_public_site():
    outside = [route for route in routes() if not route.path.startswith("/cms/")]
    assert {route.name or route.path for route in outside if route.gate is None} == OTHERS


def test_every_address_stands_in_the_table_and_the_table_names_no_other():
    assert sorted(set(named()) - set(tables())) == [], "add these to tests/architecture/access/<desk>.py"
    assert sorted(set(tables()) - set(named())) == []


def test_tables_name_the_cast_only():
    assert {name for who in tables().values() for name in who} <= EVERYBODY


def heard(client, route):
    """What somebody hears at an address: "in", "nothing here", or "sign in"."""
    response = client.get(route.path)
    if response.status_code == 405:
        response = client.post(route.path) if route.has_arguments else HttpResponse()
    if response.streaming:
        b"".join(response)  # read to its end, a download closes its file
    if response.status_code == 302 and response.url.startswith("/account/sign-in/?next="):
        return "sign in"
    return {404: "nothing here", 401: "sign in"}.get(response.status_code, f"in ({response.status_code})")


def expected(route, who, name):
    """What the table promises."""
    if name not in who:
        return "sign in" if name == "signed_out" else "nothing here"
    return "nothing here" if route.has_arguments else "in"


def wrong_answers(route, who, clients):
    """Everybody who hears something else than the table promises."""
    asked = {"signed_out", "stranger", *who} if route.has_arguments else EVERYBODY
    for name in sorted(asked):
        answer = heard(clients(name), route)
        promised = expected(route, who, name)
        if not answer.startswith(promised) or answer.startswith(("in (4", "in (5")):
            yield f"{route.name} as {name}: {answer}, promised: {promised}"


@pytest.fixture
def clients(cast):
    """The client of each name, signed-out people included. Every answer counts, also a crash."""
    outside = Client(raise_request_exception=False)

    @functools.cache
    def client(name):
        found = outside if name == "signed_out" else cast.client(name)
        found.raise_request_exception = False
        return found

    return client


@pytest.mark.slow
@pytest.mark.parametrize("desk", sorted({name.split(":")[0] for name in tables()}))
def test_addresses_let_in_exactly_those_whom_the_table_names(desk, cast, clients):
    cast.everyone()
    make_funder()
    found = {name: route for name, route in named().items() if name.startswith(f"{desk}:") and name in tables()}
    assert [wrong for name in found for wrong in wrong_answers(found[name], tables()[name], clients)] == []


@desk_screen("planted")(Permission.SEE_AUDIT)
def planted_view(request):
    return HttpResponse("audit")


@desk_screen("planted")()
def careless_view(request, pk):
    return HttpResponse("anything at all")


planted_urls = [
    path("planted/", planted_view, name="planted"),
    path("planted/<int:pk>/", careless_view, name="careless"),
    path("bare/", lambda request: HttpResponse(), name="bare"),
    path("account/", include("grants.desks.profile.urls")),
]


def test_planted_violations_are_caught(cast, clients, settings):
    settings.ROOT_URLCONF = type("Planted", (), {"urlpatterns": planted_urls})
    planted, careless, bare = list(routes())[:3]
    assert (planted.gate is None, bare.gate is None) == (False, True)
    assert list(wrong_answers(planted, {"administrator", "auditor"}, clients)) == []
    assert list(wrong_answers(planted, {"auditor", "stranger"}, clients)) == [
        "planted as administrator: in (200), promised: nothing here",
        "planted as stranger: nothing here, promised: in",
    ]
    assert list(wrong_answers(careless, {"officer"}, clients)) == [
        "careless as officer: in (200), promised: nothing here",
        "careless as stranger: in (200), promised: nothing here",
    ]
