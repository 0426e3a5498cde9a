"""The catalogues of the interface: which words stand in the source, and bringing the `.po` files up to date with them.

Pure Python (Django's reader of templates, Babel's reader of Python, polib), so that no machine needs gettext.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polib
from babel.messages.extract import extract_python
from django.conf import settings
from django.utils.translation.template import templatize

from grants.env import BASE_DIR

SOURCES = (("grants", "*.py"), ("cms", "*.py"), ("templates", "*.html"), ("templates", "*.txt"))
KEYWORDS: dict[str, Any] = {
    name + ending: positions
    for name, positions in {
        "gettext": None,
        "ngettext": (1, 2),
        "pgettext": ((1, "c"), 2),
        "npgettext": ((1, "c"), 2, 3),
    }.items()
    for ending in ("", "_lazy", "_noop")
} | {"_": None, "_p": ((1, "c"), 2)}
# As Django's own catalogues have them, so that plurals of both follow one rule.
PLURALS = {
    "es": "nplurals=2; plural=(n != 1);",
    "cy": "nplurals=4; plural=(n==1) ? 0 : (n==2) ? 1 : (n != 8 && n != 11) ? 2 : 3;",
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 "
    ": n%100>=11 && n%100<=99 ? 4 : 5;",
}
WIDTH = 110


@dataclass(frozen=True, order=True)
class Message:
    """Words of the source that are translated: with a context where one word means two things, and maybe a plural."""

    text: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from any other message of a catalogue."""
        return self.context, self.text


def messages_in_source() -> list[Message]:
    """Every message that Python or a template marks for translation, each once, sorted."""
    found: dict[tuple[str, str], Message] = {}
    for message in _all_messages():
        if message.key not in found or message.plural:
            found[message.key] = message
    return sorted(found.values())


def _all_messages() -> Iterator[Message]:
    for folder, pattern in SOURCES:
        for path in sorted((BASE_DIR / folder).rglob(pattern)):
            yield from messages_of(path.read_text(), is_template=path.suffix != ".py")


def messages_of(source: str, *, is_template: bool) -> Iterator[Message]:
    """The messages of one file. A template is turned into Python's words first, in brackets to ignore its indents."""
    python = f"(\n{templatize(source)}\n)" if is_template else source
    found: Any = extract_python(io.BytesIO(python.encode()), KEYWORDS, [], {})
    for _line, name, words, _comments in found:
        spec = KEYWORDS[name] or (1,)
        given = words if isinstance(words, tuple) else (words,)
        named = {place: given[position(place) - 1] for place in spec if position(place) <= len(given)}
        if None not in named.values():  # words that are not written out here are marked where they are
            yield _message(spec, named)


def position(place: Any) -> int:
    """Which argument of a keyword a place of its spec means."""
    return place[0] if isinstance(place, tuple) else place


def _message(spec: Any, named: dict[Any, str]) -> Message:
    context = next((named[place] for place in spec if isinstance(place, tuple)), "")
    texts = [named[place] for place in spec if not isinstance(place, tuple)]
    return Message(texts[0], texts[1] if len(texts) > 1 else "", context)


def catalogue_path(language: str) -> Path:
    """Where a language's catalogue lies."""
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def translated_languages() -> list[str]:
    """The languages of the interface that have a catalogue: all but the one that the source is written in."""
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def bring_up_to_date(language: str) -> tuple[int, int]:
    """Writes the catalogue anew: sorted, without places, words kept, new ones empty, others gone.

    Returns how many messages were added and how many were dropped.
    """
    path, messages = catalogue_path(language), messages_in_source()
    kept = {entry_key(entry): entry for entry in (polib.pofile(str(path)) if path.exists() else [])}
    fresh = empty_catalogue(language)
    fresh.extend(_entry(message, kept.get(message.key), language) for message in messages)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh.save(str(path))
    keys = {message.key for message in messages}
    return len(keys - set(kept)), len(set(kept) - keys)


def empty_catalogue(language: str) -> polib.POFile:
    """A catalogue without messages. It names neither a date nor a person, so that it changes with its words only."""
    catalogue = polib.POFile(wrapwidth=WIDTH)
    catalogue.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    return catalogue


def entry_key(entry: polib.POEntry) -> tuple[str, str]:
    """What tells an entry from any other, as `Message.key`."""
    return entry.msgctxt or "", entry.msgid


def plural_count(language: str) -> int:
    """How many forms a plural has."""
    return int(PLURALS[language].partition("=")[2].partition(";")[0])


def _entry(message: Message, kept: polib.POEntry | None, language: str) -> polib.POEntry:
    """The message with the words that it has already; a message that got a plural, or lost it, starts over."""
    is_same = kept is not None and (kept.msgid_plural or "") == message.plural
    entry = polib.POEntry(msgid=message.text, msgctxt=message.context or None)
    if message.plural:
        entry.msgid_plural = message.plural
        empty = dict.fromkeys(range(plural_count(language)), "")
        entry.msgstr_plural = kept.msgstr_plural if is_same and kept else empty
    else:
        entry.msgstr = kept.msgstr if is_same and kept else ""
    if "%(" in message.text or "%s" in message.text or "%d" in message.text:
        entry.flags = ["python-format"]
    return entry
