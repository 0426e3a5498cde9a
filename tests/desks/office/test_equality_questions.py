"""The equality questions on the office's screens."""

import pytest
from django.urls import reverse

from grants.desks.jobs.words import load_words
from grants.ground.equality.models import EqualityQuestion
from tests.desks.web.html import text_of
from tests.factories.funds import make_funder

QUERIES_OF_QUESTIONS = 4
QUERIES_OF_QUESTION = 4
QUERIES_OF_TRANSLATING = 4

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(cast):
    make_funder()
    load_words()
    return cast.client("officer")


def at(name, *args):
    return reverse(f"office:{name}", args=args)


def gender():
    return EqualityQuestion.objects.get(key="gender")


NEW = {"label": "Do you meet online?", "help": "", "is_several": "no", "options": "Yes\r\nNo"}


def test_an_officer_asks_something_new(officer):
    assert at("equality_questions") in officer.get(at("equality")).text
    page = officer.post(at("equality_question_new"), NEW, follow=True)
    row = EqualityQuestion.objects.get(key="do_you_meet_online")
    assert page.redirect_chain == [(at("equality_question", row.pk), 302)]
    assert ("Groups choose one answer." in text_of(page), "Prefer not to say" in text_of(page)) == (True, True)


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"label": ""}, "label", "Write something here."),
        ({"label": "x" * 300}, "label", "Keep it to 200 characters. It has 300."),
        ({"options": "Yes"}, "options", "Write at least two answers, each on a line."),
        ({"options": "Yes\nYES"}, "options", "There is one with these words already."),
        ({"is_several": ""}, "is_several", "Choose how many."),
    ],
)
def test_bad_input_is_told_at_its_field_and_nothing_typed_is_lost(officer, typed, field, sentence):
    page = officer.post(at("equality_question_new"), NEW | {"help": "Kept words"} | typed)
    assert (page.context["form"].errors, "Kept words</textarea>" in page.text) == ({field: [sentence]}, True)


def test_words_and_answers_are_changed_on_one_page(officer):
    url = at("equality_question", gender().pk)
    officer.post(url, {"label": "Which gender are they?", "help": "Tick all."})
    assert (gender().label["en-gb"], gender().help["en-gb"]) == ("Which gender are they?", "Tick all.")
    officer.post(url, {"do": "add", "new-label": "Two-spirit people"})
    assert gender().options[-2]["code"] == "two_spirit_people"
    page = officer.post(url, {"do": "add", "new-label": "women"})
    assert page.context["new_form"].errors == {"label": ["There is one with these words already."]}
    officer.post(at("equality_option", gender().pk, "women"), {"label": "Women and girls"})
    assert gender().options[0]["label"]["en-gb"] == "Women and girls"
    page = officer.post(at("equality_option", gender().pk, "women"), {"label": "Men"})
    assert list(page.context["form"].errors) == ["label"]
    assert officer.get(at("equality_option", gender().pk, "nobody")).status_code == 404


def test_buttons_move_retire_and_bring_back(officer):
    officer.post(at("equality_option_move", gender().pk, "men"), {"to": "0"})
    assert gender().options[0]["code"] == "men"
    page = officer.post(at("equality_option_retire", gender().pk, "men"), follow=True)
    assert ("Bring back" in page.text, gender().options[0]["is_retired"]) == (True, True)
    officer.post(at("equality_option_restore", gender().pk, "men"))
    assert gender().options[0]["is_retired"] is False
    page = officer.post(at("equality_option_retire", gender().pk, "prefer_not_to_say"), follow=True)
    assert "Everybody may prefer not to say." in text_of(page)
    officer.post(at("equality_question_move", gender().pk), {"to": "0"})
    officer.post(at("equality_question_retire", gender().pk))
    assert (gender().position, gender().is_active) == (0, False)
    officer.post(at("equality_question_restore", gender().pk))
    assert gender().is_active
    assert officer.post(at("equality_question_move", gender().pk), {"to": "x"}).status_code == 404


def test_they_are_translated_side_by_side(officer):
    EqualityQuestion.objects.exclude(key="gender").delete()
    EqualityQuestion.objects.update(translated={}, options=[{"code": "women", "label": {"en-gb": "Women"}}])
    url = at("equality_translate", "ar")
    page = officer.get(url)
    assert page.text.count('lang="ar" dir="rtl"') == 2
    form = page.context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    officer.post(url, typed | {"gender.option.women": "نساء وفتيات"})
    assert gender().options[0]["label"]["ar"] == "نساء وفتيات"
    assert officer.get(at("equality_translate", "fr")).status_code == 404


def test_an_auditor_sees_numbers_and_writes_no_questions(cast, officer):
    for name in ("auditor", "administrator", "applicant"):
        assert cast.client(name).get(at("equality_questions")).status_code == 404
    assert at("equality_questions") not in cast.client("auditor").get(at("equality")).text


@pytest.mark.parametrize("count", [1, 3])
def test_screens_cost_the_same_for_one_and_three(officer, count, django_assert_num_queries):
    rows = EqualityQuestion.objects.order_by("pk")
    rows.exclude(pk__in=rows[:count]).delete()
    for url, queries in (
        (at("equality_questions"), QUERIES_OF_QUESTIONS),
        (at("equality_question", rows.first().pk), QUERIES_OF_QUESTION),
        (at("equality_translate", "ar"), QUERIES_OF_TRANSLATING),
    ):
        with django_assert_num_queries(queries):
            officer.get(url)
