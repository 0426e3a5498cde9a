"""Sections for some kinds of group only, limits by the amount, and checks: as a group meets them."""

import pytest
from django.urls import reverse

from grants.ground.questions.actions import build_questionnaire
from grants.ground.questions.queries import values_of
from grants.stages.applications.actions import submit_application
from tests.factories.actors import make_actor
from tests.factories.applications import ANSWERS, make_draft, page_of
from tests.factories.calls import NOW, make_call

MONEY = {"key": "amount", "type": "money", "label": "How much?", "meaning": "amount_requested"}
CHARITY = {"all": [{"key": "kind", "test": "is", "value": "charity"}]}
FORM = {
    "title": "Only for some",
    "purpose": "application",
    "sections": [
        {
            "key": "first",
            "title": "Say who you are",
            "questions": [
                {"key": "title", "type": "short_text", "label": "Title", "meaning": "project_title"},
                MONEY,
                {
                    "key": "kind",
                    "type": "choice",
                    "label": "What are you?",
                    "settings": {
                        "options": [{"code": "charity", "label": "Charity"}, {"code": "other", "label": "Other"}]
                    },
                },
                {"key": "contacts", "type": "people", "label": "Who?", "meaning": "contacts"},
            ],
        },
        {
            "key": "charity",
            "title": "Tell us about the charity",
            "show_if": CHARITY,
            "questions": [{"key": "number", "type": "organisation", "label": "Which one?"}],
        },
        {
            "key": "last",
            "title": "Say why",
            "questions": [
                {
                    "key": "why",
                    "type": "long_text",
                    "label": "Why {{amount}}?",
                    "settings": {"bands": {"key": "amount", "limits": [{"up_to": 50_000, "most": 2}, {"most": 4}]}},
                },
                {"key": "least", "type": "money", "label": "At least?", "is_required": False},
            ],
        },
    ],
    "checks": [
        {
            "left": {"answer": "least"},
            "op": "<=",
            "right": {"answer": "amount"},
            "sentence": "This is more than you ask for.",
            "at": "least",
        }
    ],
}


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def draft(cast):
    form = build_questionnaire(FORM, by=make_actor(), now=NOW).questionnaire
    given = {"title": "Tea", "amount": "400", "kind": "other", "contacts": ANSWERS["contacts"]}
    return make_draft(make_call(form=form), organisation=cast.organisation, by=cast.actor("applicant"), answers=given)


def section(draft, key):
    return reverse("portal:section", args=[draft.pk, key])


def send(client, draft, key, **typed):
    form = client.get(section(draft, key)).context["section_form"]
    bases = {f"base-{field.key}": field.state.base for field in form.fields}
    return client.post(section(draft, key), {"save_id": form.save_id, **bases, **typed})


def tasks(client, draft):
    return [task["label"] for task in client.get(page_of(draft)).context["tasks"]]


def test_section_for_others_is_not_on_the_task_list(cast, draft):
    client = cast.client("applicant")
    assert tasks(client, draft) == ["Say who you are", "Say why"]
    assert client.get(section(draft, "charity")).url == page_of(draft)
    people = {f"q-contacts-{n}-{part}": text for n, row in enumerate(ANSWERS["contacts"]) for part, text in row.items()}
    page = send(
        client, draft, "first",
        **{"q-title": "Tea", "q-amount": "400", "q-kind": "charity", "q-contacts-rows": "2"} | people,
    )  # fmt: skip
    assert page.url == section(draft, "charity")
    assert tasks(client, draft) == ["Say who you are", "Tell us about the charity", "Say why"]


def test_limit_and_words_follow_the_amount(cast, draft):
    client = cast.client("applicant")
    field = client.get(section(draft, "last")).context["section_form"].field("why")
    assert (field.label, field.limit) == ("Why £400?", "Up to 2 words.")
    page = send(client, draft, "last", **{"q-why": "one two three"})
    assert [error.text for error in page.context["errors"]] == [
        "Why £400? Your answer is 1 word too long. Shorten it to 2 words or fewer."
    ]
    assert values_of(draft.sheet)["why"] == "one two three"


def test_answers_that_disagree_are_told_at_the_field_and_on_the_check_page(cast, draft):
    client = cast.client("applicant")
    page = send(client, draft, "last", **{"q-why": "For tea", "q-least": "400.01"})
    assert [error.target for error in page.context["errors"]] == ["q-least"]
    check = client.get(page_of(draft, "check"))
    assert [(problem.key, problem.sentence) for problem, _url in check.context["problems"]] == [
        ("least", "This is more than you ask for.")
    ]
    assert send(client, draft, "last", **{"q-why": "For tea", "q-least": "400"}).url == page_of(draft, "check")
    assert submit_application(draft, by=cast.actor("applicant"), now=NOW).status == "submitted"
