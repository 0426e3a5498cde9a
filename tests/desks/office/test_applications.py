"""Applications in the office: the list and the case page."""

import pytest
from django.urls import reverse

from grants.ground.questions.actions import attach_file
from grants.stages.applications.actions import mark_eligible, submit_application, withdraw_application
from tests.factories.actors import make_actor
from tests.factories.applications import ANSWERS, make_application, make_draft, make_group
from tests.factories.calls import NOT_MET, NOW, QUESTIONS, make_call, make_form
from tests.factories.files import make_file

LIST = reverse("office:applications")
TABS = (
    "application",
    "application_answers",
    "application_check",
    "application_messages",
    "application_timeline",
)


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def call(db):
    return make_call()


def sent_by(name, call):
    organisation, by = make_group(name)
    return make_application(call, organisation=organisation, by=by)


def listed(page):
    return [application.organisation.name for application in page.context["page"].rows]


def test_the_office_reads_what_the_form_noticed(cast):
    sent = sent_by("Bread Circle", make_call(form=make_form(checks=NOT_MET).questionnaire))
    url = reverse("office:application_answers", args=[sent.pk])
    page = cast.client("officer").get(url)
    assert [(row.label, row.sentence, row.was_warned) for row in page.context["remarks"]] == [
        ("How much do you need?", "This is a lot for one evening.", True),
        ("How much do you need?", "Look at their income.", False),
    ]
    assert page.text.count("The group was warned of this before sending.") == 1


def test_what_was_sent_is_listed_newest_first(cast, call):
    for name in ("Bread Circle", "Allotment"):
        sent_by(name, call)
    make_draft(call)
    assert listed(cast.client("officer").get(LIST)) == ["Allotment", "Bread Circle"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=circle", ["Bread Circle"]),
        ("q=DOORSTEP-0002", ["Allotment"]),
        ("q=doorstep-2", ["Allotment"]),
        ("q=The+Bread", ["Bread Circle"]),
        ("q=50%25", []),
        ("q=" + "x" * 300, []),
        ("status=eligible", ["Bread Circle"]),
        ("status=submitted", ["Allotment"]),
        ("sort=group", ["Allotment", "Bread Circle"]),
        ("sort=-group", ["Bread Circle", "Allotment"]),
        ("sort=since", ["Bread Circle", "Allotment"]),
        ("sort=password&after=made-up", ["Allotment", "Bread Circle"]),
    ],
)
def test_the_list_is_filtered_and_sorted(cast, call, query, expected):
    first = sent_by("Bread Circle", call)
    sent_by("Allotment", call)
    mark_eligible(first, by=make_actor(), now=NOW)
    assert listed(cast.client("officer").get(f"{LIST}?{query}")) == expected


def test_the_list_is_filtered_by_call(cast, call):
    other = make_call("small")
    sent_by("Bread Circle", call)
    sent_by("Allotment", other)
    assert listed(cast.client("officer").get(f"{LIST}?call={other.pk}")) == ["Allotment"]


@pytest.mark.parametrize("query", ["status=draft", "call=12345", "call=x"])
def test_a_filter_that_is_not_offered_is_told_at_its_field(cast, call, query):
    page = cast.client("officer").get(f"{LIST}?{query}")
    assert list(page.context["filters"].form.errors) == [query.partition("=")[0]]


def test_an_empty_list_says_why(cast):
    client = cast.client("officer")
    assert "No application has been sent yet" in client.get(LIST).text
    assert "Nothing fits these filters" in client.get(f"{LIST}?q=circle").text


def test_the_list_costs_the_same_for_one_and_for_three(cast, call, django_assert_num_queries):
    client = cast.client("officer")
    sent_by("One", call)
    client.get(LIST)
    with django_assert_num_queries(7):
        client.get(LIST)
    for name in ("Two", "Three"):
        sent_by(name, call)
    with django_assert_num_queries(7):
        client.get(LIST)


@pytest.mark.parametrize(("name", "most"), list(zip(TABS, (6, 8, 8, 8, 6), strict=True)))
def test_each_tab_has_a_steady_cost(cast, call, django_assert_num_queries, name, most):
    client, sent = cast.client("officer"), sent_by("Bread Circle", call)
    client.get(reverse(f"office:{name}", args=[sent.pk]))
    with django_assert_num_queries(most):
        client.get(reverse(f"office:{name}", args=[sent.pk]))


def test_the_case_shows_what_the_application_states(cast, call):
    sent = sent_by("Bread Circle", call)
    page = cast.client("officer").get(reverse("office:application", args=[sent.pk]))
    for said in ("DOORSTEP-0001", "Bread Circle", "Weekly peer evening", "£450", "To check in"):
        assert said in page.text


