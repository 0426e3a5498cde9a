"""Reads: forms as specs, what a sheet says, lists for the builder."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery

from grants.ground.kit.errors import Blocker
from grants.ground.kit.text import in_language
from grants.ground.people.actor import Actor
from grants.ground.questions.models import (
    Answer,
    AnswerFile,
    AnswerSheet,
    AnswerText,
    Question,
    Questionnaire,
    Section,
    SheetSnapshot,
    TextClaim,
    TextKind,
    Version,
    VersionStatus,
)
from grants.ground.questions.permissions import can_see_forms
from grants.ground.questions.rules import (
    TESTS,
    FileSpec,
    FormSpec,
    Lists,
    Option,
    QuestionSpec,
    SectionSpec,
    TextSpec,
    checks_from_records,
    condition_from_record,
    condition_in_words,
    form_as_asked,
    originals_of,
    problems,
    question_from_record,
    same_language,
    section_from_record,
    section_state,
    snapshot_content,
)
from grants.ground.reference.models import District, Funder, Indicator, Term

WORD_COLUMNS = ("key", "type", "label", "help", "why")
QUESTION_COLUMNS = (*WORD_COLUMNS, "meaning", "is_required", "settings", "show_if", "use", "readers")
SECTION_COLUMNS = ("key", "title", "intro", "show_if")


def form_of(version: Version) -> FormSpec:
    """The form that a version asks. At most six queries, however long it is."""
    sections = list(version.sections.order_by("position", "pk").values("id", *SECTION_COLUMNS))
    rows = list(version.questions.order_by("position", "pk").values("section_id", *QUESTION_COLUMNS))
    asked: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        asked[row["section_id"]].append(row)
    lists = lists_for(rows)
    return FormSpec(
        id=version.pk,
        title=version.questionnaire.title,
        purpose=version.questionnaire.purpose,
        currency=currency_for(rows),
        digest=version.digest,
        checks=checks_from_records(version.checks),
        sections=tuple(section_from_record(section, asked[section["id"]], lists) for section in sections),
    )


def question_of(version_id: int, key: str) -> tuple[QuestionSpec, str] | None:
    """One question of a version as a spec, with the currency it counts in; None when there is no such key."""
    funder = Funder.objects.filter(pk=1)
    asked = Question.objects.filter(version_id=version_id, key=key).annotate(
        currency=Subquery(funder.values("currency")), country=Subquery(funder.values("country"))
    )
    row = asked.values(*QUESTION_COLUMNS, "currency", "country").first()
    if row is None:
        return None
    return question_from_record(row, lists_for([row], country=row["country"] or "GB")), row["currency"] or "GBP"


def question_alone(version_id: int, key: str) -> FormSpec:
    """A version's form with nothing in it but one question, or empty when there is no such key."""
    found = question_of(version_id, key)
    if found is None:
        return FormSpec(version_id, "", "")
    section = SectionSpec("", {}, questions=(found[0],))
    return FormSpec(version_id, "", "", currency=found[1], sections=(section,))


def lists_for(rows: Iterable[Mapping[str, Any]], *, country: str | None = None) -> Lists:
    """The country, places, words and signs of change for the questions that need them; retired ones too, marked so."""
    rows = list(rows)
    kinds = {row["type"] for row in rows}
    columns = [column for row in rows for column in row["settings"].get("columns", ())]
    vocabularies = {place.get("vocabulary", "") for place in (*(row["settings"] for row in rows), *columns)} - {""}
    return Lists(
        districts=_districts() if kinds & {"districts", "address"} else (),
        terms=_terms(vocabularies) if vocabularies else {},
        indicators=_indicators() if "indicators" in kinds else (),
        country=(country or _country()) if kinds & {"address", "organisation"} else "GB",
    )


def _country() -> str:
    """The funder's country, which shapes addresses and register numbers."""
    return Funder.objects.filter(pk=1).values_list("country", flat=True).first() or "GB"


def _districts() -> tuple[Option, ...]:
    rows = District.objects.order_by("position", "name").values_list("code", "name", "is_active")
    return tuple(Option(code, {"en-gb": name}, is_offered=active) for code, name, active in rows)


