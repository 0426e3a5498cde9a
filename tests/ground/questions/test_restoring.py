"""Earlier answers brought back, removed files put back, and what is forgotten after a month."""

from datetime import timedelta

import pytest

from grants.ground.files.actions import store_bytes
from grants.ground.files.models import StoredFile
from grants.ground.files.queries import private_storage
from grants.ground.kit.errors import Refusal, Stale
from grants.ground.questions.actions import (
    attach_file,
    close_sheet,
    empty_sheet,
    forget_removed_files,
    open_sheet,
    put_file_back,
    remove_file,
    restore_answer,
    save_answer,
    take_snapshot,
)
from grants.ground.questions.models import Answer, AnswerFile
from grants.ground.questions.queries.histories import (
    files_to_put_back,
    revision_in,
    texts_of,
    writers_of,
    writers_since,
)
from tests.factories.questions import NOW, make_version, make_writer

pytestmark = pytest.mark.django_db

DAY, MINUTE, SECOND = timedelta(days=1), timedelta(minutes=1), timedelta(seconds=1)


@pytest.fixture
def sheet():
    version = make_version({"key": "plan", "type": "long_text"}, {"key": "rules", "type": "file", "is_required": False})
    return open_sheet(version, by=make_writer(), now=NOW)


def write(sheet, text, *, base=None, by=None, now=NOW):
    return save_answer(sheet, "plan", text, base=base, save_id=text, by=by or make_writer(), now=now)


def add_file(sheet, name="rules.pdf", content=b"%PDF rules", now=NOW):
    stored = store_bytes(content, name=name, content_type="application/pdf", by=make_writer(), now=now)
    return attach_file(sheet, "rules", stored, by=make_writer(), now=now)


def test_the_history_of_an_answer_reads_from_the_newest(sheet):
    ben = make_writer("ben@neighbours.example")
    write(sheet, "First")
    write(sheet, "Second", by=ben, now=NOW + MINUTE)
    rows = [(row.value, row.revision, row.person.pk, row.saved_at) for row in texts_of(sheet, "plan")]
    assert rows == [("Second", 2, ben.person_id, NOW + MINUTE), ("First", 1, make_writer().person_id, NOW)]
    assert texts_of(sheet, "rules") == []


def test_an_earlier_text_comes_back_as_a_new_one(sheet):
    write(sheet, "First")
    write(sheet, "Second")
    restore_answer(sheet, revision_in(sheet, "plan").get(revision=1), base=2, by=make_writer(), now=NOW)
    assert [(row.value, row.revision) for row in texts_of(sheet, "plan")] == [("First", 3), ("Second", 2), ("First", 1)]


def test_an_earlier_text_overwrites_nothing_unseen(sheet):
    for text in ("First", "Second", "Third"):
        write(sheet, text)
    with pytest.raises(Stale):
        restore_answer(sheet, revision_in(sheet, "plan").get(revision=1), base=2, by=make_writer(), now=NOW)
    assert Answer.objects.get().value == "Third"


def test_nothing_comes_back_on_a_closed_sheet(sheet):
    row = add_file(sheet)
    remove_file(row, by=make_writer(), now=NOW)
    write(sheet, "First")
    write(sheet, "Second")
    close_sheet(sheet)
    with pytest.raises(Refusal):
        restore_answer(sheet, revision_in(sheet, "plan").get(), base=2, by=make_writer(), now=NOW)
    with pytest.raises(Refusal):
        put_file_back(row, by=make_writer(), now=NOW)


def test_a_removed_file_is_put_back_once(sheet):
    row = add_file(sheet)
    remove_file(row, by=make_writer(), now=NOW)
    assert list(files_to_put_back(sheet)) == [row]
    for _ in range(2):
        put_file_back(row, by=make_writer(), now=NOW)
    assert (list(files_to_put_back(sheet)), AnswerFile.objects.get().removed_at) == ([], None)


def test_a_file_is_not_put_back_beside_itself(sheet):
    row = add_file(sheet)
    remove_file(row, by=make_writer(), now=NOW)
    add_file(sheet)
    with pytest.raises(Refusal) as refused:
        put_file_back(row, by=make_writer(), now=NOW)
    assert [blocker.code for blocker in refused.value.blockers] == ["file_there"]


def test_a_removed_file_is_forgotten_after_a_month(sheet, django_capture_on_commit_callbacks):
    row = add_file(sheet)
    key = row.file.storage_key
    remove_file(row, by=make_writer(), now=NOW)
    assert forget_removed_files(now=NOW + 30 * DAY) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_removed_files(now=NOW + 30 * DAY + SECOND) == 1
    assert (AnswerFile.objects.count(), StoredFile.objects.count(), private_storage().exists(key)) == (0, 0, False)


def test_a_file_that_was_sent_stays_for_its_receipt(sheet):
    row = add_file(sheet)
    take_snapshot(sheet, by=make_writer(), now=NOW + MINUTE)
    remove_file(row, by=make_writer(), now=NOW + DAY)
    assert forget_removed_files(now=NOW + 400 * DAY) == 0


def test_a_file_that_was_gone_before_sending_is_forgotten_all_the_same(sheet):
    row = add_file(sheet)
    remove_file(row, by=make_writer(), now=NOW + MINUTE)
    take_snapshot(sheet, by=make_writer(), now=NOW + DAY)
    assert forget_removed_files(now=NOW + 40 * DAY) == 1


def test_an_emptied_sheet_holds_nothing(sheet):
    write(sheet, "First")
    write(sheet, "Second")
    add_file(sheet)
    empty_sheet(sheet)
    assert (texts_of(sheet, "plan"), AnswerFile.objects.count(), StoredFile.objects.count()) == ([], 0, 0)


def test_a_sheet_that_was_sent_is_never_emptied(sheet):
    write(sheet, "First")
    take_snapshot(sheet, by=make_writer(), now=NOW)
    with pytest.raises(ValueError, match="evidence"):
        empty_sheet(sheet)


def test_who_writes_now_is_who_saved_just_now(sheet):
    ben = make_writer("ben@neighbours.example")
    write(sheet, "First", by=ben)
    me = make_writer().person_id
    assert writers_since(sheet, NOW - MINUTE, but=me) == {"plan": ["Sam"]}
    assert writers_since(sheet, NOW + SECOND, but=me) == {}
    assert writers_since(sheet, NOW - MINUTE, but=ben.person_id) == {}


def test_everybody_who_ever_wrote_is_known(sheet):
    ben = make_writer("ben@neighbours.example")
    write(sheet, "First", by=ben)
    write(sheet, "Second")
    assert {person.pk for person in writers_of(sheet.pk)} == {ben.person_id, make_writer().person_id}
