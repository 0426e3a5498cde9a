"""A form as one JSON object that explains itself: what files hold, what the fixtures are, what is made a form again.

    {"format": "community-grants-form", "format_version": 1, "title", "purpose",
     "sections": [{"key", "title", "intro", "show_if", "questions": [{"key", "type", "label", "help", "why", "meaning",
     "is_required", "settings", "show_if", "use", "readers"}]}],
     "checks": [{"left", "op", "right", "sentence", "at", "weight", "call"}],
     "languages": ["es"], "translated": {"es": {"question.name.label": digest, "check.1": digest}}}

`languages` are those in which it is offered besides the one it is written in; `translated` names the master text that
each translation was made of (`kit.translating`), a check by its number. Texts are {language: text}, or plain English.
What is not said is as on a new question. There are no ids in it, and nobody's name.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.ground.files.rules import KIND_NAMES
from grants.ground.kit.errors import Blocker, Refusal, refuse
from grants.ground.kit.translating import Translated
from grants.ground.questions.rules.checks import OPERATORS, WEIGHTS
from grants.ground.questions.rules.conditions import ALL_TESTS, clean_condition
from grants.ground.questions.rules.records import texts
from grants.ground.questions.rules.settings import ASKS, MEANING_TYPES, SETTING_NAMES, clean_settings
from grants.ground.questions.rules.shapes import (
    Faults,
    Path,
    Shape,
    anything,
    by_language,
    code,
    day,
    key,
    language,
    line,
    lines_by_name,
    list_of,
    number_or_none,
    number_to,
    one_of,
    plain_value,
    record_of,
    some_words,
    title,
    truth,
    whole_number,
    words,
)
from grants.ground.questions.rules.types.tables import COLUMN_TYPES

FORMAT, FORMAT_VERSION = "community-grants-form", 1
LARGEST_FILE = 1_000_000  # bytes
PURPOSES = ("quiz", "application", "report")
USES = ("eligibility", "judging", "payment", "reporting", "contact")
READERS = ("panel", "office", "finance")
VOCABULARIES = ("populations", "activities", "outcomes", "barriers", "partners", "source_kinds")
LONGEST_RECORDING = 600  # seconds
MOST_LANGUAGES = 40
MOST_SECTIONS, MOST_QUESTIONS, MOST_CHECKS, MOST_TOLD = 60, 100, 30, 30

OPTION = record_of(
    {
        "code": code,
        "label": words,
        "next": one_of("continue", "stop"),
        "stop_text": words,
        "result_text": words,
    },
    needs=["code"],
)
COLUMN = record_of(
    {
        "key": key,
        "type": one_of(*COLUMN_TYPES),
        "label": some_words,
        "is_required": truth,
        "options": list_of(OPTION),
        "vocabulary": one_of(*VOCABULARIES),
        **dict.fromkeys(("least", "most", "least_total", "most_total"), whole_number),
    },
    needs=["key", "type", "label"],
)
SHARE = record_of(
    {"column": code, "choice": code, "code": code, "most_percent": whole_number},
    needs=["column", "choice", "code", "most_percent"],
)
BAND = record_of(dict.fromkeys(("up_to", "least", "most"), number_or_none))
BANDS = record_of({"key": key, "limits": list_of(BAND)}, needs=["key", "limits"])
SETTINGS: Mapping[str, Shape] = {
    **dict.fromkeys(("least", "most", "least_total", "most_total", "most_months"), whole_number),
    "voice": number_to(LONGEST_RECORDING),
    **dict.fromkeys(("earliest", "latest"), day),
    **dict.fromkeys(("amount_column", "outcomes_key"), line),
    "vocabulary": one_of(*VOCABULARIES),
    "kinds": list_of(one_of(*KIND_NAMES)),
    "asks": list_of(code),
    "video": truth,
    "options": list_of(OPTION),
    "columns": list_of(COLUMN),
    "shares": list_of(SHARE),
    "bands": BANDS,
}
CLAUSE = record_of({"key": key, "test": one_of(*ALL_TESTS), "value": plain_value}, needs=["key", "test"])
CONDITION = record_of({"all": list_of(CLAUSE), "any": list_of(CLAUSE)})
QUESTION = record_of(
    {
        "key": key,
        "type": one_of(*SETTING_NAMES),
        "label": some_words,
        "help": words,
        "why": words,
        "meaning": one_of("", *MEANING_TYPES),
        "is_required": truth,
        "settings": record_of(SETTINGS),
        "show_if": CONDITION,
        "use": one_of("", *USES),
        "readers": one_of(*READERS),
    },
    needs=["key", "type", "label"],
)
MOST_WORKING_DAYS = 250
MEASURE = record_of(
    {
        "answer": key,
        "column": code,
        "of": key,
        "constant": plain_value,
        "working_days": number_to(MOST_WORKING_DAYS),
    }
)
KINDS_OF_MEASURE = ({"answer"}, {"column", "of"}, {"constant"}, {"working_days"})


def _side(value: Any) -> Faults:
    """One measure, or a list of them; each an answer, the sum of a column, or a constant."""
    parts = value if isinstance(value, list) else [value]
    yield from list_of(MEASURE)(parts)
    names = [set(part) for part in parts if isinstance(part, Mapping)]
    if not names or any(named not in KINDS_OF_MEASURE for named in names):
        yield (), _("This must name an answer, a column of a question, or a constant.")


CHECK = record_of(
    {
        "left": _side,
        "op": one_of(*OPERATORS),
        "right": _side,
        "sentence": some_words,
        "at": key,
        "weight": one_of(*WEIGHTS),
        "call": code,
    },
    needs=["left", "op", "right", "sentence", "at"],
)
SECTION = record_of(
    {
        "key": key,
        "title": some_words,
        "intro": words,
        "show_if": CONDITION,
        "questions": list_of(anything, most=MOST_QUESTIONS),
    },
    needs=["key", "title", "questions"],
)
CHECK_NAMES = ("left", "op", "right", "sentence", "at", "weight", "call")
FORM = record_of(
    {
        "format": line,
        "format_version": whole_number,
        "title": title,
        "purpose": one_of(*PURPOSES),
        "sections": list_of(anything, most=MOST_SECTIONS),
        "checks": list_of(anything, most=MOST_CHECKS),
        "languages": list_of(language, most=MOST_LANGUAGES),
        "translated": by_language(lines_by_name),
    },
    needs=["title", "purpose", "sections"],
)


def read_form_file(content: bytes) -> dict[str, Any]:
    """The description that a file holds. Refuses what is no form of ours, saying why."""
    if len(content) > LARGEST_FILE:
        raise refuse("form_file_large", _("This file is too large to be a form."), "file")
    try:
        read = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        sentence = _("This file cannot be read. Choose a form that was downloaded here, ending in “.json”.")
        raise refuse("form_file_unreadable", sentence, "file") from None
    if not isinstance(read, dict) or read.get("format") != FORMAT:
        sentence = _("This file does not hold a form. Choose one that was downloaded from the page of a form.")
        raise refuse("form_file_other", sentence, "file")
    if read.get("format_version") != FORMAT_VERSION:
        sentence = _("This form was saved by another version of this system, which we cannot read.")
        raise refuse("form_file_version", sentence, "file")
    return read


def described_form(
    title: str,
    purpose: str,
    sections: Sequence[tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]],
    checks: Any,
    *,
    languages: Sequence[str] = (),
    translated: Translated | None = None,
) -> dict[str, Any]:
    """The description of a form, from the values of its rows: each section with its questions, in order.

    Checks have ids of their own in each version; a file counts them instead.
    """
    numbers = {f"check.{check['id']}": f"check.{number}" for number, check in enumerate(checks, start=1)}
    more = {"languages": list(languages), "translated": renamed_places(translated or {}, numbers)}
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "title": title,
        "purpose": purpose,
        "sections": [
            _said(section) | {"questions": [_said(question) for question in questions]}
            for section, questions in sections
        ],
        "checks": [_said({name: check[name] for name in CHECK_NAMES if name in check}) for check in checks],
    } | {name: value for name, value in more.items() if value}


def renamed_places(translated: Translated, names: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The dates of translations with some places under other names; languages without any are left out."""
    return {
        language: {names.get(place, place): made_of for place, made_of in dated.items()}
        for language, dated in translated.items()
        if dated
    }


