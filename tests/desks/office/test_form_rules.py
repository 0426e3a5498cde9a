"""What a form rules on the screen: conditions, columns, shares, bands, readers, checks across questions."""

from unittest.mock import ANY

import pytest
from django.urls import reverse

from grants.ground.questions import actions
from tests.desks.web.html import text_of
from tests.factories.calls import make_call
from tests.factories.funds import make_funder
from tests.factories.questions import NOW, make_builder

pytestmark = pytest.mark.django_db

WORDS = {"label": "What?", "help": "", "why": "", "key": "", "is_required": "on"}
OPTIONS = {"options": [{"code": "a", "label": "A"}, {"code": "b", "label": "B"}]}
COLUMNS = [
    {"key": "kind", "type": "choice", "label": "Kind", "options": OPTIONS["options"]},
    {"key": "cost", "type": "money", "label": "Cost"},
]


@pytest.fixture
def officer(cast):
    make_funder()
    return cast.client("officer")


@pytest.fixture
def draft():
    return actions.create_questionnaire("Project", "application", by=make_builder(), now=NOW).versions.get()


@pytest.fixture
def section(draft):
    return actions.add_section(draft, title={"en-gb": "Who you are"}, by=make_builder(), now=NOW)


def add(section, key, type="short_text", **fields):
    label = {"en-gb": f"Tell us {key}"}
    return actions.add_question(section, key=key, type=type, label=label, by=make_builder(), now=NOW, **fields)


def new(section, kind):
    return reverse("office:form_question_new", args=[section.pk, kind])


def rows(prefix, *given, **more):
    total = {f"{prefix}-TOTAL_FORMS": str(len(given)), f"{prefix}-INITIAL_FORMS": "0"}
    cells = {f"{prefix}-{number}-{name}": text for number, row in enumerate(given) for name, text in row.items()}
    return total | cells | more


@pytest.mark.parametrize(
    ("kind", "settings", "row", "stored"),
    [
        ("choice", OPTIONS, {"test": "is_not", "code": "it=b"}, {"test": "is_not", "value": "b"}),
        ("number", {}, {"test": "more_than", "text": "1,200"}, {"test": "more_than", "value": 1200}),
        ("money", {}, {"test": "less_than", "text": "£12.50"}, {"test": "less_than", "value": 1250}),
        ("date", {}, {"test": "more_than", "text": "1 March 2027"}, {"test": "more_than", "value": "2027-03-01"}),
        ("long_text", {}, {"test": "contains", "text": "online"}, {"test": "contains", "value": "online"}),
        ("budget", {}, {"test": "more_than", "text": "500"}, {"test": "more_than", "value": 50_000}),
        ("file", {}, {"test": "answered"}, {"test": "answered"}),
    ],
)
def test_clause_is_typed_by_the_question_it_looks_at(officer, section, kind, settings, row, stored):
    add(section, "it", kind, settings=settings)
    officer.post(new(section, "short_text"), WORDS | rows("when", {"key": "it"} | row, {"key": ""}, way="any"))
    made = section.questions.last()
    assert made.show_if == {"any": [{"key": "it"} | stored]}
    page = officer.get(reverse("office:form_question", args=[made.pk]))
    shown = page.context["parts"].condition.forms[0].initial
    assert {name: shown[name] for name in row if name != "text"} == {name: row[name] for name in row if name != "text"}
    again = {name: str(value) for name, value in shown.items()}
    officer.post(reverse("office:form_question", args=[made.pk]), WORDS | rows("when", again, way="any"))
    made.refresh_from_db()
    assert made.show_if == {"any": [{"key": "it"} | stored]}


