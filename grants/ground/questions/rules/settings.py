"""What may be set on a question, by its type, and how settings are stored."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from grants.ground.kit.errors import Blocker, refuse, refuse_if
from grants.ground.questions.rules.records import texts
from grants.ground.questions.rules.types.tables import COLUMN_TYPES, SUMMED

OPTION_TYPES = frozenset({"choice", "choices"})
COUNTED = ("least", "most")
BANDED_COUNT = (*COUNTED, "bands")
MOST_COLUMNS = 10

SETTING_NAMES: dict[str, tuple[str, ...]] = {
    "short_text": ("most", "bands"),
    "long_text": (*BANDED_COUNT, "voice", "video"),
    "number": BANDED_COUNT,
    "money": BANDED_COUNT,
    "date": ("earliest", "latest"),
    "date_range": ("earliest", "latest", *COUNTED, "most_months"),
    "yes_no": ("options",),
    "choice": ("options",),
    "choices": ("options", *BANDED_COUNT),
    "declaration": (),
    "email": (),
    "phone": (),
    "file": ("kinds", *BANDED_COUNT),
    "budget": ("most", "least_total", "most_total", "bands"),
    "table": ("columns", *BANDED_COUNT, "shares", "amount_column"),
    "people": (*COUNTED, "asks"),
    "districts": BANDED_COUNT,
    "terms": ("vocabulary", *BANDED_COUNT),
    "address": ("asks",),
    "organisation": ("asks",),
    "indicators": ("outcomes_key", *BANDED_COUNT, "asks"),
    "note": (),
}

# What a type can ask besides.
ASKS: Mapping[str, tuple[str, ...]] = {
    "people": ("language", "apart"),
    "address": ("place",),
    "organisation": ("number",),
    "indicators": ("actual",),
}

# Which types can carry a meaning: what the rest of the house will find there.
MEANING_TYPES: dict[str, frozenset[str]] = {
    "project_title": frozenset({"short_text"}),
    "public_summary": frozenset({"short_text", "long_text"}),
    "amount_requested": frozenset({"money"}),
    "smallest_amount": frozenset({"money"}),
    "budget": frozenset({"budget", "table"}),
    "start": frozenset({"date"}),
    "end": frozenset({"date"}),
    "period": frozenset({"date_range"}),
    "districts": frozenset({"districts", "address"}),
    "populations": frozenset({"terms"}),
    "activities": frozenset({"terms"}),
    "outcomes": frozenset({"terms"}),
    "targets": frozenset({"indicators"}),
    "contacts": frozenset({"people"}),
    "group_name": frozenset({"short_text", "organisation"}),
    "legal_form": frozenset({"choice"}),
    "host": frozenset({"choice"}),
    "excluded_reviewers": frozenset({"short_text", "long_text"}),
    "safeguarding": frozenset({"choice"}),
    "spend": frozenset({"money"}),
    "people_reached": frozenset({"number"}),
    "attendances": frozenset({"number"}),
    "feel_part": frozenset({"number"}),
    "people_asked": frozenset({"number"}),
    "photo": frozenset({"file"}),
    "photo_consent": frozenset({"yes_no"}),
    "story": frozenset({"long_text"}),
}


def clean_settings(kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The settings that a type of question knows, empty ones dropped. Refuses what contradicts itself."""
    kept = {name: given[name] for name in SETTING_NAMES[kind] if given.get(name) not in (None, "", [], (), {})}
    refuse_if([*_bounds(kept, "least", "most"), *_bounds(kept, "least_total", "most_total"), *_dates(kept)])
    if "options" in kept:
        kept["options"] = [_clean_option(option) for option in kept["options"]]
    refuse_if(_option_problems(kind, kept))
    if kind == "terms" and "vocabulary" not in kept:
        raise refuse("vocabulary_missing", _("Choose the list of words."), "vocabulary")
    if "asks" in kept:
        kept["asks"] = [name for name in ASKS[kind] if name in kept["asks"]]
    if kind == "table":
        kept["columns"] = clean_columns(kept.get("columns", ()))
        refuse_if(_table_problems(kept))
    return kept


def _clean_option(option: Mapping[str, Any]) -> dict[str, Any]:
    """An option as stored: texts by language, a code, what comes next in a quiz; nothing else."""
    words = {name: dict(texts(option.get(name) or "")) for name in ("label", "stop_text", "result_text")}
    kept = {"code": option["code"], "label": words.pop("label")}
    if "next" in option:
        kept["next"] = "stop" if option["next"] == "stop" else "continue"
    return kept | {name: text for name, text in words.items() if text}


