"""Specs from the values of rows, and the digest of what a form asks."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grants.ground.kit.text import digest
from grants.ground.questions.rules.checks import check_from_record
from grants.ground.questions.rules.conditions import condition_from_record
from grants.ground.questions.rules.spec import (
    YES_AND_NO,
    Band,
    Bands,
    Check,
    Column,
    FormSpec,
    Option,
    QuestionSpec,
    SectionSpec,
    Share,
    Texts,
)

# What is offered from the funder's own lists, which change without a new version of the form.
LISTED_TYPES = frozenset({"districts", "terms", "address", "indicators"})


def texts(value: str | Texts) -> Texts:
    """A `{language: text}` mapping, from one or from a plain text in English."""
    return {"en-gb": value} if isinstance(value, str) and value else (value or {})


@dataclass(frozen=True)
class Lists:
    """The funder's country, places, words and signs of change: what some types of question offer."""

    districts: tuple[Option, ...] = ()
    terms: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)
    indicators: tuple[Option, ...] = ()
    country: str = "GB"


def option_from_record(record: Mapping[str, Any]) -> Option:
    """An Option from its JSON."""
    return Option(
        code=record["code"],
        label=texts(record.get("label", "")),
        next=record.get("next", "continue"),
        stop_text=texts(record.get("stop_text", "")),
        result_text=texts(record.get("result_text", "")),
    )


def question_from_record(record: Mapping[str, Any], lists: Lists) -> QuestionSpec:
    """A QuestionSpec from the values of its row: key, type, label, help, why, meaning, settings, show_if …"""
    limits = record.get("settings") or {}
    plain = ("least", "most", "least_total", "most_total", "most_months")
    words = ("earliest", "latest", "vocabulary", "amount_column", "outcomes_key")
    set_here: dict[str, Any] = {name: limits.get(name) for name in plain} | {n: limits.get(n, "") for n in words}
    return QuestionSpec(
        key=record["key"],
        type=record["type"],
        label=texts(record["label"]),
        help=texts(record.get("help") or ""),
        why=texts(record.get("why") or ""),
        meaning=record.get("meaning", ""),
        is_required=record.get("is_required", True),
        options=_options(record["type"], limits, lists),
        kinds=tuple(limits.get("kinds", ())),
        voice=limits.get("voice", 0) if record["type"] == "long_text" else 0,
        video=bool(limits.get("video")),
        asks=tuple(limits.get("asks", ())),
        columns=tuple(_column(column, lists) for column in limits.get("columns", ())),
        shares=tuple(Share(**share) for share in limits.get("shares", ())),
        bands=_bands(limits.get("bands")),
        show_if=condition_from_record(record.get("show_if")),
        use=record.get("use", ""),
        readers=record.get("readers") or "panel",
        country=lists.country,
        **set_here,
    )


def _column(record: Mapping[str, Any], lists: Lists) -> Column:
    given = tuple(option_from_record(option) for option in record.get("options", ()))
    vocabulary = record.get("vocabulary", "")
    return Column(
        key=record["key"],
        type=record["type"],
        label=texts(record["label"]),
        is_required=record.get("is_required", False),
        options=lists.terms.get(vocabulary, ()) if vocabulary else given,
        vocabulary=vocabulary,
        **{name: record.get(name) for name in ("least", "most", "least_total", "most_total")},
    )


def _bands(record: Mapping[str, Any] | None) -> Bands | None:
    if not record:
        return None
    limits = (Band(row.get("up_to"), row.get("least"), row.get("most")) for row in record["limits"])
    return Bands(record["key"], tuple(limits))


def section_from_record(record: Mapping[str, Any], questions: Sequence[Mapping[str, Any]], lists: Lists) -> SectionSpec:
    """A SectionSpec from the values of its row and of its questions' rows, in order."""
    return SectionSpec(
        key=record["key"],
        title=texts(record["title"]),
        intro=texts(record.get("intro") or ""),
        questions=tuple(question_from_record(question, lists) for question in questions),
        show_if=condition_from_record(record.get("show_if")),
    )


def checks_from_records(records: Sequence[Mapping[str, Any]]) -> tuple[Check, ...]:
    """The checks of a version."""
    return tuple(check_from_record(record) for record in records)


def _options(kind: str, limits: Mapping[str, Any], lists: Lists) -> tuple[Option, ...]:
    if kind in {"districts", "address"}:
        return lists.districts
    if kind == "terms":
        return lists.terms.get(limits.get("vocabulary", ""), ())
    if kind == "indicators":
        return lists.indicators
    given = tuple(option_from_record(option) for option in limits.get("options", ()))
    return given or (YES_AND_NO if kind == "yes_no" else ())


def form_digest(form: FormSpec) -> str:
    """SHA-256 of everything a form asks. The funder's own lists, country and currency of the day are in it only as far
    as the version says so: words, places and their hints are not.
    """
    plain = dataclasses.replace(form, id=0, digest="", sections=tuple(map(_without_lists, form.sections)))
    content = dataclasses.asdict(
        plain, dict_factory=lambda pairs: {name: _plain(value) for name, value in pairs if name != "hint"}
    )
    if not form.languages:
        del content["languages"]
    for check in content["checks"]:
        if not check["call"]:
            del check["call"]
    return digest(content)


def _without_lists(section: SectionSpec) -> SectionSpec:
    return dataclasses.replace(section, questions=tuple(map(_without_list, section.questions)))


def _without_list(question: QuestionSpec) -> QuestionSpec:
    columns = tuple(
        dataclasses.replace(column, options=()) if column.vocabulary else column for column in question.columns
    )
    options = () if question.type in LISTED_TYPES else question.options
    return dataclasses.replace(question, options=options, columns=columns, country="")


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else value
