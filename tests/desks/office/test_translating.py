"""The languages of a form on the office's screens: choosing them, translating side by side, publishing with a gap."""

import pytest
from django.urls import reverse

from grants.ground.questions import actions
from grants.ground.questions.models import Version
from tests.desks.web.html import text_of
from tests.factories.funds import make_funder
from tests.factories.questions import NOW, make_builder, make_version

LANGUAGES = [("en-gb", "English"), ("es", "Spanish"), ("ar", "Arabic")]
NAME = {"key": "name", "type": "short_text", "label": "What is it called?", "help": "In a few words"}
LABEL = "question.name.label"

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(cast, settings):
    settings.LANGUAGES = LANGUAGES
    make_funder()
    return cast.client("officer")


@pytest.fixture
def draft(officer):
    return begun(make_version(NAME))


def begun(version):
    """A draft of a form, offered in Spanish and Arabic."""
    draft = actions.new_draft_version(version.questionnaire, by=make_builder(), now=NOW, reason="Languages")
    return actions.choose_languages(draft, ["es", "ar"], by=make_builder(), now=NOW)


def languages(version):
    return reverse("office:form_languages", args=[version.pk])


def screen(version, language="es"):
    return reverse("office:form_translate", args=[version.pk, language])


def label_of(draft):
    return draft.questions.get(key="name").label


def posted(page, **texts):
    """The fields of the page as a browser sends them, some of them changed."""
    form = page.context["form"]
    fields = {name: form[name].value() or "" for name in form.fields if not name.startswith(("right-", "seen"))}
    return {"seen": form["seen"].value(), **fields, **texts}


def test_languages_are_chosen_from_those_of_the_installation(officer, draft):
    assert [code for code, _name in officer.get(languages(draft)).context["form"].fields["languages"].choices] == [
        "es",
        "ar",
    ]
    officer.post(languages(draft), {"languages": ["ar"]})
    assert Version.objects.get(pk=draft.pk).languages == ["ar"]
    assert "languages" in officer.post(languages(draft), {"languages": ["fr"]}).context["form"].errors


def test_an_installation_with_one_language_says_so(officer, draft, settings):
    settings.LANGUAGES = LANGUAGES[:1]
    assert "This installation has no other language." in text_of(officer.get(languages(draft)))


def test_all_texts_are_saved_at_once(officer, draft):
    page = officer.get(screen(draft))
    after = officer.post(screen(draft), posted(page, **{LABEL: "¿Cómo se llama?"}), follow=True)
    assert ("1 text is saved." in text_of(after), "1 of 3 texts translated. 5 words left." in text_of(after)) == (
        True,
        True,
    )
    assert label_of(draft)["es"] == "¿Cómo se llama?"


def test_the_form_says_how_complete_each_language_is(officer, draft):
    page = text_of(officer.get(reverse("office:form", args=[draft.questionnaire_id])))
    assert page.count("0 of 3 texts translated. 9 words left.") == 2


def test_arabic_runs_from_right_to_left_beside_english(officer, draft):
    page = officer.get(screen(draft, "ar")).text
    assert f'name="{LABEL}"' in page
    assert page.count('lang="ar" dir="rtl"') == 3
    assert 'lang="en-gb" dir="ltr">What is it called?</p>' in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_screen_costs_the_same_however_many_questions(officer, count, django_assert_num_queries):
    draft = begun(make_version(*[NAME | {"key": f"name_{number}"} for number in range(count)]))
    officer.get(screen(draft))
    with django_assert_num_queries(6):
        officer.get(screen(draft))
    with django_assert_num_queries(6):
        officer.get(languages(draft))


def test_what_is_wrong_is_told_at_its_text_and_everything_typed_stays(officer, draft):
    typed = {LABEL: "¿{{name}}?", "question.name.help": "En pocas palabras"}
    page = officer.post(screen(draft), posted(officer.get(screen(draft)), **typed))
    assert list(page.context["form"].errors) == [LABEL]
    assert ("¿{{name}}?" in page.text, "En pocas palabras" in page.text) == (True, True)


