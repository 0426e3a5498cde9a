"""Which questions are shown, which may be written now, and what is still wrong with the answers."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.ground.kit.errors import Blocker
from grants.ground.kit.money import format_minor
from grants.ground.questions.rules.answers import digits
from grants.ground.questions.rules.spec import (
    CONTACTS,
    FileSpec,
    FormSpec,
    QuestionSpec,
    SectionSpec,
    answer_code,
    budget_total,
    word_count,
)
from grants.ground.questions.rules.words import day_in_words

Values = Mapping[str, Any]
Files = Mapping[str, Sequence[FileSpec]]
Limit = Callable[[QuestionSpec, Any, str], list[tuple[str, str]]]


def is_visible(question: QuestionSpec, values: Values) -> bool:
    """Whether the answers so far call for this question."""
    if question.show_if is None:
        return True
    answer = values.get(question.show_if.key)
    return question.show_if.code in (answer if isinstance(answer, list) else [answer_code(answer)])


def visible_questions(form: FormSpec, values: Values) -> list[QuestionSpec]:
    """Every question that the answers call for, in the order asked."""
    return [question for question in form.questions if is_visible(question, values)]


def is_writable(writable: str, open_keys: Sequence[str], key: str) -> bool:
    """Whether a sheet that says "all", "keys" or "none" may take an answer to this question now."""
    return writable == "all" or (writable == "keys" and key in open_keys)


def problems(form: FormSpec, values: Values, files: Files) -> list[Blocker]:
    """Everything that stands in the way of sending: missing, too long, too much. Hidden questions are never asked."""
    asked = visible_questions(form, values)
    found = [blocker for question in asked for blocker in _problems_of(question, values, files, form.currency)]
    return found + _pair_problems(asked, values)


def _pair_problems(asked: Sequence[QuestionSpec], values: Values) -> list[Blocker]:
    """Two answers that contradict each other, told where it is easiest to put right."""
    told: dict[str, QuestionSpec | None] = {
        question.meaning: question for question in asked if values.get(question.key) is not None
    }
    told.setdefault("amount_requested", told.get("budget"))
    found = []
    for low, high, place, code in PAIRS:
        one, other = told.get(low), told.get(high)
        if one and other and _size(values[one.key]) > _size(values[other.key]):
            at = one if place == low else other
            found.append(Blocker(code, _pair_sentence(code), at.key))
    return found


def _size(value: Any) -> Any:
    """What is compared: a budget by its sum."""
    return budget_total(value) if isinstance(value, list) else value


def _pair_sentence(code: str) -> str:
    if code == "ends_before_start":
        return _("The end must not be before the start. Check both dates.")
    return _("The smallest amount must not be more than you ask for.")


# The first must not be above the second; told at the third.
PAIRS = (
    ("start", "end", "end", "ends_before_start"),
    ("smallest_amount", "amount_requested", "smallest_amount", "smallest_above_asked"),
)


def _problems_of(question: QuestionSpec, values: Values, files: Files, currency: str) -> list[Blocker]:
    value = _given(question, values, files)
    if value is None:
        return [_missing(question)] if question.is_required else []
    return limit_problems(question, value, currency)


def _given(question: QuestionSpec, values: Values, files: Files) -> Any:
    if question.type == "file":
        return list(files.get(question.key, ())) or None
    return values.get(question.key)


MISSING = {
    "yes_no": lambda: _("Choose yes or no."),
    "choice": lambda: _("Choose one answer."),
    "choices": lambda: _("Choose at least one."),
    "districts": lambda: _("Choose at least one place."),
    "terms": lambda: _("Choose at least one."),
    "file": lambda: _("Add a file."),
    "budget": lambda: _("Tell us at least one thing the money is for, and what it costs."),
    "people": lambda: _("Tell us two people we can talk to."),
    "date": lambda: _("Enter a date."),
    "money": lambda: _("Enter an amount."),
    "number": lambda: _("Enter a number."),
}


def _missing(question: QuestionSpec) -> Blocker:
    sentence = MISSING.get(question.type, lambda: _("Answer this question."))()
    return Blocker("answer_missing", sentence, question.key)


def limit_problems(question: QuestionSpec, value: Any, currency: str) -> list[Blocker]:
    """What is wrong with a typed answer that is kept all the same: over or under a limit."""
    check = LIMITS.get(question.type)
    if check is None or value is None:
        return []
    return [Blocker(code, sentence, question.key) for code, sentence in check(question, value, currency)]


def _below(question: QuestionSpec, count: int) -> bool:
    return question.least is not None and count < question.least


def _above(question: QuestionSpec, count: int) -> bool:
    return question.most is not None and count > question.most


def limit_words(question: QuestionSpec, value: str, currency: str) -> list[tuple[str, str]]:
    """Long text: `least` and `most` words."""
    words = word_count(value)
    if _above(question, words):
        over = words - (question.most or 0)
        sentence = ngettext(
            "Your answer is %(over)s word too long. Shorten it to %(most)s words or fewer.",
            "Your answer is %(over)s words too long. Shorten it to %(most)s words or fewer.",
            over,
        )
        return [("too_many_words", sentence % {"over": over, "most": question.most})]
    if _below(question, words):
        sentence = ngettext(
            "Write at least %(least)s word. You have written %(words)s.",
            "Write at least %(least)s words. You have written %(words)s.",
            question.least or 0,
        )
        return [("too_few_words", sentence % {"least": question.least, "words": words})]
    return []


def limit_characters(question: QuestionSpec, value: str, currency: str) -> list[tuple[str, str]]:
    """One line: `most` characters."""
    if not _above(question, len(value)):
        return []
    sentence = _("Shorten this to %(most)s characters or fewer. It has %(count)s.")
    return [("too_many_characters", sentence % {"most": question.most, "count": len(value)})]


def limit_number(question: QuestionSpec, value: int, currency: str) -> list[tuple[str, str]]:
    """A number between `least` (0 unless set) and `most`."""
    least = question.least or 0
    if value < least:
        return [("number_too_small", _("Enter %(least)s or more.") % {"least": least})]
    if _above(question, value):
        return [("number_too_large", _("Enter %(most)s or less.") % {"most": question.most})]
    return []


def limit_money(question: QuestionSpec, value: int, currency: str) -> list[tuple[str, str]]:
    """An amount between `least` and `most`."""
    return _amount_between(value, question.least, question.most, currency)


def _amount_between(minor: int, least: int | None, most: int | None, currency: str) -> list[tuple[str, str]]:
    if least is not None and minor < least:
        sentence = _("Enter %(least)s or more.")
        return [("money_too_small", sentence % {"least": format_minor(least, currency)})]
    if most is not None and minor > most:
        sentence = _("Enter %(most)s or less.")
        return [("money_too_much", sentence % {"most": format_minor(most, currency)})]
    return []


def limit_date(question: QuestionSpec, value: str, currency: str) -> list[tuple[str, str]]:
    """A date from `earliest` to `latest`. ISO dates compare as text."""
    if question.earliest and value < question.earliest:
        return [("date_too_early", _("Enter a date on or after %(date)s.") % {"date": day_in_words(question.earliest)})]
    if question.latest and value > question.latest:
        return [("date_too_late", _("Enter a date on or before %(date)s.") % {"date": day_in_words(question.latest)})]
    return []


def limit_chosen(question: QuestionSpec, value: Sequence[Any], currency: str) -> list[tuple[str, str]]:
    """Between `least` and `most` things chosen, or files added."""
    if _above(question, len(value)):
        sentence = ngettext(
            "Choose %(most)s at most. You have %(count)s.",
            "Choose up to %(most)s. You have %(count)s.",
            question.most or 0,
        )
        return [("too_many_chosen", sentence % {"most": question.most, "count": len(value)})]
    if _below(question, len(value)):
        sentence = ngettext("Choose at least %(least)s.", "Choose at least %(least)s.", question.least or 0)
        return [("too_few_chosen", sentence % {"least": question.least})]
    return []


def limit_files(question: QuestionSpec, value: Sequence[FileSpec], currency: str) -> list[tuple[str, str]]:
    """Between `least` and `most` files."""
    if _above(question, len(value)):
        sentence = ngettext("Keep %(most)s file and remove the rest.", "Keep up to %(most)s files.", question.most or 0)
        return [("too_many_files", sentence % {"most": question.most})]
    if _below(question, len(value)):
        sentence = ngettext("Add at least %(least)s file.", "Add at least %(least)s files.", question.least or 0)
        return [("too_few_files", sentence % {"least": question.least})]
    return []


def limit_budget(question: QuestionSpec, value: Sequence[Mapping[str, Any]], currency: str) -> list[tuple[str, str]]:
    """At most `most` rows, adding up to between `least_total` and `most_total`."""
    found = []
    if _above(question, len(value)):
        sentence = ngettext("Use %(most)s row at most.", "Use %(most)s rows at most.", question.most or 0)
        found.append(("too_many_rows", sentence % {"most": question.most}))
    total = budget_total(value)
    facts = {"total": format_minor(total, currency)}
    if question.least_total is not None and total < question.least_total:
        facts["least"] = format_minor(question.least_total, currency)
        sentence = _("Your costs add up to %(total)s. Ask for %(least)s or more.")
        found.append(("total_too_small", sentence % facts))
    if question.most_total is not None and total > question.most_total:
        facts["most"] = format_minor(question.most_total, currency)
        sentence = _("Your costs add up to %(total)s. Ask for %(most)s or less.")
        found.append(("total_too_much", sentence % facts))
    return found


def limit_people(question: QuestionSpec, value: Sequence[Mapping[str, Any]], currency: str) -> list[tuple[str, str]]:
    """Two people, each with a name and an email or a phone, who are not the same."""
    found = [problem for number, person in enumerate(value, start=1) for problem in _contact_problems(number, person)]
    if len(value) < CONTACTS:
        found.append(("second_person_missing", _("Tell us a second person we can talk to.")))
    elif any(_same_contact(value[0], other) for other in value[1:]):
        sentence = _(
            "Give two different people. Each needs their own email or phone: "
            "for example Amina on 0161 496 0001 and Tom on tom@example.org."
        )
        found.append(("same_person_twice", sentence))
    return found


def _contact_problems(number: int, person: Mapping[str, Any]) -> list[tuple[str, str]]:
    if not person["name"]:
        return [("name_missing", _("Person %(number)s: enter a name.") % {"number": number})]
    if not person["email"] and not person["phone"]:
        return [("contact_missing", _("Person %(number)s: enter an email or a phone number.") % {"number": number})]
    return []


def _same_contact(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    def same(read: Callable[[Mapping[str, Any]], str]) -> bool:
        return bool(read(one)) and read(one) == read(other)

    return (
        same(lambda person: person["email"].casefold())
        or same(lambda person: digits(person["phone"]))
        or same(lambda person: person["name"].casefold())
    )


LIMITS: dict[str, Limit] = {
    "short_text": limit_characters,
    "long_text": limit_words,
    "number": limit_number,
    "money": limit_money,
    "date": limit_date,
    "choices": limit_chosen,
    "districts": limit_chosen,
    "terms": limit_chosen,
    "file": limit_files,
    "budget": limit_budget,
    "people": limit_people,
}


def section_state(section: SectionSpec, form: FormSpec, values: Values, files: Files) -> str:
    """What the task list says of a section: "not_started", "in_progress" or "completed"."""
    asked = [question for question in section.questions if is_visible(question, values)]
    given = [question for question in asked if _given(question, values, files) is not None]
    if any(_problems_of(question, values, files, form.currency) for question in asked):
        return "in_progress" if given else "not_started"
    return "completed" if given or not asked else "not_started"
