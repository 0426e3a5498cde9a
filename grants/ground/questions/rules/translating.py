"""The texts of a form one by one, each to stand beside its translation."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from grants.ground.kit.errors import Blocker
from grants.ground.kit.translating import LONGEST, MASTER, Slot, SlotGroup
from grants.ground.questions.rules.asked import mentions

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
