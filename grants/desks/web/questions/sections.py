"""A section of a form with its fields: from a sheet, from what was posted, or as a preview."""

import json
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.html import format_html

from grants.desks.web.questions.fields import FileUrl, QuestionField, as_text
from grants.desks.web.questions.raw import posted_raw, raw_from_value
from grants.desks.web.questions.states import FieldState, OfferLine
from grants.desks.web.questions.tongues import is_offered, said_in, screen_language
from grants.ground.kit.errors import Refusal
from grants.ground.kit.money import minor_digits
from grants.ground.kit.text import in_language
from grants.ground.questions.models import Answer, AnswerSheet
from grants.ground.questions.queries import answers_of, files_of, texts_of
from grants.ground.questions.rules import (
    Clause,
    FileSpec,
    FormSpec,
    Offer,
    QuestionSpec,
    Route,
    SectionSpec,
    Shown,
    TextSpec,
    as_asked,
    clause_holds,
    clean_answer,
    display,
    is_writable,
    limit_problems,
    problems,
    routes,
    section_as_asked,
    shown,
    unchanged_since,
)

Change = Callable[[FieldState], FieldState]
Offers = Mapping[str, Sequence[Offer]]
NO_OFFERS: Offers = {}


@dataclass(frozen=True)
class LastTime:
    """What a sheet began with, as it was sent then. `opened` are questions that somebody wants to change."""

    content: Mapping[str, Any]
    opened: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ErrorRow:
    """A line of the error summary, in the shape the base page shows as `errors`."""

    text: str
    target: str


@dataclass(frozen=True)
class SectionForm:
    """A section as a page shows it: pass it as `section_form`, and its `errors` as `errors`. `is_offered`: in the
    language of the screen.

    `is_first`: nothing of the form comes before it. `routes` are ways to other calls that the answers lead to.
    `save_id` names this page in every save from it. `values` are the typed answers, as far as they could be read.
    """

    section: SectionSpec
    language: str
    fields: tuple[QuestionField, ...]
    values: Mapping[str, Any]
    save_id: str = ""
    notice: str = ""
    is_called_for: bool = True
    is_offered: bool = True
    is_first: bool = False
    routes: tuple[Route, ...] = ()

    @property
    def title_lang(self) -> str:
        """Attributes of the section's name, where it is not translated."""
        return said_in(self.section.title, self.language)

    @property
    def intro_lang(self) -> str:
        return said_in(self.section.intro, self.language)

    @property
    def title(self) -> str:
        return self.section.title_in(self.language)

    @property
    def intro(self) -> str:
        return in_language(self.section.intro, self.language)

    @property
    def errors(self) -> list[ErrorRow]:
        return [ErrorRow(error, field.target) for field in self.fields for error in field.state.errors]

    @property
    def named_errors(self) -> list[ErrorRow]:
        """As `errors`, each with its question in front, for a page with several questions."""
        return [
            ErrorRow(format_html("{} {}", field.marked_label, error), field.target)
            for field in self.fields
            for error in field.state.errors
        ]

    @property
    def is_valid(self) -> bool:
        return not self.errors

    @property
    def has_kept(self) -> bool:
        """Whether answers of last time are shown as they were."""
        return any(field.is_kept and field.state.is_visible for field in self.fields)

    @property
    def is_all_kept(self) -> bool:
        """Whether there is nothing to fill in: last time's answers only."""
        return self.has_kept and not any(field.is_open and field.state.is_visible for field in self.fields)

    @property
    def has_files(self) -> bool:
        return any(field.question.type == "file" or field.question.voice for field in self.fields)

    @property
    def is_spoken(self) -> bool:
        return any(field.question.voice for field in self.fields)

    def field(self, key: str) -> QuestionField:
        """The field of a question of this section."""
        return next(field for field in self.fields if field.key == key)