@pytest.mark.parametrize(
    ("kind", "row", "errors"),
    [
        (
            "file",
            {"test": "is", "text": "x"},
            {"test": ["This kind of answer cannot be tested so. Try “is answered”."]},
        ),
        ("number", {"test": "is", "text": "ten"}, {"text": ["Enter a number in digits, like 12."]}),
        ("number", {"test": "is", "text": ""}, {"text": ["Say what to compare the answer with."]}),
        ("yes_no", {"test": "is", "code": ""}, {"code": ["Choose one of the choices of this question."]}),
    ],
)
def test_clause_that_cannot_be_is_told(officer, section, kind, row, errors):
    add(section, "it", kind)
    page = officer.post(new(section, "short_text"), WORDS | rows("when", {"key": "it"} | row, way="all"))
    assert page.context["parts"].condition.forms[0].errors == errors
    assert [error.text for error in page.context["errors"]] == [text for found in errors.values() for text in found]


def test_section_is_for_some_only(officer, draft, section):
    add(section, "it", "yes_no")
    posted = {"title": "More", "intro": ""} | rows("when", {"key": "it", "test": "is", "code": "it=yes"}, way="all")
    officer.post(reverse("office:form_section_new", args=[draft.pk]), posted)
    assert draft.sections.last().show_if == {"all": [{"key": "it", "test": "is", "value": "yes"}]}
    page = text_of(officer.get(reverse("office:form", args=[draft.questionnaire_id])))
    assert "Only when “Tell us it” is “Yes”" in page


def test_table_is_built_from_columns_and_then_from_shares(officer, section):
    columns = rows(
        "columns",
        {"label": "Kind", "type": "choice", "options": "Pay\nRunning costs", "is_required": "on"},
        {"label": "From us", "type": "money", "least_total": "£2,000", "most_total": "15000", "is_amount": "on"},
        {"label": "", "type": "short_text"},
    )
    officer.post(new(section, "table"), WORDS | {"most": "20"} | columns)
    made = section.questions.get()
    assert made.settings == {
        "columns": [
            {
                "key": "kind",
                "type": "choice",
                "label": {"en-gb": "Kind"},
                "is_required": True,
                "options": [
                    {"code": "pay", "label": {"en-gb": "Pay"}},
                    {"code": "running_costs", "label": {"en-gb": "Running costs"}},
                ],
            },
            {
                "key": "from_us",
                "type": "money",
                "label": {"en-gb": "From us"},
                "least_total": 200_000,
                "most_total": 1_500_000,
            },
        ],
        "most": 20,
        "amount_column": "from_us",
    }
    share = rows("shares", {"column": "from_us", "choice": "kind=running_costs", "most_percent": "15"})
    officer.post(reverse("office:form_question", args=[made.pk]), WORDS | {"most": "20"} | share)
    before = made.settings
    made.refresh_from_db()
    assert made.settings == before | {
        "shares": [{"column": "from_us", "choice": "kind", "code": "running_costs", "most_percent": 15}]
    }


def test_table_without_columns_is_told(officer, section):
    page = officer.post(new(section, "table"), WORDS | rows("columns", {"label": "", "type": "money"}))
    assert page.context["form"].non_field_errors() == ["Give the table between 1 and 10 columns."]


def test_limits_depend_on_an_earlier_amount(officer, section):
    add(section, "amount", "money")
    bands = rows("bands", {"up_to": "£500", "most": "80"}, {"most": "200"}, bands_key="amount")
    officer.post(new(section, "long_text"), WORDS | {"most": "150"} | bands)
    made = section.questions.last()
    stored = {"key": "amount", "limits": [{"up_to": 50_000, "most": 80}, {"most": 200}]}
    assert made.settings == {"most": 150, "bands": stored}
    page = officer.get(reverse("office:form_question", args=[made.pk]))
    assert [form.initial["up_to"] for form in page.context["parts"].bands.forms[:2]] == ["500", ""]


def test_use_and_readers_are_set(officer, section):
    officer.post(new(section, "money"), WORDS | {"use": "payment", "readers": "finance"})
    made = section.questions.get()
    assert (made.use, made.readers) == ("payment", "finance")
    assert "Officers and finance only" in text_of(
        officer.get(reverse("office:form", args=[section.version.questionnaire_id]))
    )


CHECK = {
    "left": "costs.cost",
    "op": "<=",
    "right": "amount",
    "constant": "",
    "weight": "stops",
    "sentence": "Too much.",
    "at": "amount",
}


