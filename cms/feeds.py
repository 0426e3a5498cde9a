"""Calls for feed readers and calendars."""

import datetime as dt
from typing import Any

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import CallPage
from cms.translations import once_each

NEWEST = 30
LINE_OCTETS = 75


class CallsFeed(Feed):
    """Announced calls that have a page, newest first."""

    feed_type = Atom1Feed
    title = gettext_lazy("Calls for applications")
    subtitle = gettext_lazy("New money for community groups.")
    link = "/calls/"

    def items(self) -> Any:
        return once_each(CallPage.objects.announced()).order_by("-call__announced_at", "-pk")[:NEWEST]

    def item_title(self, item: CallPage) -> str:
        return item.title

    def item_description(self, item: CallPage) -> str:
        return item.call.summary

    def item_link(self, item: CallPage) -> str:
        return item.get_url() or "/calls/"

    def item_pubdate(self, item: CallPage) -> dt.datetime:
        return item.call.announced_at

    def item_updateddate(self, item: CallPage) -> dt.datetime:
        return item.last_published_at


def closing_dates(pages: Any, host: str) -> str:
    """The closing dates of calls as an iCalendar (RFC 5545): one event of no length for each."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{host}//closing dates//EN",
        f"X-WR-CALNAME:{_escaped(_('Closing dates'))}",
    ]
    for page in pages:
        lines += _event(page, host)
    return "".join(_folded(line) for line in [*lines, "END:VCALENDAR"])


def _event(page: CallPage, host: str) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:call-{page.call.code}@{host}",
        f"DTSTAMP:{_stamp(page.call.announced_at)}",
        f"DTSTART:{_stamp(page.call.closes_at)}",
        f"SUMMARY:{_escaped(_('%(call)s closes') % {'call': page.title})}",
        f"DESCRIPTION:{_escaped(page.call.summary)}",
        f"URL:{page.full_url}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _stamp(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    for character in ("\\", ";", ","):
        text = text.replace(character, f"\\{character}")
    return text.replace("\r\n", "\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line in pieces of at most 75 octets, never within a character."""
    pieces: list[str] = []
    piece = ""
    for character in line:
        if len((piece + character).encode()) > LINE_OCTETS - bool(pieces):
            pieces.append(piece)
            piece = ""
        piece += character
    return "\r\n ".join([*pieces, piece]) + "\r\n"
