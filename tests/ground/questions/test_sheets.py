"""Answering: saves, stale writes, files, snapshots, moving to another version."""

import datetime as dt

import pytest
from django.db import transaction

from grants.ground.kit.errors import Refusal, Stale
from grants.ground.kit.text import digest
from grants.ground.questions import actions
from grants.ground.questions.models import AnswerRevision, AnswerSheet
from grants.ground.questions.queries import files_of, form_of, problems_of_sheet, values_of
from grants.ground.questions.rules import files_by_meaning, value_by_meaning
from tests.factories.files import make_file
from tests.factories.questions import NOW, fill, make_builder, make_sheet, make_shipped, make_version, make_writer
from tests.threads import run_together

TEXT = {"key": "plan", "type": "long_text", "settings": {"most": 3}}
NAME = {"key": "name", "type": "short_text"}
YES_NO = {"key": "host", "type": "yes_no"}
HOST_NAME = {
    "key": "host_name",
    "type": "short_text",
    "show_if": {"all": [{"key": "host", "test": "is", "value": "yes"}]},
}
COSTS = {"key": "costs", "type": "budget", "meaning": "budget"}
RULES = {"key": "rules", "type": "file", "meaning": "photo", "settings": {"most": 2}}

pytestmark = pytest.mark.django_db


def save(sheet, key, value, *, base=0, save_id="one", by=None):
    return actions.save_answer(sheet, key, value, base=base, save_id=save_id, by=by or make_writer(), now=NOW)


def codes(act):
    with pytest.raises(Refusal) as caught:
        act()
    return [(blocker.code, blocker.field) for blocker in caught.value.blockers]


def test_first_save_is_revision_one():
    answer = save(make_sheet(NAME), "name", " Harbour  lunch ")
    assert (answer.value, answer.revision, answer.save_id, answer.saved_by_id) == (
        "Harbour lunch",
        1,
        "one",
        make_writer().person_id,
    )


def test_nothing_is_stored_for_no_answer():
    sheet = make_sheet(NAME)
    assert save(sheet, "name", "").revision == 0
    assert sheet.answers.count() == 0


def test_next_save_keeps_what_was_there_before():
    sheet = make_sheet(NAME)
    save(sheet, "name", "First")
    answer = save(sheet, "name", "Second", base=1, save_id="two")
    assert (answer.revision, list(AnswerRevision.objects.values_list("revision", "value"))) == (2, [(1, "First")])


def test_clearing_an_answer_is_a_save_too():
    sheet = make_sheet(NAME, answers={"name": "First"})
    assert (save(sheet, "name", "", base=1, save_id="two").value, values_of(sheet)) == (None, {"name": None})


def test_same_save_twice_changes_nothing():
    sheet = make_sheet(NAME)
    save(sheet, "name", "First")
    again = save(sheet, "name", "First", base=0, save_id="one")
    assert (again.revision, AnswerRevision.objects.count()) == (1, 0)


def test_page_whose_answer_never_arrived_may_go_on_writing():
    sheet = make_sheet(NAME)
    save(sheet, "name", "First")
    later = save(sheet, "name", "First and more", base=0, save_id="one")
    assert (later.value, later.revision) == ("First and more", 2)


def test_stale_write_is_refused_and_carries_what_is_stored():
    sheet = make_sheet(NAME, answers={"name": "First"})
    save(sheet, "name", "Theirs", base=1, save_id="two", by=make_writer("kim@neighbours.example"))
    with pytest.raises(Stale) as caught:
        save(sheet, "name", "Mine", base=1, save_id="three")
    assert (caught.value.stored.value, caught.value.stored.revision) == ("Theirs", 2)
    assert values_of(sheet) == {"name": "Theirs"}


def test_sending_back_what_was_seen_does_not_undo_what_others_wrote():
    sheet = make_sheet(NAME, answers={"name": "First"})
    save(sheet, "name", "Theirs", base=1, save_id="two")
    assert save(sheet, "name", "First", base=1, save_id="three").value == "Theirs"


def test_empty_field_of_an_old_page_does_not_wipe_a_new_answer():
    sheet = make_sheet(NAME, answers={"name": "Theirs"})
    assert save(sheet, "name", "", base=0, save_id="three").value == "Theirs"


def test_page_of_answers_is_saved_at_once_but_for_those_that_others_changed(django_assert_num_queries):
    sheet, writer = make_sheet(NAME, TEXT, YES_NO, answers={"name": "First", "plan": "Tea"}), make_writer()
    save(sheet, "name", "Theirs", base=1, save_id="two")
    form = form_of(sheet.version)
    writes = [
        actions.Write(*write, "page") for write in (("name", "Mine", 1), ("plan", "Tea, cake", 1), ("host", True, 0))
    ]
    with django_assert_num_queries(8):
        stale = actions.save_answers(sheet, form, writes, by=writer, now=NOW).stale
    assert {key: answer.value for key, answer in stale.items()} == {"name": "Theirs"}
    assert values_of(sheet) == {"name": "Theirs", "plan": "Tea, cake", "host": True}


