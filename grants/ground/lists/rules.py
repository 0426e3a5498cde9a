"""What a list's items may be called, which code comes next, and their texts beside their translations."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from grants.ground.kit.errors import Blocker
from grants.ground.kit.text import search_text
from grants.ground.kit.translating import MASTER, Slot, Translated

LONGEST_LABEL = 160
LONGEST_DESCRIPTION = 400
LONGEST = {"label": LONGEST_LABEL, "description": LONGEST_DESCRIPTION}
NAMES = {"label": gettext_noop("Name"), "description": gettext_noop("Explanation")}
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
NUMBERED = re.compile(r"([A-Za-z]+)(\d+)")
# Past this number a code stands for “something else”, which stays the last: P99.
LAST_NUMBER = 99


def label_problems(label: str, others: Iterable[str]) -> list[Blocker]:
    """What is wrong with an English name: none, too long, or that of another item of the list."""
    if not label:
        return [Blocker("label_missing", _("Write what it is called."), "label")]
    if len(label) > LONGEST_LABEL:
        return [Blocker("label_too_long", _too_long(LONGEST_LABEL, len(label)), "label")]
    if search_text(label) in {search_text(other) for other in others}:
        return [Blocker("label_taken", _("Something on this list is called that already."), "label")]
    return []


def description_problems(description: str) -> list[Blocker]:
    """What is wrong with an English explanation: it is too long."""
    if len(description) > LONGEST_DESCRIPTION:
        sentence = _too_long(LONGEST_DESCRIPTION, len(description))
        return [Blocker("description_too_long", sentence, "description")]
    return []


def code_problems(code: str, taken: Collection[str], longest: int) -> list[Blocker]:
    """What is wrong with a new code: none, one that cannot be, too long, or that of another item, retired or not."""
    if not code:
        return [Blocker("code_missing", _("Give it a code."), "code")]
    if not CODE.fullmatch(code):
        sentence = _("Use letters without accents, digits, hyphens and underscores, such as A23.")
        return [Blocker("code_wrong", sentence, "code")]
    if len(code) > longest:
        return [Blocker("code_too_long", _too_long(longest, len(code)), "code")]
    if code.casefold() in {other.casefold() for other in taken}:
        return [Blocker("code_taken", _("This code was given already, and is never given again."), "code")]
    return []


def next_code(codes: Iterable[str]) -> str:
    """The code after the highest of a list that counts (P17 after P16, though P99 is there); empty where none do."""
    found = [match for code in codes if (match := NUMBERED.fullmatch(code))]
    counted = [match for match in found if int(match[2]) < LAST_NUMBER]
    if not counted:
        return ""
    last = max(counted, key=lambda match: int(match[2]))
    return f"{last[1]}{int(last[2]) + 1:0{len(last[2])}}"


def slots_of(rows: Iterable[Any]) -> Iterator[Slot]:
    """The texts of items that have words, in their order. A slot's texts are a copy: `put_back` writes them."""
    for row in rows:
        for name, words in NAMES.items():
            slot = Slot(f"{row.code}.{name}", words, dict(getattr(row, name)))
            if slot.master:
                yield slot


def translated_of(rows: Iterable[Any]) -> Translated:
    """When the translations of items were made, by place."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        for language, dated in row.translated.items():
            found.setdefault(language, {}).update({f"{row.code}.{name}": made_of for name, made_of in dated.items()})
    return found


def translation_problems(slot: Slot, text: str) -> list[Blocker]:
    """What is wrong with a translation, at its place: it is too long."""
    longest = LONGEST[slot.place.rpartition(".")[2]]
    return [Blocker("text_too_long", _too_long(longest, len(text)), slot.place)] if len(text) > longest else []


def with_master(texts: Mapping[str, str], english: str) -> dict[str, str]:
    """Texts with another English one; without English there are no others."""
    return {**texts, MASTER: english} if english else {}


def _too_long(most: int, length: int) -> str:
    return _("Keep it to %(most)s characters. It has %(length)s.") % {"most": most, "length": length}
