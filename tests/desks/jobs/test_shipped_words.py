"""The shipped words and their translations: all there, true to the English ones, drafts marked as such."""

import json

import pytest

from grants.desks.jobs.words import FOLDER, load_words, shipped_translations
from grants.ground.equality.models import EqualityQuestion
from grants.ground.equality.queries import question_meters
from grants.ground.kit.text import search_text
from grants.ground.lists.queries import list_meters
from grants.ground.lists.rules import LONGEST_LABEL
from grants.ground.reference.models import Indicator, Term

LANGUAGES = ["es", "cy", "ar"]


def english(name):
    return json.loads((FOLDER / f"{name}.json").read_text())


def test_every_language_of_the_site_is_shipped_and_says_whether_it_is_a_draft():
    found = {one.language: one.content["is_draft"] for one in shipped_translations()}
    assert found == {"es": False, "cy": True, "ar": True}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_translated_and_none_is_there_that_we_do_not_know(language):
    said = json.loads((FOLDER / f"{language}.json").read_text())
    assert set(said["terms"]) == {code for rows in english("terms").values() for code, _label in rows}
    assert set(said["indicators"]) == {row["code"] for row in english("indicators")["library"]}
    asked = {row["key"]: row for row in english("equality")["questions"]}
    assert set(said["equality"]) == set(asked)
    for key, row in asked.items():
        assert set(said["equality"][key]["options"]) == {code for code, _label in row["options"]}
        assert bool(said["equality"][key].get("help")) == bool(row.get("help"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_words_of_a_list_read_the_same_and_none_is_too_long(language):
    said = json.loads((FOLDER / f"{language}.json").read_text())
    for rows in english("terms").values():
        words = [said["terms"][code] for code, _label in rows]
        assert len({search_text(text) for text in words}) == len(words)
    assert max(map(len, [*said["terms"].values(), *said["indicators"].values()])) <= LONGEST_LABEL


@pytest.mark.django_db
def test_lists_say_which_translations_nobody_has_looked_at():
    load_words()
    for rows in (Term.objects.all(), Indicator.objects.all()):
        meters = {
            row.language: (row.done == row.total, row.stale, row.drafts == row.total) for row in list_meters(rows)
        }
        assert meters == {"es": (True, 0, False), "cy": (True, 0, True), "ar": (True, 0, True)}
    meters = {row.language: row.is_complete for row in question_meters(EqualityQuestion.objects.all())}
    assert meters == {"es": True, "cy": False, "ar": False}


@pytest.mark.django_db
def test_loading_again_leaves_what_staff_wrote():
    load_words()
    Term.objects.filter(code="P06").update(label={"en-gb": "Elders", "ar": "الشيوخ"}, translated={})
    load_words()
    assert Term.objects.get(code="P06").label == {"en-gb": "Elders", "ar": "الشيوخ"}
    assert Term.objects.filter(vocabulary="populations").count() == 18


@pytest.mark.django_db
def test_an_installation_that_had_english_only_gets_the_translations_and_keeps_its_own_words():
    load_words()
    Term.objects.filter(code="P05").update(label={"en-gb": "Children and families"}, translated={})
    Term.objects.filter(code="P06").update(label={"en-gb": "Elders"}, translated={})
    Indicator.objects.filter(code="I03").update(title={"en-gb": "Attendances in total"}, translated={})
    load_words()
    families = Term.objects.get(code="P05")
    assert (families.label["es"], families.translated["cy"]) == ("Niños y familias", {"label": "draft"})
    assert Term.objects.get(code="P06").label == {"en-gb": "Elders"}
    assert Indicator.objects.get(code="I03").title["es"] == "Asistencias en total"
