"""What forms on every desk share: acting on valid input, and showing refusals where they belong."""

from collections.abc import Callable
from typing import Any

from babel.numbers import get_currency_symbol
from django import forms
from django.contrib import messages
from django.http import HttpRequest

from grants.ground.kit.errors import Refusal
from grants.ground.kit.money import parse_minor, plain_minor


def act(form: forms.Form, action: Callable[[], Any]) -> Any | None:
    """Runs `action`; on refusal puts each reason at its field, or at the top, and returns None.

    An action that returns nothing counts as done: True is returned in its place.
    """
    try:
        result = action()
    except Refusal as refusal:
        for blocker in refusal.blockers:
            form.add_error(blocker.field if blocker.field in form.fields else None, str(blocker.sentence))
        return None
    return True if result is None else result


def act_or_tell(request: HttpRequest, action: Callable[[], Any]) -> Any | None:
    """As `act`, for a button without a form: on refusal the next page says why, and None is returned."""
    try:
        result = action()
    except Refusal as refusal:
        messages.error(request, " ".join(str(blocker.sentence) for blocker in refusal.blockers))
        return None
    return True if result is None else result


def is_sent(request: HttpRequest, form: forms.Form) -> bool:
    """Whether the form came by POST, and is valid."""
    return request.method == "POST" and form.is_valid()


class MoneyField(forms.CharField):
    """An amount typed by a person, as minor units; None when empty and optional."""

    def __init__(self, *, currency: str = "GBP", **kwargs: Any) -> None:
        self.currency = currency
        self.prefix = get_currency_symbol(currency, locale="en_GB")
        super().__init__(**kwargs)
        self.widget.attrs.update({"inputmode": "decimal", "class": "input-money", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]
        text = super().to_python(value)
        if not text:
            return None
        try:
            return parse_minor(text, self.currency)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal.blockers[0].sentence)) from None

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            shown = plain_minor(value, self.currency)
            return shown.removesuffix(".00")
        return value
