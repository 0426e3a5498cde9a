"""A language that nobody speaks, to see which words of a screen are not translated.

Every message that a catalogue could translate reads longer and in letters that no screen has by itself: "Save" is
⟦Šåvé ~⟧. What still reads in plain letters was written by people, or it escaped translation.
"""

import contextlib
import re
from html.parser import HTMLParser

from babel import Locale
from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.translation import trans_real

from grants.desks.jobs.catalogues import messages_in_source
from grants.ground.people.models import Person

CODE = "es"  # whose place it takes
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACCENTED = "åƀçđéƒĝĥíĵķļɱñóþǫŕšţúṽŵẋýžÅɃÇĐÉƑĜĤÍĴĶĻṀÑÓÞǪŔŠŢÚṼŴẊÝŽ"
LETTERS = str.maketrans(PLAIN, ACCENTED)
KEPT = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{[^{}]*\}|</?\w+[^>]*>|&\w+;")
CONTEXT = "\x04"
WORD = re.compile(r"[A-Za-z]{2,}")
# Addresses, and codes for machines: digests, kinds of file, the secret of an authenticator app, what a script fills in;
# and the words that join a date in the language whose place this takes.
NO_WORDS = re.compile(
    r"https?://\S+|[\w.+-]+@[\w.-]+|\b[0-9a-f]{16,}\b|^(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}$"
    r"|\{\w+\}|^(?:pdf|jpg|png|webm|docx)$|(?<=\d) de |(?<=⟧) de "
)
SPOKEN = ("aria-label", "title", "placeholder", "alt")
UNSEEN = {"script", "style"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def pseudo(text):
    """A text as this language has it; placeholders, tags and the spaces at its ends stay."""
    parts = KEPT.split(text)
    kept = [*KEPT.findall(text), ""]
    words = "".join(part.translate(LETTERS) + mark for part, mark in zip(parts, kept, strict=True))
    before, core, after = re.fullmatch(r"(\s*)(.*?)(\s*)", words, re.S).groups()
    return f"{before}⟦{core} {'~' * (len(core) * 3 // 10)}⟧{after}"


class Pseudo:
    """In place of the catalogues of a language: answers what they could translate, and leaves everything else."""

    def __init__(self, behind):
        self.behind = behind
        ours = {(f"{m.context}{CONTEXT}" if m.context else "") + m.text for m in messages_in_source()}
        theirs = behind._catalog.keys()
        self.known = ours | {key[0] if isinstance(key, tuple) else key for key in theirs}

    def __getattr__(self, name):
        return getattr(self.behind, name)

    def gettext(self, message):
        text = message.rpartition(CONTEXT)[2]
        return pseudo(text) if message in self.known else text

    def ngettext(self, one, many, number):
        text = one if number == 1 else many
        return pseudo(text.rpartition(CONTEXT)[2]) if one in self.known else text


@contextlib.contextmanager
def pseudo_language():
    """Within, `CODE` is the language that nobody speaks, and everybody who is known reads it."""
    before = trans_real.translation(CODE)
    trans_real._translations[CODE] = Pseudo(before)
    Person.objects.update(language=CODE)
    try:
        with translation.override(CODE):
            yield
    finally:
        trans_real._translations[CODE] = before


def written_by_people():
    """Every text that stands in a row: what somebody typed, named, or was told in a letter; and names of languages."""
    found = {name for _code, name in settings.LANGUAGES} | set(Locale(CODE).languages.values())
    for model in apps.get_models():
        fields = [field.attname for field in model._meta.concrete_fields if _may_be_words(field)]
        for values in model._default_manager.values_list(*fields) if fields else []:
            found |= {text for value in values for text in _texts(value)}
    return sorted(found, key=len, reverse=True)


def _may_be_words(field):
    return isinstance(field, (models.CharField, models.TextField, models.JSONField)) and not field.choices


def _texts(value):
    if isinstance(value, str):
        yield from (line.strip().removeprefix("- ") for line in value.splitlines() if len(line.strip()) > 1)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


class _Spoken(HTMLParser):
    """What a reader or listener meets: text, and the attributes that are read out or that scripts show."""

    def __init__(self):
        super().__init__()
        self.open, self.found = [], []

    def is_apart(self):
        """Whether this stands in a part that is not shown, or is said to be in another language."""
        return any(tag in UNSEEN or attrs.get("lang", CODE) != CODE for tag, attrs in self.open)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.open.append((tag, attrs))
        if not self.is_apart():
            self.found += [text for name, text in attrs.items() if self.is_words(tag, attrs, name, text)]
        if tag in VOID:
            self.open.pop()

    def is_words(self, tag, attrs, name, text):
        is_button = tag == "input" and attrs.get("type") in {"submit", "button", "reset"} and name == "value"
        is_for_script = name.startswith("data-") and " " in (text or "") and not text.startswith(('{"', "["))
        is_description = tag == "meta" and name == "content" and attrs.get("name") == "description"
        return bool(text) and (name in SPOKEN or is_button or is_for_script or is_description)

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not self.is_apart() and data.strip():
            self.found.append(data)


def spoken(html):
    """Every text of a page that somebody reads, hears or is shown by a script."""
    parser = _Spoken()
    parser.feed(html)
    return [" ".join(text.split()) for text in parser.found]


def escaped(texts, written):
    """Those texts that still have plain words when all that people wrote is taken out."""
    return sorted({text for text in texts if WORD.search(_without(text, written))})


def _without(text, written):
    if not WORD.search(text):
        return ""
    text = NO_WORDS.sub(" ", text)
    for part in written:
        if len(part) <= len(text) and part in text:
            text = text.replace(part, " ")
    return text
