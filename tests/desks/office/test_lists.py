"""The office's lists on the screen: words and places added, changed, ordered, retired, translated side by side."""

import pytest
from django.urls import reverse

from grants.ground.lists import actions
from grants.ground.lists.queries import LISTS
from grants.ground.reference.models import District, Indicator, Term
from tests.desks.web.html import text_of
from tests.factories.funds import make_funder
from tests.factories.questions import NOW, make_builder, make_lists

pytestmark = pytest.mark.django_db

QUERIES_OF_LISTS = 6
QUERIES_OF_LIST = 7
QUERIES_OF_TRANSLATING = 4


@pytest.fixture
def officer(cast):
    make_funder()
    make_lists()
    return cast.client("officer")


def at(name, *args):
    return reverse(f"office:{name}", args=args)


def row(code="P01"):
    return Term.objects.get(code=code)


NEW = {"label": "Carers", "code": "P06", "description": "", "label_es": "", "label_cy": "", "label_ar": ""}


def test_the_lists_say_what_is_on_them_and_how_far_they_are_translated(officer):
    actions.translate_list(LISTS["districts"], "es", {"D01.label": "Puerto"}, by=make_builder(), now=NOW)
    actions.retire_item(LISTS["populations"], row(), by=make_builder(), now=NOW)
    page = text_of(officer.get(at("lists")))
    assert ("Who it is for" in page, "4 in use, 1 retired" in page, "1 of 3" in page) == (True, True, True)
    assert at("lists") in officer.get(at("forms")).text


def test_an_officer_adds_a_word_with_its_arabic_name(officer):
    form = officer.get(at("list_item_new", "populations"))
    assert (form.context["form"]["code"].value(), 'name="label_ar" lang="ar" dir="rtl"' in form.text) == ("P06", True)
    page = officer.post(at("list_item_new", "populations"), NEW | {"label_ar": "مقدمو الرعاية"}, follow=True)
    assert "It is on the list, at the end." in text_of(page)
    assert row("P06").label == {"en-gb": "Carers", "ar": "مقدمو الرعاية"}


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"label": ""}, {"label": ["Write what it is called."]}),
        ({"label": "PARENTS"}, {"label": ["Something on this list is called that already."]}),
        ({"label": "x" * 200}, {"label": ["Keep it to 160 characters. It has 200."]}),
        ({"description": "x" * 500}, {"description": ["Keep it to 400 characters. It has 500."]}),
        ({"code": ""}, {"code": ["Give it a code."]}),
        ({"code": "P01"}, {"code": ["This code was given already, and is never given again."]}),
        (
            {"code": "ä!"},
            {"code": ["Use letters without accents, digits, hyphens and underscores, such as A23."]},
        ),
        ({"label_cy": "x" * 200}, {"label_cy": ["Keep it to 160 characters. It has 200."]}),
    ],
)
def test_bad_input_is_told_at_its_field_and_nothing_typed_is_lost(officer, typed, errors):
    page = officer.post(at("list_item_new", "populations"), NEW | {"label_es": "Cuidadores"} | typed)
    assert (page.status_code, page.context["form"].errors, Term.objects.count()) == (200, errors, 5)
    assert 'value="Cuidadores"' in page.text


def test_words_are_changed_and_the_code_is_no_field(officer):
    page = officer.get(at("list_item", "populations", row().pk))
    assert ("code" in page.context["form"].fields, "P01" in page.text) == (False, True)
    officer.post(
        at("list_item", "populations", row().pk), {"label": "Girls and boys", "description": "To 17.", "code": "X"}
    )
    assert (row().label, row().description) == ({"en-gb": "Girls and boys"}, {"en-gb": "To 17."})
    page = officer.post(at("list_item", "populations", row().pk), {"label": "Parents", "description": "Kept"})
    assert (list(page.context["form"].errors), "Kept</textarea>" in page.text) == (["label"], True)


def test_buttons_move_and_pressing_twice_moves_once(officer):
    page = officer.get(at("list_items", "populations")).text
    assert page.count("Retire<") == 5
    for _twice in range(2):
        officer.post(at("list_item_move", "populations", row("P05").pk), {"to": "3"})
    assert [term.code for term in LISTS["populations"].rows] == ["P01", "P02", "P03", "P05", "P04"]
    assert officer.post(at("list_item_move", "populations", row().pk), {"to": "up"}).status_code == 404
    assert officer.post(at("list_item_move", "populations", row().pk), {"to": "9" * 40}).status_code == 404


