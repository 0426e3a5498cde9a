"""A form that is mended while a group writes: nothing that is typed is lost, and what changed is said."""

import pytest
from django.urls import reverse

from grants.ground.kit import clock
from grants.ground.questions import actions as forms
from grants.ground.questions.queries import values_of
from grants.stages.applications.actions import finish_mends
from grants.stages.calls.actions import begin_mend, mend_form
from tests.desks.web.html import text_of
from tests.factories.actors import make_actor
from tests.factories.applications import make_draft, page_of
from tests.factories.calls import NOW, QUESTIONS, make_call, make_form

NICKNAME = {"key": "nickname", "type": "short_text", "label": "What else is it called?", "is_required": False}
WHY = "We asked for the name twice."


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOW)
    return time_machine


@pytest.fixture
def draft(cast):
    call = make_call(form=make_form(questions=[*QUESTIONS["application"], NICKNAME]).questionnaire)
    return make_draft(call, organisation=cast.organisation, by=cast.actor("applicant"))


def mend(draft, clock, correct):
    """The call's form corrected a minute later, and the drafts brought over."""
    clock.shift(60)
    by, now = make_actor(), NOW.replace(minute=1)
    version = begin_mend(draft.call, reason=WHY, by=by, now=now)
    correct(version, by=by, now=now)
    mend_form(draft.call, version, reason=WHY, by=by, now=now)
    finish_mends(now=now)


def without_nickname(version, **how):
    forms.remove_question(version.questions.get(key="nickname"), **how)


def nickname_elsewhere(version, **how):
    more = forms.add_section(version, title={"en-gb": "More"}, key="more", **how)
    forms.move_question(version.questions.get(key="nickname"), to_position=1, section=more, **how)


def another_title(version, **how):
    forms.change_question(
        version.questions.get(key="title"), label={"en-gb": "Its name?"}, meaning="project_title", **how
    )


def in_one_other_section(version, **how):
    """All questions in a new section, and the old one gone."""
    more = forms.add_section(version, title={"en-gb": "More"}, key="more", **how)
    for row in list(version.questions.order_by("-position")):
        forms.move_question(row, to_position=1, section=more, **how)
    forms.remove_section(version.sections.get(key="all"), **how)


def section(draft, key="all"):
    return reverse("portal:section", args=[draft.pk, key])


def posted(page, **fields):
    """The fields of a page that was opened before, with some typed in."""
    form = page.context["section_form"]
    bases = {f"base-{field.key}": field.state.base for field in form.fields if field.key != "contacts"}
    return {"save_id": form.save_id, "q-title": "Weekly peer evening", "q-amount": "450", **bases, **fields}


def test_the_task_list_says_what_changed_and_where_to_look_again(cast, draft, at_noon):
    mend(draft, at_noon, another_title)
    client = cast.client("applicant")
    page = client.get(page_of(draft))
    assert [str(task["status"]) for task in page.context["tasks"]] == ["Look again"]
    assert (WHY in page.text, "Changed: “Its name?”" in page.text) == (True, True)
    opened = client.get(section(draft))
    assert "We corrected this question. Look again." in opened.text
    client.post(section(draft), posted(opened, save_later="1"))
    assert [str(task["status"]) for task in client.get(page_of(draft)).context["tasks"]] == ["Completed"]


def test_a_page_from_before_saves_what_the_form_still_asks(cast, draft, at_noon):
    client = cast.client("applicant")
    page = client.get(section(draft))
    mend(draft, at_noon, another_title)
    client.post(section(draft), posted(page, **{"q-title": "Evening of peers"}))
    assert (values_of(draft.sheet)["title"], values_of(draft.sheet)["amount"]) == ("Evening of peers", 45_000)


def test_what_was_typed_for_a_question_that_went_is_kept_and_said(cast, draft, at_noon):
    client = cast.client("applicant")
    page = client.get(section(draft))
    mend(draft, at_noon, without_nickname)
    after = client.post(section(draft), posted(page, **{"q-nickname": "Larks"}), follow=True)
    assert "“What else is it called?” is no longer asked. What you wrote is kept" in text_of(after)
    assert values_of(draft.sheet)["nickname"] == "Larks"
    history = client.get(reverse("portal:history", args=[draft.pk]))
    assert "Answers to questions that are no longer asked" in text_of(history)
    texts = client.get(reverse("portal:answer_history", args=[draft.pk, "nickname"]))
    assert ("Larks" in texts.text, "Use this text again" in texts.text) == (True, False)