def _indicators() -> tuple[Option, ...]:
    rows = Indicator.objects.order_by("position", "code").values_list("code", "title", "is_active", "outcomes")
    return tuple(
        Option(code, title, is_offered=active, serves=tuple(outcomes)) for code, title, active, outcomes in rows
    )


def _terms(vocabularies: Iterable[str]) -> Mapping[str, tuple[Option, ...]]:
    found: dict[str, tuple[Option, ...]] = defaultdict(tuple)
    rows = Term.objects.filter(vocabulary__in=vocabularies).order_by("vocabulary", "position", "code")
    for vocabulary, code, label, active in rows.values_list("vocabulary", "code", "label", "is_active"):
        found[vocabulary] += (Option(code, label, is_offered=active),)
    return found


def currency_for(rows: Iterable[Mapping[str, Any]]) -> str:
    """The funder's currency, asked for only where an amount is."""
    if not {row["type"] for row in rows} & {"money", "budget", "table"}:
        return "GBP"
    return Funder.objects.filter(pk=1).values_list("currency", flat=True).first() or "GBP"


def answers_of(sheet: AnswerSheet) -> dict[str, Answer]:
    """Present answers by question key, with who saved them last."""
    return {answer.key: answer for answer in sheet.answers.select_related("saved_by")}


def values_of(sheet: AnswerSheet) -> dict[str, Any]:
    """Typed answers by question key."""
    return dict(sheet.answers.values_list("key", "value"))


def files_of(sheet: AnswerSheet) -> dict[str, list[FileSpec]]:
    """Files that stand as answers now, by question key, oldest first."""
    rows = AnswerFile.objects.filter(sheet=sheet, removed_at=None).select_related("file").order_by("pk")
    found: dict[str, list[FileSpec]] = defaultdict(list)
    for row in rows:
        file = row.file
        found[row.key].append(
            FileSpec(file.pk, file.name, file.size, file.sha256, row.pk, file.seconds, file.scan_state)
        )
    return dict(found)


def texts_of(sheet: AnswerSheet, form: FormSpec | None = None) -> list[TextSpec]:
    """Transcripts and translations as they stand now, each without those that it replaces, oldest first.

    With `form` nothing is read where that form lets nobody speak.
    """
    if form is not None and not any(question.voice for question in form.questions):
        return []
    rows = AnswerText.objects.filter(sheet=sheet, replaced_by=None).order_by("pk")
    return [_text(row) for row in rows]


def _text(row: AnswerText) -> TextSpec:
    on = row.made_at.date().isoformat()
    return TextSpec(row.kind, row.language, row.text, row.side, on, row.is_machine, row.original)


def texts_beside(snapshot: SheetSnapshot) -> dict[str, list[TextSpec]]:
    """Transcripts and translations of a snapshot's answers, by question key, as they stand now.

    They belong to exactly the recordings and wordings that the snapshot lists. One query, and none where nobody could
    have written any: no recordings, and answers in the site's own language.
    """
    found: dict[str, list[TextSpec]] = defaultdict(list)
    originals = originals_of(snapshot.content)
    is_foreign = not same_language(snapshot.content["language"], settings.LANGUAGE_CODE)
    if not is_foreign and not any(original.is_recording for original in originals):
        return found
    keys = {original.sha256: original.key for original in originals}
    for text in texts_of(snapshot.sheet):
        if text.original in keys:
            found[keys[text.original]].append(text)
    return found


def sheets_with_work(language: str) -> QuerySet[Any, Any]:
    """Ids of sheets with a recording that nobody wrote down, or words that nobody translated into `language`.

    For `sheet__in`. A translation made before the answer was last saved is one of other words, and does not count.
    Each part starts from few rows: standing recordings, transcripts, sheets in the site's other languages.
    """
    home = Q(language__istartswith=language.partition("-")[0])
    texts = AnswerText.objects.filter(replaced_by=None).exclude(text="")
    written = texts.filter(kind=TextKind.TRANSCRIPT, sheet=OuterRef("sheet"), original=OuterRef("file__sha256"))
    recordings = AnswerFile.objects.filter(~Exists(written), is_recording=True, removed_at=None)
    translated = texts.filter(home, kind=TextKind.TRANSLATION, sheet=OuterRef("sheet"), key=OuterRef("key"))
    spoken = texts.filter(~Exists(translated), kind=TextKind.TRANSCRIPT).exclude(home)
    found = recordings.values("sheet_id").union(spoken.values("sheet_id"))
    others = [code for code, _name in settings.LANGUAGES if not same_language(code, language)]
    if not others:
        return found
    long_texts = Question.objects.filter(version=OuterRef("sheet__version"), key=OuterRef("key"), type="long_text")
    is_translated = Exists(translated.filter(made_at__gte=OuterRef("saved_at")))
    foreign = Answer.objects.filter(Exists(long_texts), ~is_translated, sheet__language__in=others, value__isnull=False)
    return found.union(foreign.values("sheet_id"))


