"""Words and places of the site's lists, read in the reader's language from the question to the public page."""

import pytest
from django.urls import reverse
from django.utils import translation

from grants.desks.web.answers import answer_sections
from grants.desks.web.questions import open_section
from grants.ground.lists import actions
from grants.ground.lists.queries import LISTS
from grants.ground.questions import actions as forms
from grants.ground.questions.queries import form_of
from grants.ground.reference.models import District, Term
from grants.outputs.documents.pack import pack_content
from grants.stages.applications.actions import submit_application
from grants.stages.applications.queries import latest_snapshot
from tests.desks.web.html import text_of
from tests.factories.applications import make_draft
from tests.factories.calls import NOW, QUESTIONS, make_call, make_form
from tests.factories.pages import make_call_page
from tests.factories.questions import make_builder, make_lists

ENGLISH = ' lang="en-gb" dir="ltr"'
WHO = {
    "key": "who",
    "type": "terms",
    "label": "Who is it for?",
    "meaning": "populations",
    "settings": {"vocabulary": "populations"},
}
WHERE = {"key": "where", "type": "districts", "label": "Where?", "meaning": "districts"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists(time_machine, db):
    """Two words and a place in Arabic; the others in English only."""
    time_machine.move_to(NOW)
    make_lists()
    acting = {"by": make_builder(), "now": NOW}
    actions.change_item(
        LISTS["populations"], Term.objects.get(code="P01"), label="Children", description="Up to 17.", **acting
    )
    texts = {"P01.label": "الأطفال", "P02.label": "الآباء", "P01.description": "حتى سن 17"}
    actions.translate_list(LISTS["populations"], "ar", texts, **acting)
    actions.translate_list(LISTS["districts"], "ar", {"D01.label": "الميناء"}, **acting)


@pytest.fixture
def call():
    questions = [*QUESTIONS["application"], WHO, WHERE]
    return make_call(form=make_form(questions=questions).questionnaire, title="Small Grants")


@pytest.fixture
def draft(cast, call):
    return make_draft(call, organisation=cast.organisation, by=cast.actor("applicant"))


def sent(cast, draft, *, language="ar"):
    """Sent in a language, with a word and a place that are translated and one each that are not."""
    by = cast.actor("applicant")
    cast.client("applicant").post(reverse("portal:answer_language", args=[draft.pk]), {"language": language})
    for key, codes in (("who", ["P01", "P03"]), ("where", ["D01", "D02"])):
        forms.save_answer(draft.sheet, key, codes, base=None, save_id="", by=by, now=NOW)
    submit_application(draft, by=by, now=NOW)
    return latest_snapshot(draft)


def opened(draft, language):
    form = form_of(draft.sheet.version)
    with translation.override(language):
        return open_section(draft.sheet, form, form.section("all"))


def test_a_question_offers_words_in_the_readers_language_and_says_where_it_cannot(draft):
    page = opened(draft, "ar")
    who, where = page.field("who").choices, page.field("where").choices
    assert [(row.label, row.lang) for row in who][:3] == [("الأطفال", ""), ("الآباء", ""), ("Older people", ENGLISH)]
    assert (who[0].hint, who[0].hint_lang, who[1].hint) == ("حتى سن 17", "", "")
    assert [(row.label, row.lang) for row in where][:2] == [("الميناء", ""), ("Mill Fields", ENGLISH)]
    assert opened(draft, "cy").field("who").choices[0].lang == ENGLISH


def test_an_explanation_stands_under_its_word(cast, draft):
    page = cast.client("applicant").get(reverse("portal:section", args=[draft.pk, "all"])).text
    assert '<span class="hint" id="q-who-0-hint">Up to 17.</span>' in page
    assert 'value="P01" aria-describedby="q-who-0-hint">' in page
    assert 'id="q-who-1-hint"' not in page


def test_check_page_and_receipt_mark_what_was_not_translated(cast, draft):
    content = sent(cast, draft).content
    rows = {row.key: row for part in answer_sections(content, language="ar") for row in part.rows}
    assert rows["who"].lines == [("الأطفال", ""), ("Older people", ENGLISH)]
    assert rows["where"].lines == [("الميناء", ""), ("Mill Fields", ENGLISH)]
    rows = {row.key: row for part in answer_sections(content, language="en-gb") for row in part.rows}
    assert (rows["who"].lines, rows["who"].text) == ([], "Children\nOlder people")
    rows = {row.key: row for part in answer_sections(content, language="cy") for row in part.rows}
    assert rows["who"].lines == [("Children", ENGLISH), ("Older people", ENGLISH)]


def test_what_was_sent_keeps_code_and_english_words(cast, draft):
    answers = {row["key"]: row for row in sent(cast, draft).content["sections"][0]["answers"]}
    assert (answers["who"]["value"], answers["who"]["master"]["display"]) == (["P01", "P03"], "Children\nOlder people")


def test_the_office_reads_what_was_retired_since(cast, draft):
    sent(cast, draft)
    for found, model, code in (("districts", District, "D02"), ("populations", Term, "P03")):
        actions.retire_item(LISTS[found], model.objects.get(code=code), by=make_builder(), now=NOW)
    page = text_of(cast.client("officer").get(reverse("office:application", args=[draft.pk])))
    assert ("Harbour, Mill Fields" in page, "Children, Older people" in page) == (True, True)
    page = text_of(cast.client("officer").get(reverse("office:application_check", args=[draft.pk])))
    assert "All the places named are on our list." in page
    assert "P03" not in {row.code for row in opened(make_other(cast, draft), "en-gb").field("who").choices}


def make_other(cast, draft):
    return make_draft(draft.call, organisation=cast.other_organisation, by=cast.actor("stranger"))


def test_the_pack_speaks_the_readers_language_and_marks_the_rest(client, call):
    content = pack_content(call, "ar")
    asked = {row["key"]: row for part in content["sections"] for row in part["questions"]}
    assert asked["who"]["options"][1:3] == [["الآباء", "", ""], ["Older people", "", "en-gb"]]
    assert asked["where"]["options"][0] == ["الميناء", "", ""]


def test_public_pages_name_places_and_themes_in_the_readers_language(client, call):
    belonging = {"en-gb": "Belonging", "ar": "الانتماء"}
    call.themes.add(Term.objects.create(vocabulary="outcomes", code="O01", label=belonging))
    call.districts.add(*District.objects.filter(code__in=["D01", "D02"]))
    make_call_page(call)
    page = client.get(f"/ar/calls/{call.code}/").text
    assert f"<dd>الميناء, <span{ENGLISH}>Mill Fields</span></dd>" in page
    assert "<dd>الانتماء</dd>" in page
    listed = client.get("/ar/calls/").text
    assert f'<option value="D02"{ENGLISH}>Mill Fields</option>' in listed
    assert '<option value="D01">الميناء</option>' in listed
    assert "<dd>Harbour, Mill Fields</dd>" in client.get(f"/calls/{call.code}/").text


def test_a_group_and_a_draft_call_keep_a_place_that_was_retired(cast, call):
    place = District.objects.get(code="D01")
    cast.organisation.district = place
    cast.organisation.save()
    actions.retire_item(LISTS["districts"], place, by=make_builder(), now=NOW)
    form = cast.client("applicant").get(reverse("portal:group_details", args=[cast.organisation.pk])).context["form"]
    assert [str(label) for _value, label in form.fields["district"].choices][1:] == [
        "Harbour",
        "Mill Fields",
        "Old Town",
    ]
    other = (
        cast.client("stranger").get(reverse("portal:group_details", args=[cast.other_organisation.pk])).context["form"]
    )
    assert [str(label) for _value, label in other.fields["district"].choices][1:] == ["Mill Fields", "Old Town"]