def test_what_was_typed_for_a_question_that_moved_is_saved_there(cast, draft, at_noon):
    client = cast.client("applicant")
    page = client.get(section(draft))
    mend(draft, at_noon, nickname_elsewhere)
    after = client.post(section(draft), posted(page, **{"q-nickname": "Larks"}), follow=True)
    assert "is part of another task now. Your answer is saved there." in text_of(after)
    assert 'value="Larks"' in client.get(section(draft, "more")).text


def test_a_page_of_a_task_that_went_loses_nothing_and_leads_to_the_task_list(cast, draft, at_noon):
    client = cast.client("applicant")
    page = client.get(section(draft))
    mend(draft, at_noon, in_one_other_section)
    assert client.get(section(draft)).url == page_of(draft)
    assert client.post(section(draft), posted(page, **{"q-title": "Another name"})).url == page_of(draft)
    assert values_of(draft.sheet)["title"] == "Another name"
    assert client.get(section(draft, "never")).status_code == 404


def autosave(client, draft, key, **fields):
    address = reverse("portal:autosave", args=[draft.pk, key])
    return client.post(address, {f"base-{key}": "0", "save_id": "one", **fields})


def test_saving_while_writing_goes_on_by_key(cast, draft, at_noon):
    mend(draft, at_noon, another_title)
    answer = autosave(cast.client("applicant"), draft, "nickname", **{"q-nickname": "Larks"})
    assert (answer.status_code, values_of(draft.sheet)["nickname"]) == (200, "Larks")


def test_saving_while_writing_keeps_what_is_no_longer_asked_and_says_so(cast, draft, at_noon):
    mend(draft, at_noon, without_nickname)
    client = cast.client("applicant")
    answer = autosave(client, draft, "nickname", **{"q-nickname": "Larks"})
    assert (answer.status_code, "is no longer asked" in answer.json()["saved"]) == (410, True)
    assert values_of(draft.sheet)["nickname"] == "Larks"
    assert autosave(client, draft, "never").status_code == 422


def test_what_is_no_longer_asked_is_not_sent(cast, draft, at_noon):
    by = cast.actor("applicant")
    forms.save_answer(draft.sheet, "nickname", "Larks", base=None, save_id="", by=by, now=NOW)
    mend(draft, at_noon, without_nickname)
    assert "Larks" not in cast.client("applicant").get(page_of(draft, "check")).text


QUERIES_OF_TASKS, QUERIES_OF_GONE = 16, 15


@pytest.mark.parametrize("mends", [1, 3])
def test_the_tasks_of_a_mended_form_cost_the_same_however_often_it_was_mended(
    cast, at_noon, mends, django_assert_num_queries
):
    more = [{"key": f"more{n}", "type": "short_text", "label": f"More {n}?", "is_required": False} for n in range(3)]
    call = make_call(form=make_form(questions=[*QUESTIONS["application"], *more]).questionnaire)
    answers = {f"more{n}": "Words" for n in range(3)}
    draft = make_draft(call, organisation=cast.organisation, by=cast.actor("applicant"), answers=answers)
    for number in range(mends):
        draft.call.refresh_from_db()
        version = begin_mend(draft.call, reason=f"{WHY} {number}", by=make_actor(), now=clock.now())
        forms.remove_question(version.questions.get(key=f"more{number}"), by=make_actor(), now=clock.now())
        at_noon.shift(60)
        mend_form(draft.call, version, reason=f"{WHY} {number}", by=make_actor(), now=clock.now())
        finish_mends(now=clock.now())
    client = cast.client("applicant")
    for address, queries in ((page_of(draft), QUERIES_OF_TASKS), (page_of(draft, "history"), QUERIES_OF_GONE)):
        client.get(address)
        with django_assert_num_queries(queries):
            client.get(address)
