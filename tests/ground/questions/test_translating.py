"""Translations of a form: every text, how complete, what is out of date, and nobody's work undone."""

import pytest

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.kit.text import direction, language_of
from grants.ground.questions import actions
from grants.ground.questions.models import Version
from grants.ground.questions.queries import form_of
from grants.ground.questions.queries.translating import meters_of, offered_languages, texts_of_version
from grants.ground.questions.rules import form_changes
from tests.factories.questions import NOW, make_builder, make_version, make_writer

LANGUAGES = [("en-gb", "English"), ("es", "Spanish"), ("cy", "Welsh"), ("ar", "Arabic")]
NAME = {"key": "name", "type": "short_text", "label": "What is it called?", "help": "In a few words"}
COSTS = {
    "key": "costs",
    "type": "table",
    "label": "What does {{name}} cost?",
    "settings": {
        "columns": [
            {"key": "cost", "type": "money", "label": "Cost"},
            {
                "key": "kind",
                "type": "choice",
                "label": "Kind",
                "options": [{"code": "a", "label": "Hire"}, {"code": "b", "label": "Food"}],
            },
        ]
    },
}
PLACE = {
    "key": "place",
    "type": "choice",
    "label": "Where?",
    "settings": {"options": [{"code": "in", "label": "Indoors"}, {"code": "out", "label": "Outdoors"}]},
}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def four_languages(settings):
    settings.LANGUAGES = LANGUAGES


@pytest.fixture
def draft():
    """A draft offered in Spanish and Arabic."""
    version = make_version(NAME, COSTS, PLACE)
    new = actions.new_draft_version(version.questionnaire, by=make_builder(), now=NOW, reason="Languages")
    return actions.choose_languages(new, ["ar", "es"], by=make_builder(), now=NOW)


def translate(version, texts, language="es", **how):
    return actions.translate_version(version, language, texts, by=make_builder(), now=NOW, **how)


def fresh(version):
    return Version.objects.select_related("questionnaire").get(pk=version.pk)


def places(version):
    return [slot.place for group in texts_of_version(version) for slot in group.slots]


def spanish(version):
    (row,) = [row for row in meters_of(fresh(version)) if row.language == "es"]
    return row.done, row.total, row.stale, row.words_left


def codes(act, *args, **kwargs):
    with pytest.raises(Refusal) as refused:
        act(*args, **kwargs)
    return [(blocker.code, blocker.field) for blocker in refused.value.blockers]


def test_forms_are_offered_in_the_languages_of_the_installation(draft, settings):
    assert (offered_languages(), draft.languages) == (["es", "cy", "ar"], ["es", "ar"])
    choose = lambda: actions.choose_languages(draft, ["fr"], by=make_builder(), now=NOW)  # noqa: E731
    assert codes(choose) == [("no_such_language", "languages")]
    settings.LANGUAGES = LANGUAGES[:1]
    assert offered_languages() == []


def test_every_text_has_its_place(draft):
    assert places(draft) == [
        "section.about.title",
        "question.name.label",
        "question.name.help",
        "question.costs.label",
        "question.costs.column.cost",
        "question.costs.column.kind",
        "question.costs.column.kind.option.a.label",
        "question.costs.column.kind.option.b.label",
        "question.place.label",
        "question.place.option.in.label",
        "question.place.option.out.label",
    ]


def test_words_of_checks_are_texts_too(draft):
    sides = {
        "left": [{"column": "cost", "of": "costs"}],
        "op": "<=",
        "right": [{"constant": 100}],
        "at": "costs",
    }
    actions.set_check(draft, **sides, sentence={"en-gb": "Too much"}, by=make_builder(), now=NOW)
    (place,) = [place for place in places(fresh(draft)) if place.startswith("check.")]
    translate(draft, {place: "Demasiado"})
    assert fresh(draft).checks[0]["sentence"] == {"en-gb": "Too much", "es": "Demasiado"}


def test_all_are_saved_at_once_and_counted(draft):
    assert spanish(draft) == (0, 11, 0, 20)
    texts = {"section.about.title": "Sobre", "question.place.option.in.label": " Dentro\r\n", "never": "Nada"}
    assert translate(draft, texts) == 2
    assert spanish(draft) == (2, 11, 0, 18)
    question = fresh(draft).questions.get(key="place")
    assert question.settings["options"][0]["label"] == {"en-gb": "Indoors", "es": "Dentro"}
    assert Entry.objects.filter(verb="form_translated").count() == 1
    assert (translate(draft, texts), translate(draft, {"section.about.title": ""})) == (0, 1)
    assert spanish(draft)[0] == 1


def change_label(draft, key, text):
    row = draft.questions.get(key=key)
    words = {"label": {**row.label, "en-gb": text}, "help": row.help, "settings": row.settings}
    actions.change_question(row, **words, by=make_builder(), now=NOW)


