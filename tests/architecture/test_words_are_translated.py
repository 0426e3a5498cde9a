"""Law: no word of ours escapes translation, on any screen, error page or mail (tests/pseudo.py says how that is seen)."""

from datetime import timedelta

import pytest
import time_machine
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from grants.env import BASE_DIR
from grants.ground.notifications.rendering import render_mail, render_words
from grants.ground.people.actor import ANYONE
from tests.architecture.test_access import named
from tests.architecture.world import make_world, real_paths
from tests.cast import NOW
from tests.factories.pages import make_call_page, make_funded_page, make_site, make_standard_page, make_story
from tests.ground.notifications.test_mail_templates import SOURCES, facts_for
from tests.pseudo import CODE, escaped, pseudo_language, spoken, written_by_people

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

READER = {
    "cms": "signed_out",
    "finance": "finance_preparer",
    "office": "officer",
    "panel": "reviewer",
    "portal": "applicant",
    "profile": "applicant",
}
# A page for developers: components beside the names of their inputs, filled with samples.
EXEMPT = {"office:components"}
ERRORS = ("400", "403", "404", "413", "429", "500")


@pytest.fixture
def world(cast):
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        make_world(cast)
        for name in set(READER.values()) - {"signed_out"}:
            cast.client(name)
        with pseudo_language():
            yield


def is_page(response):
    if response.streaming:
        b"".join(response)  # read to its end, a download closes its file
    return "html" in response.get("Content-Type", "") and response.status_code in {200, 413}


def pages(desk, client):
    """Each screen of a desk as it opens, and again after its form was sent empty."""
    for name, route in named().items():
        for path in real_paths(route) if name.startswith(f"{desk}:") and name not in EXEMPT else []:
            opened = client.get(path)
            if is_page(opened):
                yield path, opened
            if is_page(opened) and "</form>" in opened.content.decode():
                sent = client.post(path, {})
                if is_page(sent):
                    yield f"{path}, sent empty", sent


def public_pages():
    """Each kind of page that editors make."""
    from grants.stages.calls.models import Call

    make_call_page(Call.objects.exclude(announced_at=None).first(), body=[("heading", "Who may ask")])
    stories = make_story(published_on=NOW.date()), make_funded_page(), make_standard_page()
    paths = [
        page.get_url() for page in (make_site(), *stories, make_story("Two", published_on=NOW.date()).get_parent())
    ]
    call_code = Call.objects.exclude(announced_at=None).first().code
    paths += [f"/{CODE}/calls/", f"/{CODE}/calls/?amount=x", f"/{CODE}/calls/{call_code}/", f"/{CODE}/nothing-here/"]
    return [path if path.startswith(f"/{CODE}/") else f"/{CODE}{path}" for path in paths]


def escapes(found, before=()):
    """What escaped on pages. `before` was written by people and may be gone: a form sent empty can be a farewell."""
    written = sorted({*before, *written_by_people()}, key=len, reverse=True)
    return sorted(f"{path}: {text}" for path, html in found for text in escaped(spoken(html), written))


@pytest.mark.parametrize("desk", sorted(READER))
def test_no_word_escapes_on_a_screen(desk, world, cast):
    client = Client() if READER[desk] == "signed_out" else cast.client(READER[desk])
    before = written_by_people()
    found = [(path, response.content.decode()) for path, response in pages(desk, client)]
    assert (len(found) > 1, escapes(found, before)) == (True, [])


def test_no_word_escapes_on_public_pages(world):
    found = [(path, Client(raise_request_exception=False).get(path).content.decode()) for path in public_pages()]
    assert (len(found), escapes(found)) == (9, [])


def test_no_word_escapes_on_error_pages(world):
    request = RequestFactory().get(f"/{CODE}/somewhere/")
    request.actor, request.resolver_match = ANYONE, None
    found = [(name, render_to_string(f"{name}.html", request=request)) for name in ERRORS]
    assert escapes(found) == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_no_word_escapes_in_a_mail(source, world):
    mail = render_mail(source.stem, facts_for(source), language=CODE)
    assert escaped([mail.subject, *mail.text.splitlines()], [*written_by_people(), "something"]) == []


@pytest.mark.parametrize("name", ["letters/offer", "letters/decline", "letters/reserve", "agreements/short"])
def test_no_word_escapes_in_a_letter(name, world):
    words = render_words(name, facts_for(BASE_DIR / "templates" / f"{name}.txt"), language=CODE)
    assert escaped([words.subject, *words.text.splitlines()], [*written_by_people(), "something"]) == []


def test_planted_words_are_caught():
    page = '<html lang="es"><p>Save</p><img alt="A tree"><p lang="cy">Cadw</p><p>⟦Šåvé ~⟧ Amina</p></html>'
    assert escaped(spoken(page), ["Amina"]) == ["A tree", "Save"]
