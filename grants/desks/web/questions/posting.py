"""What happens when a section is posted: valid answers are saved, the rest stays on the screen with its reason."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from grants.desks.web.questions.fields import FileUrl, as_text
from grants.desks.web.questions.raw import (
    WITHOUT_CONTROL,
    control_name,
    posted_number,
    posted_raw,
    raw_from_value,
    recording_name,
)
from grants.desks.web.questions.sections import NO_OFFERS, Change, LastTime, Offers, SectionForm, Sheet, build_section
from grants.desks.web.questions.spoken import save_transcript
from grants.desks.web.questions.states import Conflict, FieldState
from grants.desks.web.questions.taking import take_in
from grants.desks.web.questions.tongues import screen_language
from grants.ground.kit.errors import Refusal
from grants.ground.people.actor import Actor
from grants.ground.questions.actions import Write, mark_confirmed, mark_looked_at, remove_file, save_answers, take_files
from grants.ground.questions.models import Answer, AnswerSheet
from grants.ground.questions.queries import open_files
from grants.ground.questions.rules import (
    FormSpec,
    QuestionSpec,
    SectionSpec,
    as_asked,
    clean_answer,
    disagreements,
    display,
    form_as_asked,
    limit_problems,
)
from grants.ground.questions.rules.sources import Source


@dataclass(frozen=True)
class SectionResult:
    """Where to go: "continue" (to the next section), "later" (to the task list), "again" (to this section, by
    redirect: a file came or went) or "stay" (show `form`: something needs looking at). `following` is the key of the
    next section that the answers call for, empty after the last.
    """

    next: str
    form: SectionForm
    following: str = ""


@dataclass
class Posted:
    """What one post of a section said, sorted into what can be saved and what is wrong."""

    raws: dict[str, Any] = field(default_factory=dict)
    writes: list[Write] = field(default_factory=list)
    errors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    bases: dict[str, int] = field(default_factory=dict)

    def refuse(self, key: str, refusal: Refusal) -> None:
        """Notes the reasons at a question."""
        said = tuple(str(blocker.sentence) for blocker in refusal.blockers)
        self.errors[key] = self.errors.get(key, ()) + said

    def change(self, key: str) -> Change:
        """What the post changes about the state of a field: typed text stays while it is not saved."""
        is_kept = key in self.errors or key in self.conflicts

        def changed(state: FieldState) -> FieldState:
            return replace(
                state,
                raw=self.raws[key] if is_kept and key in self.raws else state.raw,
                errors=self.errors.get(key, ()),
                conflict=self.conflicts.get(key),
                base=self.bases.get(key, state.base),
            )

        return changed


def handle_section_post(
    request: HttpRequest,
    sheet: AnswerSheet,
    form: FormSpec,
    section: SectionSpec,
    *,
    by: Actor,
    now: dt.datetime,
    file_url: FileUrl | None = None,
    source: str = Source.OWN,
    offers: Offers = NO_OFFERS,
    last_time: LastTime | None = None,
) -> SectionResult:
    """Saves every valid answer of a posted section, and says where to go next.

    Buttons: "continue" (default), "save_later", "add_row" (value: a key), "upload" (a key), "remove_file" (the row's
    pk), "change" (a key whose answer of last time is to be changed), "take" (a key, a colon and the name of an offer:
    that answer is taken for what was typed there). Answers over a limit are saved, and hold the page only on
    "continue", which also says that what stood there from last time was looked through. A stale answer is not saved:
    both texts are shown, and "keep-KEY" says which to keep.
    """
    before = Sheet.read(sheet, form, offers, last_time)
    posted = read_posted(request, before, section)
    _take_offer(request, before, section, posted, by=by, now=now)
    _handle_files(request, before, section, posted, by=by, now=now)
    try:
        stale = save_answers(sheet, form, posted.writes, by=by, now=now, source=source).stale
    except Refusal as refusal:
        stale = {}
        for write in posted.writes:
            posted.refuse(write.key, refusal)
    if sheet.look_again:
        mark_looked_at(sheet, [question.key for question in section.questions])
    for write in posted.writes:
        if write.key in stale:
            _note_conflict(posted, form, write, stale[write.key], screen_language())
    after = Sheet.read(sheet, form, offers, last_time)
    result = _result(request, before, after, section, posted, file_url=file_url)
    if sheet.to_confirm and result.next == "continue":
        mark_confirmed(
            sheet, [question.key for question in section.questions if question.key in before.shown.questions]
        )
    return result


def read_posted(request: HttpRequest, sheet: Sheet, section: SectionSpec) -> Posted:
    """Sorts what was posted. Only questions that the page carried, and that the sheet takes, are read."""
    posted, save_id = Posted(), request.POST.get("save_id", "")[:36]
    for question in section.questions:
        key = question.key
        if f"base-{key}" not in request.POST or question.type in WITHOUT_CONTROL:
            continue
        if request.POST.get(f"keep-{key}") == "theirs":
            continue
        posted.raws[key] = posted_raw(question, request.POST)
        try:
            value = clean_answer(question, posted.raws[key], sheet.form.currency)
        except Refusal as refusal:
            posted.refuse(key, refusal)
            continue
        posted.writes.append(Write(key, value, _base(request.POST, key), save_id))
    return posted


def _base(post: Mapping[str, str], key: str) -> int:
    """The revision that the writer saw; the one of the conflict once they chose to keep their own."""
    return posted_number(post, f"stored-{key}" if post.get(f"keep-{key}") == "mine" else f"base-{key}")


def _handle_files(
    request: HttpRequest, sheet: Sheet, section: SectionSpec, posted: Posted, *, by: Actor, now: dt.datetime
) -> None:
    """Takes in what was uploaded and takes away what was to be removed."""
    for question in section.questions:
        _take_transcript(request, sheet.row, question, posted, by=by, now=now)  # of the recording that stands now
        name = recording_name(question.key) if question.voice else control_name(question.key)
        for upload in request.FILES.getlist(name) if question.type == "file" or question.voice else ():
            _take_in(upload, sheet.row, question, posted, by=by, now=now)
    number = request.POST.get("remove_file", "")
    row = open_files(sheet.row).filter(pk=number).first() if number.isdecimal() else None
    if row is not None:
        try:
            remove_file(row, by=by, now=now)
        except Refusal as refusal:
            posted.refuse(row.key, refusal)


def _take_in(
    upload: Any, sheet: AnswerSheet, question: QuestionSpec, posted: Posted, *, by: Actor, now: dt.datetime
) -> None:
    try:
        take_in(upload, sheet, question, by=by, now=now)
    except Refusal as refusal:
        posted.refuse(question.key, refusal)


def _take_transcript(
    request: HttpRequest, sheet: AnswerSheet, question: QuestionSpec, posted: Posted, *, by: Actor, now: dt.datetime
) -> None:
    try:
        save_transcript(request, sheet, question, by=by, now=now)
    except Refusal as refusal:
        posted.refuse(question.key, refusal)


def _take_offer(
    request: HttpRequest, sheet: Sheet, section: SectionSpec, posted: Posted, *, by: Actor, now: dt.datetime
) -> None:
    """Puts the answer that was offered in the place of what was typed at its question."""
    key, _colon, name = request.POST.get("take", "").partition(":")
    question = next((question for question in section.questions if question.key == key), None)
    offer = next((offer for offer in sheet.offers.get(key, ()) if offer.name == name), None)
    if question is None or offer is None:
        return
    posted.writes = [write for write in posted.writes if write.key != key]
    posted.errors.pop(key, None)
    value = offer.answer.value
    if value is not None:
        posted.raws[key] = raw_from_value(question, value, sheet.form.currency)
        save_id = request.POST.get("save_id", "")[:36]
        posted.writes.append(Write(key, value, _base(request.POST, key), save_id, taken_from=offer.taken_from))
    try:
        take_files(sheet.row, key, offer.answer.files, taken_from=offer.taken_from, by=by, now=now)
    except Refusal as refusal:
        posted.refuse(key, refusal)


def _note_conflict(posted: Posted, form: FormSpec, write: Write, stored: Answer, language: str) -> None:
    question = form.question(write.key)
    if question is None:
        return
    text = as_text(display(question, stored.value, form.currency, language))
    name = stored.saved_by.get_full_name() if stored.saved_by else ""
    posted.conflicts[write.key] = Conflict(text, name, stored.revision, stored.saved_at)
    posted.bases[write.key] = write.base or 0
    sentence = _("Someone changed this answer while you were writing. Choose which one to keep.")
    posted.errors[write.key] = (sentence,)


def _result(
    request: HttpRequest,
    before: Sheet,
    after: Sheet,
    section: SectionSpec,
    posted: Posted,
    *,
    file_url: FileUrl | None,
) -> SectionResult:
    """Where to go after saving."""
    way = _way(request)
    if way == "continue":
        _note_limits(after, section, posted)
    for question in section.questions:
        if question.key not in after.shown.questions:
            posted.errors.pop(question.key, None)
    appeared = _appeared(before, after, section)
    notice = _("Because of your answer, there is something more to ask.") if appeared and way == "continue" else ""
    changes = {question.key: posted.change(question.key) for question in section.questions}
    row = request.POST.get("add_row", "")
    if row in changes:
        changes[row] = _with_one_more_row(changes[row])
    made = build_section(after, section, changes, file_url=file_url, notice=notice)
    if not made.is_valid or row or notice:
        return SectionResult("stay", made)
    return SectionResult(way, made, _following(after, section))


def _following(sheet: Sheet, section: SectionSpec) -> str:
    keys = [other.key for other in sheet.form.sections]
    later = keys[keys.index(section.key) + 1 :]
    return next((key for key in later if key in sheet.shown.sections), "")


def _way(request: HttpRequest) -> str:
    """What the pressed button asks for."""
    if "save_later" in request.POST:
        return "later"
    return "again" if {"add_row", "upload", "remove_file", "take", "change"} & set(request.POST) else "continue"


def _note_limits(sheet: Sheet, section: SectionSpec, posted: Posted) -> None:
    """Over-long and the like: saved, but not passed by. Answers that disagree are told where both are given."""
    told = sheet.shown.told
    asked = form_as_asked(sheet.form, sheet.values, sheet.files)
    found = disagreements(asked, told)
    for question in section.questions:
        if question.key in posted.errors or question.key not in sheet.shown.questions:
            continue
        limits = limit_problems(as_asked(sheet.form, question, told), told.get(question.key), sheet.form.currency)
        said = [*limits, *(problem for problem in found if problem.field == question.key)]
        if said:
            posted.errors[question.key] = tuple(str(blocker.sentence) for blocker in said)


def _appeared(before: Sheet, after: Sheet, section: SectionSpec) -> bool:
    """Whether the answers just given call for a question of this section that was hidden, and is not answered yet."""
    return any(
        question.key in after.shown.questions
        and question.key not in before.shown.questions
        and after.shown.told.get(question.key) is None
        for question in section.questions
    )


def _with_one_more_row(change: Change) -> Change:
    return lambda state: replace(change(state), extra_rows=1)
