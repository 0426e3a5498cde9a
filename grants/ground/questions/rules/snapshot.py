"""What a sheet said at one moment, as JSON that explains itself without the form."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from grants.ground.kit.money import format_minor
from grants.ground.kit.text import in_language
from grants.ground.questions.rules.forms import Files, Values, is_visible
from grants.ground.questions.rules.spec import FileSpec, FormSpec, QuestionSpec, SectionSpec, budget_total
from grants.ground.questions.rules.words import day_in_words

Display = str | list[list[str]]


def snapshot_content(form: FormSpec, values: Values, files: Files, language: str) -> dict[str, Any]:
    """Sections, questions and answers, in the sheet's language. Answers to hidden questions are left out.

    Each answer has `value` (typed) and `display`: text, or for a budget and for people rows of texts, the last row of
    a budget being its total. Files are listed with the digest of their bytes.
    """
    return {
        "version": form.id,
        "form_digest": form.digest,
        "language": language,
        "sections": [_section(section, form, values, files, language) for section in form.sections],
    }


def _section(section: SectionSpec, form: FormSpec, values: Values, files: Files, language: str) -> dict[str, Any]:
    shown = [question for question in section.questions if is_visible(question, values)]
    answers = [
        {
            "key": question.key,
            "type": question.type,
            "label": question.label_in(language),
            "meaning": question.meaning,
            "value": values.get(question.key),
            "display": display(question, values.get(question.key), form.currency, language),
            "files": [_file(file) for file in files.get(question.key, ())],
        }
        for question in shown
    ]
    return {"key": section.key, "title": section.title_in(language), "answers": answers}


def _file(file: FileSpec) -> dict[str, Any]:
    return {"id": file.id, "name": file.name, "size": file.size, "sha256": file.sha256}


def display(question: QuestionSpec, value: Any, currency: str, language: str) -> Display:
    """A typed answer as people read it; empty text for no answer."""
    if value is None:
        return ""
    show = DISPLAYS.get(question.type)
    return show(question, value, currency, language) if show else str(value)


def _show_money(question: QuestionSpec, value: int, currency: str, language: str) -> Display:
    return format_minor(value, currency)


def _show_date(question: QuestionSpec, value: str, currency: str, language: str) -> Display:
    return day_in_words(value)


def _show_yes_no(question: QuestionSpec, value: bool, currency: str, language: str) -> Display:
    return _("Yes") if value else _("No")


def _show_chosen(question: QuestionSpec, value: str | Sequence[str], currency: str, language: str) -> Display:
    """One chosen thing a line; a code that the form no longer knows stands for itself."""
    codes = [value] if isinstance(value, str) else value
    options = [(code, question.option(code)) for code in codes]
    return "\n".join(in_language(option.label, language) if option else code for code, option in options)


def _show_budget(question: QuestionSpec, value: Sequence[Mapping[str, Any]], currency: str, language: str) -> Display:
    rows = [[row["item"], format_minor(row["cost"], currency)] for row in value]
    return [*rows, [_("Total"), format_minor(budget_total(value), currency)]]


def _show_people(question: QuestionSpec, value: Sequence[Mapping[str, Any]], currency: str, language: str) -> Display:
    return [[person["name"], person["email"], person["phone"]] for person in value]


DISPLAYS: dict[str, Callable[[QuestionSpec, Any, str, str], Display]] = {
    "money": _show_money,
    "date": _show_date,
    "yes_no": _show_yes_no,
    "choice": _show_chosen,
    "choices": _show_chosen,
    "districts": _show_chosen,
    "terms": _show_chosen,
    "budget": _show_budget,
    "people": _show_people,
}


def _answers(content: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    return (answer for section in content["sections"] for answer in section["answers"])


def values_by_meaning(content: Mapping[str, Any]) -> dict[str, Any]:
    """Typed answers of a snapshot by their meaning; None where nothing was answered.

    The amount asked for is the budget's sum where no question asks for it outright.
    """
    found = {answer["meaning"]: answer["value"] for answer in _answers(content) if answer["meaning"]}
    if "amount_requested" not in found and found.get("budget"):
        found["amount_requested"] = budget_total(found["budget"])
    return found


def value_by_meaning(content: Mapping[str, Any], meaning: str) -> Any:
    """The typed answer that carries a meaning, or None."""
    return values_by_meaning(content).get(meaning)


def files_by_meaning(content: Mapping[str, Any], meaning: str) -> list[dict[str, Any]]:
    """The files given under a meaning: {"id", "name", "size", "sha256"} each, `id` being the stored file's."""
    return [file for answer in _answers(content) if answer["meaning"] == meaning for file in answer["files"]]