def test_a_word_is_retired_brought_back_and_the_last_one_stays(officer):
    page = officer.post(at("list_item_retire", "populations", row().pk), follow=True)
    assert ("answers that named it still show it" in text_of(page), row().is_active) == (True, False)
    assert "Bring back" in page.text
    officer.post(at("list_item_restore", "populations", row().pk))
    assert row().is_active
    Term.objects.exclude(code="P01").update(is_active=False)
    page = officer.post(at("list_item_retire", "populations", row().pk), follow=True)
    assert ("This is the last one in use." in text_of(page), row().is_active) == (True, True)


def test_a_place_and_a_sign_have_fields_of_their_own(officer):
    typed = {"label": "Ferry Lane", "code": "ferry", "geographic_code": "E05999003", "geographic_code_type": "WD"}
    officer.post(at("list_item_new", "districts"), typed)
    assert District.objects.get(code="ferry").geographic_code == "E05999003"
    sign = {"label": "Meals shared", "code": "I20", "unit": "count", "aggregation": "sum"}
    assert "unit" in officer.post(at("list_item_new", "indicators"), sign | {"unit": ""}).context["form"].errors
    officer.post(at("list_item_new", "indicators"), sign)
    made = Indicator.objects.get(code="I20")
    assert list(officer.get(at("list_item", "indicators", made.pk)).context["form"].fields) == ["label", "description"]


def sent(page, **typed):
    """The page's own fields as a browser sends them, some of them changed."""
    form = page.context["form"]
    fields = {name: form[name].value() or "" for name in form.fields if name not in {"seen", "all-drafts"}}
    fields = {name: value for name, value in fields.items() if not name.startswith("right-")}
    return {"seen": form["seen"].value(), **fields, **typed}


def test_a_list_is_translated_side_by_side_from_right_to_left(officer):
    url = at("list_translate", "populations", "ar")
    page = officer.get(url)
    assert page.text.count('lang="ar" dir="rtl"') == 5
    assert 'lang="en-gb" dir="ltr">Older people</p>' in page.text
    after = officer.post(url, sent(page, **{"P03.label": "كبار السن"}), follow=True)
    assert ("1 text is saved." in text_of(after), "1 of 5 texts translated." in text_of(after)) == (True, True)
    assert row("P03").label["ar"] == "كبار السن"


def test_drafts_are_looked_at_one_by_one_or_all_at_once(officer):
    for code, words in (("P01", "Plant"), ("P02", "Rhieni")):
        term = row(code)
        term.label, term.translated = term.label | {"cy": words}, {"cy": {"label": "draft"}}
        term.save()
    url = at("list_translate", "populations", "cy")
    page = officer.get(url)
    assert page.text.count("Draft, not looked at yet") == 2
    officer.post(url, sent(page, **{"right-P01.label": "on"}))
    page = officer.get(url)
    assert page.text.count("Draft, not looked at yet") == 1
    after = officer.post(url, sent(page, **{"all-drafts": "on"}), follow=True)
    assert "Draft, not looked at yet" not in after.text


def test_what_is_wrong_with_a_translation_is_told_at_its_text(officer):
    url = at("list_translate", "populations", "es")
    page = officer.post(url, sent(officer.get(url), **{"P01.label": "x" * 161, "P02.label": "Padres"}))
    assert (list(page.context["form"].errors), "Padres</textarea>" in page.text) == (["P01.label"], True)


@pytest.mark.parametrize("name", ["nothing", "Populations"])
def test_a_list_that_there_is_not_is_not_there(officer, name):
    assert officer.get(at("list_items", name)).status_code == 404
    assert officer.get(at("list_translate", "populations", "fr")).status_code == 404
    assert officer.get(at("list_item", "districts", row().pk + 1000)).status_code == 404


def test_an_auditor_reads_and_changes_nothing(cast, officer):
    auditor = cast.client("auditor")
    page = auditor.get(at("list_items", "populations"))
    assert (page.status_code, "Retire<" in page.text, "Add to the list" in page.text) == (200, False, False)
    assert auditor.post(at("list_item_retire", "populations", row().pk)).status_code == 404
    assert cast.client("finance_preparer").get(at("lists")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_screens_cost_the_same_for_one_and_three(officer, count, django_assert_num_queries):
    Term.objects.exclude(pk__in=Term.objects.order_by("pk")[:count]).delete()
    for url, queries in (
        (at("lists"), QUERIES_OF_LISTS),
        (at("list_items", "populations"), QUERIES_OF_LIST),
        (at("list_translate", "populations", "ar"), QUERIES_OF_TRANSLATING),
    ):
        with django_assert_num_queries(queries):
            officer.get(url)
