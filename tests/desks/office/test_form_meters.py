"""What the page of a form says of the work it asks, of answers that nobody uses, and of its words."""

import pytest
from django.urls import reverse

from grants.ground.questions import actions
from tests.desks.web.html import text_of
from tests.factories.calls import make_call, make_draft_call
from tests.factories.funds import make_funder
from tests.factories.questions import NOW, make_builder, make_shipped, make_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(cast):
    make_funder()
    return cast.client("officer")


def page_of(officer, questionnaire):
    return officer.get(reverse("office:form", args=[questionnaire.pk]))


def calls_with(questionnaire, count):
    return [make_draft_call(f"call-{n}", title=f"Call {n}", form=questionnaire) for n in range(count)]


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_the_same_queries_however_many_calls_ask_it(officer, count, django_assert_num_queries):
    form = make_version({"key": "name", "type": "short_text"}).questionnaire
    calls_with(form, count)
    with django_assert_num_queries(11):
        page_of(officer, form)


def test_work_is_told_against_what_each_call_gives(officer):
    form = make_shipped("doorstep").questionnaire
    make_draft_call("small", title="Street parties", form=form, smallest_amount=5_000, largest_amount=50_000)
    make_draft_call("other", title="Other call")
    page = text_of(page_of(officer, form))
    assert "About 16 min · 12 questions for everybody" in page
    assert "Street parties Up to £500: at most £1,875 for an hour of work" in page
    assert ("Other call" in page, "12 questions are many" in page) == (False, False)


def test_many_questions_for_a_small_grant_are_a_warning(officer):
    asked = [{"key": f"question_{n}", "type": "yes_no", "use": "judging"} for n in range(13)]
    form = make_version(*asked).questionnaire
    make_draft_call("small", title="Street parties", form=form, largest_amount=200_000)
    make_draft_call("large", title="Halls", form=form, largest_amount=200_001)
    page = text_of(page_of(officer, form))
    assert "13 questions are many for Street parties, which gives up to £2,000." in page
    assert "many for Halls" not in page


def test_answers_that_no_criterion_of_a_call_reads_are_listed(officer):
    form = make_version({"key": "plan", "type": "long_text"}, {"key": "shoe_size", "type": "number"}).questionnaire
    assert [row.row.key for row in page_of(officer, form).context["unused"]] == ["plan", "shoe_size"]
    call = make_draft_call("small", form=form)
    call.rubric.criteria.filter(pk=call.rubric.criteria.first().pk).update(question_keys=["plan"])
    page = page_of(officer, form)
    assert [row.row.key for row in page.context["unused"]] == ["shoe_size"]
    assert f'href="#question-{page.context["unused"][0].row.pk}"' in page.content.decode()


def test_calls_that_are_over_do_not_count(officer):
    call = make_call()
    before = len(page_of(officer, call.form).context["work_for_calls"])
    type(call).objects.filter(pk=call.pk).update(status="archived")
    assert (before, len(page_of(officer, call.form).context["work_for_calls"])) == (1, 0)


def test_words_are_summed_up_and_hinted_at_while_writing(officer):
    by = make_builder()
    draft = actions.create_questionnaire("Draft", "application", by=by, now=NOW).versions.get()
    section = actions.add_section(draft, title={"en-gb": "About you"}, by=by, now=NOW)
    label = {"en-gb": "Who are your stakeholders?", "pt": "Quem participa?"}
    question = actions.add_question(section, type="short_text", label=label, by=by, now=NOW)
    page = text_of(page_of(officer, draft.questionnaire))
    hint = "“stakeholders” is an office word. You could say: people it touches."
    assert (hint in page, "Portuguese 2.0 words a sentence Plain" in page) == (True, True)
    assert hint in text_of(officer.get(reverse("office:form_question", args=[question.pk])))
    actions.publish_version(draft, by=by, now=NOW)
    assert hint not in text_of(page_of(officer, draft.questionnaire))


def test_empty_form_has_nothing_to_measure(officer):
    draft = actions.create_questionnaire("Draft", "application", by=make_builder(), now=NOW)
    assert "How much work it is" not in text_of(page_of(officer, draft))