def test_what_somebody_else_wrote_meanwhile_is_shown_and_kept_or_replaced_knowingly(officer, draft):
    old = officer.get(screen(draft))
    theirs = {LABEL: "¿Cómo se llama?", "question.name.help": "En breve"}
    actions.translate_version(draft, "es", theirs, by=make_builder(), now=NOW)
    page = officer.post(screen(draft), posted(old, **{LABEL: "¿Nombre?"}))
    assert "Somebody wrote this meanwhile: “¿Cómo se llama?”" in page.text
    officer.post(screen(draft), posted(page))
    question = draft.questions.get(key="name")
    assert (question.label["es"], question.help["es"]) == ("¿Nombre?", "En breve")


def test_an_outdated_text_can_be_confirmed(officer, draft):
    actions.translate_version(draft, "es", {LABEL: "¿Cómo se llama?"}, by=make_builder(), now=NOW)
    row = draft.questions.get(key="name")
    words = {"label": row.label | {"en-gb": "Its name?"}, "help": row.help}
    actions.change_question(row, **words, by=make_builder(), now=NOW)
    page = officer.get(screen(draft))
    assert "1 is out of date: the English text changed since." in text_of(page)
    after = officer.post(screen(draft), posted(page, **{f"right-{LABEL}": "on"}), follow=True)
    assert "out of date" not in text_of(after)


def test_changing_a_question_in_english_keeps_its_other_languages(officer, draft):
    actions.translate_version(draft, "es", {LABEL: "¿Cómo se llama?"}, by=make_builder(), now=NOW)
    row = draft.questions.get(key="name")
    officer.post(reverse("office:form_question", args=[row.pk]), {"label": "Its name?", "is_required": "on"})
    row.refresh_from_db()
    assert (row.label, row.help) == ({"en-gb": "Its name?", "es": "¿Cómo se llama?"}, {})


def test_changing_options_in_english_keeps_their_other_languages(officer):
    options = [{"code": "in", "label": {"en-gb": "Indoors", "es": "Dentro"}}, {"code": "out", "label": "Outdoors"}]
    place = {"key": "place", "type": "choice", "label": "Where?", "settings": {"options": options}}
    row = begun(make_version(place)).questions.get()
    rows = {f"options-{n}-{name}": row_of[name] for n, row_of in enumerate(OPTIONS) for name in row_of}
    management = {"options-TOTAL_FORMS": "2", "options-INITIAL_FORMS": "2"}
    officer.post(
        reverse("office:form_question", args=[row.pk]), {"label": "Where?", "is_required": "on", **management, **rows}
    )
    row.refresh_from_db()
    assert [option["label"] for option in row.settings["options"]] == [
        {"en-gb": "Inside", "es": "Dentro"},
        {"en-gb": "Outdoors"},
    ]


OPTIONS = [
    {"label": "Inside", "code": "in", "ORDER": "1"},
    {"label": "Outdoors", "code": "out", "ORDER": "2"},
]


def test_publishing_with_a_gap_warns_and_takes_a_reason(officer, draft):
    publish = reverse("office:form_publish", args=[draft.pk])
    assert "0 of 3 texts translated. 9 words left." in text_of(officer.get(publish))
    form = officer.post(publish, {"reason": "Languages"}).context["form"]
    assert form.errors == {"unfinished_reason": ["A translation is not complete. Say why you publish all the same."]}
    officer.post(publish, {"reason": "Languages", "unfinished_reason": "The rest follows."})
    version = Version.objects.get(pk=draft.pk)
    assert (version.status, version.unfinished_reason) == ("published", "The rest follows.")


def test_a_published_version_is_read_and_not_changed(officer, draft):
    version = actions.publish_version(draft, by=make_builder(), now=NOW, unfinished_reason="Later")
    assert "its words stay as they are" in text_of(officer.get(languages(version)))
    assert "<textarea" not in officer.get(screen(version)).text
    page = officer.post(screen(version), {"seen": "{}", LABEL: "¿Cómo se llama?"})
    assert "This version is published and cannot change." in page.text


def test_a_language_in_which_a_form_is_not_offered_has_no_screen(officer, draft):
    assert officer.get(screen(draft, "cy")).status_code == 404
