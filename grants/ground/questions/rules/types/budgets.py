"""The plain budget: what for and how much, row by row. For more columns there is the table."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.ground.kit.errors import Refusal, refuse
from grants.ground.kit.money import LARGEST_MINOR, format_minor
from grants.ground.questions.rules.spec import QuestionSpec, budget_total
from grants.ground.questions.rules.types.amounts import clean_money
from grants.ground.questions.rules.types.raw import Display, Found, above, given, line, refusal_at_row, row_id, rows_of
from grants.ground.questions.rules.types.words import clean_short_text


def clean_budget(question: QuestionSpec, raw: Any, currency: str) -> list[dict[str, Any]] | None:
    """Rows of {"id", "item", "cost"}; empty rows fall away. Every row needs both."""
    rows, blockers = [], []
    for number, row in enumerate(rows_of(question, raw), start=1):
        item, cost = line(row.get("item")), row.get("cost")
        if not item and not given(cost):
            continue
        try:
            clean_short_text(question, item, currency)
            rows.append({"id": row_id(row), "item": item, "cost": _cost(question, number, item, cost, currency)})
        except Refusal as refusal:
            blockers += refusal.blockers
    if blockers:
        raise Refusal(blockers)
    return rows or None


def _cost(question: QuestionSpec, number: int, item: str, cost: Any, currency: str) -> int:
    if not given(cost):
        sentence = _("Row %(number)s: enter what “%(item)s” costs.")
        raise refuse("budget_cost_missing", sentence % {"number": number, "item": item[:60]}, question.key)
    if not item:
        sentence = _("Row %(number)s: say what the money is for.")
        raise refuse("budget_item_missing", sentence % {"number": number}, question.key)
    try:
        minor: int | None = clean_money(question, cost, currency)
    except Refusal as refusal:
        raise refusal_at_row(refusal, number) from None
    if minor is None or not 0 <= minor <= LARGEST_MINOR:
        raise refuse("money_too_large", _("Check the amounts."), question.key)
    return minor


def limit_budget(question: QuestionSpec, value: Sequence[Mapping[str, Any]], currency: str) -> Found:
    """At most `most` rows, adding up to between `least_total` and `most_total`."""
    found = []
    if above(question, len(value)):
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


def show_budget(question: QuestionSpec, value: Sequence[Mapping[str, Any]], currency: str, language: str) -> Display:
    rows = [[row["item"], format_minor(row["cost"], currency)] for row in value]
    return [*rows, [_("Total"), format_minor(budget_total(value), currency)]]
