"""How the equality questions are written: words, codes that stay, the order of answers, texts beside translations."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from grants.ground.equality.rules.counting import PREFER_NOT
from grants.ground.kit.errors import Blocker
from grants.ground.kit.text import search_text
from grants.ground.kit.translating import MASTER, Slot, Translated

LONGEST = {"label": 200, "help": 300, "option": 120}
NAMES = {"label": gettext_noop("The question"), "help": gettext_noop("Hint")}
OPTION = gettext_noop("Something to choose")
LONGEST_CODE = 40

Option = Mapping[str, Any]


def wording_problems(text: str, others: Iterable[str], field: str, longest: int) -> list[Blocker]:
    """What is wrong with the words of a question or an answer: none, too long, or those of another."""
    if not text:
        return [Blocker("text_missing", _("Write something here."), field)]
    if len(text) > longest:
        return [Blocker("text_too_long", too_long(longest, len(text)), field)]
    if search_text(text) in {search_text(other) for other in others}:
        return [Blocker("text_taken", _("There is one with these words already."), field)]
    return []


def too_long(most: int, length: int) -> str:
    """The sentence for a text that is too long."""
    return _("Keep it to %(most)s characters. It has %(length)s.") % {"most": most, "length": length}


def free_code(words: str, taken: Collection[str]) -> str:
    """A code made of words, which nothing has; it stays for ever."""
    stem = slugify(words).replace("-", "_")[: LONGEST_CODE - 4].strip("_") or "answer"
    if stem not in taken:
        return stem
    return next(code for number in range(2, 1000) if (code := f"{stem}_{number}") not in taken)


def is_offered(option: Option) -> bool:
    """Whether an answer can be chosen; one that was retired cannot."""
    return not option.get("is_retired", False)


def prefer_not_last(options: Iterable[Option]) -> list[Option]:
    """Answers in their order, “prefer not to say” behind all others."""
    return sorted(options, key=lambda option: option["code"] == PREFER_NOT)


def moved(options: Sequence[Option], code: str, to_position: int) -> list[Option]:
    """Answers with one at another place, counted from 0; “prefer not to say” stays last."""
    rest = [option for option in options if option["code"] != code]
    found = [option for option in options if option["code"] == code]
    place = max(0, min(to_position, len(rest)))
    return prefer_not_last([*rest[:place], *found, *rest[place:]])


def slots_of(rows: Iterable[Any]) -> Iterator[Slot]:
    """The texts of questions in use and of the answers they offer, in the order asked. Texts are changed in place."""
    for row in rows:
        for name, words in NAMES.items():
            if getattr(row, name).get(MASTER):
                yield Slot(f"{row.key}.{name}", words, getattr(row, name))
        for option in row.options:
            if is_offered(option):
                yield Slot(f"{row.key}.option.{option['code']}", OPTION, option["label"])


def translated_of(rows: Iterable[Any]) -> Translated:
    """When the translations of questions were made, by place."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        for language, dated in row.translated.items():
            found.setdefault(language, {}).update({f"{row.key}.{place}": made_of for place, made_of in dated.items()})
    return found


def translation_problems(slot: Slot, text: str) -> list[Blocker]:
    """What is wrong with a translation, at its place: it is too long."""
    longest = LONGEST[slot.place.split(".")[1]]
    return [Blocker("text_too_long", too_long(longest, len(text)), slot.place)] if len(text) > longest else []
