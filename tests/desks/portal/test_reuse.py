"""Answers that are offered, never filled in unasked; and copying into another call."""

import datetime as dt

import pytest
from django.urls import reverse

from grants.ground.questions.models import Answer, AnswerFile, AnswerRevision, SheetSnapshot
from grants.ground.questions.queries import values_of
from grants.stages.applications.actions import submit_application
from grants.stages.applications.models import Application
from tests.factories.applications import ANSWERS, make_application, make_draft, page_of
from tests.factories.calls import NOW, QUESTIONS, make_call, make_form
from tests.factories.papers import make_paper

pytestmark = pytest.mark.django_db

QUERIES_OF_COPY, QUERIES_OF_COPIED = 6, 8
FILES = {"key": "rules", "type": "file", "label": "Your rules", "settings": {"kinds": ["pdf"]}}


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOW, tick=False)


def next_call(questions=None):
    form = make_form(questions=questions or QUESTIONS["application"]).questionnaire
    return make_call("small", form=form, title="Small Grants")


@pytest.fixture
def before(cast):
    return make_application(organisation=cast.organisation, by=cast.actor("applicant"))


def draft_in(cast, call, answers=None):
    return make_draft(call, organisation=cast.organisation, by=cast.actor("applicant"), answers=answers or {})


def section(draft):
    return reverse("portal:section", args=[draft.pk, "all"])


def posted(page, **fields):
    """The fields of a section page as a browser would send them, with some changed."""
    form = page.context["section_form"]
    return {"save_id": form.save_id, **{f"base-{f.key}": f.state.base for f in form.fields}, **fields}


def offered(page):
    """What is offered at each question: its name, its text, its files."""
    return {
        field.key: [(offer.name, offer.text, offer.files) for offer in field.state.offers]
        for field in page.context["section_form"].fields
        if field.state.offers
    }


def test_what_was_written_last_time_is_offered_with_its_text_and_nothing_is_filled_in(cast, before):
    draft = draft_in(cast, next_call())
    page = cast.client("cowriter").get(section(draft))
    assert values_of(draft.sheet) == {}
    assert list(offered(page)) == ["title", "amount", "contacts"]
    assert offered(page)["title"] == [("before", "Weekly peer evening", ())]
    assert "What you wrote last time (7 September 2026, Doorstep Grants)" in page.text
    assert 'name="take" value="title:before"' in page.text


def test_taking_an_offer_is_one_post_and_records_where_it_came_from(cast, before):
    draft = draft_in(cast, next_call())
    client = cast.client("cowriter")
    data = posted(client.get(section(draft)), take="title:before", **{"q-title": "Half a", "q-amount": "300"})
    assert client.post(section(draft), data).url == section(draft)
    answer = Answer.objects.get(sheet=draft.sheet, key="title")
    assert (answer.value, answer.taken_from, answer.saved_by) == (
        "Weekly peer evening",
        f"application:{before.pk}",
        cast.cowriter,
    )
    assert values_of(draft.sheet)["amount"] == 30_000, "what else was typed is kept"
    assert "title" not in offered(client.get(section(draft))), "what stands there is not offered again"


def test_what_stood_there_stays_in_the_history_and_a_change_is_the_groups_own_again(cast, before):
    draft = draft_in(cast, next_call(), {"title": "First words"})
    client = cast.client("applicant")
    client.post(section(draft), posted(client.get(section(draft)), take="title:before", **{"q-title": "First words"}))
    assert AnswerRevision.objects.get(answer__sheet=draft.sheet).value == "First words"
    history = reverse("portal:answer_history", args=[draft.pk, "title"])
    assert "taken from an earlier application" in client.get(history).text
    client.post(section(draft), posted(client.get(section(draft)), **{"q-title": "Our own words"}))
    assert Answer.objects.get(sheet=draft.sheet, key="title").taken_from == ""


def test_an_answer_that_somebody_changed_meanwhile_is_not_written_over(cast, before):
    draft = draft_in(cast, next_call())
    page = cast.client("cowriter").get(section(draft))
    other = cast.client("applicant")
    other.post(section(draft), posted(other.get(section(draft)), **{"q-title": "Just now"}))
    answer = cast.client("cowriter").post(section(draft), posted(page, take="title:before", **{"q-title": ""}))
    assert values_of(draft.sheet)["title"] == "Just now"
    assert "Which answer do you want to keep?" in answer.text


@pytest.mark.parametrize("wanted", ["title:paper-1", "nothing:before", "title", ":", "rules:before"])
def test_an_offer_that_was_not_made_takes_nothing(cast, before, wanted):
    draft = draft_in(cast, next_call())
    client = cast.client("applicant")
    client.post(section(draft), posted(client.get(section(draft)), take=wanted))
    assert values_of(draft.sheet) == {}


def test_other_groups_are_offered_nothing_of_it(cast, before):
    draft = make_draft(next_call(), organisation=cast.other_organisation, by=cast.actor("stranger"), answers={})
    shown = cast.client("stranger").get(section(draft))
    assert "Weekly peer evening" not in shown.text
    assert "title" not in offered(shown)


def test_the_groups_people_are_offered_where_nothing_was_sent_before(cast):
    assert cast.applicant.pk < cast.signatory.pk
    draft = draft_in(cast, next_call())
    assert offered(cast.client("applicant").get(section(draft)))["contacts"] == [
        ("profile", "Amina Yusuf · applicant@cast.example\nCarys Lloyd · signatory@cast.example", ())
    ]


