"""A form as it is asked of somebody: what their answers call for, with limits by bands and earlier answers repeated."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from grants.ground.kit.errors import Blocker
from grants.ground.kit.money import format_minor
from grants.ground.questions.rules.answers import display
from grants.ground.questions.rules.conditions import NO_FILES, Files, Shown, Values, shown
from grants.ground.questions.rules.spec import Band, FormSpec, QuestionSpec, SectionSpec, Texts, amount_of

MENTION = re.compile(r"\{\{\s*([\w-]+)\s*\}\}")

# What reads as a few words in the middle of a sentence; budgets and tables by what they ask for.
MENTIONABLE = frozenset({"short_text", "number", "money", "date", "date_range", "yes_no", "choice", "budget", "table"})
BANDED = frozenset({"number", "money", "budget", "table"})


def form_as_asked(form: FormSpec, values: Values, files: Files = NO_FILES) -> FormSpec:
    """The sections and questions that these answers call for, in words and limits that hold now."""
    called_for = shown(form, values, files)
    sections = (
        replace(section_as_asked(form, section, called_for.told), questions=_questions(form, section, called_for))
        for section in form.sections
        if section.key in called_for.sections
    )
    return replace(form, sections=tuple(sections))


def _questions(form: FormSpec, section: SectionSpec, called_for: Shown) -> tuple[QuestionSpec, ...]:
    return tuple(
        as_asked(form, question, called_for.told)
        for question in section.questions
        if question.key in called_for.questions
    )


def section_as_asked(form: FormSpec, section: SectionSpec, told: Values) -> SectionSpec:
    """A section with earlier answers repeated in its words. `told` is of what is shown."""
    return replace(section, title=filled(form, section.title, told), intro=filled(form, section.intro, told))


def as_asked(form: FormSpec, question: QuestionSpec, told: Values) -> QuestionSpec:
    """A question with earlier answers repeated in its words, and the limits and options that hold after them.

    `told` is what was answered in questions that are shown (`Shown.told`).
    """
    band = _band(form, question, told) or question
    return replace(
        question,
        label=filled(form, question.label, told),
        help=filled(form, question.help, told),
        why=filled(form, question.why, told),
        least=band.least,
        most=band.most,
        options=_options(question, told),
    )


def _band(form: FormSpec, question: QuestionSpec, told: Values) -> Band | None:
    """The limits by the size of an earlier answer; None while there is no such answer: then the question's own hold."""
    if question.bands is None:
        return None
    asked = form.question(question.bands.key)
    size = amount_of(asked, told.get(question.bands.key)) if asked else None
    if size is None:
        return None
    return next((band for band in question.bands.limits if band.up_to is None or size <= band.up_to), None)


def _options(question: QuestionSpec, told: Values) -> Any:
    """Signs of change narrowed to the outcomes that were chosen; all of them where none fits."""
    chosen = set(told.get(question.outcomes_key) or ()) if question.outcomes_key else set()
    if not chosen:
        return question.options
    fitting = tuple(option for option in question.options if not option.serves or chosen & set(option.serves))
    return fitting or question.options


def filled(form: FormSpec, texts: Texts, told: Values) -> Texts:
    """Texts with `{{key}}` replaced by the answer to that question, in each language; templates escape it as any text.

    Where it is not answered yet, plain words say so. What an answer contains is never read as a mention.
    """
    if not any("{{" in text for text in texts.values()):
        return texts
    return {language: _fill(form, text, told, language) for language, text in texts.items()}


def _fill(form: FormSpec, text: str, told: Values, language: str) -> str:
    return MENTION.sub(lambda found: _told(form, found[1], told, language), text)


def _told(form: FormSpec, key: str, told: Values, language: str) -> str:
    question, value = form.known(key), told.get(key)
    if question is None or value is None or question.type not in MENTIONABLE:
        return _("(not answered yet)")
    if question.type in {"budget", "table"}:
        amount = amount_of(question, value)
        return _("(not answered yet)") if amount is None else format_minor(amount, form.currency)
    return str(display(question, value, form.currency, language))


def mentions(texts: Texts) -> set[str]:
    """Keys of the answers that a text repeats."""
    return {key for text in texts.values() for key in MENTION.findall(text)}


def _can_be_told(asked: QuestionSpec) -> bool:
    return asked.type in MENTIONABLE and (asked.type != "table" or bool(asked.amount_column))


def mention_problems(
    words: tuple[Texts, ...], before: Mapping[str, QuestionSpec], readers: str, field: str
) -> list[Blocker]:
    """Why repeated answers cannot be published: not asked before, too long to repeat, or shown to who may not read."""
    found = []
    for key in sorted(set().union(*map(mentions, words))):
        asked = before.get(key)
        if asked is None or not _can_be_told(asked):
            sentence = _("The words repeat an answer that is not there, or too long to repeat: {{%(key)s}}.")
            found.append(Blocker("mention_without_question", sentence % {"key": key}, field))
        elif asked.readers not in {"panel", readers}:
            sentence = _("The words repeat an answer that not everybody who reads this may read: {{%(key)s}}.")
            found.append(Blocker("mention_tells", sentence % {"key": key}, field))
    return found


def band_problems(question: QuestionSpec, before: Mapping[str, QuestionSpec]) -> list[Blocker]:
    """Why limits by an earlier answer cannot be published."""
    if question.bands is None:
        return []
    asked, edges = before.get(question.bands.key), [band.up_to for band in question.bands.limits]
    if asked is None or asked.type not in BANDED or (asked.type == "table" and not asked.amount_column):
        sentence = _("The limits depend on an earlier amount or number that is not there. Change them.")
        return [Blocker("band_without_question", sentence, question.key)]
    sizes = [edge for edge in edges if edge is not None]
    if None in edges[:-1] or sizes != sorted(set(sizes)):
        return [Blocker("bands_cross", _("Put the limits in order, the smallest first."), question.key)]
    return []