def claims_of(sheet_ids: Collection[int]) -> dict[tuple[int, str, str], TextClaim]:
    """Who is at work, by sheet, question key and kind. One query."""
    rows = TextClaim.objects.filter(sheet__in=sheet_ids).select_related("claimed_by")
    return {(row.sheet_id, row.key, row.kind): row for row in rows}


def texts_of_sheets(sheet_ids: Collection[int]) -> dict[int, list[TextSpec]]:
    """As `texts_of`, for many sheets in one query."""
    found: dict[int, list[TextSpec]] = defaultdict(list)
    for row in AnswerText.objects.filter(sheet__in=sheet_ids, replaced_by=None).order_by("pk"):
        found[row.sheet_id].append(_text(row))
    return found


def problems_of_sheet(sheet: AnswerSheet) -> list[Blocker]:
    """What still stands in the way of sending a sheet, at the keys of its questions."""
    return problems(form_of(sheet.version), values_of(sheet), files_of(sheet))


@dataclass(frozen=True)
class Draft:
    """What a sheet says now, as it would be sent, and what still stands in the way of sending it. `asked` is the form
    as far as the answers call for it.
    """

    form: FormSpec
    asked: FormSpec
    language: str
    values: Mapping[str, Any]
    files: Mapping[str, Sequence[FileSpec]]
    content: Mapping[str, Any]
    problems: Sequence[Blocker]


@dataclass(frozen=True)
class Task:
    """A section of the form as a task: `state` is not_started, in_progress or completed."""

    key: str
    title: str
    state: str


@dataclass(frozen=True)
class QuestionProblem:
    """What is wrong with one answer, and where it is asked."""

    section: str
    key: str
    label: str
    sentence: str


def draft_of_sheet(sheet: AnswerSheet) -> Draft:
    """The draft on a sheet. A stage adds the problems that only it can see."""
    form, values, files = form_of(sheet.version), values_of(sheet), files_of(sheet)
    content = snapshot_content(form, values, files, sheet.language, texts_of(sheet, form))
    asked = form_as_asked(form, values, files)
    return Draft(form, asked, sheet.language, values, files, content, problems(form, values, files))


def tasks_of(draft: Draft) -> list[Task]:
    """The task list: each section with how far it is. One with a problem is not completed."""
    wrong = {problem.field for problem in draft.problems}
    return [
        Task(section.key, section.title_in(draft.language), _state(section, draft, wrong))
        for section in draft.asked.sections
    ]


def _state(section: SectionSpec, draft: Draft, wrong: set[str]) -> str:
    state = section_state(section, draft.form, draft.values, draft.files)
    has_problem = any(question.key in wrong for question in section.questions)
    return "in_progress" if state == "completed" and has_problem else state


def problems_by_question(draft: Draft) -> list[QuestionProblem]:
    """What stands in the way, in the order asked."""
    return [
        QuestionProblem(section.key, question.key, question.label_in(draft.language), str(problem.sentence))
        for section in draft.asked.sections
        for question in section.questions
        for problem in draft.problems
        if problem.field == question.key
    ]


def open_files(sheet: AnswerSheet) -> QuerySet[AnswerFile]:
    """Rows of files that stand as answers now: what a person may open or remove."""
    return AnswerFile.objects.filter(sheet=sheet, removed_at=None).select_related("file")