def test_a_paper_of_the_group_answers_a_question_for_files(cast):
    draft = draft_in(cast, next_call([*QUESTIONS["application"], FILES]), ANSWERS)
    paper = make_paper(cast.organisation, by=cast.actor("applicant"), valid_until=dt.date(2027, 1, 1))
    client = cast.client("applicant")
    page = client.get(section(draft))
    assert offered(page)["rules"] == [(f"paper-{paper.pk}", "", ("rules.pdf",))]
    assert "From your papers: Rules or constitution, counts until 1 January 2027" in page.text
    client.post(section(draft), {"save_id": "page", "base-rules": 0, "take": f"rules:paper-{paper.pk}"})
    row = AnswerFile.objects.get(sheet=draft.sheet)
    assert (row.file, row.taken_from) == (paper.file, f"paper:{paper.pk}")
    submit_application(draft, by=cast.actor("applicant"), now=NOW)
    listed = SheetSnapshot.objects.get(sheet=draft.sheet).content["sections"][0]["answers"][-1]["files"]
    assert listed == [{"id": paper.file.pk, "name": "rules.pdf", "size": paper.file.size, "sha256": paper.file.sha256}]


def test_papers_that_no_longer_count_or_are_of_another_kind_are_not_offered(cast, time_machine):
    draft = draft_in(cast, next_call([*QUESTIONS["application"], FILES]), ANSWERS)
    make_paper(cast.organisation, by=cast.actor("applicant"), valid_until=dt.date(2026, 9, 8))
    time_machine.move_to(NOW + dt.timedelta(days=2), tick=False)
    assert "rules" not in offered(cast.client("applicant").get(section(draft)))


@pytest.mark.parametrize("papers", [1, 3])
def test_offers_cost_two_queries_however_many_there_are(cast, before, papers, django_assert_num_queries):
    for number in range(papers):
        make_paper(cast.organisation, by=cast.actor("applicant"), name=f"{number}.pdf")
    draft = draft_in(cast, next_call([*QUESTIONS["application"], FILES]))
    client = cast.client("applicant")
    with django_assert_num_queries(13):
        client.get(section(draft))


def test_enter_saves_and_takes_nothing(cast, before):
    shown = cast.client("applicant").get(section(draft_in(cast, next_call()))).text
    form = shown[shown.index("data-answers") :]
    assert form.index("Save and continue") < form.index('name="take"')


def test_an_application_is_copied_into_another_open_call(cast, before):
    asked_anew = QUESTIONS["application"][2] | {"key": "talk-to"}
    call = next_call([*QUESTIONS["application"][:2], asked_anew, FILES])
    client = cast.client("cowriter")
    assert page_of(before, "copy") in client.get(page_of(before)).text
    page = client.get(page_of(before, "copy"))
    assert "Small Grants (closes 30 September 2026)" in page.text
    answer = client.post(page_of(before, "copy"), {"call": call.pk}, follow=True)
    draft = Application.objects.get(call=call)
    assert values_of(draft.sheet) == {"title": ANSWERS["title"], "amount": ANSWERS["amount"]}
    assert "This could not come over" in answer.text
    assert [row.key for row in answer.context["left"]] == ["contacts"]
    assert "This began with earlier answers" in client.get(page_of(draft)).text


def test_no_call_is_chosen_or_it_is_not_open(cast, before):
    client = cast.client("applicant")
    for sent, sentence in [({}, "Choose a call."), ({"call": "0"}, "This call is no longer open to you.")]:
        assert client.post(page_of(before, "copy"), sent).context["form"].errors == {"call": [sentence]}
    assert Application.objects.count() == 1


def test_a_draft_is_not_copied_and_strangers_find_nothing(cast, before):
    draft = draft_in(cast, next_call())
    assert cast.client("applicant").get(page_of(draft, "copy")).status_code == 404
    assert cast.client("applicant").get(page_of(draft, "copied")).status_code == 404
    assert cast.client("stranger").get(page_of(before, "copy")).status_code == 404


@pytest.mark.parametrize("calls", [1, 3])
def test_choosing_a_call_costs_the_same_however_many_are_open(cast, before, calls, django_assert_num_queries):
    for number in range(calls):
        make_call(f"open-{number}")
    client = cast.client("applicant")
    client.get(page_of(before, "copy"))
    with django_assert_num_queries(QUERIES_OF_COPY):
        client.get(page_of(before, "copy"))


@pytest.mark.parametrize("gone", [1, 3])
def test_what_came_over_costs_the_same_however_much_did_not(cast, gone, django_assert_num_queries):
    more = [{"key": f"more{n}", "type": "short_text", "label": f"More {n}?"} for n in range(gone)]
    call = make_call(form=make_form(questions=[*QUESTIONS["application"], *more]).questionnaire)
    answers = ANSWERS | {f"more{n}": "Words" for n in range(gone)}
    by = cast.actor("applicant")
    sent = make_application(call, organisation=cast.organisation, by=by, answers=answers)
    client = cast.client("applicant")
    client.post(page_of(sent, "copy"), {"call": next_call().pk})
    copied = page_of(Application.objects.latest("pk"), "copied")
    client.get(copied)
    with django_assert_num_queries(QUERIES_OF_COPIED):
        client.get(copied)