@dataclass(frozen=True)
class Sheet:
    """A sheet as it stands, read once for a page. `offers` are answers from elsewhere, by question key; `last_time` is
    what it began with, where that is shown until somebody changes it.
    """

    row: AnswerSheet
    form: FormSpec
    answers: Mapping[str, Answer]
    files: Mapping[str, Sequence[FileSpec]]
    texts: Sequence[TextSpec] = ()
    offers: Offers = field(default_factory=lambda: NO_OFFERS)
    last_time: LastTime | None = None

    @classmethod
    def read(
        cls, row: AnswerSheet, form: FormSpec, offers: Offers = NO_OFFERS, last_time: LastTime | None = None
    ) -> "Sheet":
        return cls(row, form, answers_of(row), files_of(row), texts_of(row, form), offers, last_time)

    @property
    def language(self) -> str:
        """The language that it is read in; the row's own is that of the answers."""
        return screen_language()

    @property
    def values(self) -> dict[str, Any]:
        return {**{key: answer.value for key, answer in self.answers.items()}, **self.row.facts}

    @cached_property
    def shown(self) -> Shown:
        """What the answers call for."""
        return shown(self.form, self.values, self.files)

    @cached_property
    def kept(self) -> frozenset[str]:
        """Questions that stand as they were answered last time, have nothing wrong about them, and are not opened."""
        if self.last_time is None:
            return frozenset()
        wrong = {problem.field for problem in problems(self.form, self.values, self.files)}
        standing = unchanged_since(self.last_time.content, self.form, self.values, self.files)
        return standing - wrong - self.last_time.opened

    def takes(self, key: str) -> bool:
        """Whether the sheet takes an answer to this question now."""
        return is_writable(self.row.writable, self.row.open_keys, key)

    def state_of(self, question: QuestionSpec) -> FieldState:
        """The stored answer, ready to be shown or changed."""
        answer = self.answers.get(question.key)
        value = answer.value if answer else None
        return FieldState(
            raw=raw_from_value(question, value, self.form.currency),
            display=display(question, value, self.form.currency, self.language),
            base=answer.revision if answer else 0,
            files=tuple(self.files.get(question.key, ())),
            is_visible=question.key in self.shown.questions,
            is_writable=self.takes(question.key),
            is_changed=question.key in self.row.look_again,
            transcript=self.transcript_of(question),
            offers=self.offers_at(question, value),
            is_kept=question.key in self.kept,
        )

    def offers_at(self, question: QuestionSpec, value: Any) -> tuple[OfferLine, ...]:
        """What could be taken for a question, but for what stands there already. Two that read alike are one."""
        if not self.takes(question.key) or question.key in self.kept:
            return ()
        now, standing = self._read_as(question, value), {file.id for file in self.files.get(question.key, ())}
        found: dict[tuple[str, ...], OfferLine] = {}
        for offer in self.offers.get(question.key, ()):
            text, files = self._read_as(question, offer.answer.value), offer.answer.files
            if text == now and {file.id for file in files} <= standing:
                continue
            names = tuple(file.name for file in files)
            found.setdefault((text, *names), OfferLine(offer.name, offer.told, text, names))
        return tuple(found.values())

    def _read_as(self, question: QuestionSpec, value: Any) -> str:
        return as_text(display(question, value, self.form.currency, self.row.language))

    def transcript_of(self, question: QuestionSpec) -> TextSpec | None:
        """What stands in writing beside the recording that stands now."""
        originals = {file.sha256 for file in self.files.get(question.key, ())}
        found = (text for text in self.texts if text.kind == "transcript" and text.original in originals)
        return next(found, None)

    def field(self, question: QuestionSpec, file_url: FileUrl | None) -> QuestionField:
        """A question alone, as it stands."""
        state = self.state_of(question)
        return QuestionField(question, self.language, self.form.currency, state, file_url, self.row.language)


def build_section(
    sheet: Sheet,
    section: SectionSpec,
    changes: Mapping[str, Change] | None = None,
    *,
    file_url: FileUrl | None,
    notice: str = "",
) -> SectionForm:
    """A section of a sheet, with what a post changed about the state of some fields."""
    made, told = [], sheet.shown.told
    for question in section.questions:
        state = replace(sheet.state_of(question), waits=waits_for(question, section, sheet.form, told, sheet.kept))
        if changes and question.key in changes:
            state = changes[question.key](state)
        asked = as_asked(sheet.form, question, told)
        language, answers_in = sheet.language, sheet.row.language
        made.append(QuestionField(asked, language, sheet.form.currency, state, file_url, answers_in))
    return SectionForm(
        section=section_as_asked(sheet.form, section, told),
        language=sheet.language,
        fields=tuple(made),
        values=sheet.values,
        save_id=str(uuid.uuid4()),
        notice=notice,
        is_called_for=section.key in sheet.shown.sections,
        is_offered=is_offered(sheet.form, sheet.language),
        is_first=sheet.form.sections[0].key == section.key,
        routes=tuple(routes(sheet.form, told)),
    )


