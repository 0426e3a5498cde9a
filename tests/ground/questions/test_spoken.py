"""An answer by voice is an equal of one in writing; what it says stands beside it, with who wrote that down."""

from datetime import timedelta

import pytest

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.people.actor import TIMER
from grants.ground.questions import actions
from grants.ground.questions.models import AnswerFile, AnswerText, TextClaim
from grants.ground.questions.queries import (
    files_of,
    form_of,
    problems_of_sheet,
    sheets_with_work,
    texts_beside,
    texts_of,
    values_of,
)
from grants.ground.questions.rules import clean_settings, language_name, section_state, values_by_meaning, work_left
from tests.factories.files import make_recording
from tests.factories.questions import NOW, fill, make_builder, make_sheet, make_writer

IDEA = {"key": "idea", "type": "long_text", "settings": {"least": 5, "most": 50, "voice": 120}}
WRITTEN = {"key": "why", "type": "long_text", "is_required": False}

pytestmark = pytest.mark.django_db


def speak(sheet, seconds=2.0):
    return actions.attach_file(sheet, "idea", make_recording(seconds), by=make_writer(), now=NOW)


def write(sheet, text, language="so", by=None):
    return actions.write_own_transcript(sheet, "idea", text, language=language, by=by or make_writer(), now=NOW)


def state(sheet):
    form = form_of(sheet.version)
    return section_state(form.sections[0], form, values_of(sheet), files_of(sheet))


def waiting():
    return [row["sheet_id"] for row in sheets_with_work("en-gb")]


def snapshot(sheet):
    return actions.take_snapshot(sheet, by=make_writer(), now=NOW)


def test_a_form_says_how_long_a_recording_may_last():
    given = {"least": 5, "most": 50, "voice": 120, "video": True, "kinds": ["pdf"]}
    assert clean_settings("long_text", given) == {"least": 5, "most": 50, "voice": 120, "video": True}


def test_recording_answers_the_question_without_a_word_written():
    sheet = make_sheet(IDEA)
    assert ([blocker.code for blocker in problems_of_sheet(sheet)], state(sheet)) == (["answer_missing"], "not_started")
    speak(sheet)
    assert (problems_of_sheet(sheet), state(sheet)) == ([], "completed")


def test_word_limits_hold_for_what_is_written_and_not_for_a_recording():
    sheet = fill(make_sheet(IDEA), {"idea": "Too few words"})
    assert [blocker.code for blocker in problems_of_sheet(sheet)] == ["too_few_words"]
    speak(sheet)
    assert [blocker.code for blocker in problems_of_sheet(sheet)] == ["too_few_words"]
    fill(sheet, {"idea": ""})
    assert problems_of_sheet(sheet) == []


def test_question_in_writing_only_takes_no_recording():
    sheet = make_sheet(IDEA, WRITTEN)
    with pytest.raises(Refusal) as refused:
        actions.attach_file(sheet, "why", make_recording(), by=make_writer(), now=NOW)
    assert refused.value.blockers[0].code == "no_such_question"


def test_new_recording_takes_the_place_of_the_last_which_keeps_its_row():
    sheet = make_sheet(IDEA)
    first, second = speak(sheet, 2), speak(sheet, 3)
    standing = [file.answer_file_id for file in files_of(sheet)["idea"]]
    assert (standing, AnswerFile.objects.get(pk=first.pk).removed_at) == ([second.pk], NOW)


def test_snapshot_lists_the_recording_and_what_it_says():
    sheet = make_sheet(IDEA)
    row = speak(sheet)
    write(sheet, "Waxaan rabnaa inaan tolno.")
    (section,) = snapshot(sheet).content["sections"]
    (answer,) = section["answers"]
    stored = row.file
    listed = {"id": stored.pk, "name": stored.name, "size": stored.size, "sha256": stored.sha256, "seconds": 2}
    said = {
        "kind": "transcript", "language": "so", "text": "Waxaan rabnaa inaan tolno.", "side": "group",
        "on": "2026-09-07", "is_machine": False, "original": stored.sha256,
    }  # fmt: skip
    assert (answer["value"], answer["files"], answer["texts"]) == (None, [listed], [said])


def test_what_a_recording_says_stands_for_the_answer_where_the_house_needs_words():
    sheet = make_sheet({**IDEA, "meaning": "story"})
    speak(sheet)
    write(sheet, "We sewed together.", "en-gb")
    assert values_by_meaning(snapshot(sheet).content) == {"story": "We sewed together."}


def test_each_change_of_a_transcript_is_a_row_that_replaces_the_last():
    sheet = make_sheet(IDEA)
    speak(sheet)
    first, again, second = write(sheet, "One."), write(sheet, "One."), write(sheet, "Two.")
    assert (again, second.replaces, AnswerText.objects.count()) == (None, first, 2)
    assert [text.text for text in texts_of(sheet)] == ["Two."]


