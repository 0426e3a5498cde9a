"""Equality questions: offered once after sending, skipped as easily as answered, counted without a way back."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.urls import reverse

from grants.desks.jobs.words import load_words
from grants.desks.portal.forms.equality import SALT, new_link
from grants.ground.equality.models import EqualityCount, EqualityQuestion, SpentLink
from grants.stages.applications.actions import take_back_application
from tests.desks.web.html import tags
from tests.factories.applications import make_draft, page_of
from tests.factories.calls import NOW, make_call
from tests.factories.funds import make_funder
from tests.factories.rehearsals import make_rehearsal, rehearsed_draft

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOW)
    make_funder()
    load_words()


@pytest.fixture
def draft(cast):
    return make_draft(make_call(), organisation=cast.organisation, by=cast.actor("applicant"))


def send(client, draft):
    seen = client.get(page_of(draft, "check")).context["form"].times_sent
    return client.post(page_of(draft, "check"), {"declared": "on", "seen": seen}, follow=True)


def address(token):
    return reverse("portal:equality", args=[token])


def link_on(page):
    found = re.search(r'href="(/apply/who-runs-your-group/[^"]+)"', page.text)
    return found and found[1]


def test_after_sending_the_questions_are_offered_with_a_skip_of_the_same_size(cast, draft):
    page = send(cast.client("applicant"), draft)
    buttons = [tag for tag in tags(page.text, "a") if "button" in tag.get("class", "")]
    answer, skip = (next(tag for tag in buttons if tag["href"] == url) for url in (link_on(page), page_of(draft)))
    assert answer["class"] == skip["class"]


def test_they_are_offered_once(cast, draft):
    client = cast.client("applicant")
    send(client, draft)
    assert link_on(client.get(page_of(draft, "sent"))) is None
    take_back_application(draft, by=cast.actor("applicant"), now=NOW)
    assert link_on(send(client, draft)) is None


def test_a_rehearsal_offers_none(cast):
    rehearsal = make_rehearsal(make_call("trial"), cast.officer)
    draft = rehearsed_draft(rehearsal, cast.officer)
    assert link_on(send(cast.client("officer"), draft)) is None


def test_answers_are_counted_once_and_the_link_is_spent(cast, client, draft):
    link = link_on(send(cast.client("applicant"), draft))
    page = client.post(link, {"age": ["18_to_29"], "disability": "some"})
    assert "The answers are counted." in page.text
    again = client.post(link, {"age": ["18_to_29"]})
    assert "This link does not work again" in again.text
    rows = EqualityCount.objects.exclude(answer="").values_list("call_code", "question", "answer", "count")
    assert sorted(rows) == [("doorstep", "age", "18_to_29", 1), ("doorstep", "disability", "some", 1)]


def test_the_page_does_not_know_who_reads_it(cast):
    page = cast.client("applicant").get(address(new_link("doorstep")))
    assert ("Amina" in page.text, "no-store" in page["Cache-Control"]) == (False, True)


def test_the_link_names_nothing_but_the_call():
    code, nonce = signing.loads(new_link("doorstep"), salt=SALT)
    assert (code, len(nonce)) == ("doorstep", 22)


def test_every_question_can_be_left_out(client):
    page = client.post(address(new_link("doorstep")), {})
    assert "You left the questions out. That is fine" in page.text
    assert EqualityCount.objects.count() == 0


def test_what_is_not_offered_is_told_at_its_question(client):
    page = client.post(address(new_link("doorstep")), {"age": ["<script>"], "gender": ["women"]})
    assert page.context["form"].errors == {"age": ["Choose from these answers, or leave it out."]}
    assert SpentLink.objects.count() == 0


@pytest.mark.parametrize(
    "token",
    ["made-up", "a:b:c", signing.dumps([1], salt=SALT), signing.dumps("x" * 9, salt=SALT)],
    ids=["a word", "parts", "a signed number", "signed letters"],
)
def test_links_that_are_made_up_open_nothing(client, token):
    assert client.get(address(token)).status_code == 404


def test_links_run_out(client, time_machine):
    token = new_link("doorstep")
    time_machine.move_to(NOW + timedelta(days=8))
    assert client.post(address(token), {"age": ["18_to_29"]}).status_code == 404


def test_the_sent_page_passes_no_made_up_link_on(cast, draft):
    client = cast.client("applicant")
    send(client, draft)
    assert link_on(client.get(f"{page_of(draft, 'sent')}?about=made-up")) is None


def test_they_are_asked_in_the_readers_language_and_what_is_not_translated_says_so(client):
    gender = EqualityQuestion.objects.get(key="gender")
    del gender.label["ar"], gender.options[0]["label"]["ar"]
    gender.options[1]["label"]["en-gb"] = "<b>Men</b>"
    gender.save()
    page = client.get(f"{address(new_link('doorstep'))}?lang=ar").text
    english = '<span lang="en-gb" dir="ltr">'
    assert f"{english}What is the gender of the people who run your group?</span>" in page
    assert (f"{english}Women</span>" in page, "رجال" in page, "<b>Men" in page) == (True, True, False)
    assert "ما أعمار الأشخاص الذين يديرون مجموعتكم؟" in page