def _said(record: Mapping[str, Any]) -> dict[str, Any]:
    """A row's values without those that say nothing."""
    unsaid = {"is_required": True, "readers": "panel", "weight": "stops"}
    return {
        name: value
        for name, value in record.items()
        if (value != unsaid[name] if name in unsaid else value not in ("", {}, None))
    }


def description_problems(spec: Any) -> list[Blocker]:
    """Why a description cannot be made a form, each with its place: “Question 3 (where): …”. At most thirty.

    Questions are counted through the whole form. Whether conditions and checks find what they look at, publishing asks.
    """
    found = list(_told("", FORM(spec))) or [*_section_problems(spec["sections"]), *_check_problems(spec)]
    left = len(found) - MOST_TOLD
    if left > 0:
        sentence = ngettext("And %(count)s more.", "And %(count)s more.", left) % {"count": left}
        found = [*found[:MOST_TOLD], Blocker("form_description", sentence, "file")]
    return found


def _section_problems(sections: Sequence[Any]) -> Iterator[Blocker]:
    """What is wrong in sections, then in their questions, and what is there twice."""
    asked: list[tuple[str, Mapping[str, Any]]] = []
    known: list[tuple[str, Mapping[str, Any]]] = []
    number = 0
    for position, section in enumerate(sections, start=1):
        place = _("Section %(number)s") % {"number": position}
        faults = list(SECTION(section))
        yield from _told(place, faults or _condition_faults(section))
        known += [] if faults else [(place, section)]
        for question in [] if faults else section["questions"]:
            number += 1
            place = _question_place(number, question)
            wrong = list(QUESTION(question))
            yield from _told(place, wrong or _question_faults(question))
            asked += [] if wrong else [(place, question)]
    yield from [*_doubles("key", known), *_doubles("key", asked), *_doubles("meaning", asked)]


