"""Which questions are shown, which may be written now, and what is still wrong with the answers."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from grants.ground.kit.errors import Blocker
from grants.ground.questions.rules.answers import limit_problems, missing
from grants.ground.questions.rules.asked import form_as_asked
from grants.ground.questions.rules.checks import check_problems
from grants.ground.questions.rules.conditions import NO_FILES, Files, Values, given, is_spoken, shown
from grants.ground.questions.rules.spec import FormSpec, QuestionSpec, SectionSpec, amount_of


def visible_questions(form: FormSpec, values: Values, files: Files = NO_FILES) -> list[QuestionSpec]:
    """Every question that the answers call for, in the order asked and in the words that hold now."""
    return list(form_as_asked(form, values, files).questions)


def is_writable(writable: str, open_keys: Sequence[str], key: str) -> bool:
    """Whether a sheet that says "all", "keys" or "none" may take an answer to this question now."""
    return writable == "all" or (writable == "keys" and key in open_keys)


def problems(form: FormSpec, values: Values, files: Files) -> list[Blocker]:
    """Everything that stands in the way of sending: missing, too long, too much, answers that disagree.

    Hidden questions are never asked.
    """
    asked, told = form_as_asked(form, values, files), shown(form, values, files).told
    found = [
        blocker
        for question in asked.questions
        for blocker in _refused_files(question, files) or _problems_of(question, told, form.currency)
    ]
    return found + disagreements(asked, told)


def _refused_files(question: QuestionSpec, files: Files) -> list[Blocker]:
    """Files that the check for viruses refused, each by its name. What waits to be checked is no problem."""
    sentence = _("We could not keep “%(name)s”: it carries a virus. Remove it and add a clean copy.")
    return [
        Blocker("file_infected", sentence % {"name": file.name}, question.key)
        for file in files.get(question.key, ())
        if file.scan_state == "infected"
    ]


def disagreements(asked: FormSpec, told: Values) -> list[Blocker]:
    """Answers that contradict each other: pairs known by their meaning, then the form's own checks.

    `asked` is the form as it is asked, `told` what was answered in it.
    """
    return _pair_problems(list(asked.questions), told) + check_problems(asked, told)


def _pair_problems(asked: Sequence[QuestionSpec], told: Values) -> list[Blocker]:
    """Two answers that contradict each other, told where it is easiest to put right."""
    known: dict[str, QuestionSpec | None] = {
        question.meaning: question for question in asked if told.get(question.key) is not None
    }
    known.setdefault("amount_requested", known.get("budget"))
    found = []
    for low, high, place, code in PAIRS:
        one, other = known.get(low), known.get(high)
        if one and other and _size(one, told[one.key]) > _size(other, told[other.key]):
            at = one if place == low else other
            found.append(Blocker(code, _pair_sentence(code), at.key))
    return found


def _size(question: QuestionSpec, value: Any) -> Any:
    """What is compared: a budget by its sum."""
    return amount_of(question, value) if isinstance(value, list) else value


def _pair_sentence(code: str) -> str:
    if code == "ends_before_start":
        return _("The end must not be before the start. Check both dates.")
    return _("The smallest amount must not be more than you ask for.")


# The first must not be above the second; told at the third.
PAIRS = (
    ("start", "end", "end", "ends_before_start"),
    ("smallest_amount", "amount_requested", "smallest_amount", "smallest_above_asked"),
)


def _problems_of(question: QuestionSpec, told: Values, currency: str) -> list[Blocker]:
    value = told.get(question.key)
    if value is None:
        return [missing(question)] if question.is_required and question.takes_answer else []
    return [] if is_spoken(question, value) else limit_problems(question, value, currency)


def section_state(section: SectionSpec, form: FormSpec, values: Values, files: Files) -> str:
    """What the task list says of a section: "not_started", "in_progress", "completed", or "hidden" when the answers do
    not call for it.
    """
    called_for = shown(form, values, files)
    if section.key not in called_for.sections:
        return "hidden"
    asked = [
        question
        for question in (form_as_asked(form, values, files).section(section.key) or section).questions
        if question.takes_answer
    ]
    answered = [question for question in asked if given(question, called_for.told, files) is not None]
    if any(_problems_of(question, called_for.told, form.currency) for question in asked):
        return "in_progress" if answered else "not_started"
    return "completed" if answered or not asked else "not_started"