def test_a_translation_is_out_of_date_when_the_master_changes_until_it_is_changed_or_confirmed(draft):
    place = "question.name.label"
    translate(draft, {place: "¿Cómo se llama?"})
    change_label(draft, "name", "What do you call it?")
    assert spanish(draft) == (1, 11, 1, 21)
    assert translate(draft, {place: "¿Cómo se llama?"}) == 0
    assert spanish(draft)[2] == 1
    assert translate(draft, {}, still_right=[place]) == 1
    assert spanish(draft)[2] == 0
    change_label(draft, "name", "Its name?")
    translate(draft, {place: "¿Su nombre?"})
    assert spanish(draft)[2] == 0


def test_what_a_page_only_sends_back_undoes_nobodys_work(draft):
    place, other = "question.name.label", "question.place.label"
    translate(draft, {place: "¿Cómo se llama?"})
    translate(draft, {place: "", other: "¿Dónde?"}, seen={place: "", other: ""})
    assert fresh(draft).questions.get(key="name").label["es"] == "¿Cómo se llama?"


def test_what_two_people_wrote_is_refused_with_the_words_of_the_other(draft):
    place = "question.name.label"
    translate(draft, {place: "¿Cómo se llama?"})
    both = {place: "¿Nombre?", "question.place.label": "¿Dónde?"}
    with pytest.raises(Refusal) as refused:
        translate(draft, both, seen={place: ""})
    (blocker,) = refused.value.blockers
    assert (blocker.field, "¿Cómo se llama?" in str(blocker.sentence)) == (place, True)
    assert spanish(draft)[0] == 1


def test_a_translation_repeats_the_same_answers(draft):
    place = "question.costs.label"
    assert codes(translate, draft, {place: "¿Cuánto cuesta?"}) == [("mentions_differ", place)]
    assert translate(draft, {place: "¿Cuánto cuesta {{ name }}?"}) == 1
    assert codes(translate, draft, {place: "{{name}}" + "x" * 5000}) == [("text_too_long", place)]


def test_published_words_stay_and_only_builders_of_forms_translate(draft):
    version = draft.questionnaire.versions.get(number=1)
    assert codes(translate, version, {}) == [("version_published", "")]
    assert codes(translate, draft, {}, language="cy") == [("no_such_language", "")]
    act = lambda: actions.translate_version(draft, "es", {}, by=make_writer(), now=NOW)  # noqa: E731
    assert codes(act) == [("not_allowed", "")]


def test_publishing_with_a_gap_takes_a_reason_that_is_kept(draft):
    publish = lambda **how: actions.publish_version(draft, by=make_builder(), now=NOW, **how)  # noqa: E731
    assert codes(publish) == [("unfinished_reason_missing", "unfinished_reason")]
    version = publish(unfinished_reason="The translator is ill.")
    assert (version.status, version.unfinished_reason) == ("published", "The translator is ill.")
    assert "unfinished_reason" in Entry.objects.filter(verb="version_published").latest("pk").facts


def test_a_complete_language_needs_no_reason(draft):
    actions.choose_languages(draft, ["es"], by=make_builder(), now=NOW)
    words = dict.fromkeys(places(draft), "Palabra") | {"question.costs.label": "{{name}}"}
    translate(draft, words)
    (row,) = meters_of(fresh(draft))
    assert row.is_complete
    assert actions.publish_version(draft, by=make_builder(), now=NOW).unfinished_reason == ""


def test_the_next_version_takes_over_languages_and_dates(draft):
    translate(draft, {"question.name.label": "¿Cómo se llama?"})
    version = actions.publish_version(draft, by=make_builder(), now=NOW, unfinished_reason="Later")
    again = actions.new_draft_version(version.questionnaire, by=make_builder(), now=NOW, reason="More")
    change_label(again, "name", "Its name?")
    assert spanish(again)[2] == 1


def test_a_version_that_only_translates_asks_nobody_to_look_again(draft):
    translate(draft, {"question.name.label": "¿Cómo se llama?"})
    before = form_of(draft.questionnaire.versions.get(number=1))
    changes = form_changes(before, form_of(fresh(draft)))
    assert ([row.key for row in changes.questions], changes.keys_to_look_at) == (["name"], [])


def test_offering_a_language_and_translating_a_section_are_changes_too(draft):
    translate(draft, {"section.about.title": "Sobre"})
    before = form_of(draft.questionnaire.versions.get(number=1))
    assert form_changes(before, form_of(fresh(draft))).notes == (
        "Names of sections changed in other languages.",
        "It is offered in other languages.",
    )


@pytest.mark.parametrize(("language", "found"), [("es", "es"), ("es-mx", "es"), ("cy", "en-gb"), ("en-gb", "en-gb")])
def test_the_language_of_a_fallback_is_known(language, found):
    assert language_of({"en-gb": "Where?", "es": "¿Dónde?"}, language) == found


def test_arabic_runs_from_right_to_left():
    assert [direction(code) for code in ("ar", "ur", "ar-eg", "cy", "arn")] == ["rtl", "rtl", "rtl", "ltr", "ltr"]