def test_transcript_of_another_recording_does_not_follow():
    sheet = make_sheet(IDEA)
    speak(sheet, 2)
    write(sheet, "About the first.")
    speak(sheet, 3)
    assert "texts" not in snapshot(sheet).content["sections"][0]["answers"][0]


def test_transcript_without_a_recording_or_on_a_closed_sheet_is_not_kept():
    sheet = make_sheet(IDEA)
    assert write(sheet, "Nothing to write down.") is None
    speak(sheet)
    actions.close_sheet(sheet)
    with pytest.raises(Refusal):
        write(sheet, "Too late.")


def office(sheet, text, kind, original, language="en-gb", by=None):
    kept = {"original": original, "kind": kind, "language": language}
    return actions.write_office_text(
        sheet, "idea", text, by=by or make_builder(), now=NOW, case="application:7", **kept
    )


def test_office_writes_down_a_sent_recording_and_the_trail_says_so():
    sheet = make_sheet(IDEA)
    row = speak(sheet)
    sent = snapshot(sheet)
    actions.close_sheet(sheet)
    assert [work.kind for work in work_left(sent.content, texts_of(sheet), "en-gb")] == ["transcript"]
    office(sheet, "We want to sew.", "transcript", row.file.sha256)
    (text,) = texts_beside(sent)["idea"]
    assert (text.text, text.side, text.language) == ("We want to sew.", "office", "en-gb")
    assert Entry.objects.get(verb="transcript_written").case == "application:7"
    assert (work_left(sent.content, texts_of(sheet), "en-gb"), waiting()) == ([], [])


def test_transcript_in_another_language_waits_to_be_translated():
    sheet = make_sheet(IDEA)
    row = speak(sheet)
    write(sheet, "Waxaan rabnaa inaan tolno.")
    sent = snapshot(sheet)
    assert [work.kind for work in work_left(sent.content, texts_of(sheet), "en-gb")] == ["translation"]
    assert waiting() == [sheet.pk]
    office(sheet, "We want to sew.", "translation", row.file.sha256)
    assert [(text.kind, text.language) for text in texts_beside(sent)["idea"]] == [
        ("transcript", "so"),
        ("translation", "en-gb"),
    ]
    assert waiting() == []


def test_written_answer_in_another_language_waits_to_be_translated_again_when_it_changes(settings):
    settings.LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
    sheet = make_sheet(IDEA)
    type(sheet).objects.filter(pk=sheet.pk).update(language="cy")
    fill(sheet, {"idea": "Rydym am wnïo gyda'n gilydd bob wythnos."})
    sheet.refresh_from_db()
    (work,) = work_left(snapshot(sheet).content, texts_of(sheet), "en-gb")
    office(sheet, "We want to sew together each week.", "translation", work.original.sha256)
    assert waiting() == []
    by = make_writer()
    later = NOW + timedelta(days=1)
    actions.save_answer(sheet, "idea", "Rydym am ganu gyda'n gilydd nawr.", base=None, save_id="x", by=by, now=later)
    assert waiting() == [sheet.pk]
    assert [work.kind for work in work_left(snapshot(sheet).content, texts_of(sheet), "en-gb")] == ["translation"]


def test_claim_is_seen_taken_over_and_put_back():
    sheet = make_sheet(IDEA)
    one, other = make_builder(), make_builder("bea@willowmere.example")
    for by in (one, one, other):
        actions.claim_text(sheet, "idea", "transcript", by=by, now=NOW)
    assert [claim.claimed_by_id for claim in TextClaim.objects.all()] == [other.person_id]
    actions.put_back_text(sheet, "idea", "transcript", by=other, now=NOW)
    verbs = list(Entry.objects.filter(verb__startswith="text_").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["text_claimed", "text_claimed", "text_put_back"]


def test_only_officers_write_for_the_office():
    sheet = make_sheet(IDEA)
    row = speak(sheet)
    for by in (make_writer(), TIMER):
        with pytest.raises(Refusal):
            office(sheet, "Words.", "transcript", row.file.sha256, by=by)
        with pytest.raises(Refusal):
            actions.claim_text(sheet, "idea", "transcript", by=by, now=NOW)


@pytest.mark.parametrize(
    ("code", "shown_in", "name"),
    [("so", "en-gb", "Somali"), ("cy", "es", "galés"), ("en-gb", "en-gb", "English"), ("xx-y", "en-gb", "xx-y")],
)
def test_language_has_a_name_in_the_readers_language(code, shown_in, name):
    assert language_name(code, shown_in) == name