def test_the_answers_are_those_that_were_sent(cast, call):
    sent = sent_by("Bread Circle", call)
    page = cast.client("officer").get(reverse("office:application_answers", args=[sent.pk]))
    assert [row.label for row in page.context["sections"][0].rows] == [
        "What is it called?",
        "How much do you need?",
        "Who can we talk to?",
    ]


def test_markup_in_an_answer_is_text(cast, call):
    organisation, by = make_group("<b>Bread</b>")
    answers = ANSWERS | {"title": "<script>alert(1)</script>"}
    sent = make_application(call, organisation=organisation, by=by, answers=answers)
    for name in TABS:
        page = cast.client("officer").get(reverse(f"office:{name}", args=[sent.pk]))
        assert "<script>alert" not in page.text
        assert "&lt;b&gt;Bread&lt;/b&gt;" in page.text


def test_drafts_and_what_was_withdrawn_before_sending_are_nobodys_business(cast, call):
    organisation, by = make_group()
    draft = make_draft(call, organisation=organisation, by=by)
    withdrawn = withdraw_application(draft, by=by, now=NOW)
    for name in TABS:
        assert cast.client("officer").get(reverse(f"office:{name}", args=[withdrawn.pk])).status_code == 404


@pytest.mark.parametrize("name", ["applicant", "reviewer", "editor", "finance_preparer", "administrator"])
def test_people_who_see_no_cases_find_nothing(cast, call, name):
    sent = sent_by("Bread Circle", call)
    found = [cast.client(name).get(reverse(f"office:{tab}", args=[sent.pk])).status_code for tab in TABS]
    assert [cast.client(name).get(LIST).status_code, *found] == [404] * 6


def test_a_file_of_another_application_is_not_found(cast, call):
    sent, stored = sent_by("Bread Circle", call), make_file()
    url = reverse("office:application_file", args=[sent.pk, stored.pk])
    assert cast.client("officer").get(url).status_code == 404


def test_an_officer_writes_to_the_group(cast, call):
    sent = sent_by("Bread Circle", call)
    url = reverse("office:application_messages", args=[sent.pk])
    page = cast.client("officer").post(url, {"text": "Which hall?"}, follow=True)
    assert "Which hall?" in page.text
    assert "The group gets a mail that says so." in page.text


def test_a_message_without_words_is_told_at_the_field(cast, call):
    sent = sent_by("Bread Circle", call)
    page = cast.client("officer").post(reverse("office:application_messages", args=[sent.pk]), {"text": " "})
    assert page.context["form"].errors == {"text": ["Write your message."]}


@pytest.mark.parametrize("name", ["auditor", "decision_maker"])
def test_those_who_only_read_write_nothing(cast, call, name):
    sent = sent_by("Bread Circle", call)
    url = reverse("office:application_messages", args=[sent.pk])
    page = cast.client(name).post(url, {"text": "Hello"})
    assert "Send message" not in page.text
    assert sent.messages.count() == 0


def test_the_timeline_tells_what_was_done(cast, call):
    sent = sent_by("Bread Circle", call)
    page = cast.client("officer").get(reverse("office:application_timeline", args=[sent.pk]))
    assert [entry.verb for entry in page.context["entries"]] == ["application_submitted", "application_started"]
    assert "sent the application" in page.text


def test_answer_for_finance_only_is_read_by_officers_and_not_by_decision_makers(cast):
    costs = {"key": "costs", "type": "money", "label": "Access costs", "readers": "finance"}
    rules = {"key": "rules", "type": "file", "label": "Rules", "readers": "finance", "is_required": False}
    call = make_call("access", form=make_form(questions=[*QUESTIONS["application"], costs, rules]).questionnaire)
    organisation, by = make_group("Bread Circle")
    draft = make_draft(call, organisation=organisation, by=by, answers=ANSWERS | {"costs": "321"})
    stored = make_file()
    attach_file(draft.sheet, "rules", stored, by=by, now=NOW)
    sent = submit_application(draft, by=by, now=NOW)
    answers = reverse("office:application_answers", args=[sent.pk])
    file = reverse("office:application_file", args=[sent.pk, stored.pk])
    seen = {name: "£321" in cast.client(name).get(answers).text for name in ("officer", "decision_maker")}
    assert seen == {"officer": True, "decision_maker": False}
    assert cast.client("officer").get(file).getvalue()[:4] == b"%PDF"
    assert cast.client("decision_maker").get(file).status_code == 404