def test_save_on_a_sheet_that_was_closed_since_it_was_read_is_refused():
    seen = make_sheet(NAME)
    AnswerSheet.objects.filter(pk=seen.pk).update(writable="none")
    assert codes(lambda: save(seen, "name", "Late")) == [("not_writable", "name")]
    assert values_of(seen) == {}


def test_save_tells_who_else_wrote_just_now():
    sheet = make_sheet(NAME, TEXT)
    save(sheet, "plan", "Tea")
    writes = [actions.Write("name", "Larks", 0, "page")]
    amina = make_writer("amina@neighbours.example")
    assert actions.save_answers(sheet, form_of(sheet.version), writes, by=amina, now=NOW).here == {"plan": ["Sam"]}
    later = NOW + dt.timedelta(minutes=4)
    assert actions.save_answers(sheet, form_of(sheet.version), writes, by=amina, now=later).here == {}


def test_over_long_text_is_kept_and_told_before_sending():
    sheet = make_sheet(TEXT)
    save(sheet, "plan", "one two three four")
    assert values_of(sheet) == {"plan": "one two three four"}
    assert [(p.code, p.field) for p in problems_of_sheet(sheet)] == [("too_many_words", "plan")]


def test_answer_of_the_wrong_type_is_never_stored():
    sheet = make_sheet({"key": "people", "type": "number"})
    assert codes(lambda: save(sheet, "people", "ten")) == [("not_a_whole_number", "people")]
    assert values_of(sheet) == {}


def test_unknown_question_is_refused():
    assert codes(lambda: save(make_sheet(NAME), "bank", "1")) == [("no_such_question", "bank")]


def test_closed_sheet_takes_nothing():
    sheet = make_sheet(NAME)
    actions.close_sheet(sheet)
    assert codes(lambda: save(sheet, "name", "x")) == [("not_writable", "name")]


def test_reopened_sheet_takes_the_named_answers_only():
    sheet = make_sheet(NAME, TEXT)
    actions.close_sheet(sheet)
    actions.reopen_sheet(sheet, ["plan"])
    assert save(sheet, "plan", "x").revision == 1
    assert codes(lambda: save(sheet, "name", "x")) == [("not_writable", "name")]
    actions.reopen_sheet(sheet)
    assert save(sheet, "name", "x").revision == 1


def test_sheet_of_a_draft_version_is_refused():
    draft = actions.create_questionnaire("Draft", "quiz", by=make_builder(), now=NOW).versions.get()
    assert codes(lambda: actions.open_sheet(draft, by=make_writer(), now=NOW)) == [("version_draft", "")]


def test_save_takes_few_queries(django_assert_num_queries):
    sheet, writer = make_sheet(NAME, answers={"name": "First"}), make_writer()
    with django_assert_num_queries(7):
        save(sheet, "name", "Second", base=1, save_id="two", by=writer)


def test_file_is_attached_once_and_removed_without_erasing():
    sheet, writer = make_sheet(RULES), make_writer()
    row = actions.attach_file(sheet, "rules", make_file(b"one"), by=writer, now=NOW)
    again = actions.attach_file(sheet, "rules", make_file(b"one"), by=writer, now=NOW)
    assert (again.pk, [file.id for file in files_of(sheet)["rules"]]) == (row.pk, [row.file_id])
    actions.remove_file(row, by=writer, now=NOW)
    actions.remove_file(row, by=writer, now=NOW)
    row.refresh_from_db()
    assert (files_of(sheet), row.removed_at) == ({}, NOW)


def test_more_files_than_asked_for_are_refused():
    sheet, writer = make_sheet(RULES), make_writer()
    for content in (b"one", b"two"):
        actions.attach_file(sheet, "rules", make_file(content), by=writer, now=NOW)
    third = make_file(b"three")
    assert codes(lambda: actions.attach_file(sheet, "rules", third, by=writer, now=NOW)) == [
        ("too_many_files", "rules")
    ]


def answer(key, type, **cells):
    """An answer of a snapshot."""
    plain = {"meaning": "", "readers": "panel", "heads": [], "has_total": False, "amount": None, "files": []}
    return {"key": key, "type": type, "label": f"Tell us {key}"} | plain | cells


