"""Public pages in several languages: translated ones, and those that are not translated yet."""

import pytest
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Locale

from cms.models import CallIndexPage, CallPage
from tests.factories.actors import NOW
from tests.factories.calls import make_call
from tests.factories.pages import make_call_page, make_site, make_standard_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def spanish():
    return Locale.objects.get(language_code="es")


def translated(page, locale, **values):
    """A published translation of a page."""
    copy = page.copy_for_translation(locale)
    for name, value in values.items():
        setattr(copy, name, value)
    copy.save_revision().publish()
    return copy


def text(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_a_page_without_a_translation_is_shown_and_says_so(client):
    make_standard_page("Guidance", slug="guidance")
    page = text(client, "/es/guidance/")
    assert '<div lang="en-gb" dir="ltr">' in page
    with override("es"):
        from django.utils.translation import gettext as _

        assert _("This page is not in %(language)s yet") % {"language": "español"} in page
    assert '<link rel="canonical" href="http://localhost/guidance/">' in page


def test_a_page_in_its_own_language_says_nothing(client):
    make_standard_page("Guidance", slug="guidance")
    page = text(client, "/guidance/")
    assert ("not-translated" in page, 'lang="en-gb" dir="ltr">' in page.partition("<main")[2]) == (False, False)


def test_a_translation_is_served_at_its_own_address(client, spanish):
    guidance = make_standard_page("Guidance", slug="guidance")
    translated(make_site(), spanish)
    translated(guidance, spanish, title="Ayuda", slug="ayuda")
    assert "Ayuda" in text(client, "/es/ayuda/")
    assert "not-translated" not in text(client, "/es/ayuda/")


def test_going_over_to_another_language_finds_the_page_under_its_other_name(client, spanish):
    guidance = make_standard_page("Guidance", slug="guidance")
    translated(make_site(), spanish)
    translated(guidance, spanish, title="Ayuda", slug="ayuda")
    assert client.get("/es/guidance/").url == "/es/ayuda/"
    assert client.get("/ayuda/").url == "/guidance/"


def test_pages_beside_translated_ones_are_still_shown(client, spanish):
    make_standard_page("Guidance", slug="guidance")
    translated(make_site(), spanish)
    assert "not-translated" in text(client, "/es/guidance/")
    assert client.get("/es/nothing/").status_code == 404
    assert client.get("/nothing/").status_code == 404


def test_a_page_that_only_another_language_has_is_not_shown_in_the_sites_own(client, spanish):
    home = translated(make_site(), spanish)
    from cms.models import StandardPage

    home.add_child(instance=StandardPage(title="Sólo aquí", slug="solo", intro="Hola", locale=spanish))
    assert client.get("/solo/").status_code == 404
    assert client.get("/es/solo/").status_code == 200


def test_a_call_is_listed_once_in_each_language(client, spanish):
    page = make_call_page(make_call("doorstep", title="Doorstep"))
    translated(make_site(), spanish)
    translated(CallIndexPage.objects.get(), spanish)
    translated(page, spanish, title="Puerta a puerta")
    assert CallPage.objects.count() == 2
    for path, title, other in (
        ("/calls/", "Doorstep", "Puerta a puerta"),
        ("/es/calls/", "Puerta a puerta", "Doorstep"),
    ):
        listed = text(client, path)
        assert (f">{title}<" in listed, f">{other}<" in listed) == (True, False)


def test_links_lead_on_in_the_language_that_is_read(client):
    make_call_page(make_call("doorstep"))
    page = text(client, "/es/calls/")
    assert 'href="/es/calls/doorstep/"' in page
    assert f'href="{reverse("cms:search")}"' not in page
    assert 'href="/calls/doorstep/"' in text(client, "/calls/")


def test_an_untranslated_page_costs_no_more_than_a_few_queries(client, django_assert_num_queries):
    make_standard_page("Guidance", slug="guidance")
    text(client, "/es/guidance/")
    for path, queries in (("/guidance/", 9), ("/es/guidance/", 12)):
        with django_assert_num_queries(queries):
            client.get(path)
