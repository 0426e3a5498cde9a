"""Reads: forms as specs, with the lists of words and places that they offer."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from grants.ground.questions.models import Question, Questionnaire, Section, Version, VersionStatus
from grants.ground.questions.rules import (
    TESTS,
    FormSpec,
    Lists,
    Option,
    QuestionSpec,
    SectionSpec,
    checks_from_records,
    facts_of,
    question_from_record,
    section_from_record,
)
from grants.ground.reference.models import District, Funder, Indicator, Term

WORD_COLUMNS = ("key", "type", "label", "help", "why")
QUESTION_COLUMNS = (*WORD_COLUMNS, "meaning", "is_required", "settings", "show_if", "use", "readers")
SECTION_COLUMNS = ("key", "title", "intro", "show_if")
SectionRows = list[tuple[dict[str, Any], list[dict[str, Any]]]]


def form_of(version: Version, sections: Sequence[Section] | None = None) -> FormSpec:
    """The form that a version asks. At most six queries, however long it is; two fewer with its `sections_of`."""
    found = rows_of(version) if sections is None else _rows_read(sections)
    rows = [row for _section, questions in found for row in questions]
    lists = lists_for(rows)
    return FormSpec(
        id=version.pk,
        title=version.questionnaire.title,
        purpose=version.questionnaire.purpose,
        currency=currency_for(rows),
        digest=version.digest,
        checks=checks_from_records(version.checks),
        languages=tuple(version.languages),
        sections=tuple(section_from_record(section, questions, lists) for section, questions in found),
    )


def rows_of(version: Version) -> SectionRows:
    """The values of each section and of its questions, in order."""
    sections = list(version.sections.order_by("position", "pk").values("id", *SECTION_COLUMNS))
    asked: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in version.questions.order_by("position", "pk").values("section_id", *QUESTION_COLUMNS):
        asked[row["section_id"]].append(row)
    return [(section, asked[section["id"]]) for section in sections]


def _rows_read(sections: Sequence[Section]) -> SectionRows:
    """The same from rows that were read already."""
    return [
        (
            {name: getattr(section, name) for name in SECTION_COLUMNS},
            [{name: getattr(question, name) for name in QUESTION_COLUMNS} for question in section.questions.all()],
        )
        for section in sections
    ]


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


@lru_cache(maxsize=4096)
def _frozen_row(version_id: int, digest: str, key: str) -> Mapping[str, Any] | None:
    """A question of a published version, which never changes: remembered by what the version says, and only read."""
    return Question.objects.filter(version_id=version_id, key=key).values(*QUESTION_COLUMNS).first()


def _frozen_question_of(version_id: int, digest: str, key: str) -> tuple[QuestionSpec, str] | None:
    """As `question_of`, for a published version. What its words leave open is the funder's, and asked for anew."""
    row = _frozen_row(version_id, digest, key)
    if row is None:
        return None
    if row["type"] not in ("money", "budget", "table", "address", "organisation"):
        return question_from_record(row, lists_for([row])), "GBP"
    funder = Funder.objects.filter(pk=1).values_list("currency", "country").first()
    currency, country = funder or ("GBP", "GB")
    return question_from_record(row, lists_for([row], country=country or "GB")), currency or "GBP"


def question_alone(version_id: int, key: str, *, digest: str = "") -> FormSpec:
    """A version's form with nothing in it but one question, or empty when there is no such key.

    With the digest of a published version no query is made for a question that was asked for before.
    """
    found = _frozen_question_of(version_id, digest, key) if digest else question_of(version_id, key)
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
    rows = District.objects.order_by("position", "name")
    columns = ("code", "name", "names", "is_active", "description")
    return tuple(
        Option(code, {**names, settings.LANGUAGE_CODE: name}, is_offered=active, hint=hint)
        for code, name, names, active, hint in rows.values_list(*columns)
    )


def _indicators() -> tuple[Option, ...]:
    columns = ("code", "title", "is_active", "outcomes", "description")
    rows = Indicator.objects.order_by("position", "code").values_list(*columns)
    return tuple(
        Option(code, title, is_offered=active, serves=tuple(outcomes), hint=hint)
        for code, title, active, outcomes, hint in rows
    )


def _terms(vocabularies: Iterable[str]) -> Mapping[str, tuple[Option, ...]]:
    found: dict[str, tuple[Option, ...]] = defaultdict(tuple)
    rows = Term.objects.filter(vocabulary__in=vocabularies).order_by("vocabulary", "position", "code")
    columns = ("vocabulary", "code", "label", "is_active", "description")
    for vocabulary, code, label, active, hint in rows.values_list(*columns):
        found[vocabulary] += (Option(code, label, is_offered=active, hint=hint),)
    return found


def currency_for(rows: Iterable[Mapping[str, Any]]) -> str:
    """The funder's currency, asked for only where an amount is."""
    if not {row["type"] for row in rows} & {"money", "budget", "table"}:
        return "GBP"
    return Funder.objects.filter(pk=1).values_list("currency", flat=True).first() or "GBP"


def sections_of(version: Version) -> list[Section]:
    """Sections with their questions, in order. Two queries."""
    return list(version.sections.order_by("position", "pk").prefetch_related("questions"))


def newest_version(questionnaire: Questionnaire) -> Version:
    """The draft where there is one, else what was published last."""
    return questionnaire.versions.select_related("questionnaire", "published_by").latest("number")


def earlier_questions(form: FormSpec, *, before: str = "", section: str = "") -> list[QuestionSpec]:
    """Questions asked before a question, or before a section: what its condition and its words may look at. Facts that
    are given with the form come first.

    Without either, all of them. A new question comes last in its section.
    """
    found: list[QuestionSpec] = list(facts_of(form.purpose))
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
