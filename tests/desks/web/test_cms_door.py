"""Wagtail's own doors: closed, or leading to ours."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from tests.cast import NAMES

pytestmark = pytest.mark.django_db


def test_editor_enters(cast):
    response = cast.client("editor").get("/cms/")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_editor_may_change_pages_and_pictures(cast):
    client = cast.client("editor")
    assert client.get("/cms/pages/").status_code in {200, 302}
    assert client.get("/cms/images/add/").status_code == 200
    assert cast.editor.has_perm("wagtailadmin.access_admin")


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"editor"}))
def test_everybody_else_hears_403_once(cast, name):
    for address in ("/cms/", "/cms/pages/", "/cms/login/"):
        assert cast.client(name).get(address).status_code == 403


def test_signed_out_is_sent_to_our_sign_in(client):
    assert client.get("/cms/").url == "/account/sign-in/?next=/cms/"
    assert client.get("/cms/login/").url == "/account/sign-in/?next=/cms/login/"
    assert client.get("/_util/login/").url == "/account/sign-in/?next=%2Fcms%2F"


def test_password_is_asked_for_nowhere(client, cast):
    for address in ("/cms/login/", "/_util/login/"):
        response = client.post(address, {"username": cast.editor.email, "password": "x"})
        assert response.url.startswith("/account/sign-in/?next=")


def test_wagtails_sign_in_leads_editors_back(cast):
    assert cast.client("editor").get("/cms/login/").url == "/account/sign-in/?next=%2Fcms%2F"


def test_wagtails_account_is_ours(cast):
    assert cast.client("editor").get("/cms/account/").url == "/account/details/"


@pytest.mark.parametrize(
    "address",
    [
        "/cms/users/",
        "/cms/users/new/",
        "/cms/users/edit/1/",
        "/cms/groups/",
        "/cms/groups/new/",
        "/cms/password_reset/",
        "/cms/account/change_password/",
    ],
)
def test_screens_for_people_and_passwords_are_closed(cast, address):
    assert cast.client("editor").get(address).status_code == 404


def test_editor_with_another_role_needs_the_second_step(cast):
    cast.officer.role_holdings.create(role="editor", starts_on="2020-01-01", given_at="2020-01-01T00:00Z")
    cast.officer.groups.add(Group.objects.get_or_create(name="editor")[0])
    client = Client()
    client.force_login(cast.officer)
    assert client.get("/cms/").url == "/account/second-step/check/?next=%2Fcms%2F"
    assert cast.client("officer").get("/cms/").status_code == 200


def test_signing_out_of_wagtail_signs_out(cast):
    client = cast.client("editor")
    assert client.post("/cms/logout/").url == "/account/sign-in/"
    assert client.get("/cms/").status_code == 302


def test_inline_scripts_are_allowed_under_the_prefix_only(cast):
    client = cast.client("editor")
    assert "script-src 'self' 'unsafe-inline'" in client.get("/cms/")["Content-Security-Policy"]
    assert "'unsafe-inline'" not in client.get("/account/details/")["Content-Security-Policy"]
