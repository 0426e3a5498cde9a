"""What a sheet said at one moment, as JSON that explains itself without the form."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from grants.ground.kit.text import in_language
from grants.ground.questions.rules.answers import display
from grants.ground.questions.rules.asked import form_as_asked
from grants.ground.questions.rules.beside import original_of_text, same_language
from grants.ground.questions.rules.conditions import Files, Values
from grants.ground.questions.rules.spec import (
    FileSpec,
    FormSpec,
    QuestionSpec,
    Remark,
    SectionSpec,
    TextSpec,
    amount_of,
)
from grants.ground.questions.rules.types.targets import target_figures

Written = Sequence[TextSpec]
NOTHING: Mapping[str, str] = MappingProxyType({})
MASTER = "en-gb"
AMOUNTS = frozenset({"budget", "table"})


def snapshot_content(
    form: FormSpec,
    values: Values,
    files: Files,
    language: str,
    written: Written = (),
    sources: Mapping[str, str] = NOTHING,
    noticed: Sequence[Remark] = (),
) -> dict[str, Any]:
    """Sections, questions and answers, in the sheet's language. What is hidden is left out.

    Each answer has `value` (typed) and `display`: text, or for rows a list of texts each, named by `heads` where
    columns have names; the last row of a budget is its total, as is the last row of a table with sums (`has_total`).
    `amount` is what a budget or table asks for, in minor units. `readers` says who may read it. Files are listed with
    the digest of their bytes. Where the form is translated, `master` has the words that it was written in, for readers
    of other languages (`read_in`). `written` are transcripts and translations; those of an answer as it stands are its
    `texts`. `source` says how an answer came to us that the group did not write itself. What checks `noticed` without
    stopping anybody are `remarks`, for the office, where there are any.
    """
    asked = form_as_asked(form, values, files)
    remarks = [dataclasses.asdict(remark) for remark in noticed]
    return ({"remarks": remarks} if remarks else {}) | {
        "version": form.id,
        "form_digest": form.digest,
        "language": language,
        "sections": [
            _with_sources(_section(section, form.currency, values, files, language, written), sources)
            for section in asked.sections
        ],
    }


def _with_sources(section: dict[str, Any], sources: Mapping[str, str]) -> dict[str, Any]:
    for answer in section["answers"]:
        if answer["key"] in sources:
            answer["source"] = sources[answer["key"]]
    return section


def _section(
    section: SectionSpec, currency: str, values: Values, files: Files, language: str, written: Written
) -> dict[str, Any]:
    answers = [
        _answer(question, values.get(question.key), currency, language)
        | {"files": [_file(file) for file in files.get(question.key, ())]}
        | _texts(values.get(question.key), files.get(question.key, ()), written)
        for question in section.questions
        if question.takes_answer
    ]
    title, master = section.title_in(language), section.title_in(MASTER)
    more = {} if title == master else {"master": {"title": master}}
    return {"key": section.key, "title": title, **more, "answers": answers}


def _answer(question: QuestionSpec, value: Any, currency: str, language: str) -> dict[str, Any]:
    shown = display(question, value, currency, language)
    return {
        "key": question.key,
        "type": question.type,
        "label": question.label_in(language),
        "meaning": question.meaning,
        "readers": question.readers,
        "value": value,
        "display": shown,
        "heads": heads(question, language) if value else [],
        "has_total": isinstance(shown, list) and len(shown) > len(value),
        "amount": amount_of(question, value) if question.type in AMOUNTS else None,
    } | _master_words(question, value, currency, language)


def _master_words(question: QuestionSpec, value: Any, currency: str, language: str) -> dict[str, Any]:
    """What reads differently in the language that the form was written in; nothing where nothing does."""
    if same_language(language, MASTER):
        return {}
    said, master = (_words(question, value, currency, code) for code in (language, MASTER))
    found = {name: words for name, words in master.items() if words != said[name]}
    return {"master": found} if found else {}


def _words(question: QuestionSpec, value: Any, currency: str, language: str) -> dict[str, Any]:
    shown, named = display(question, value, currency, language), heads(question, language) if value else []
    return {"label": question.label_in(language), "display": shown, "heads": named}


def read_in(content: Mapping[str, Any], language: str) -> Mapping[str, Any]:
    """A snapshot's content for a reader: questions and choices in the words that the form was written in, unless the
    reader reads the language of the answers. What was written is never touched.
    """
    if same_language(content["language"], language):
        return content
    sections = [
        section | section.get("master", {}) | {"answers": [row | row.get("master", {}) for row in section["answers"]]}
        for section in content["sections"]
    ]
    return {**content, "sections": sections}


def language_of_words(record: Mapping[str, Any], name: str, content_language: str, language: str) -> str:
    """The language in which `read_in` gives the words `name` of a section or an answer: what is not translated stays as
    it was written.
    """
    is_translated = same_language(content_language, language) and name in record.get("master", {})
    return content_language if is_translated else MASTER


def heads(question: QuestionSpec, language: str) -> list[str]:
    """Names of the columns in which rows are shown; none for a budget and for people, whose cells need none."""
    if question.type == "table":
        return [in_language(column.label, language) for column in question.columns]
    if question.type == "indicators":
        names = {"target": _("Hope for"), "actual": _("Came of it"), "counted": _("Of how many")}
        more = [names[name] for name in target_figures(question)[1:]]
        return [_("Sign of change"), pgettext("where a sign of change stands", "Start"), *more, _("How you will know")]
    return []


def _file(file: FileSpec) -> dict[str, Any]:
    known = {"id": file.id, "name": file.name, "size": file.size, "sha256": file.sha256}
    return known if file.seconds is None else known | {"seconds": file.seconds}


def _texts(value: Any, files: Sequence[FileSpec], written: Written) -> dict[str, Any]:
    """What was written about the answer as it stands; nothing is said where there is nothing."""
    originals = {file.sha256 for file in files}
    if isinstance(value, str):
        originals.add(original_of_text(value))
    found = [dataclasses.asdict(text) for text in written if text.original in originals]
    return {"texts": found} if found else {}


def _answers(content: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    return (answer for section in content["sections"] for answer in section["answers"])


def values_by_meaning(content: Mapping[str, Any]) -> dict[str, Any]:
    """Typed answers of a snapshot by their meaning; None where nothing was answered.

    The amount asked for is the budget's where no question asks for it outright. A period gives its start and its end,
    an address the place it is in, an organisation its name.
    """
    found: dict[str, Any] = {}
    for answer in sorted(_answers(content), key=lambda answer: answer["meaning"] != "budget"):
        if answer["meaning"]:
            found |= _facts_of(answer)
    return found


def _facts_of(answer: Mapping[str, Any]) -> dict[str, Any]:
    meaning, value = answer["meaning"], _said(answer)
    if meaning == "budget":
        return {"budget": value} | ({"amount_requested": answer["amount"]} if value else {})
    if meaning == "period":
        return {part: (value or {}).get(part) or None for part in ("start", "end")}
    if answer["type"] == "address":
        return {meaning: [value["place"]] if value and value.get("place") else None}
    if answer["type"] == "organisation":
        return {meaning: value["name"] if value else None}
    return {meaning: value}


def _said(answer: Mapping[str, Any]) -> Any:
    """The typed answer; what was said, in writing, where only a recording was given."""
    if answer["value"] is None and answer["type"] == "long_text":
        return next((text["text"] for text in answer.get("texts", ()) if text["kind"] == "transcript"), None)
    return answer["value"]


def value_by_meaning(content: Mapping[str, Any], meaning: str) -> Any:
    """The typed answer that carries a meaning, or None."""
    return values_by_meaning(content).get(meaning)


def files_by_meaning(content: Mapping[str, Any], meaning: str) -> list[dict[str, Any]]:
    """The files given under a meaning: {"id", "name", "size", "sha256"} each, `id` being the stored file's."""
    return [file for answer in _answers(content) if answer["meaning"] == meaning for file in answer["files"]]