def questionnaires(actor: Actor) -> QuerySet[Questionnaire]:
    """Forms that staff may see, with `question_count` and `number` of the newest version and whether it is a draft."""
    if not can_see_forms(actor):
        return Questionnaire.objects.none()
    newest = Version.objects.filter(questionnaire=OuterRef("pk")).order_by("-number")
    drafts = Version.objects.filter(questionnaire=OuterRef("pk"), status=VersionStatus.DRAFT)
    counted = newest.annotate(count=Count("questions")).values("count")[:1]
    return Questionnaire.objects.annotate(
        number=Subquery(newest.values("number")[:1]),
        has_draft=Exists(drafts),
        question_count=Subquery(counted, output_field=IntegerField()),
    )


def versions(actor: Actor) -> QuerySet[Version]:
    """Versions that staff may see."""
    if not can_see_forms(actor):
        return Version.objects.none()
    return Version.objects.select_related("questionnaire", "published_by")


def sections(actor: Actor) -> QuerySet[Section]:
    """Sections that staff may see, with their form."""
    return Section.objects.filter(version__in=versions(actor)).select_related("version__questionnaire")


def questions(actor: Actor) -> QuerySet[Question]:
    """Questions that staff may see, with their form."""
    return Question.objects.filter(version__in=versions(actor)).select_related("section", "version__questionnaire")


@dataclass(frozen=True)
class OutlineRow:
    """A question in the builder's outline, with its words and the condition it waits for, in words."""

    row: Question
    label: str
    waits_for: list[str]
    is_any: bool
    has_stops: bool


@dataclass(frozen=True)
class OutlineSection:
    """A section in the builder's outline."""

    row: Section
    title: str
    waits_for: list[str]
    is_any: bool
    questions: list[OutlineRow]


def outline(version: Version, form: FormSpec, language: str) -> list[OutlineSection]:
    """A form's sections and questions as rows to work on. Two queries; `form` is the version's."""
    sections = sections_of(version)
    return [
        OutlineSection(
            section,
            in_language(section.title, language),
            *_waits_for(section.show_if, form, language),
            [_outline_row(question, form, language) for question in section.questions.all()],
        )
        for section in sections
    ]


def sections_of(version: Version) -> list[Section]:
    """Sections with their questions, in order. Two queries."""
    return list(version.sections.order_by("position", "pk").prefetch_related("questions"))


def _outline_row(question: Question, form: FormSpec, language: str) -> OutlineRow:
    waits_for, is_any = _waits_for(question.show_if, form, language)
    return OutlineRow(
        row=question,
        label=in_language(question.label, language),
        waits_for=waits_for,
        is_any=is_any,
        has_stops=any(option.get("next") == "stop" for option in question.settings.get("options", ())),
    )


def _waits_for(record: Mapping[str, Any], form: FormSpec, language: str) -> tuple[list[str], bool]:
    """A condition in words, and whether any one of its clauses is enough."""
    condition = condition_from_record(record)
    return condition_in_words(condition, form, language), bool(condition and condition.way == "any")


def newest_version(questionnaire: Questionnaire) -> Version:
    """The draft where there is one, else what was published last."""
    return questionnaire.versions.select_related("questionnaire", "published_by").latest("number")


def earlier_questions(form: FormSpec, *, before: str = "", section: str = "") -> list[QuestionSpec]:
    """Questions asked before a question, or before a section: what its condition and its words may look at.

    Without either, all of them. A new question comes last in its section.
    """
    found: list[QuestionSpec] = []
    for part in form.sections:
        if part.key == section:
            return found
        for question in part.questions:
            if question.key == before:
                return found
            if TESTS[question.type]:
                found.append(question)
    return found


def earlier_than_new(form: FormSpec, section: str) -> list[QuestionSpec]:
    """Questions asked before one that is added to a section."""
    keys = [part.key for part in form.sections]
    later = keys[keys.index(section) + 1 :]
    return earlier_questions(form, section=later[0] if later else "")


def published_version(questionnaire: Questionnaire) -> Version | None:
    """The newest published version: what a call announced now would freeze."""
    return questionnaire.versions.filter(status=VersionStatus.PUBLISHED).order_by("-number").first()


def published_questionnaires(purpose: str) -> QuerySet[Questionnaire]:
    """Forms of one purpose that have been published at least once."""
    published = Version.objects.filter(questionnaire=OuterRef("pk"), status=VersionStatus.PUBLISHED)
    return Questionnaire.objects.filter(Exists(published), purpose=purpose).order_by("title", "pk")