def test_snapshot_explains_itself_and_leaves_hidden_answers_out():
    sheet = make_sheet(YES_NO, HOST_NAME, COSTS, RULES, answers={"host": True, "host_name": "Trust"})
    fill(sheet, {"host": False, "costs": [{"item": "Tea", "cost": "12.50"}]})
    stored = make_file(b"one", name="plan.pdf")
    actions.attach_file(sheet, "rules", stored, by=make_writer(), now=NOW)
    snapshot = actions.take_snapshot(sheet, by=make_writer(), now=NOW)
    (row,) = values_of(sheet)["costs"]
    file = {"id": stored.pk, "name": "plan.pdf", "size": stored.size, "sha256": stored.sha256}
    assert snapshot.content == {
        "version": sheet.version_id,
        "form_digest": sheet.version.digest,
        "language": "en-gb",
        "sections": [
            {
                "key": "about",
                "title": "About",
                "answers": [
                    answer("host", "yes_no", value=False, display="No"),
                    answer(
                        "costs",
                        "budget",
                        meaning="budget",
                        value=[{"id": row["id"], "item": "Tea", "cost": 1250}],
                        display=[["Tea", "£12.50"], ["Total", "£12.50"]],
                        has_total=True,
                        amount=1250,
                    ),
                    answer("rules", "file", meaning="photo", value=None, display="", files=[file]),
                ],
            }
        ],
    }
    assert (snapshot.number, snapshot.digest) == (1, digest(snapshot.content))
    assert value_by_meaning(snapshot.content, "amount_requested") == 1250
    assert [file["name"] for file in files_by_meaning(snapshot.content, "photo")] == ["plan.pdf"]


def test_each_snapshot_has_the_next_number():
    sheet = make_sheet(NAME)
    assert [actions.take_snapshot(sheet, by=make_writer(), now=NOW).number for _ in range(2)] == [1, 2]


def test_moved_sheet_keeps_answers_that_still_fit():
    sheet = make_sheet(NAME, TEXT, YES_NO, answers={"name": "Larks", "plan": "Tea", "host": True})
    builder = make_builder()
    draft = actions.new_draft_version(sheet.version.questionnaire, by=builder, now=NOW, reason="A clearer question")
    actions.remove_question(draft.questions.get(key="host"), by=builder, now=NOW)
    actions.add_question(
        draft.sections.get(), key="host", type="short_text", label={"en-gb": "Who holds it?"}, by=builder, now=NOW
    )
    version = actions.publish_version(draft, by=builder, now=NOW)
    moved = actions.move_sheet(sheet, version, by=builder, now=NOW)
    assert (moved.version, values_of(sheet)) == (version, {"name": "Larks", "plan": "Tea", "host": None})
    assert list(AnswerRevision.objects.values_list("answer__key", "value")) == [("host", True)]


def test_sheet_moves_only_within_its_form():
    sheet, other = make_sheet(NAME), make_version(TEXT, title="Another")
    assert codes(lambda: actions.move_sheet(sheet, other, by=make_writer(), now=NOW)) == [("other_form", "")]


@pytest.mark.parametrize("name", ["doorstep", "doorstep_quiz", "small_grant", "doorstep_report"])
def test_shipped_form_is_published(name):
    version = make_shipped(name)
    assert (version.status, len(version.digest)) == ("published", 64)


def test_form_takes_the_same_queries_however_long(django_assert_num_queries):
    for name in ("doorstep", "small_grant"):
        version = make_shipped(name)
        with django_assert_num_queries(5):
            form_of(version)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_the_same_moment_one_wins():
    sheet = make_sheet(NAME, answers={"name": "First"})
    results = run_together(
        lambda: save(sheet, "name", "One", base=1, save_id="a"),
        lambda: save(sheet, "name", "Two", base=1, save_id="b"),
    )
    assert sorted(type(result).__name__ for result in results) == ["Answer", "Stale"]
    assert sheet.answers.get().revision == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_first_saves_at_the_same_moment_make_one_answer():
    sheet = make_sheet(NAME)
    results = run_together(*[lambda n=n: save(sheet, "name", f"Text {n}", save_id=f"{n}") for n in range(4)])
    assert sorted(type(result).__name__ for result in results) == ["Answer", "Stale", "Stale", "Stale"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_save_that_meets_a_closing_sheet_is_in_the_snapshot_or_refused():
    sheet = make_sheet(NAME, answers={"name": "First"})

    def submit():
        with transaction.atomic():
            snapshot = actions.take_snapshot(sheet, by=make_writer(), now=NOW)
            actions.close_sheet(sheet)
        return snapshot

    snapshot, saved = run_together(submit, lambda: save(sheet, "name", "Late", base=1, save_id="late"))
    told = snapshot.content["sections"][0]["answers"][0]["value"]
    assert told == ("First" if isinstance(saved, Refusal) else "Late")
    assert AnswerSheet.objects.get(pk=sheet.pk).writable == "none"
