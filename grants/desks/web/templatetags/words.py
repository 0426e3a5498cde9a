"""How dates and money read on every screen. A builtin: no template loads it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import groupby
from typing import Any

from django import template
from django.conf import settings
from django.db.models import Model
from django.template import defaultfilters
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from grants.desks.web.languages import carried_along, in_this_language
from grants.desks.web.questions.tongues import marked_words, said_in, screen_language
from grants.ground.audit.verbs import VERBS
from grants.ground.files.rules import clock_length, viewer_of
from grants.ground.kit.counting import COUNT_LIMIT
from grants.ground.kit.dates import clock_words, in_manner
from grants.ground.kit.money import format_minor
from grants.ground.kit.text import in_language
from grants.ground.questions.rules import language_name, same_language

ANY_ROW = 9876543210

register = template.Library()


@register.filter
def money(minor: int | str | None, currency: str = "GBP") -> str:
    """Minor units as people read them: 185000 is £1,850. Empty for nothing."""
    if not isinstance(minor, int):
        return ""
    return format_minor(minor, currency or "GBP", to_locale(get_language() or "en-gb"))


@register.filter
def day(value: dt.date | None) -> str:
    """Friday 4 December 2026."""
    return _day_words(_date(value), "l j F Y", get_language()) if value else ""


@register.filter
def short_day(value: dt.date | None) -> str:
    """4 Dec 2026, for tables."""
    return _day_words(_date(value), "j M Y", get_language()) if value else ""


@register.filter(expects_localtime=True, is_safe=False)
def date(value: Any, pattern: str | None = None) -> str:
    """Django's own, in the manner of the language."""
    return str(defaultfilters.date(value, in_manner(pattern) if pattern else None))


@register.filter
def moment(value: dt.datetime | None) -> str | SafeString:
    """Friday 4 December 2026, 5 pm."""
    return _time(value, "")


@register.filter
def deadline(value: dt.datetime | None) -> str | SafeString:
    """As `moment`, and a script adds "in 3 days"."""
    return _time(value, "data-relative")


@register.filter
def key_date(date: Any) -> str | SafeString:
    """A promised date of a call, in the words of its place; a script adds "in 3 days"."""
    if not date.machine:
        return str(date.words)
    return format_html('<time datetime="{}" data-relative>{}</time>', date.machine, date.words)


@register.filter
def told(entry: Any) -> str:
    """An audit entry as a sentence: who did what. Falls back to the verb's code where no verb is declared."""
    who = str(entry.person) if entry.person_id else _("The system") if entry.actor_kind == "timer" else _("Someone")
    verb = VERBS.get(entry.verb)
    return f"{who} {verb.sentence if verb else entry.verb}"


@register.filter
def gathered(entries: Iterable[Any]) -> list[tuple[Any, int]]:
    """Entries of a timeline with how often each: what one person did again and again in a row is told once."""

    def same(entry: Any) -> Any:
        return (entry.verb, entry.person_id, entry.actor_kind) if hasattr(entry, "verb") else id(entry)

    runs = [list(run) for _key, run in groupby(entries, key=same)]
    return [(run[0], len(run)) for run in runs]


@register.filter
def choice(row: Model | None, field: str) -> str:
    """The words of a stored choice: `{{ application|choice:"status" }}`. Empty without a row.

    As `get_status_display`, which translates every choice of the field to find one.
    """
    if not row:
        return ""
    value = getattr(row, field)
    return str(_labels(type(row), field).get(value, value))


@lru_cache
def _labels(model: type[Model], field: str) -> dict[Any, Any]:
    return dict(model._meta.get_field(field).flatchoices)  # type: ignore[union-attr]


@register.filter
def link(pk: int, name: str) -> str:
    """The address of a row's page: `{{ award.pk|link:"office:award" }}`. As `url`, for the rows of long lists."""
    before, after = _address(name)
    return f"{before}{pk}{after}"


