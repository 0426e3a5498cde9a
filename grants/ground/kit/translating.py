"""Texts beside their translations: what is missing, what is out of date, what two people write at once."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from grants.ground.kit.errors import Blocker, Refusal
from grants.ground.kit.text import count_words, digest, tidy

MASTER = "en-gb"
LONGEST = 5_000
# In the place of a digest: a translation that we shipped and that nobody here has looked at yet.
DRAFT = "draft"

# Digests of the master texts as they were when each was translated: {language: {place: digest}}.
Translated = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Slot:
    """One text. `place` names it for ever; `texts` are its words by language, to be changed there."""

    place: str
    name: str
    texts: dict[str, str] = field(compare=False)

    @property
    def master(self) -> str:
        """The text that is translated."""
        return self.texts.get(MASTER, "")


@dataclass(frozen=True)
class SlotGroup:
    """Texts that belong together, under their title."""

    title: Mapping[str, str]
    slots: Sequence[Slot]


def master_digest(slot: Slot) -> str:
    """What names the master text: when it changes, a translation is out of date."""
    return digest(slot.master.encode())


def is_stale(slot: Slot, language: str, translated: Translated) -> bool:
    """Whether the master text changed since the translation was made. One that nobody dated is taken as it is."""
    made_of = translated.get(language, {}).get(slot.place)
    return bool(slot.texts.get(language)) and made_of not in (None, DRAFT, master_digest(slot))


def is_draft(slot: Slot, language: str, translated: Translated) -> bool:
    """Whether the translation was shipped as a draft, and nobody has looked at it yet."""
    return bool(slot.texts.get(language)) and translated.get(language, {}).get(slot.place) == DRAFT


@dataclass(frozen=True)
class Meter:
    """How far texts are in a language: texts in all, those translated, those out of date, words still to translate.

    `drafts` are translations that somebody has yet to look at.
    """

    language: str
    total: int
    done: int
    stale: int
    words_left: int
    drafts: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether every text is translated, and none is out of date or a draft."""
        return self.done == self.total and not self.stale and not self.drafts

    @property
    def needs_a_look(self) -> bool:
        """Whether nothing is missing, and somebody has yet to look at drafts."""
        return self.done == self.total and not self.stale and self.drafts > 0


def meter(groups: Iterable[SlotGroup], language: str, translated: Translated) -> Meter:
    """The meter of one language. Texts that are out of date count as words to translate; drafts do not."""
    slots = [slot for group in groups for slot in group.slots]
    missing = [slot for slot in slots if not slot.texts.get(language)]
    stale = [slot for slot in slots if is_stale(slot, language, translated)]
    words = sum(count_words(slot.master) for slot in [*missing, *stale])
    drafts = sum(is_draft(slot, language, translated) for slot in slots)
    return Meter(language, len(slots), len(slots) - len(missing), len(stale), words, drafts)


def wanted_texts(
    slots: Mapping[str, Slot], language: str, texts: Mapping[str, str], seen: Mapping[str, str] | None
) -> dict[str, str]:
    """What is to be written, by place. Raises Refusal where somebody else wrote something else since.

    `seen` are the translations as the page showed them: what it only sends back is left as it is.
    """
    wanted, taken = {}, []
    for place, given in texts.items():
        text, stands = tidy(given), slots[place].texts.get(language, "") if place in slots else ""
        before = stands if seen is None else tidy(seen.get(place, ""))
        if place not in slots or text in (before, stands):
            continue
        if stands != before:
            sentence = _("Somebody wrote this meanwhile: “%(text)s”. Save again to keep yours.")
            taken.append(Blocker("written_meanwhile", sentence % {"text": stands}, place))
        wanted[place] = text
    if taken:
        raise Refusal(taken)
    return wanted


def write_texts(
    slots: Mapping[str, Slot],
    language: str,
    wanted: Mapping[str, str],
    *,
    still_right: Collection[str],
    translated: Translated,
) -> dict[str, str]:
    """Puts the words into their slots; an empty one takes them away. The new dates, by place, of all that changed.

    `still_right` are places whose translation holds although the master changed, or although it was a draft.
    """
    open_ones = [place for place in still_right if place in slots]
    confirmed = [
        place
        for place in open_ones
        if is_stale(slots[place], language, translated) or is_draft(slots[place], language, translated)
    ]
    for place, text in wanted.items():
        if text:
            slots[place].texts[language] = text
        else:
            slots[place].texts.pop(language, None)
    return {place: master_digest(slots[place]) for place in {*wanted, *confirmed}}
