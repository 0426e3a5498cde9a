"""The page of demo people: there in a demonstration, and nowhere else."""

import os
import subprocess
import sys

import pytest
from django.urls import NoReverseMatch, include, path, reverse

from tests.architecture.tree import ROOT

pytestmark = pytest.mark.django_db

urlpatterns = [
    path("account/", include("grants.desks.profile.demo_urls")),
    path("account/", include("grants.desks.profile.urls")),
]

PRODUCTION = {
    "GRANTS_MODE": "production",
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "grants.example",
    "EMAIL_URL": "smtp://mail.example:25",
    "DEFAULT_FROM_EMAIL": "grants@grants.example",
    "ENCRYPTION_KEYS": "y" * 60,
}


@pytest.fixture
def demonstration(settings):
    settings.ROOT_URLCONF = __name__


@pytest.mark.usefixtures("demonstration")
def test_people_are_listed_with_what_they_do_and_their_code(client, cast):
    code = cast.code("officer")
    cast.everyone()
    page = client.get("/account/demo-people/")
    floors = {str(heading): people for heading, people in page.context["floors"]}
    rows = {person.name: person for people in floors.values() for person in people}
    assert rows["Olive Marsh"].code == code
    assert [part for part, _what in rows["Olive Marsh"].parts] == ["Grants officer"]
    assert [part for part, _what in rows["Amina Yusuf"].parts] == ["Signatory · Harbour Lights Peer Circle"]
    assert {heading: len(people) for heading, people in floors.items()} == {
        "Staff": 8,
        "Panels": 0,
        "Community groups": 4,
    }


@pytest.mark.usefixtures("demonstration")
def test_one_click_signs_in_second_step_and_all(client, cast):
    assert client.get("/account/demo-people/").status_code == 200
    assert client.post("/account/demo-people/", {"person": cast.officer.pk}).url == "/account/"
    assert client.get("/account/details/").context["person"] == cast.officer
    assert client.post("/account/demo-people/", {"person": cast.applicant.pk}).url == "/account/"
    assert client.get("/account/details/").context["person"] == cast.applicant


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("person", ["0", "", "x", "99999"])
def test_nobody_else_can_be_signed_in_as(client, person):
    assert client.post("/account/demo-people/", {"person": person}).status_code == 404


def test_page_is_not_served_outside_a_demonstration(client):
    with pytest.raises(NoReverseMatch):
        reverse("profile:demo_people")
    assert client.get("/account/demo-people/").status_code == 404


def run_in_production(program):
    run = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); {program}"],
        cwd=ROOT,
        env=os.environ | PRODUCTION | {"DJANGO_SETTINGS_MODULE": "grants.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode, run.stderr.strip().splitlines()[-1:]


def test_page_cannot_be_imported_in_production():
    code, words = run_in_production("import grants.desks.profile.views.demo")
    assert (code, words) == (
        1,
        ["django.core.exceptions.ImproperlyConfigured: The page of demo people cannot load in production."],
    )


def test_page_has_no_address_in_production():
    code, words = run_in_production(
        "from django.urls import get_resolver, resolve; get_resolver().url_patterns; resolve('/account/details/');"
        "import sys; assert 'grants.desks.profile.views.demo' not in sys.modules"
    )
    assert (code, words) == (0, [])