@lru_cache
def _address(name: str) -> tuple[str, str]:
    before, _number, after = reverse(name, args=[ANY_ROW]).partition(str(ANY_ROW))
    return before, after


@register.filter
def in_reading(url: str) -> str:
    """The address of a public page in the language that is being read."""
    return in_this_language(url)


@register.filter
def carried(url: str) -> str:
    """The address of a screen, linked from a public page: the language of the page goes along."""
    return carried_along(url)


@register.filter
def counted(number: int) -> str:
    """A count that stopped at the limit: "4", or "Over 1,000"."""
    if number > COUNT_LIMIT:
        return _("Over %(limit)s") % {"limit": f"{COUNT_LIMIT:,}"}
    return str(number)


@register.filter
def isolated(words: str) -> SafeString:
    """A number or a name that keeps its own direction in a sentence that runs the other way."""
    return format_html("<bdi>{}</bdi>", words)


@register.filter(name="said_in")
def words_of(words: str, language: str) -> SafeString:
    """Words of a known language, marked as such where the page reads in another."""
    return marked_words(words, language, screen_language())


@register.simple_tag
def site_lang() -> SafeString:
    """The attribute of what the funder wrote once, in the site's own language; nothing where the page is in that."""
    own = settings.LANGUAGE_CODE
    return SafeString("") if same_language(own, screen_language()) else format_html(' lang="{}"', own)


@register.filter
def in_words(texts: Mapping[str, str]) -> str:
    """A text kept in several languages, in the reader's."""
    return in_language(texts or {}, get_language() or "en-gb")


@register.filter
def in_master(texts: Mapping[str, str]) -> str:
    """A text kept in several languages, in the one that everything is written in first."""
    return in_language(texts or {}, settings.LANGUAGE_CODE)


@register.filter
def wording(texts: Mapping[str, str]) -> SafeString:
    """Attributes of a text kept in several languages: `lang` and `dir` where it is not in the reader's."""
    return said_in(texts or {}, get_language() or "en-gb")


@register.filter
def in_words_each(items: Iterable[Mapping[str, str]], between: str) -> SafeString:
    """Texts kept in several languages one after the other, those that are not in the reader's marked so."""
    reading = get_language() or "en-gb"
    marked = ((said_in(texts, reading), in_language(texts, reading)) for texts in items)
    parts = [format_html("<span{}>{}</span>", lang, words) if lang else words for lang, words in marked]
    return format_html_join(between, "{}", ((part,) for part in parts))


@register.filter
def viewer(name: str) -> str:
    """How a page shows a stored file by itself: pdf, image, audio, video, or not at all."""
    return viewer_of(name)


@register.filter
def minutes(seconds: int | None) -> str:
    """`2:05` for a recording of 125 seconds; empty for none."""
    return clock_length(seconds) if seconds else ""


@register.filter
def language(code: str) -> str:
    """A language's name in the reader's language."""
    return language_name(code, get_language() or "en-gb")


@register.filter
def foreign(code: str) -> str:
    """A language's code where it is not the page's own; empty where it is."""
    return "" if same_language(code, get_language() or "en-gb") else code


def _time(value: dt.datetime | None, mark: str) -> str | SafeString:
    if not value:
        return ""
    local = _local(value)
    words = f"{_day_words(local.date(), 'l j F Y', get_language())}, {clock_words(local.time())}"
    return format_html('<time datetime="{}"{}>{}</time>', value.isoformat(), f" {mark}" if mark else "", words)


@lru_cache(maxsize=4096)  # the rows of a list share their days, and writing one out is slow
def _day_words(date: dt.date, pattern: str, language: str | None) -> str:
    return formats.date_format(date, in_manner(pattern))


def _date(value: dt.date) -> dt.date:
    local = _local(value)
    return local.date() if isinstance(local, dt.datetime) else local


def _local(value: Any) -> Any:
    return timezone.localtime(value) if isinstance(value, dt.datetime) and timezone.is_aware(value) else value
