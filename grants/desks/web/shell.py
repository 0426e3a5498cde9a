"""What the shell of every page shows: the site's name, help in a crisis, and where one can go."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from grants.desks.web.languages import choices, this_address
from grants.ground.kit import clock
from grants.ground.kit.clock import local_date
from grants.ground.people.roles import Permission
from grants.ground.reference.models import Funder
from grants.ground.reference.queries import funder


@dataclass(frozen=True)
class Place:
    """An entry of a desk's navigation: its URL name, its words, and the permissions of which one is enough."""

    name: str
    label: Any
    permissions: frozenset[Permission] = frozenset()


@dataclass(frozen=True)
class NavItem:
    """An entry as the shell draws it."""

    label: Any
    url: str
    is_current: bool = False
    count: int = 0


def _place(name: str, label: Any, *permissions: Permission) -> Place:
    return Place(name, label, frozenset(permissions))


NAVIGATION: Mapping[str, tuple[Place, ...]] = {
    "profile": (
        _place("profile:details", _("My details")),
        _place("profile:sessions", _("Where I am signed in")),
        _place("profile:second_factor", _("Second step")),
    ),
    "portal": (_place("portal:home", _("My applications and grants")),),
    "panel": (_place("panel:home", _("My panels")),),
    "office": (
        _place("office:home", _("Today")),
        _place("office:calls", _("Calls"), Permission.SEE_CASES),
        _place("office:forms", _("Forms"), Permission.EDIT_FORMS),
        _place("office:applications", _("Applications"), Permission.SEE_CASES),
        _place("office:panels", _("Panels"), Permission.SEE_CASES),
        _place("office:decisions", _("Waiting for you"), Permission.DECIDE),
        _place("office:awards", _("Awards"), Permission.SEE_CASES),
        _place("office:reports", _("Reports"), Permission.SEE_CASES),
        _place("office:intakes", _("On paper"), Permission.CHECK_APPLICATIONS),
        _place("office:to_tell", _("Phone and post"), Permission.CHECK_APPLICATIONS, Permission.MANAGE_AWARDS),
        _place("office:organisations", _("Groups"), Permission.SEE_CASES, Permission.MANAGE_PEOPLE),
        _place("office:equality", _("Whom we reach"), Permission.SEE_EQUALITY),
        _place("office:people", _("People"), Permission.MANAGE_PEOPLE, Permission.SEE_AUDIT),
        _place("office:outbox", _("Outbox"), Permission.SEE_AUDIT),
        _place("office:audit", _("Audit"), Permission.SEE_AUDIT),
    ),
    "finance": (
        _place("finance:home", _("Today")),
        _place("finance:funds", _("Funds")),
        _place("finance:accounts", _("Bank details")),
        _place("finance:instalments", _("Ready to pay")),
        _place("finance:batches", _("Batches")),
        _place("finance:payments", _("Payments")),
    ),
}


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor. The funder's row is read only when a template shows it.

    `today` is the day at the funder's place: a function that templates call, since a lazy object knows < but not <=.
    """
    row = SimpleLazyObject(_funder_or_nameless)
    return {
        "site_name": SimpleLazyObject(lambda: row.name),
        "crisis_help": SimpleLazyObject(lambda: row.crisis_text),
        "nav": SimpleLazyObject(lambda: navigation(request)),
        "interface_languages": SimpleLazyObject(lambda: choices(request)),
        "this_address": SimpleLazyObject(lambda: this_address(request)),
        "today": lambda: local_date(clock.now(), row.timezone),
    }


def navigation(request: HttpRequest) -> list[NavItem]:
    """Entries of the desk that the request stands in, without those the actor may not enter."""
    match, actor = request.resolver_match, getattr(request, "actor", None)
    if match is None or actor is None or not actor.is_person:
        return []
    places = [place for place in NAVIGATION.get(match.app_name, ()) if _admits(place, actor)]
    found = [(place, url) for place in places if (url := _url(place.name))]
    current = _current(request.path, [url for _place, url in found])
    return [NavItem(place.label, url, url == current) for place, url in found]


def _admits(place: Place, actor: Any) -> bool:
    return not place.permissions or actor.may_any(*place.permissions)


def _url(name: str) -> str:
    """The address, or nothing where an installation has no such screen."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _current(path: str, urls: list[str]) -> str:
    """The longest address that the path lies under. Parts of a thing, as in /form-sections/, lie under /forms/."""
    found = (url for url in urls if path.startswith((url, f"{url.removesuffix('s/')}-")))
    return max(found, key=len, default="")


def _funder_or_nameless() -> Funder:
    """The funder; before set-up a nameless one, so that error pages still show."""
    try:
        return funder()
    except Funder.DoesNotExist:
        return Funder()
