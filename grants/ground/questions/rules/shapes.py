"""What a value from a file must look like. A shape is a function that gives each fault with the path to its place."""

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from grants.ground.questions.rules.keys import plain_key

Path = tuple[str, ...]
Faults = Iterator[tuple[Path, str]]
Shape = Callable[[Any], Faults]

LARGEST_NUMBER = 10**12
LONGEST_TEXT = 10_000
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
CODE = re.compile(r"[\w-]{1,80}")


def is_text(value: Any) -> bool:
    """Whether it is text that every database can keep: no zeros, no halves of characters."""
    return isinstance(value, str) and "\0" not in value and not any("\ud800" <= c <= "\udfff" for c in value)


def _within(name: str, faults: Iterable[tuple[Path, str]]) -> Faults:
    """Faults of a part, with the name of the part in front."""
    return (((name, *path), sentence) for path, sentence in faults)


def line(value: Any) -> Faults:
    """Text of any length that a form can have."""
    if not is_text(value):
        yield (), _("This must be text.")
    elif len(value) > LONGEST_TEXT:
        yield (), _("This text is too long.")


def words(value: Any) -> Faults:
    """Text in plain English, or a text for each language."""
    if not isinstance(value, Mapping):
        yield from line(value)
        return
    for language, text in value.items():
        if not LANGUAGE.fullmatch(language):
            yield (language,), _("This is not the code of a language, like “en-gb”.")
        yield from _within(language, line(text))


def language(value: Any) -> Faults:
    """The code of a language."""
    if not isinstance(value, str) or not LANGUAGE.fullmatch(value):
        yield (), _("This is not the code of a language, like “en-gb”.")


def by_language(shape: Shape) -> Shape:
    """An object with something of one shape for each language."""

    def look(value: Any) -> Faults:
        if not isinstance(value, Mapping):
            yield (), _("This must be an object with names and values.")
            return
        for name, part in value.items():
            yield from _within(name, (*language(name), *shape(part)))

    return look


def lines_by_name(value: Any) -> Faults:
    """An object of short texts under any names."""
    if not isinstance(value, Mapping):
        yield (), _("This must be an object with names and values.")
        return
    for name, part in value.items():
        yield from _within(name, line(part))


def title(value: Any) -> Faults:
    """Text that is not empty."""
    found = list(line(value))
    yield from found if found or value.strip() else [((), _("Something must be written here."))]


def some_words(value: Any) -> Faults:
    """As `words`, and not empty."""
    found = list(words(value))
    texts = value.values() if isinstance(value, Mapping) else [value]
    yield from found if found or any(text.strip() for text in texts) else [((), _("Something must be written here."))]


def key(value: Any) -> Faults:
    """The key of a question or a section."""
    if not is_text(value) or not value or plain_key(value) != value:
        yield (), _("This must be a short name in small letters, digits and underscores, like “group_name”.")


def code(value: Any) -> Faults:
    """The code of something that is offered."""
    if not is_text(value) or not CODE.fullmatch(value):
        yield (), _("This must be a short code of letters, digits and hyphens.")


def whole_number(value: Any) -> Faults:
    """A whole number from zero, as limits are. Amounts of money are in pence or cents."""
    if type(value) is not int or not 0 <= value <= LARGEST_NUMBER:
        yield (), _("This must be a whole number, from zero.")


def number_to(most: int) -> Shape:
    """A whole number up to some other."""

    def look(value: Any) -> Faults:
        yield from whole_number(value)
        if type(value) is int and value > most:
            yield (), _("This must be at most %(most)s.") % {"most": most}

    return look


def number_or_none(value: Any) -> Faults:
    """A whole number, or null for no limit."""
    return iter(()) if value is None else whole_number(value)


def truth(value: Any) -> Faults:
    """Yes or no."""
    if not isinstance(value, bool):
        yield (), _("This must be true or false.")


def day(value: Any) -> Faults:
    """A date."""
    try:
        is_day = dt.date.fromisoformat(value).isoformat() == value
    except (TypeError, ValueError):
        is_day = False
    if not is_day:
        yield (), _("This must be a date, like “2027-03-27”.")


def plain_value(value: Any) -> Faults:
    """What an answer is compared with: text, a whole number, yes or no."""
    is_number = type(value) is int and abs(value) <= LARGEST_NUMBER
    if not is_number and not isinstance(value, bool) and not is_text(value):
        yield (), _("This must be text, a whole number, or true or false.")


def anything(value: Any) -> Faults:
    """What is looked at elsewhere."""
    return iter(())


def one_of(*known: str) -> Shape:
    """One of some words."""

    def look(value: Any) -> Faults:
        if value not in known:
            yield (), _("This must be one of: %(known)s.") % {"known": ", ".join(known)}

    return look


def list_of(shape: Shape, *, most: int = 200) -> Shape:
    """A list, each part of one shape."""

    def look(value: Any) -> Faults:
        if not isinstance(value, list):
            yield (), _("This must be a list.")
            return
        if len(value) > most:
            yield (), _("There are too many of these: at most %(most)s.") % {"most": most}
            return
        for number, part in enumerate(value, start=1):
            yield from _within(str(number), shape(part))

    return look


def record_of(shapes: Mapping[str, Shape], *, needs: Collection[str] = ()) -> Shape:
    """An object with these members and no other; those it `needs` must be there."""

    def look(value: Any) -> Faults:
        if not isinstance(value, Mapping):
            yield (), _("This must be an object with names and values.")
            return
        for name in needs:
            if name not in value:
                yield (name,), _("This is missing.")
        for name, part in value.items():
            if name in shapes:
                yield from _within(name, shapes[name](part))
            else:
                yield (name,), _("We do not know this.")

    return look
