"""Rows of small forms on a builder's page: those that stand, and a few empty ones."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django import forms

MOST_ROWS = 40


class CleanRows(forms.BaseFormSet):  # type: ignore[type-arg]
    """Rows of which empty ones are left out, so that no field of theirs is called optional."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.empty_permitted = False
        for field in form.fields.values():
            field.is_never_optional = True  # type: ignore[attr-defined]


Rows = TypeVar("Rows", bound=CleanRows)


def made_rows(
    form: type[forms.Form],
    rows: type[Rows],
    data: Any,
    prefix: str,
    initial: Sequence[Mapping[str, Any]],
    *,
    extra: int,
    **given: Any,
) -> Rows:
    """The rows; a post that does not carry them says nothing about them, and leaves what stands."""
    made = forms.formset_factory(form, formset=rows, extra=extra, max_num=MOST_ROWS)
    data = data if data is not None and f"{prefix}-TOTAL_FORMS" in data else None
    found: Rows = made(data, prefix=prefix, initial=list(initial), form_kwargs=given)  # type: ignore[assignment]
    return found
