"""The site's lists: adding, wording, ordering, retiring and translating, each safe to repeat and on record."""

import pytest

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.lists import actions
from grants.ground.lists.queries import LISTS, list_cards, list_meters, word_list
from grants.ground.lists.rules import code_problems, label_problems, next_code
from grants.ground.reference.models import District, Indicator, Term
from tests.factories.questions import NOW, make_builder, make_lists, make_writer

pytestmark = pytest.mark.django_db

WORDS, PLACES, SIGNS = LISTS["populations"], LISTS["districts"], LISTS["indicators"]


@pytest.fixture(autouse=True)
def lists(db):
    make_lists()


def acting():
    return {"by": make_builder(), "now": NOW}


def add(found=WORDS, code="P06", label="Carers", **more):
    names = label if isinstance(label, dict) else {"en-gb": label}
    return actions.add_item(found, code=code, label=names, **more, **acting())


def refused(act, *args, **kwargs):
    with pytest.raises(Refusal) as caught:
        act(*args, **kwargs)
    return [(blocker.code, blocker.field) for blocker in caught.value.blockers]


def codes(found=WORDS):
    return list(found.rows.values_list("code", flat=True))


def verbs():
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (["P01", "P16", "P99"], "P17"),
        (["P98", "P99"], "P99"),
        (["harbour"], ""),
        ([], ""),
        (["A9"], "A10"),
        (["P01", "old"], "P02"),
    ],
)
def test_the_next_code_follows_the_highest_that_counts(known, expected):
    assert next_code(known) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("P07", []),
        ("", ["code_missing"]),
        ("P 7", ["code_wrong"]),
        ("Ñ7", ["code_wrong"]),
        ("-7", ["code_wrong"]),
        ("P" * 13, ["code_too_long"]),
        ("p01", ["code_taken"]),
    ],
)
def test_a_code_is_plain_and_new(code, expected):
    assert [problem.code for problem in code_problems(code, ["P01"], 12)] == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Carers", []),
        ("", ["label_missing"]),
        ("x" * 161, ["label_too_long"]),
        (" OLDER  péople", ["label_taken"]),
    ],
)
def test_a_name_is_short_and_new(label, expected):
    assert [problem.code for problem in label_problems(label, ["Older people"])] == expected


def test_an_item_is_added_at_the_end_with_its_translations():
    row = add(label={"en-gb": " Young\n carers ", "ar": "مقدمو الرعاية", "cy": ""}, description="Under 18.")
    row.refresh_from_db()
    assert (row.label, row.description) == ({"en-gb": "Young carers", "ar": "مقدمو الرعاية"}, {"en-gb": "Under 18."})
    assert (codes()[-1], row.position, row.is_active, row.vocabulary) == ("P06", 5, True, "populations")
    assert [meter.stale for meter in list_meters([row])] == [0, 0, 0]
    entry = Entry.objects.get(verb="list_item_added")
    assert entry.facts == {"list": "populations", "code": "P06"}


def test_adding_twice_adds_once():
    assert add().pk == add().pk
    assert (Term.objects.filter(code="P06").count(), verbs().count("list_item_added")) == (1, 1)


def test_everything_that_is_wrong_is_told_at_its_field():
    assert refused(add, code="P01", label="Parents", description="x" * 401) == [
        ("code_taken", "code"),
        ("label_taken", "label"),
        ("description_too_long", "description"),
    ]
    assert refused(add, label={"en-gb": "Carers", "es": "x" * 161}) == [("text_too_long", "label_es")]
    assert refused(add, label={"en-gb": "Carers", "fr": "Aidants"}) == [("no_such_language", "")]
    assert refused(add, label={"es": "Cuidadores"}) == [("label_missing", "label")]


def test_the_same_code_may_stand_on_another_list():
    assert add(LISTS["barriers"], "P01", "Children").vocabulary == "barriers"


def test_a_place_has_its_code_for_open_data_and_a_sign_its_measure():
    place = add(PLACES, "ferry", "Ferry Lane", extra={"geographic_code": "E05", "geographic_code_type": "WD"})
    place.refresh_from_db()
    assert (place.name, place.names, place.geographic_code) == ("Ferry Lane", {}, "E05")
    assert refused(add, PLACES, "x", "X", extra={"geographic_code": "E" * 21}) == [("too_long", "geographic_code")]
    sign = add(SIGNS, "I01", "People", extra={"unit": "people", "aggregation": "sum"})
    assert Indicator.objects.get(pk=sign.pk).title == {"en-gb": "People"}
    assert refused(add, SIGNS, "I02", "More", extra={"unit": "miles"}) == [("no_such_choice", "unit")]


def change(row, found=WORDS, label="Elders", **more):
    return actions.change_item(found, row, label=label, **more, **acting())


def test_words_change_and_the_code_stays_and_translations_are_out_of_date():
    row = add(label={"en-gb": "Carers", "es": "Cuidadores"})
    change(row, label="People who care", description="At home.")
    row.refresh_from_db()
    assert (row.code, row.label) == ("P06", {"en-gb": "People who care", "es": "Cuidadores"})
    assert [(meter.language, meter.stale) for meter in list_meters([row])] == [("es", 1), ("cy", 0), ("ar", 0)]
    change(row, label="People who care", description="At home.")
    assert verbs().count("list_item_changed") == 1


def test_a_name_may_stay_and_may_not_be_that_of_another():
    row = Term.objects.get(code="P03")
    assert change(row, label="Older people").label == {"en-gb": "Older people"}
    assert verbs() == []
    assert refused(change, row, label="everyone") == [("label_taken", "label")]
    assert refused(change, row, label=" ") == [("label_missing", "label")]


