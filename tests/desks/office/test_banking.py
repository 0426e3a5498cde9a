"""The bank of questions on the screen: finding, looking, keeping, putting into a form, taking out."""

import pytest
from django.urls import reverse

from grants.ground.questions import actions
from grants.ground.questions.models import BankedQuestion
from tests.desks.web.html import text_of
from tests.factories.funds import make_funder
from tests.factories.questions import NOW, make_banked, make_builder, make_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(cast):
    make_funder()
    return cast.client("officer")


@pytest.fixture
def section():
    return make_section()


def make_section(purpose="application"):
    by = make_builder()
    draft = actions.create_questionnaire("New form", purpose, by=by, now=NOW).versions.get()
    return actions.add_section(draft, title={"en-gb": "About you"}, by=by, now=NOW)


def make_bank(count):
    return [make_banked(f"Question {n}", key=f"question_{n}", label=f"What is {n}?") for n in range(count)]


@pytest.mark.parametrize("count", [1, 3])
def test_bank_takes_the_same_queries_however_long(officer, count, django_assert_num_queries):
    make_bank(count)
    with django_assert_num_queries(5):
        page = officer.get(reverse("office:bank"))
    assert [row.name for row in page.context["page"].rows] == [f"Question {n}" for n in range(count)]


@pytest.mark.parametrize("count", [1, 3])
def test_choosing_takes_the_same_queries_however_long(officer, section, count, django_assert_num_queries):
    make_bank(count)
    with django_assert_num_queries(6):
        officer.get(reverse("office:section_bank", args=[section.pk]))


def test_one_question_takes_few_queries(officer, django_assert_num_queries):
    banked = make_banked()
    with django_assert_num_queries(4):
        officer.get(reverse("office:banked_question", args=[banked.pk]))


def test_bank_is_searched_by_words_and_kind(officer):
    make_bank(2)
    make_banked("Amount", key="amount", type="money", label="How much?")

    def names(**asked):
        return [row.name for row in officer.get(reverse("office:bank"), asked).context["page"].rows]

    assert (names(words="what 1"), names(type="money"), names(words="much", type="date")) == (
        ["Question 1"],
        ["Amount"],
        [],
    )
    assert len(names(words="\0", type="poem")) == 3


def test_empty_bank_says_how_to_begin(officer):
    assert "Open a form and choose “Keep in the bank”" in text_of(officer.get(reverse("office:bank")))


def test_question_is_shown_as_a_group_sees_it(officer):
    page = text_of(officer.get(reverse("office:banked_question", args=[make_banked().pk])))
    assert ("What is your group called?" in page, "by Ada Officer" in page, "English" in page) == (True, True, True)


def test_question_of_a_published_form_is_kept(officer):
    version = make_version({"key": "name", "type": "short_text", "label": "Your name?"})
    keep = reverse("office:question_keep", args=[version.questions.get().pk])
    assert keep in officer.get(reverse("office:form", args=[version.questionnaire_id])).content.decode()
    assert 'value="Your name?"' in officer.get(keep).content.decode()
    page = officer.post(keep, {"name": "Names"}, follow=True)
    assert ("The question is in the bank." in text_of(page), BankedQuestion.objects.get().name) == (True, "Names")


def test_name_that_is_taken_is_told_at_the_name(officer):
    make_banked("Names")
    version = make_version({"key": "name", "type": "short_text"})
    keep = reverse("office:question_keep", args=[version.questions.get().pk])
    page = officer.post(keep, {"name": "Names"})
    assert page.context["form"].errors == {
        "name": ["The bank has a question of this name. Choose another, or replace it."]
    }
    officer.post(keep, {"name": "Names", "replaces": "on"})
    assert BankedQuestion.objects.get().key == "name"


def test_question_is_put_into_a_section_and_shown_there(officer, section):
    banked = make_banked()
    put = reverse("office:section_put", args=[section.pk, banked.pk])
    bank = officer.get(reverse("office:section_bank", args=[section.pk]))
    assert (put in bank.content.decode(), "About you" in text_of(bank)) == (True, True)
    page = officer.post(put)
    made = section.questions.get()
    form = reverse("office:form", args=[section.version.questionnaire_id])
    assert (made.key, page.url) == ("group_name", f"{form}#question-{made.pk}")


def test_what_cannot_be_put_in_is_told_where_one_chooses(officer, section):
    banked, by = make_banked(), make_builder()
    actions.add_question(section, type="date", key="group_name", label={"en-gb": "?"}, by=by, now=NOW)
    page = officer.post(reverse("office:section_put", args=[section.pk, banked.pk]), follow=True)
    assert "This form has a question with the short name “group_name” already." in text_of(page)


def test_meaning_that_is_taken_is_told(officer, section):
    banked = make_banked(meaning="group_name")
    name = {"type": "short_text", "key": "name", "label": {"en-gb": "?"}, "meaning": "group_name"}
    actions.add_question(section, **name, by=make_builder(), now=NOW)
    page = officer.post(reverse("office:section_put", args=[section.pk, banked.pk]), follow=True)
    assert "Another question of this form stands for “Name of the group” already" in text_of(page)


def test_quiz_is_offered_only_what_a_quiz_can_ask(officer):
    make_banked()
    make_banked("Are you local?", key="local", type="yes_no", label="Are you local?")
    page = officer.get(reverse("office:section_bank", args=[make_section("quiz").pk]))
    assert [row.name for row in page.context["page"].rows] == ["Are you local?"]


def test_question_is_taken_out_after_asking(officer):
    banked = make_banked()
    remove = reverse("office:banked_remove", args=[banked.pk])
    assert "Forms that took a copy keep it." in text_of(officer.get(remove))
    assert "The question is out of the bank." in text_of(officer.post(remove, follow=True))
    assert BankedQuestion.objects.count() == 0


def test_people_who_only_read_look_and_do_not_touch(cast):
    make_funder()
    banked = make_banked()
    client = cast.client("auditor")
    page = text_of(client.get(reverse("office:banked_question", args=[banked.pk])))
    assert "Take it out" not in page
    assert client.post(reverse("office:banked_remove", args=[banked.pk])).status_code == 404
