"""What a version changes about the one before, and sheets that follow it."""

import pytest

from grants.ground.questions import actions
from grants.ground.questions.models import AnswerRevision, AnswerSheet
from grants.ground.questions.queries import form_of, tasks_of, values_of
from grants.ground.questions.queries.histories import questions_gone, readings_of
from grants.ground.questions.queries.sheets import draft_of_sheet
from grants.ground.questions.rules import changes_record, displayed, form_changes
from grants.ground.questions.rules.spec import FormSpec, SectionSpec
from tests.factories.questions import NOW, fill, make_builder, make_question, make_version, make_writer

NAME = {"key": "name", "type": "short_text", "label": "What is it called?"}
HOST = {"key": "host", "type": "yes_no", "label": "Does somebody hold the money?"}
PLACE = {
    "key": "place",
    "type": "choice",
    "label": "Where?",
    "settings": {"options": [{"code": "in", "label": "Indoors"}, {"code": "out", "label": "Outdoors"}]},
}


def form(*questions, **sections):
    made = [SectionSpec("about", {"en-gb": "About"}, questions=tuple(questions))]
    made += [SectionSpec(key, {"en-gb": key.title()}, questions=tuple(asked)) for key, asked in sections.items()]
    return FormSpec(1, "A form", "application", sections=tuple(made))


def one(before, after):
    """The change of the only question that differs."""
    (change,) = form_changes(form(before), form(after)).questions
    return change


def test_the_same_form_changes_nothing():
    assert not form_changes(form(make_question()), form(make_question()))


def test_questions_are_told_as_added_changed_and_removed():
    before = form(make_question(key="a"), make_question(key="b"))
    after = form(make_question(key="b", label="What else?"), make_question(key="c"))
    changes = form_changes(before, after)
    assert [(row.kind, row.key) for row in changes.questions] == [("changed", "b"), ("added", "c"), ("removed", "a")]
    assert (changes.keys_to_look_at, changes.keys_set_aside) == (["b", "c"], ["a"])


def test_words_are_compared_word_by_word():
    (words,) = one(make_question(label="What is it called?"), make_question(label="What is it?")).words
    assert (words.name, [(piece.kind, piece.text) for piece in words.changes]) == (
        "The question",
        [("same", "What is "), ("removed", "it called?"), ("added", "it?")],
    )


@pytest.mark.parametrize(
    ("before", "after", "notes"),
    [
        ({}, {"is_required": False}, ["It may be left out now."]),
        ({"settings": {"most": 100}}, {"settings": {"most": 50}}, ["At most: 50 (before: 100)"]),
        ({}, {"settings": {"most": 50}}, ["At most: 50 (before: no limit)"]),
        ({"readers": "panel"}, {"readers": "office"}, ["Other people read the answer."]),
        ({}, {"meaning": "project_title"}, ["The answer stands for something else in our lists."]),
        (
            {"label": {"en-gb": "Name", "cy": "Enw"}},
            {"label": {"en-gb": "Name", "cy": "Yr enw"}},
            ["Its words in other languages changed."],
        ),
    ],
)
def test_what_is_no_text_is_told_in_a_sentence(before, after, notes):
    assert list(one(make_question(**before), make_question(**after)).notes) == notes


def test_an_answer_is_asked_anew_where_the_kind_or_what_is_offered_changed():
    fewer = PLACE | {"settings": {"options": [PLACE["settings"]["options"][0], {"code": "by", "label": "Nearby"}]}}
    change = one(make_question(**PLACE), make_question(**fewer))
    assert (set(change.notes), change.is_asked_anew) == (
        {"“Nearby” can be chosen now.", "“Outdoors” can no longer be chosen."},
        True,
    )
    assert one(make_question("number"), make_question("money")).is_asked_anew
    assert not one(make_question(), make_question(label="Another wording?")).is_asked_anew


def test_a_question_may_move_to_another_section():
    asked, other = make_question(key="a"), make_question(key="b")
    (change,) = form_changes(form(asked, more=[other]), form(more=[other, asked])).questions
    assert (change.key, list(change.notes)) == ("a", ["It moved to the section “More”."])


def test_the_record_repeats_no_answer():
    before, after = form(make_question()), form(make_question(label="Why does {{name}} need it?"))
    assert changes_record(form_changes(before, after))["changed"] == [
        {"key": "it", "label": {"en-gb": "Why does … need it?"}}
    ]


def mended(version, *, remove=(), add=(), relabel=None):
    """The next version of a form, published."""
    by = make_builder()
    draft = actions.new_draft_version(version.questionnaire, by=by, now=NOW, reason="A mistake")
    for key in remove:
        actions.remove_question(draft.questions.get(key=key), by=by, now=NOW)
    for asked in add:
        words = {"label": {"en-gb": asked["label"]}, "settings": asked.get("settings")}
        actions.add_question(draft.sections.first(), key=asked["key"], type=asked["type"], **words, by=by, now=NOW)
    for key, label in (relabel or {}).items():
        actions.change_question(draft.questions.get(key=key), label={"en-gb": label}, by=by, now=NOW)
    return actions.publish_version(draft, by=by, now=NOW)


