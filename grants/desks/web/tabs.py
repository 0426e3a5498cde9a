"""Tabs over a list: all of it, or what is in one state."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from grants.ground.kit.errors import Words


def state_tabs(
    states: Iterable[tuple[str, Words]], chosen: str, counts: Mapping[str, int] | None = None
) -> list[dict[str, Any]]:
    """Items for `<c-tabs-nav>`: "All", then each state, with its count where one is given."""
    known = list(states)
    is_all = chosen not in {state for state, _label in known}
    everything = {"label": _("All"), "url": "?", "is_current": is_all}
    return [everything] + [
        {"label": label, "url": f"?status={state}", "is_current": state == chosen, "count": (counts or {}).get(state)}
        for state, label in known
    ]
