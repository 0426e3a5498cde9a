"""The questions are read in one language and answered in another; what is not translated says so."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from grants.desks.web.questions import open_section
from grants.ground.questions import actions as forms
from grants.ground.questions.queries import form_of
from grants.stages.applications.actions import submit_application
from grants.stages.applications.queries import latest_snapshot
from tests.desks.web.html import text_of
from tests.factories.actors import make_actor
from tests.factories.applications import ANSWERS, make_draft, page_of
from tests.factories.calls import NOW, QUESTIONS, make_call, make_form

LANGUAGES = [("en-gb", "English"), ("es", "Spanish"), ("ar", "Arabic")]
QUERIES_OF_LANGUAGE = 4
PLACE = {
    "key": "place",
    "type": "choice",
    "label": "Where?",
    "help": "Choose one",
    "is_required": False,
    "settings": {"options": [{"code": "in", "label": "Indoors"}, {"code": "out", "label": "Outdoors"}]},
}
SPANISH = {"question.title.label": "¿Cómo se llama?", "question.place.option.in.label": "Dentro"}


@pytest.fixture(autouse=True)
def at_noon(time_machine, settings):
    time_machine.move_to(NOW)
    settings.LANGUAGES = LANGUAGES


@pytest.fixture
def version():
    """A form offered in Spanish, with a few of its texts translated."""
    by, questions = make_actor(), [*QUESTIONS["application"], PLACE]
    first = make_form(questions=questions)
    draft = forms.new_draft_version(first.questionnaire, by=by, now=NOW, reason="Spanish")
    draft = forms.choose_languages(draft, ["es"], by=by, now=NOW)
    forms.translate_version(draft, "es", SPANISH, by=by, now=NOW)
    return forms.publish_version(draft, by=by, now=NOW, unfinished_reason="The rest follows.")


@pytest.fixture
def draft(cast, version):
    call = make_call(form=version.questionnaire)
    return make_draft(call, organisation=cast.organisation, by=cast.actor("applicant"))


def section(draft):
    return reverse("portal:section", args=[draft.pk, "all"])


def opened(draft, language):
    """The section page with the screen in a language."""
    form = form_of(draft.sheet.version)
    with translation.override(language):
        return open_section(draft.sheet, form, form.section("all"))


def test_words_are_in_the_language_of_the_screen_and_fall_back_out_loud(draft):
    page = opened(draft, "es")
    title, place = page.field("title"), page.field("place")
    assert (title.label, title.label_lang) == ("¿Cómo se llama?", "")
    assert (place.label, place.label_lang, place.hint_lang) == (
        "Where?",
        ' lang="en-gb" dir="ltr"',
        ' lang="en-gb" dir="ltr"',
    )
    assert [(row.label, row.lang) for row in place.choices] == [
        ("Dentro", ""),
        ("Outdoors", ' lang="en-gb" dir="ltr"'),
    ]


def test_a_question_that_is_not_translated_says_so(draft):
    page = opened(draft, "es")
    with translation.override("es"):
        text = render_to_string("components/question/fields.html", {"section_form": page})
        said = gettext("This question is not translated yet.")
    assert text.count(said) == 3
    assert '<span lang="en-gb" dir="ltr">Where?</span>' in text


def test_a_form_that_is_not_offered_in_the_language_of_the_screen_says_so_once(draft):
    assert [opened(draft, language).is_offered for language in ("ar", "es", "en-gb")] == [False, True, True]


def test_the_language_of_the_answers_is_chosen_at_the_start(cast, version):
    call = make_call(form=version.questionnaire)
    client = cast.client("applicant")
    start = reverse("portal:start", args=[call.code])
    form = client.get(start).context["form"]
    assert (form["language"].value(), len(form.fields["language"].choices) > 40) == ("en-gb", True)
    wrong = client.post(start, {"group": cast.organisation.pk, "language": "xx"})
    assert wrong.context["form"].errors == {"language": ["Choose a language of the list."]}
    page = client.post(start, {"group": cast.organisation.pk, "language": "so"}, follow=True)
    assert page.context["application"].sheet.language == "so"
    assert "I will answer in Somali." in text_of(page)


def test_it_can_be_changed_on_the_task_list_and_controls_carry_it(cast, draft):
    client = cast.client("applicant")
    address = reverse("portal:answer_language", args=[draft.pk])
    assert address in client.get(page_of(draft)).text
    client.post(address, {"language": "ar"})
    page = client.get(section(draft)).text
    assert 'name="q-title" value="Weekly peer evening" lang="ar" dir="rtl"' in page
    assert client.post(address, {"language": "xx"}).context["form"].errors == {
        "language": ["Choose a language of the list."]
    }


def test_the_language_stays_once_it_is_sent(cast, draft):
    submit_application(draft, by=cast.actor("applicant"), now=NOW)
    client = cast.client("applicant")
    form = client.post(reverse("portal:answer_language", args=[draft.pk]), {"language": "ar"}).context["form"]
    assert list(form.errors) == ["language"]


def test_strangers_find_no_page(cast, draft):
    assert cast.client("stranger").get(reverse("portal:answer_language", args=[draft.pk])).status_code == 404


def test_who_reads_another_language_is_told_and_has_the_questions_in_english(cast, draft):
    by = cast.actor("applicant")
    cast.client("applicant").post(reverse("portal:answer_language", args=[draft.pk]), {"language": "es"})
    forms.save_answer(draft.sheet, "place", "in", base=None, save_id="", by=by, now=NOW)
    submit_application(draft, by=by, now=NOW)
    (asked,) = latest_snapshot(draft).content["sections"][0]["answers"][:1]
    assert (asked["label"], asked["master"]["label"]) == ("¿Cómo se llama?", "What is it called?")
    page = cast.client("officer").get(reverse("office:application_answers", args=[draft.pk]))
    words = text_of(page)
    assert ("Answered in Spanish" in words, "What is it called?" in words, "Indoors" in words) == (True, True, True)
    assert '<div class="as-typed" lang="es" dir="auto">Weekly peer evening</div>' in page.text


@pytest.mark.parametrize("rows", [1, 3])
def test_choosing_the_language_costs_the_same_however_much_is_written(cast, version, rows, django_assert_num_queries):
    answers = dict(list({**ANSWERS, "place": "in"}.items())[:rows])
    draft = make_draft(
        make_call(form=version.questionnaire),
        organisation=cast.organisation,
        by=cast.actor("applicant"),
        answers=answers,
    )
    client, address = cast.client("applicant"), reverse("portal:answer_language", args=[draft.pk])
    client.get(address)
    with django_assert_num_queries(QUERIES_OF_LANGUAGE):
        client.get(address)
