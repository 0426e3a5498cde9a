"""Controls inside a question: choices, the cells of a row, the parts of an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from grants.desks.web.questions.tongues import said_in
from grants.ground.kit.text import in_language
from grants.ground.questions.rules import Option, QuestionSpec
from grants.ground.questions.rules.spec import SMALLEST_BUDGET_ROWS, Column
from grants.ground.questions.rules.types.people import fewest, most_people
from grants.ground.questions.rules.types.places import address_parts
from grants.ground.questions.rules.types.raw import MOST_ROWS
from grants.ground.questions.rules.types.tables import cell_question, is_summed
from grants.ground.questions.rules.types.targets import target_figures


@dataclass(frozen=True)
class ChoiceControl:
    """One radio button, tick box, or line of a list. `hint` explains a word of the site's lists."""

    id: str
    code: str
    label: str
    is_chosen: bool
    lang: str = ""
    hint: str = ""
    hint_lang: str = ""


@dataclass(frozen=True)
class NamedCell:
    """One control with a name of its own: a line, a tick box, or a list where there are `choices`.

    `sum` names the column that a script adds up.
    """

    name: str
    label: str
    text: str
    css: str = ""
    inputmode: str = ""
    autocomplete: str = "off"
    hint: str = ""
    choices: tuple[ChoiceControl, ...] = ()
    is_tick: bool = False
    is_optional: bool = False
    sum: str = ""
    lang: str = ""


def choice_controls(question: QuestionSpec, raw: Any, name: str, language: str) -> list[ChoiceControl]:
    """What is offered, and what was chosen before even if it is no longer offered."""
    chosen = raw if isinstance(raw, list) else [raw]
    offered = [option for option in question.options if option.is_offered or option.code in chosen]
    names = {"yes": _("Yes"), "no": _("No")} if question.type == "yes_no" else {}
    return [
        ChoiceControl(
            id=f"{name}-{number}",
            code=option.code,
            label=_label(option, names, language),
            is_chosen=option.code in chosen,
            lang=said_in(option.label, language),
            hint=in_language(option.hint, language),
            hint_lang=said_in(option.hint, language),
        )
        for number, option in enumerate(offered)
    ]


def _label(option: Option, names: Mapping[str, str], language: str) -> str:
    return in_language(option.label, language) or names.get(option.code, option.code)


def rows_at_least(question: QuestionSpec) -> int:
    """How many rows a page shows to begin with."""
    if question.type == "people":
        return fewest(question)
    begin = {"budget": SMALLEST_BUDGET_ROWS, "table": 2}.get(question.type, 1)
    return max(begin, min(question.least or 0, MOST_ROWS))


def rows_at_most(question: QuestionSpec) -> int:
    """How many rows a page ever shows."""
    return most_people(question) if question.type == "people" else question.most or MOST_ROWS


# Class and input mode of a cell, by what its column holds.
CELLS: Mapping[str, tuple[str, str]] = {
    "short_text": ("", ""),
    "number": ("input-8", "numeric"),
    "money": ("input-8", "decimal"),
    "date": ("input-16", ""),
}


def row_cells(
    question: QuestionSpec, row: Mapping[str, str], name: str, language: str, currency_mark: str
) -> list[NamedCell]:
    """The controls of one row of a table, or of one sign of change."""
    if question.type == "indicators":
        return _target_cells(question, row, name, language)
    return [_cell(question, column, row, name, language, currency_mark) for column in question.columns]


def _cell(
    question: QuestionSpec, column: Column, row: Mapping[str, str], name: str, language: str, mark: str
) -> NamedCell:
    text, label = row.get(column.key, ""), in_language(column.label, language)
    css, inputmode = CELLS.get(column.type, ("", ""))
    choices: tuple[ChoiceControl, ...] = ()
    if column.type in {"choice", "yes_no"}:
        asked = cell_question(question, column)
        choices = tuple(choice_controls(asked, text, f"{name}-{column.key}", language))
    return NamedCell(
        name=f"{name}-{column.key}",
        label=_("%(label)s in %(mark)s") % {"label": label, "mark": mark} if column.type == "money" else label,
        text=text,
        css=css,
        inputmode=inputmode,
        hint=_("Like 27 3 2027") if column.type == "date" else "",
        choices=choices,
        is_optional=not column.is_required,
        sum=column.key if is_summed(column) else "",
        lang=said_in(column.label, language),
    )


def _target_cells(question: QuestionSpec, row: Mapping[str, str], name: str, language: str) -> list[NamedCell]:
    names = {
        "target": _("What you hope for"),
        "actual": _("What came of it"),
        "counted": _("Of how many people you know"),
    }
    more = [
        NamedCell(f"{name}-{part}", names[part], row.get(part, ""), "input-8", "decimal", is_optional=part == "counted")
        for part in target_figures(question)[1:]
    ]
    return [
        NamedCell(
            f"{name}-indicator",
            _("How will you know?"),
            row.get("indicator", ""),
            choices=tuple(choice_controls(question, row.get("indicator", ""), f"{name}-indicator", language)),
        ),
        NamedCell(f"{name}-start", _("Where you start"), row.get("start", ""), "input-8", "decimal"),
        NamedCell(
            f"{name}-is_start_unknown",
            _("We do not know the start point yet"),
            row.get("is_start_unknown", ""),
            is_tick=True,
        ),
        *more,
        NamedCell(f"{name}-how", _("How will you find out?"), row.get("how", ""), hint=_("Such as a list, or asking")),
    ]


def address_cells(question: QuestionSpec, raw: Any, name: str, language: str) -> list[NamedCell]:
    """The lines of an address, as they are written in the funder's country, and the place where it is asked."""
    typed, is_american = raw if isinstance(raw, Mapping) else {}, question.country == "US"
    labels = {
        "line1": (_("Street address") if is_american else _("Address line 1"), "", "address-line1"),
        "line2": (_("Apartment, suite or unit") if is_american else _("Address line 2"), "", "address-line2"),
        "town": (_("City") if is_american else _("Town or city"), "input-16", "address-level2"),
        "state": (_("State, in two letters"), "input-4", "address-level1"),
        "postcode": (_("ZIP code") if is_american else _("Postcode"), "input-8", "postal-code"),
        "place": (_("Which place is that in?"), "", "off"),
    }
    return [
        NamedCell(
            f"{name}-{part}",
            labels[part][0],
            typed.get(part, ""),
            labels[part][1],
            autocomplete=labels[part][2],
            choices=_places(question, typed, f"{name}-place", language) if part == "place" else (),
            is_optional=part == "line2",
        )
        for part in address_parts(question)
    ]


def _places(question: QuestionSpec, typed: Mapping[str, str], name: str, language: str) -> tuple[ChoiceControl, ...]:
    return tuple(choice_controls(question, typed.get("place", ""), name, language))


def organisation_cells(question: QuestionSpec, raw: Any, name: str, language: str) -> list[NamedCell]:
    """The name of an organisation and its number in a register."""
    typed = raw if isinstance(raw, Mapping) else {}
    return [
        NamedCell(f"{name}-name", _("Name"), typed.get("name", ""), autocomplete="organization"),
        NamedCell(
            f"{name}-number",
            _("Charity or company number"),
            typed.get("number", ""),
            "input-16",
            is_optional="number" not in question.asks,
        ),
    ]