@pytest.fixture
def asked(section):
    add(section, "amount", "money")
    add(section, "costs", "table", settings={"columns": COLUMNS})
    return section


def test_check_is_added_changed_and_removed(officer, draft, asked):
    form = reverse("office:form", args=[draft.questionnaire_id])
    officer.post(reverse("office:form_check_new", args=[draft.pk]), CHECK | {"constant": "£10"})
    draft.refresh_from_db()
    (stored,) = draft.checks
    assert stored == {
        "id": stored["id"],
        "left": [{"column": "cost", "of": "costs"}],
        "op": "<=",
        "right": [{"answer": "amount"}, {"constant": 1_000}],
        "sentence": {"en-gb": "Too much."},
        "at": "amount",
        "weight": "stops",
    }
    words = "sum of “Cost” in “Tell us costs” ≤ “Tell us amount” + £10"
    assert words in text_of(officer.get(form))
    change = reverse("office:form_check", args=[draft.pk, stored["id"]])
    assert officer.get(change).context["form"].initial["constant"] == "10"
    officer.post(change, CHECK | {"op": "="})
    draft.refresh_from_db()
    assert [(row["id"], row["op"], row["right"]) for row in draft.checks] == [
        (stored["id"], "=", [{"answer": "amount"}])
    ]
    remove = reverse("office:form_check_remove", args=[draft.pk, stored["id"]])
    assert "Tell us amount" in text_of(officer.get(remove))
    assert [officer.post(remove).status_code for _ in range(1)] == [302]
    draft.refresh_from_db()
    assert draft.checks == []
    assert officer.get(change).status_code == 404


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"right": ""}, {"right": ["Choose something for each side."]}),
        ({"constant": "ten"}, {"constant": ["Enter an amount in numbers, like 1850 or 1,850.50."]}),
        ({"sentence": ""}, {"sentence": ["Say what is read when a check is not met."]}),
        ({"weight": ""}, {"weight": ["Choose what happens when a check is not met."]}),
        (
            {"working_days": "10", "weight": "warns"},
            {
                "working_days": [
                    "Days from today are compared with a date, and can warn or note. They never stop anybody."
                ]
            },
        ),
    ],
)
def test_check_that_says_too_little_is_told(officer, draft, asked, given, errors):
    page = officer.post(reverse("office:form_check_new", args=[draft.pk]), CHECK | given)
    assert page.context["form"].errors == errors


def test_check_warns_of_a_date_that_is_too_soon(officer, draft, section):
    add(section, "when", "date")
    url = reverse("office:form_check_new", args=[draft.pk])
    posted = CHECK | {"left": "when", "op": ">=", "right": "", "working_days": "10", "weight": "warns", "at": "when"}
    assert officer.post(url, posted | {"weight": "stops"}).context["form"].errors.keys() == {"working_days"}
    officer.post(url, posted)
    draft.refresh_from_db()
    (stored,) = draft.checks
    assert (stored["right"], stored["weight"]) == ([{"working_days": 10}], "warns")
    page = text_of(officer.get(reverse("office:form", args=[draft.questionnaire_id])))
    assert "“Tell us when” ≥ 10 working days from today" in page
    assert "Warns" in page
    form = officer.get(reverse("office:form_check", args=[draft.pk, stored["id"]])).context["form"]
    assert (form.initial["working_days"], form.initial["weight"], form.initial["constant"]) == (10, "warns", "")


def test_check_of_a_question_that_went_stands_in_the_way_of_publishing(officer, draft, asked):
    officer.post(reverse("office:form_check_new", args=[draft.pk]), CHECK)
    actions.remove_question(asked.questions.get(key="costs"), by=make_builder(), now=NOW)
    page = officer.get(reverse("office:form", args=[draft.questionnaire_id]))
    assert [blocker["sentence"] for blocker in page.context["blockers"]] == [
        "A check names a question or a column that is not there. Change it."
    ]
    check_id = page.context["checks"][0][0].id
    assert officer.get(reverse("office:form_check", args=[draft.pk, check_id])).status_code == 200


