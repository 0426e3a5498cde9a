"""Everything on the page of one question: its form, and its options, columns, shares, bands and clauses in rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from grants.desks.office.forms.bands import BandRows, band_rows
from grants.desks.office.forms.columns import ColumnRows, ShareRows, column_rows, share_rows
from grants.desks.office.forms.conditions import ConditionRows, condition_rows
from grants.desks.office.forms.options import OptionRows, option_rows
from grants.desks.office.forms.questions import LANGUAGE, QuestionForm
from grants.ground.questions.models import Question
from grants.ground.questions.rules import SETTING_NAMES, QuestionSpec
from grants.ground.questions.rules.settings import clean_columns


@dataclass(frozen=True)
class QuestionParts:
    """The form of a question and its rows; what a type does not have is None."""

    form: QuestionForm
    options: OptionRows | None
    columns: ColumnRows | None
    shares: ShareRows | None
    bands: BandRows | None
    condition: ConditionRows | None

    def is_valid(self) -> bool:
        """Whether everything can be kept; all is looked at, so that all errors are told."""
        return all([self.form.is_valid(), *[rows.is_valid() for rows in self._rows() if rows.is_bound]])

    def _rows(self) -> Iterator[Any]:
        found = (self.options, self.columns, self.shares, self.bands, self.condition)
        return (rows for rows in found if rows is not None)

    def row_forms(self) -> Iterator[forms.Form]:
        """Every small form on the page that was sent."""
        return (form for rows in self._rows() if rows.is_bound for form in rows.forms)

    def given(self) -> dict[str, Any]:
        """What the acts take. Rows that were not sent leave what stands."""
        before = self.form.question
        settings, show_if = (dict(before.settings), before.show_if) if before else ({}, {})
        in_rows = {name: settings[name] for name in ("columns", "shares", "bands", "amount_column") if name in settings}
        if self.options is not None:
            in_rows["options"] = self.options.options()
        if self.columns is not None and self.columns.is_bound:
            in_rows["columns"] = self.columns.columns()
            in_rows["amount_column"] = _key_of(in_rows["columns"], self.columns.amount_label())
        if self.shares is not None and self.shares.is_bound:
            in_rows["shares"] = self.shares.shares()
        if self.bands is not None and self.bands.is_bound:
            in_rows["bands"] = self.bands.record()
        if self.condition is not None and self.condition.is_bound:
            show_if = self.condition.record()
        return self.form.given(in_rows, show_if)


def _key_of(columns: list[dict[str, Any]], label: str) -> str:
    """The key of the column of a name; a column without one gets it here, as the rules would make it."""
    columns[:] = clean_columns(columns)
    return next((column["key"] for column in columns if column["label"].get(LANGUAGE) == label), "")


def question_parts(
    data: Any,
    *,
    kind: str,
    purpose: str,
    currency: str,
    earlier: Sequence[QuestionSpec],
    question: Question | None,
) -> QuestionParts:
    """The page of a question: as stored, or as sent."""
    settings = question.settings if question else {}
    has_bands = "bands" in SETTING_NAMES[kind] and purpose != "quiz"
    return QuestionParts(
        form=QuestionForm(data, kind=kind, purpose=purpose, currency=currency, earlier=earlier, question=question),
        options=option_rows(data, kind=kind, purpose=purpose, question=question),
        columns=column_rows(data, settings=settings, currency=currency) if kind == "table" else None,
        shares=share_rows(data, settings=settings) if kind == "table" else None,
        bands=band_rows(data, kind=kind, settings=settings, earlier=earlier, currency=currency) if has_bands else None,
        condition=condition_rows(data, stored=question.show_if if question else {}, earlier=earlier, currency=currency),
    )
