"""Old tokens and ended sessions: what was typed is shown again, never lost, never executed unseen."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from grants.ground.people.models import Person
from tests.cast import mark_second_factor

pytestmark = pytest.mark.django_db


def strict(person):
    """A client whose forms need their token."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    mark_second_factor(client)
    return client


def test_old_token_shows_what_was_typed_with_a_fresh_one(cast):
    client = strict(cast.applicant)
    typed = {"name": "Amina <b>", "phone": "01234", "language": "en-gb", "csrfmiddlewaretoken": "old"}
    response = client.post(reverse("profile:details"), typed)
    page = response.content.decode()
    assert response.status_code == 403
    assert "Your page was old; nothing was lost. Check and send again." in page
    assert "Amina &lt;b&gt;" in page
    assert 'action="/account/details/"' in page
    assert 'name="csrfmiddlewaretoken" value="old"' not in page
    assert "no-store" in response["Cache-Control"]
    assert Person.objects.get(pk=cast.applicant.pk).phone == ""


def test_sent_again_with_the_fresh_token_it_counts(cast):
    client = strict(cast.applicant)
    client.post(reverse("profile:details"), {"name": "Amina Y"})
    typed = {"name": "Amina Y", "language": "en-gb", "csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    assert client.post(reverse("profile:details"), typed).status_code == 302
    assert Person.objects.get(pk=cast.applicant.pk).name == "Amina Y"


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_form_of_another_site_is_refused_and_not_shown(cast, headers):
    response = strict(cast.applicant).post(reverse("profile:details"), {"name": "Mallory"}, headers=headers)
    assert response.status_code == 403
    assert "Mallory" not in response.content.decode()


def test_files_of_an_old_page_are_named_to_be_chosen_again(cast):
    from django.core.files.uploadedfile import SimpleUploadedFile

    upload = SimpleUploadedFile("budget.pdf", b"%PDF")
    response = strict(cast.applicant).post(reverse("profile:details"), {"name": "A", "budget": upload})
    assert "budget.pdf" in response.content.decode()


def test_kept_form_is_shown_after_signing_in_and_gone_once_sent(cast, client):
    address = reverse("profile:details")
    client.post(address, {"name": "Amina\nYusuf", "phone": "01234", "language": "en-gb"})
    assert "What you typed is kept" in client.get(reverse("profile:sign_in")).content.decode()
    client.force_login(cast.applicant)
    page = client.get(reverse("profile:kept_form"))
    assert page.context["kept"].fields == [("name", "Amina\nYusuf"), ("phone", "01234"), ("language", "en-gb")]
    assert f'action="{address}"' in page.content.decode()
    client.post(address, {"name": "Amina Yusuf", "phone": "01234", "language": "en-gb"})
    assert client.get(reverse("profile:kept_form")).url == reverse("profile:home")


def test_kept_form_is_forgotten_after_an_hour(cast, client, time_machine):
    time_machine.move_to("2026-09-07T10:00Z")
    client.post(reverse("profile:details"), {"name": "Amina"})
    client.force_login(cast.applicant)
    time_machine.move_to("2026-09-07T11:00:01Z")
    assert client.get(reverse("profile:kept_form")).url == reverse("profile:home")


def test_form_of_another_site_is_not_kept_either(cast, client):
    client.post(reverse("profile:details"), {"name": "Mallory"}, headers={"Sec-Fetch-Site": "cross-site"})
    client.force_login(cast.applicant)
    assert client.get(reverse("profile:kept_form")).url == reverse("profile:home")


def test_one_computer_cannot_fill_our_sessions(client):
    cache.clear()
    kept = []
    for _number in range(31):
        browser = Client()
        browser.post(reverse("profile:details"), {"name": "Amina"})
        kept.append("kept_form" in browser.session)
    assert kept == [True] * 30 + [False]
    cache.clear()
