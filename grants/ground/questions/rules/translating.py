"""The texts of a form one by one, each beside its translation, and how complete a language is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from grants.ground.kit.errors import Blocker
from grants.ground.kit.text import count_words, digest
from grants.ground.questions.rules.asked import mentions

MASTER = "en-gb"
LONGEST = 5_000

# Digests of the master texts as they were when each was translated: {language: {place: digest}}.
Translated = Mapping[str, Mapping[str, str]]

SECTION_TEXTS = {"title": gettext_noop("Name of the section"), "intro": gettext_noop("Words at the top")}
QUESTION_TEXTS = {
    "label": gettext_noop("The question"),
    "help": gettext_noop("Hint"),
    "why": gettext_noop("Why we ask"),
}
OPTION_TEXTS = {
    "label": gettext_noop("Something to choose"),
    "stop_text": gettext_noop("What we say when it stops"),
    "result_text": gettext_noop("What we say at the end"),
}
COLUMN = gettext_noop("Name of a column")
CHECK = gettext_noop("What is said when answers do not agree")


@dataclass(frozen=True)
class Slot:
    """One text of a form. `place` names it in every version; `texts` are its words by language, to be changed there."""

    place: str
    name: str
    texts: dict[str, str] = field(compare=False)

    @property
    def master(self) -> str:
        """The text that is translated."""
        return self.texts.get(MASTER, "")


@dataclass(frozen=True)
class SlotGroup:
    """The texts of a section, or of the checks, under its title."""

    title: Mapping[str, str]
    slots: Sequence[Slot]


def slot_groups(sections: Iterable[Any], checks: Sequence[Mapping[str, Any]]) -> list[SlotGroup]:
    """Every text of a form that has words, in the order asked. `sections` are (section, its questions), records with
    the attributes of their rows.
    """
    found = [SlotGroup(section.title, _spoken(_of_section(section, questions))) for section, questions in sections]
    of_checks = _spoken(Slot(f"check.{check['id']}", CHECK, check["sentence"]) for check in checks)
    return [*found, SlotGroup({MASTER: _("Checks across questions")}, of_checks)] if of_checks else found


def _spoken(slots: Iterable[Slot]) -> list[Slot]:
    return [slot for slot in slots if slot.master]


def _of_section(section: Any, questions: Iterable[Any]) -> Iterator[Slot]:
    for name, words in SECTION_TEXTS.items():
        yield Slot(f"section.{section.key}.{name}", words, getattr(section, name))
    for question in questions:
        place = f"question.{question.key}"
        for name, words in QUESTION_TEXTS.items():
            yield Slot(f"{place}.{name}", words, getattr(question, name))
        yield from _of_options(place, question.settings.get("options", ()))
        for column in question.settings.get("columns", ()):
            yield Slot(f"{place}.column.{column['key']}", COLUMN, column["label"])
            yield from _of_options(f"{place}.column.{column['key']}", column.get("options", ()))


def _of_options(place: str, options: Iterable[Mapping[str, Any]]) -> Iterator[Slot]:
    for option in options:
        for name, words in OPTION_TEXTS.items():
            if option.get(name):
                yield Slot(f"{place}.option.{option['code']}.{name}", words, option[name])


def master_digest(slot: Slot) -> str:
    """What names the master text: when it changes, a translation is out of date."""
    return digest(slot.master.encode())


def is_stale(slot: Slot, language: str, translated: Translated) -> bool:
    """Whether the master text changed since the translation was made. One that nobody dated is taken as it is."""
    made_of = translated.get(language, {}).get(slot.place)
    return bool(slot.texts.get(language)) and made_of is not None and made_of != master_digest(slot)


@dataclass(frozen=True)
class Meter:
    """How far a form is in a language: texts in all, those translated, those out of date, words still to translate."""

    language: str
    total: int
    done: int
    stale: int
    words_left: int

    @property
    def is_complete(self) -> bool:
        """Whether every text is translated, and none is out of date."""
        return self.done == self.total and not self.stale


def meter(groups: Iterable[SlotGroup], language: str, translated: Translated) -> Meter:
    """The meter of one language. Texts that are out of date count as words to translate."""
    slots = [slot for group in groups for slot in group.slots]
    missing = [slot for slot in slots if not slot.texts.get(language)]
    stale = [slot for slot in slots if is_stale(slot, language, translated)]
    words = sum(count_words(slot.master) for slot in [*missing, *stale])
    return Meter(language, len(slots), len(slots) - len(missing), len(stale), words)


def translation_problems(slot: Slot, text: str) -> list[Blocker]:
    """What is wrong with a translation, at its place: too long, or repeating other answers than the master does."""
    if len(text) > LONGEST:
        return [Blocker("text_too_long", _("Keep it under 5,000 characters."), slot.place)]
    wanted = mentions({MASTER: slot.master})
    if text and mentions({MASTER: text}) != wanted:
        names = ", ".join("{{" + key + "}}" for key in sorted(wanted)) or _("none")
        sentence = _("It has to repeat the same answers as the text beside it: %(names)s.") % {"names": names}
        return [Blocker("mentions_differ", sentence, slot.place)]
    return []
