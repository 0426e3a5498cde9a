"""The types of answers, a family a file, and the one table of them."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from grants.ground.questions.rules.types import (
    amounts,
    budgets,
    chosen,
    dates,
    files,
    groups,
    people,
    places,
    tables,
    targets,
    words,
)
from grants.ground.questions.rules.types.raw import AnswerType

TYPES: Mapping[str, AnswerType] = {
    "short_text": AnswerType(words.clean_short_text, words.limit_characters),
    "long_text": AnswerType(words.clean_long_text, words.limit_words),
    "email": AnswerType(words.clean_email),
    "phone": AnswerType(words.clean_phone),
    "number": AnswerType(amounts.clean_number, amounts.limit_number, missing=lambda question: _("Enter a number.")),
    "money": AnswerType(
        amounts.clean_money, amounts.limit_money, amounts.show_money, lambda question: _("Enter an amount.")
    ),
    "date": AnswerType(dates.clean_date, dates.limit_date, dates.show_date, lambda question: _("Enter a date.")),
    "date_range": AnswerType(
        dates.clean_date_range, dates.limit_date_range, dates.show_date_range, lambda question: _("Enter both dates.")
    ),
    "yes_no": AnswerType(chosen.clean_yes_no, None, chosen.show_yes_no, lambda question: _("Choose yes or no.")),
    "choice": AnswerType(chosen.clean_choice, None, chosen.show_chosen, lambda question: _("Choose one answer.")),
    "choices": AnswerType(
        chosen.clean_choices, chosen.limit_chosen, chosen.show_chosen, lambda question: _("Choose at least one.")
    ),
    "districts": AnswerType(
        chosen.clean_choices, chosen.limit_chosen, chosen.show_chosen, lambda question: _("Choose at least one place.")
    ),
    "terms": AnswerType(
        chosen.clean_choices, chosen.limit_chosen, chosen.show_chosen, lambda question: _("Choose at least one.")
    ),
    "declaration": AnswerType(
        chosen.clean_declaration, None, chosen.show_declaration, lambda question: _("Tick the box to say so.")
    ),
    "file": AnswerType(files.clean_file, files.limit_files, missing=lambda question: _("Add a file.")),
    "budget": AnswerType(
        budgets.clean_budget,
        budgets.limit_budget,
        budgets.show_budget,
        lambda question: _("Tell us at least one thing the money is for, and what it costs."),
    ),
    "table": AnswerType(
        tables.clean_table, tables.limit_table, tables.show_table, lambda question: _("Fill in at least one row.")
    ),
    "people": AnswerType(people.clean_people, people.limit_people, people.show_people, people.missing_people),
    "address": AnswerType(
        places.clean_address, places.limit_address, places.show_address, lambda question: _("Enter the address.")
    ),
    "organisation": AnswerType(
        groups.clean_organisation,
        groups.limit_organisation,
        groups.show_organisation,
        lambda question: _("Enter the name of the organisation."),
    ),
    "indicators": AnswerType(
        targets.clean_indicators,
        targets.limit_indicators,
        targets.show_indicators,
        lambda question: _("Choose at least one way to know."),
    ),
    "note": AnswerType(files.clean_file),
}
