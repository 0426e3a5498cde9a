"""Gates: who is let in, who is asked to sign in, who finds nothing, who must pass the second step first."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from grants.desks.web.gates import anyone, desk_screen, public
from grants.desks.web.kept_forms import KEPT_FORM
from grants.ground.people.roles import Permission

pytestmark = pytest.mark.django_db

office = desk_screen("office")


@office(Permission.RECOMMEND, Permission.DECIDE)
def recommendations(request):
    return HttpResponse(f"{request.actor.name} sent {request.POST.get('reason', 'nothing')}")


@desk_screen("portal")()
def applications(request):
    return HttpResponse(request.actor.name)


@anyone
def quiz(request):
    return HttpResponse(request.actor.kind)


@public
def front(request):
    return HttpResponse(request.actor.kind)


urlpatterns = [
    path("recommendations/", recommendations),
    path("applications/", applications),
    path("quiz/", quiz),
    path("front/", front),
    path("account/", include("grants.desks.profile.urls")),
]


@pytest.fixture(autouse=True)
def planted(settings):
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def half_way(cast):
    """An officer who has typed the mailed code but not passed the second step."""
    client = Client()
    client.force_login(cast.officer)
    return client


def test_one_of_the_permissions_is_enough(cast):
    assert cast.client("officer").get("/recommendations/").content == b"Olive Marsh sent nothing"
    assert cast.client("decision_maker").get("/recommendations/").status_code == 200


def test_signed_in_without_the_right_finds_nothing(cast):
    assert cast.client("auditor").get("/recommendations/").status_code == 404
    assert cast.client("stranger").post("/recommendations/").status_code == 404


def test_signed_out_is_asked_to_sign_in_and_comes_back(client):
    response = client.get("/recommendations/?page=2")
    assert (response.status_code, response.url) == (302, "/account/sign-in/?next=/recommendations/%3Fpage%3D2")
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_form_of_somebody_signed_out_is_kept_under_lock(client):
    response = client.post("/recommendations/", {"reason": "They are good", "code": "123456"})
    assert response.url == "/account/sign-in/?next=/recommendations/"
    kept = client.session[KEPT_FORM]
    assert kept["path"] == "/recommendations/"
    assert "They are good" not in str(kept)


def test_form_beyond_all_measure_is_not_kept(client):
    client.post("/recommendations/", {"reason": "x" * 100_001})
    assert KEPT_FORM not in client.session


def test_script_hears_401_instead_of_a_page(client, half_way):
    for headers in ({"HX-Request": "true"}, {"X-Requested-With": "XMLHttpRequest"}):
        assert client.post("/recommendations/", headers=headers).status_code == 401
        assert half_way.post("/recommendations/", headers=headers).status_code == 401


def test_nothing_before_the_second_step_but_the_second_step(half_way):
    for address in ("/recommendations/", "/applications/", "/quiz/", "/account/details/", "/account/sessions/"):
        response = half_way.get(address)
        assert (response.status_code, response.url.split("?")[0]) == (302, "/account/second-step/check/")
    assert half_way.get("/account/second-step/").status_code == 200


def test_second_step_is_for_those_whose_roles_ask_for_it(cast):
    client = Client()
    client.force_login(cast.editor)
    assert client.get("/applications/").content == b"Edie Lane"


def test_role_given_meanwhile_asks_for_the_second_step_at_once(cast):
    client = Client()
    client.force_login(cast.stranger)
    assert client.get("/applications/").status_code == 200
    cast.stranger.role_holdings.create(role="officer", starts_on="2020-01-01", given_at="2020-01-01T00:00Z")
    assert client.get("/applications/").url == "/account/second-step/check/?next=%2Fapplications%2F"


def test_page_for_anyone_knows_who_asks_and_is_never_stored(client, cast):
    response = client.get("/quiz/")
    assert (response.content, response["Cache-Control"]) == (
        b"anyone",
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )
    assert cast.client("stranger").get("/quiz/").content == b"person"


def test_public_page_reads_no_session_and_sets_no_cookie(cast, django_assert_num_queries):
    client = cast.client("stranger")
    with django_assert_num_queries(0):
        response = client.get("/front/")
    assert (response.content, response.cookies.output()) == (b"anyone", "")
    assert "Cookie" not in response.get("Vary", "")
    assert "Cache-Control" not in response


def test_gate_costs_four_queries(cast, django_assert_num_queries):
    client = cast.client("officer")
    with django_assert_num_queries(2):  # session, person, roles, memberships
        client.get("/recommendations/")


def test_request_has_an_id_and_keeps_the_proxys(client):
    assert len(client.get("/front/")["X-Request-ID"]) == 36
    assert client.get("/front/", headers={"X-Request-ID": "abc-12345"})["X-Request-ID"] == "abc-12345"
    assert client.get("/front/", headers={"X-Request-ID": "<script>"})["X-Request-ID"] != "<script>"