def waits_for(
    question: QuestionSpec,
    section: SectionSpec,
    form: FormSpec,
    told: Mapping[str, Any],
    kept: Collection[str] = (),
) -> str:
    """The condition of a question for a script, as JSON; clauses on answers of other pages are settled already, and so
    are those on `kept` ones, which have no control.
    """
    if question.show_if is None:
        return ""
    here = {asked.key: asked for asked in section.questions if asked.type != "file" and asked.key not in kept}
    clauses = [
        _clause_for_script(clause, here[clause.key], form.currency)
        if clause.key in here
        else {"holds": clause_holds(clause, form.known(clause.key), told.get(clause.key))}
        for clause in question.show_if.clauses
    ]
    return json.dumps({"way": question.show_if.way, "clauses": clauses})


def _clause_for_script(clause: Clause, asked: QuestionSpec, currency: str) -> dict[str, Any]:
    """A clause with what a script needs to read the controls of its question: places of an amount, a column to add."""
    is_money = asked.type in {"money", "budget", "table"}
    return {
        "key": clause.key,
        "test": clause.test,
        "value": "yes" if clause.value is True else "no" if clause.value is False else clause.value,
        "type": asked.type,
        "digits": minor_digits(currency) if is_money else 0,
        "column": asked.amount_column or "cost",
    }


def open_section(
    sheet: AnswerSheet,
    form: FormSpec,
    section: SectionSpec,
    *,
    file_url: FileUrl | None = None,
    tell: bool = False,
    offers: Offers = NO_OFFERS,
    last_time: LastTime | None = None,
) -> SectionForm:
    """A section of a sheet to fill in. Two queries. With `tell`, problems are shown at their fields, as after a link
    from the check page. `file_url(answer_file_pk)` says where a file opens.
    """
    read = Sheet.read(sheet, form, offers, last_time)
    changes = _told(read) if tell else {}
    return build_section(read, section, changes, file_url=file_url)


def _told(sheet: Sheet) -> dict[str, Change]:
    """For each question with a problem, what adds its sentences to the field."""
    found: dict[str, tuple[str, ...]] = {}
    for problem in problems(sheet.form, sheet.values, sheet.files):
        found[problem.field] = (*found.get(problem.field, ()), str(problem.sentence))
    return {key: _with_errors(errors) for key, errors in found.items()}


def _with_errors(errors: tuple[str, ...]) -> Change:
    return lambda state: replace(state, errors=errors)


def preview_section(
    form: FormSpec, section: SectionSpec, *, language: str = "en-gb", data: QueryDict | None = None
) -> SectionForm:
    """A section with no sheet behind it: empty, or with what was posted and what is wrong with it. Nothing is kept."""
    values: dict[str, Any] = {}
    states = {question.key: _preview_state(question, form.currency, data, values) for question in section.questions}
    alone = replace(form, sections=(replace(section, show_if=None),))
    called_for = shown(alone, values)
    made = []
    for question in section.questions:
        is_visible = question.key in called_for.questions or _asks_elsewhere(question, section)
        state = replace(
            states[question.key], is_visible=is_visible, waits=waits_for(question, section, form, called_for.told)
        )
        made.append(QuestionField(as_asked(form, question, called_for.told), language, form.currency, state))
    return SectionForm(
        section_as_asked(form, section, called_for.told), language, tuple(made), values, str(uuid.uuid4())
    )


def _asks_elsewhere(question: QuestionSpec, section: SectionSpec) -> bool:
    """Whether a condition looks at another section, which a preview of one section cannot know."""
    keys = {asked.key for asked in section.questions}
    return question.show_if is not None and not question.show_if.keys <= keys


def _preview_state(question: QuestionSpec, currency: str, data: QueryDict | None, values: dict[str, Any]) -> FieldState:
    if data is None:
        return FieldState(raw=raw_from_value(question, None, currency))
    raw = posted_raw(question, data)
    try:
        values[question.key] = clean_answer(question, raw, currency)
    except Refusal as refusal:
        return FieldState(raw=raw, errors=tuple(str(blocker.sentence) for blocker in refusal.blockers))
    found = limit_problems(question, values[question.key], currency)
    return FieldState(raw=raw, errors=tuple(str(blocker.sentence) for blocker in found))


def question_form(
    form: FormSpec, question: QuestionSpec, *, language: str = "en-gb", data: QueryDict | None = None
) -> SectionForm:
    """One question as a page of its own, its label the heading: a step of a quiz. With `data` it must be answered."""
    section = SectionSpec(question.key, question.label, questions=(replace(question, show_if=None),))
    made = preview_section(form, section, language=language, data=data)
    field = made.fields[0]
    errors = field.state.errors
    if data is not None and not errors:
        asked = replace(form, sections=(section,))
        errors = tuple(str(problem.sentence) for problem in problems(asked, made.values, {}))
    state = replace(field.state, errors=errors, is_heading=True)
    return replace(made, fields=(replace(field, state=state),))
