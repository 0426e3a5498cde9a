"""What the office tells by phone or post carries words of its own: no link, nothing to sign in to."""

import re

import pytest

from grants.env import BASE_DIR
from grants.ground.notifications.actions import queue_mail
from grants.ground.notifications.queries import row_of
from grants.ground.notifications.rendering import render_told
from grants.ground.notifications.rules import SECRET_KINDS
from tests.cast import NOW
from tests.factories.funds import make_funder
from tests.factories.people import make_person, make_person_without_email
from tests.ground.notifications.test_mail_templates import facts_for

pytestmark = pytest.mark.django_db

TOLD = sorted((BASE_DIR / "templates" / "told").glob("[!_]*.txt"))
MAILED = {path.stem for path in (BASE_DIR / "templates" / "emails").glob("[!_]*.txt")}
# Kinds for colleagues and judges, who all have mail. Should one of these be told, it says that there is news.
OF_STAFF = {
    "answers_to_office",
    "denied_to_office",
    "host_answered_to_office",
    "message_to_office",
    "panel_joined",
    "scoring_started",
    "second_factor_set_up",
    "second_factor_taken_off",
}


def test_every_message_to_groups_has_words_of_its_own():
    assert {path.stem for path in TOLD} - {"news"} == MAILED - OF_STAFF - set(SECRET_KINDS)


@pytest.mark.parametrize("kind", sorted(MAILED - set(SECRET_KINDS)))
def test_it_reads_through_without_a_link(kind):
    make_funder()
    source = next((path for path in TOLD if path.stem == kind), TOLD[0])
    questions = BASE_DIR / "templates" / "told" / "_questions.txt"
    facts = facts_for(questions) | facts_for(source) | facts_for(BASE_DIR / "templates" / "emails" / f"{kind}.txt")
    told = render_told(kind, facts | {"to": make_person("Ivy Moss")}, language="en-gb")
    assert told.text.startswith("Dear Ivy Moss,\n\n")
    assert told.text.rstrip().endswith("Willowmere Behavioural Health Centre")
    assert re.findall(r"https?://|\{\{|%\}|[Ss]ign in|this mail|page|link|press", told.text) == []


def queue(person, kind="message_to_group", **facts):
    known = {"group": "Harbour", "call": "Small grants", "reference": "SG-0042", "path": "/applications/1/"}
    return queue_mail(kind, to=person, key="1.1", context=known | facts, now=NOW, case="application:1")


def test_the_message_itself_is_told_and_never_mailed():
    told = queue(make_person_without_email("Ivy Moss"), words="Please bring the rota.")
    mailed = queue(make_person("Ann Vale"), words="Please bring the rota.")
    assert "Please bring the rota." in told.text
    assert ("Please bring the rota." in mailed.text, "/applications/1/" in mailed.text) == (False, True)


def test_what_was_private_is_not_shown_in_the_outbox():
    told = row_of(queue(make_person_without_email("Ivy Moss"), words="Please bring the rota."))
    assert (told.text, told.is_private, told.title) == ("", True, "We wrote to Harbour")
    open_word = queue(make_person_without_email("Tom", phone="+447700900124"), kind="application_lapsed")
    assert (row_of(open_word).is_private, "not sent in time" in row_of(open_word).text) == (False, True)


def test_text_message_that_fails_is_told_in_the_same_words(settings):
    settings.GRANTS_SMS_BACKEND = "grants.ground.notifications.gateway.MemoryGateway"
    texted = queue(make_person_without_email("Ivy Moss", reach_by="text"), words="Please bring the rota.")
    assert ("Please bring the rota." in texted.short_text, "Please bring the rota." in texted.text) == (False, True)