def clean_columns(given: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Columns as stored. A key that was not given is made from the label; ids of rows are never a column."""
    made: list[dict[str, Any]] = []
    for column in given:
        label = dict(texts(column.get("label") or ""))
        kept = {"key": column.get("key") or _free_key(label, made), "type": column["type"], "label": label}
        if column.get("is_required"):
            kept["is_required"] = True
        for name in ("least", "most", "least_total", "most_total", "vocabulary"):
            if column.get(name) not in (None, ""):
                kept[name] = column[name]
        if column.get("options"):
            kept["options"] = [_clean_option(option) for option in column["options"]]
        made.append(kept)
    return made


def _free_key(label: Mapping[str, str], made: Sequence[Mapping[str, Any]]) -> str:
    stem = slugify(next(iter(label.values()), "")).replace("-", "_")[:30] or "column"
    taken = {column["key"] for column in made} | {"id", "rows"}
    return next(key for number in range(1, 100) if (key := stem if number == 1 else f"{stem}_{number}") not in taken)


def _table_problems(kept: Mapping[str, Any]) -> list[Blocker]:
    columns: Sequence[Mapping[str, Any]] = kept["columns"]
    if not 1 <= len(columns) <= MOST_COLUMNS:
        sentence = _("Give the table between 1 and %(most)s columns.") % {"most": MOST_COLUMNS}
        return [Blocker("column_count", sentence, "columns")]
    found = [problem for column in columns for problem in _column_problems(column)]
    keys = [column["key"] for column in columns]
    if len(set(keys)) < len(keys) or {"id", "rows"} & set(keys):
        found.append(Blocker("column_twice", _("Give each column a short name of its own."), "columns"))
    amounts = {column["key"] for column in columns if column["type"] == "money"}
    if kept.get("amount_column") and kept["amount_column"] not in amounts:
        sentence = _("Choose a column of money that says what is asked of you.")
        found.append(Blocker("amount_column", sentence, "amount_column"))
    return found + [problem for share in kept.get("shares", ()) for problem in _share_problems(share, columns)]


def _column_problems(column: Mapping[str, Any]) -> list[Blocker]:
    if column["type"] not in COLUMN_TYPES:
        return [Blocker("column_type", _("Choose what a column holds."), "columns")]
    if not column["label"]:
        return [Blocker("column_label", _("Give each column a name."), "columns")]
    codes = [option["code"] for option in column.get("options", ())]
    if column["type"] == "choice" and not column.get("vocabulary") and (len(codes) < 2 or len(set(codes)) < len(codes)):
        sentence = _("Give a column of choices at least two different things to choose from.")
        return [Blocker("column_options", sentence, "columns")]
    crossed = [*_bounds(column, "least", "most"), *_bounds(column, "least_total", "most_total")]
    if crossed:
        return [Blocker("limits_cross", crossed[0].sentence, "columns")]
    return []


def _share_problems(share: Mapping[str, Any], columns: Sequence[Mapping[str, Any]]) -> list[Blocker]:
    known = {column["key"]: column for column in columns}
    summed, choice = known.get(share.get("column", "")), known.get(share.get("choice", ""))
    offered = {option["code"] for option in choice.get("options", ())} if choice else set()
    fits = summed and summed["type"] in SUMMED and choice and (choice.get("vocabulary") or share.get("code") in offered)
    percent = share.get("most_percent")
    if fits and isinstance(percent, int) and 0 <= percent <= 100:
        return []
    sentence = _("A share needs a column that is added up, one of the choices of another, and a percentage to 100.")
    return [Blocker("share_shape", sentence, "shares")]


def _bounds(kept: Mapping[str, Any], low: str, high: str) -> list[Blocker]:
    if low in kept and high in kept and kept[low] > kept[high]:
        return [Blocker("limits_cross", _("The most must not be smaller than the least."), high)]
    return []


def _dates(kept: Mapping[str, Any]) -> list[Blocker]:
    if "earliest" in kept and "latest" in kept and kept["earliest"] > kept["latest"]:
        return [Blocker("limits_cross", _("The latest date must not be before the earliest."), "latest")]
    return []


def _option_problems(kind: str, kept: Mapping[str, Any]) -> list[Blocker]:
    codes = [option["code"] for option in kept.get("options", [])]
    if kind in OPTION_TYPES and len(codes) < 2:
        return [Blocker("too_few_options", _("Give at least two things to choose from."), "options")]
    if kind == "yes_no" and codes and sorted(codes) != ["no", "yes"]:
        return [Blocker("not_yes_and_no", _("Say what happens after yes, and what after no."), "options")]
    double = [code for code, count in Counter(codes).items() if count > 1]
    if double:
        sentence = _("Two options have the same code: %(code)s.") % {"code": double[0]}
        return [Blocker("option_twice", sentence, "options")]
    return []