def test_new_version_keeps_its_checks(draft, asked):
    by = make_builder()
    sides = {"left": {"answer": "amount"}, "op": "<=", "right": {"constant": 1_500_000}}
    actions.set_check(draft, **sides, sentence={"en-gb": "Less."}, at="amount", by=by, now=NOW)
    actions.publish_version(draft, by=by, now=NOW)
    again = actions.new_draft_version(draft.questionnaire, reason="More", by=by, now=NOW)
    draft.refresh_from_db()
    assert (again.checks, len(again.checks)) == (draft.checks, 1)


ROUTE = CHECK | {"left": "safety", "op": "!=", "right": "", "code": "safety=alone", "weight": "moves", "at": "safety"}


@pytest.fixture
def chosen(section):
    options = [{"code": "family", "label": "With family"}, {"code": "alone", "label": "On their own"}]
    add(section, "safety", "choice", settings={"options": options})
    add(section, "amount", "money")
    make_call("small-2026", programme_code="SMALL", title="Small Grants")


@pytest.mark.parametrize("code", ["SMALL", "small-2026"])
def test_check_leads_to_another_call_or_to_whichever_of_a_programme_is_open(officer, draft, chosen, code):
    officer.post(reverse("office:form_check_new", args=[draft.pk]), ROUTE | {"call": code})
    draft.refresh_from_db()
    (stored,) = draft.checks
    assert (stored["right"], stored["weight"], stored["call"]) == ([{"constant": "alone"}], "moves", code)
    page = text_of(officer.get(reverse("office:form", args=[draft.questionnaire_id])))
    assert "“Tell us safety” ≠ “On their own”" in page
    assert f"Moves to {code}" in page
    form = officer.get(reverse("office:form_check", args=[draft.pk, stored["id"]])).context["form"]
    assert {name: form.initial[name] for name in ("code", "call", "constant")} == {
        "code": "safety=alone",
        "call": code,
        "constant": "",
    }
    offered = [value for value, _label in form.fields["call"].choices]
    assert offered == ["", "SMALL", "small-2026"]


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"call": ""}, {"call": ["Choose the call that a check leads to."]}),
        ({"call": "made-up"}, {"call": ["Choose the call that a check leads to."]}),
        ({"code": ""}, {"code": ["Choose one of the choices of this question."]}),
        ({"op": "<="}, {"op": ["A choice must be the same as (=) one of its own, or must not be it (≠)."]}),
        ({"right": "amount"}, {"right": ["A choice is only compared with one of its choices. Leave this empty."]}),
        ({"left": "amount"}, {"code": ["Choices go with a question that offers them, on the left."], "right": ANY}),
    ],
)
def test_check_that_leads_nowhere_is_told(officer, draft, chosen, given, errors):
    page = officer.post(reverse("office:form_check_new", args=[draft.pk]), ROUTE | {"call": "SMALL"} | given)
    assert page.context["form"].errors == errors
    assert page.context["form"]["sentence"].value() == ROUTE["sentence"]


def test_a_call_that_is_gone_stays_in_the_list_of_its_check(officer, draft, chosen):
    sides = {"left": {"answer": "safety"}, "op": "!=", "right": {"constant": "alone"}}
    check_id = actions.set_check(
        draft, **sides, sentence={"en-gb": "No."}, at="safety", weight="offers", call="gone", by=make_builder(), now=NOW
    )
    form = officer.get(reverse("office:form_check", args=[draft.pk, check_id])).context["form"]
    assert ("gone", "(not there) gone") in form.fields["call"].choices


def test_a_report_offers_no_other_call(officer):
    report = actions.create_questionnaire("Report", "report", by=make_builder(), now=NOW).versions.get()
    form = officer.get(reverse("office:form_check_new", args=[report.pk])).context["form"]
    assert "call" not in form.fields
    assert [weight for weight, _words in form.fields["weight"].choices] == ["stops", "warns", "notes"]