def _check_problems(spec: Mapping[str, Any]) -> Iterator[Blocker]:
    for number, check in enumerate(spec.get("checks", ()), start=1):
        yield from _told(_("Check %(number)s") % {"number": number}, CHECK(check))


def _question_place(number: int, question: Any) -> str:
    named = question.get("key") if isinstance(question, Mapping) else None
    if isinstance(named, str) and named:
        return _("Question %(number)s (%(key)s)") % {"number": number, "key": named[:40]}
    return _("Question %(number)s") % {"number": number}


def _question_faults(question: Mapping[str, Any]) -> Faults:
    """What the rules of the builder refuse about one question."""
    settings, meaning = question.get("settings", {}), question.get("meaning", "")
    for name in settings:
        if name not in SETTING_NAMES[question["type"]]:
            yield ("settings", name), _("This type of question has no such setting.")
    for name in settings.get("asks", ()):
        if name not in ASKS.get(question["type"], ()):
            yield ("settings", "asks"), _("This type of question cannot ask for “%(name)s”.") % {"name": name}
    if meaning and question["type"] not in MEANING_TYPES[meaning]:
        yield ("meaning",), _("This type of question cannot carry that meaning.")
    yield from _condition_faults(question)
    try:
        clean_settings(question["type"], settings)
    except Refusal as refusal:
        yield from (((blocker.field,), str(blocker.sentence)) for blocker in refusal.blockers)


def _condition_faults(described: Mapping[str, Any]) -> Faults:
    try:
        clean_condition(described.get("show_if"))
    except Refusal as refusal:
        yield from (((blocker.field,), str(blocker.sentence)) for blocker in refusal.blockers)


def _doubles(name: str, described: Sequence[tuple[str, Mapping[str, Any]]]) -> Iterator[Blocker]:
    """Keys, or meanings, that an earlier one has already."""
    seen: dict[str, str] = {}
    for place, record in described:
        value = record.get(name, "")
        if value in seen:
            sentence = _("“%(value)s” was given already: %(place)s.") % {"value": value, "place": seen[value]}
            yield from _told(place, [((name,), sentence)])
        elif value:
            seen[value] = place


def _told(place: str, faults: Iterable[tuple[Path, str]]) -> Iterator[Blocker]:
    """Faults with their place. What a file calls its parts is shown as far as it can be."""
    for path, sentence in faults:
        where = [part for part in (place, " › ".join(path)) if part]
        told = _("%(place)s: %(sentence)s") % {"place": ", ".join(where), "sentence": sentence} if where else sentence
        yield Blocker("form_description", told.encode(errors="replace").decode(), "file")


def plain_texts(described: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Texts of a description by language."""
    return {name: texts(described.get(name, "")) for name in names}
