"""What is known of a sheet without asking: which report it is."""

import pytest

from grants.ground.questions import actions
from grants.ground.questions.queries import earlier_questions, form_of, problems_of_sheet
from grants.ground.questions.rules import FormSpec, SectionSpec, blockers_to_publish, condition_from_record, shown
from grants.ground.questions.rules.telling import condition_in_words
from tests.factories.questions import NOW, make_question, make_version, make_writer

AT_THE_END = {"all": [{"key": "report_kind", "test": "is", "value": "final"}]}


def form_for(purpose, **more):
    spent = make_question("money", key="spend", show_if=AT_THE_END, **more)
    section = SectionSpec("about", {"en-gb": "About"}, questions=(make_question(key="progress"), spent))
    return FormSpec(1, "A form", purpose, sections=(section,))


@pytest.mark.parametrize(
    ("kind", "asked"), [("final", {"progress", "spend"}), ("interim", {"progress"}), (None, {"progress"})]
)
def test_a_report_asks_by_which_report_it_is(kind, asked):
    values = {"report_kind": kind} if kind else {}
    assert shown(form_for("report"), values).questions == asked


def test_an_application_knows_no_report():
    assert shown(form_for("application"), {"report_kind": "final"}).questions == {"progress"}
    assert [blocker.code for blocker in blockers_to_publish(form_for("application"))] == ["condition_without_question"]
    assert blockers_to_publish(form_for("report")) == []


def test_a_fact_is_compared_with_what_it_can_be():
    made_up = {"all": [{"key": "report_kind", "test": "is", "value": "yearly"}]}
    section = SectionSpec("about", {"en-gb": "About"}, questions=(make_question(key="spend", show_if=made_up),))
    form = FormSpec(1, "A form", "report", sections=(section,))
    assert [blocker.code for blocker in blockers_to_publish(form)] == ["condition_without_answer"]


def test_a_question_cannot_take_the_name_of_a_fact():
    section = SectionSpec("about", {"en-gb": "About"}, questions=(make_question(key="report_kind"),))
    form = FormSpec(1, "A form", "report", sections=(section,))
    assert [(blocker.code, blocker.field) for blocker in blockers_to_publish(form)] == [("key_of_fact", "report_kind")]


def test_a_condition_on_a_fact_reads_as_words():
    assert condition_in_words(condition_from_record(AT_THE_END), form_for("report"), "en-gb") == [
        "“Which report it is (we know)” is “The last one”"
    ]


@pytest.mark.django_db
def test_a_sheet_is_told_what_it_is_and_asks_by_it():
    version = make_version(
        {"key": "progress", "type": "short_text"},
        purpose="report",
        money=[{"key": "spend", "type": "money", "show_if": AT_THE_END}],
    )
    assert [asked.key for asked in earlier_questions(form_of(version))] == ["report_kind", "progress", "spend"]
    sheet = actions.open_sheet(version, by=make_writer(), now=NOW)
    actions.give_facts(sheet, {"report_kind": "interim"})
    assert {problem.field for problem in problems_of_sheet(sheet)} == {"progress"}
    actions.give_facts(sheet, {"report_kind": "final"})
    assert {problem.field for problem in problems_of_sheet(sheet)} == {"progress", "spend"}


@pytest.mark.django_db
@pytest.mark.parametrize("facts", [{"report_kind": "yearly"}, {"weather": "final"}])
def test_a_sheet_takes_no_facts_that_its_form_does_not_know(facts):
    version = make_version({"key": "progress", "type": "short_text"}, purpose="report")
    sheet = actions.open_sheet(version, by=make_writer(), now=NOW)
    with pytest.raises(ValueError, match="knows no such facts"):
        actions.give_facts(sheet, facts)