def test_changing_a_place_changes_its_name_and_keeps_the_others():
    place = District.objects.get(code="D01")
    actions.translate_list(PLACES, "cy", {"D01.label": "Yr Harbwr"}, **acting())
    change(place, PLACES, label="Old Harbour", extra={"geographic_code": "E1", "geographic_code_type": ""})
    place.refresh_from_db()
    assert (place.name, place.names, place.geographic_code) == ("Old Harbour", {"cy": "Yr Harbwr"}, "E1")


def test_the_measure_of_a_sign_is_given_once():
    sign = add(SIGNS, "I01", "People", extra={"unit": "people", "aggregation": "sum"})
    change(sign, SIGNS, label="Persons", extra={"unit": "visits"})
    assert Indicator.objects.get().unit == "people"


def move(row, to_position):
    actions.move_item(WORDS, row, to_position=to_position, **acting())


def test_an_item_moves_to_a_place_and_moving_it_there_again_changes_nothing():
    row = Term.objects.get(code="P03")
    move(row, 1)
    move(row, 1)
    assert codes() == ["P01", "P03", "P02", "P04", "P05"]
    assert list(WORDS.rows.values_list("position", flat=True)) == [0, 1, 2, 3, 4]
    move(row, 99)
    assert (codes()[-1], verbs()) == ("P03", ["list_item_moved"] * 2)


def test_what_is_retired_stays_for_old_answers_and_comes_back():
    row = Term.objects.get(code="P03")
    for _again in range(2):
        assert not actions.retire_item(WORDS, row, **acting()).is_active
    for _again in range(2):
        assert actions.restore_item(WORDS, row, **acting()).is_active
    assert (codes(), verbs()) == (["P01", "P02", "P03", "P04", "P05"], ["list_item_retired", "list_item_restored"])


def test_the_last_one_in_use_stays():
    *others, last = WORDS.rows
    for row in others:
        actions.retire_item(WORDS, row, **acting())
    assert refused(actions.retire_item, WORDS, last, **acting()) == [("last_in_use", "")]


def translate(texts, language="ar", found=WORDS, **how):
    return actions.translate_list(found, language, texts, **how, **acting())


def test_a_list_is_translated_by_place_and_again_changes_nothing():
    texts = {"P01.label": " أطفال ", "P02.label": "آباء", "never.label": "x", "P01.description": "no English one"}
    assert (translate(texts), translate(texts)) == (2, 0)
    assert Term.objects.get(code="P01").label == {"en-gb": "Children", "ar": "أطفال"}
    assert Entry.objects.get().facts == {"list": "populations", "language": "ar", "texts": 2}
    assert translate({"P01.label": ""}) == 1
    assert Term.objects.get(code="P01").label == {"en-gb": "Children"}


def test_a_draft_is_looked_at_and_then_counts_as_done():
    row = Term.objects.get(code="P01")
    row.label, row.translated = {**row.label, "cy": "Plant"}, {"cy": {"label": "draft"}}
    row.save()
    (welsh,) = [meter for meter in list_meters([row]) if meter.language == "cy"]
    assert (welsh.done, welsh.drafts, welsh.stale, welsh.is_complete) == (1, 1, 0, False)
    assert translate({}, "cy", still_right=["P01.label", "P02.label"]) == 1
    row.refresh_from_db()
    (welsh,) = [meter for meter in list_meters([row]) if meter.language == "cy"]
    assert (welsh.drafts, welsh.is_complete) == (0, True)


def test_two_translators_do_not_undo_each_other():
    translate({"P01.label": "أطفال"})
    assert refused(translate, {"P01.label": "صغار"}, seen={"P01.label": ""}) == [("written_meanwhile", "P01.label")]
    assert translate({"P01.label": "صغار"}, seen={"P01.label": "أطفال"}) == 1
    assert refused(translate, {"P01.label": "ا" * 161}) == [("text_too_long", "P01.label")]
    assert refused(translate, {}, language="fr") == [("no_such_language", "")]


def test_only_those_who_build_forms_change_lists_and_strangers_see_none():
    row, stranger = Term.objects.get(code="P01"), {"by": make_writer(), "now": NOW}
    for act in (
        lambda: actions.add_item(WORDS, code="P09", label={"en-gb": "X"}, **stranger),
        lambda: actions.change_item(WORDS, row, label="X", **stranger),
        lambda: actions.move_item(WORDS, row, to_position=2, **stranger),
        lambda: actions.retire_item(WORDS, row, **stranger),
        lambda: actions.restore_item(WORDS, row, **stranger),
        lambda: actions.translate_list(WORDS, "ar", {"P01.label": "x"}, **stranger),
    ):
        assert refused(act) == [("not_allowed", "")]
    assert (list_cards(make_writer()), word_list(make_writer(), "districts")) == ([], None)
    assert verbs() == []


def test_an_item_of_another_list_is_refused():
    other = LISTS["barriers"]
    assert refused(actions.retire_item, other, Term.objects.get(code="P01"), **acting()) == [("other_list", "")]


def test_every_list_is_counted(django_assert_num_queries):
    actions.retire_item(WORDS, Term.objects.get(code="P01"), **acting())
    by = make_builder()
    with django_assert_num_queries(3):
        cards = {card.list.name: (card.in_use, card.retired) for card in list_cards(by)}
    assert (cards["populations"], cards["districts"], cards["barriers"]) == ((4, 1), (3, 0), (0, 0))
    assert len(cards) == 8
