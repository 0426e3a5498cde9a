"""A day and a time typed by a person, read by the funder's clocks."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.ground.kit.clock import at_local


class MomentWidget(forms.MultiWidget):
    """A date box and a time box side by side."""

    def __init__(self, zone: str) -> None:
        self.zone = zone
        day = forms.DateInput(attrs={"type": "date", "aria-label": _("Day")}, format="%Y-%m-%d")
        clock = forms.TimeInput(attrs={"type": "time", "aria-label": _("Time")}, format="%H:%M")
        super().__init__({"day": day, "time": clock})

    def decompress(self, value: dt.datetime | None) -> list[Any]:
        if value is None:
            return [None, None]
        local = value.astimezone(ZoneInfo(self.zone))
        return [local.date(), local.time()]


HALF = {"incomplete": _("Enter both a day and a time.")}


class MomentField(forms.MultiValueField):
    """A moment. Both boxes, or none where it is optional."""

    def __init__(self, *, zone: str, **kwargs: Any) -> None:
        self.zone = zone
        fields = (
            forms.DateField(error_messages={"invalid": _("Enter a day that exists, like 4 December 2026."), **HALF}),
            forms.TimeField(error_messages={"invalid": _("Enter a time, like 17:00."), **HALF}),
        )
        messages = {"required": _("Enter a day and a time."), **HALF}
        # Not all parts are required, or an optional field with half an answer would pass as empty.
        super().__init__(fields, widget=MomentWidget(zone), error_messages=messages, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[Any]) -> dt.datetime | None:
        if not data_list:
            return None
        day, clock = data_list
        return at_local(day, clock, self.zone)


class DayField(forms.DateField):
    """A day from the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        messages = {
            "invalid": _("Enter a day that exists, like 4 December 2026."),
            "required": _("Enter a day."),
        }
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, error_messages=messages, **kwargs)
