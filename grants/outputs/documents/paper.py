"""The application form on paper: each question with its number and key, so that it can be typed in, and room to write.

The room is worked out with the pack's content (`pack.pack_content`); the PDF shows exactly that.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from grants.ground.kit.text import in_language
from grants.ground.questions.rules import QuestionSpec
from grants.outputs.documents.engine import render

Room = dict[str, Any]
WORDS_ON_A_LINE = 9
# A longer answer goes on on a sheet of its own, which the form says.
MOST_LINES = 22
LEAST_LINES = 4
MOST_ROWS = 8
# More than these are too many to tick: the answer is written.
MOST_BOXES = 24


def paper_pdf(content: Mapping[str, Any], *, is_large_print: bool = False) -> bytes:
    """The form of a pack as a tagged PDF to print and write on; in large print on request."""
    with translation.override(content["language"]):
        title = _("%(call)s: form to fill in on paper") % {"call": content["title"]}
    context = {"pack": content, "is_large_print": is_large_print}
    return render("documents/paper.html", context, title=title, language=content["language"])


def room_of(question: QuestionSpec, language: str) -> Room:
    """The room that an answer needs on paper.

    `kind` is lines, boxes (the pack's options to tick, `is_one` for one of them), ticks (labels to tick), rows under
    `heads`, parts (labels with a line each), file or none.
    """
    make = ROOMS.get(question.type)
    return make(question, language) if make else _lines(1)


def _lines(count: int) -> Room:
    return {"kind": "lines", "lines": range_of(count)}


def range_of(count: int) -> list[int]:
    """The numbers 1 to `count`: JSON keeps no ranges, and templates count nothing."""
    return list(range(1, count + 1))


def _long(question: QuestionSpec, language: str) -> Room:
    words = question.most or 200
    return _lines(min(MOST_LINES, max(LEAST_LINES, -(-words // WORDS_ON_A_LINE))))


def _boxes(question: QuestionSpec, language: str) -> Room:
    offered = sum(option.is_offered for option in question.options)
    is_one = question.type == "choice"
    return {"kind": "boxes", "is_one": is_one} if offered <= MOST_BOXES else _lines(1 if is_one else LEAST_LINES)


def _yes_no(question: QuestionSpec, language: str) -> Room:
    return {"kind": "ticks", "labels": [_("Yes"), _("No")]}


def _declaration(question: QuestionSpec, language: str) -> Room:
    return {"kind": "ticks", "labels": [_("Yes, this is so")]}


def _rows(heads: list[str], question: QuestionSpec) -> Room:
    return {"kind": "rows", "heads": heads, "rows": range_of(min(MOST_ROWS, max(question.most or 5, 2)))}


def _budget(question: QuestionSpec, language: str) -> Room:
    return _rows([_("What"), _("Cost")], question)


def _table(question: QuestionSpec, language: str) -> Room:
    return _rows([in_language(column.label, language) for column in question.columns], question)


def _people(question: QuestionSpec, language: str) -> Room:
    return _rows([_("Name"), _("Email"), _("Phone")], question)


def _targets(question: QuestionSpec, language: str) -> Room:
    return _rows(
        [
            _("Sign of change"),
            pgettext("where a sign of change stands", "Start"),
            _("Hope for"),
            _("How you will know"),
        ],
        question,
    )


def _parts(*labels: Any) -> Callable[[QuestionSpec, str], Room]:
    return lambda question, language: {"kind": "parts", "labels": [str(label) for label in labels]}


def _kind(kind: str) -> Callable[[QuestionSpec, str], Room]:
    return lambda question, language: {"kind": kind}


ROOMS: Mapping[str, Callable[[QuestionSpec, str], Room]] = {
    "long_text": _long,
    "yes_no": _yes_no,
    "declaration": _declaration,
    "choice": _boxes,
    "choices": _boxes,
    "districts": _boxes,
    "terms": _boxes,
    "budget": _budget,
    "table": _table,
    "people": _people,
    "indicators": _targets,
    "date": _parts(gettext_lazy("Day, month, year")),
    "date_range": _parts(gettext_lazy("From (day, month, year)"), gettext_lazy("Until (day, month, year)")),
    "address": _parts(gettext_lazy("House and street"), gettext_lazy("Town"), gettext_lazy("Postcode")),
    "organisation": _parts(gettext_lazy("Name"), gettext_lazy("Number, if it is registered")),
    "file": _kind("file"),
    "note": _kind("none"),
}