def sheet_of(version, **answers):
    return fill(actions.open_sheet(version, by=make_writer(), now=NOW), answers)


@pytest.fixture
def version(db):
    return make_version(NAME, HOST, PLACE)


def fresh(sheet):
    return AnswerSheet.objects.select_related("version__questionnaire").get(pk=sheet.pk)


@pytest.mark.parametrize("count", [1, 3])
def test_many_sheets_move_in_as_many_queries_as_one(version, count, django_assert_num_queries):
    sheets = [sheet_of(version, name="Larks", host=True) for _number in range(count)]
    after = mended(version, remove=["host"], add=[{"key": "host", "type": "short_text", "label": "Who holds it?"}])
    with django_assert_num_queries(12):
        assert actions.move_sheets([sheet.pk for sheet in sheets], after, by=make_builder(), now=NOW) == count
    assert [values_of(sheet) for sheet in sheets] == [{"name": "Larks", "host": None}] * count
    assert AnswerRevision.objects.filter(value=True).count() == count


def test_moving_again_changes_nothing(version):
    sheet, after = sheet_of(version, host=True), mended(version, relabel={"host": "Who?"})
    move = lambda: actions.move_sheets([sheet.pk], after, by=make_builder(), now=NOW)  # noqa: E731
    assert [move(), move()] == [1, 0]


def test_an_option_that_went_is_asked_anew_and_the_others_stay(version):
    inside, outside = sheet_of(version, place="in"), sheet_of(version, place="out")
    left = {"options": [{"code": "in", "label": {"en-gb": "In"}}, {"code": "by", "label": {"en-gb": "By"}}]}
    after = mended(version, remove=["place"], add=[PLACE | {"settings": left}])
    actions.move_sheets([inside.pk, outside.pk], after, by=make_builder(), now=NOW)
    assert [values_of(sheet)["place"] for sheet in (inside, outside)] == ["in", None]


def test_an_answer_to_a_removed_question_is_kept_and_comes_back_with_it(version):
    sheet = sheet_of(version, name="Larks")
    gone = mended(version, remove=["name"])
    actions.move_sheets([sheet.pk], gone, by=make_builder(), now=NOW)
    (row,) = questions_gone(fresh(sheet), form_of(gone))
    assert (row.label["en-gb"], row.is_written, values_of(sheet)) == ("What is it called?", True, {"name": "Larks"})
    assert "name" not in {answer["key"] for answer in draft_of_sheet(fresh(sheet)).content["sections"][0]["answers"]}
    back = mended(gone, add=[NAME])
    actions.move_sheets([sheet.pk], back, by=make_builder(), now=NOW)
    assert questions_gone(fresh(sheet), form_of(back)) == []


def test_an_earlier_text_is_read_by_the_question_of_its_time(version):
    sheet = sheet_of(version, host=True)
    after = mended(version, remove=["host"], add=[{"key": "host", "type": "money", "label": "How much?"}])
    actions.move_sheets([sheet.pk], after, by=make_builder(), now=NOW)
    assert displayed(readings_of(fresh(sheet), "host"), True, "en-gb") == "Yes"


def test_what_changed_is_marked_until_the_page_is_saved(version):
    sheet = sheet_of(version, name="Larks", host=True, place="in")
    actions.move_sheets([sheet.pk], mended(version, relabel={"name": "Its name?"}), by=make_builder(), now=NOW)
    sheet = fresh(sheet)
    assert (sheet.look_again, [task.state for task in tasks_of(draft_of_sheet(sheet))]) == (["name"], ["look_again"])
    actions.mark_looked_at(sheet, ["name", "host"])
    assert [task.state for task in tasks_of(draft_of_sheet(fresh(sheet)))] == ["completed"]


def test_a_save_that_was_read_before_the_move_lands_in_the_new_version(version):
    sheet = sheet_of(version)
    before = form_of(version)
    actions.move_sheets([sheet.pk], mended(version, relabel={"name": "Its name?"}), by=make_builder(), now=NOW)
    write = actions.Write("name", "Larks", 0, "")
    actions.save_answers(sheet, before, [write], by=make_writer(), now=NOW)
    assert values_of(sheet) == {"name": "Larks"}


def test_an_answer_to_a_question_that_is_gone_is_kept_in_the_history_only(version):
    sheet = sheet_of(version)
    before = form_of(version)
    gone = mended(version, remove=["name"])
    actions.move_sheets([sheet.pk], gone, by=make_builder(), now=NOW)
    asked = before.question("name")
    actions.keep_answer(fresh(sheet), asked, "GBP", "Larks", save_id="", by=make_writer(), now=NOW)
    assert [row.key for row in questions_gone(fresh(sheet), form_of(gone))] == ["name"]


def test_a_mend_may_begin_from_an_older_version(version):
    newer = mended(version, remove=["host"])
    by = make_builder()
    draft = actions.new_draft_version(version.questionnaire, source=version, by=by, now=NOW, reason="Only a typo")
    assert (draft.number, draft.questions.filter(key="host").exists()) == (newer.number + 1, True)
