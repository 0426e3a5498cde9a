"""Reads: which lists there are, what is on them, and how far each is translated."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from grants.ground.kit.errors import Words
from grants.ground.kit.translating import MASTER, Meter, SlotGroup, meter
from grants.ground.lists.permissions import can_see_lists
from grants.ground.lists.rules import slots_of, translated_of
from grants.ground.people.actor import Actor
from grants.ground.reference.models import District, Indicator, Term, Vocabulary
from grants.ground.reference.queries import other_languages


@dataclass(frozen=True)
class WordList:
    """One list. `extra` are columns of its own that staff fill in; those in `fixed` only when an item is added."""

    name: str
    title: Words
    model: Any
    extra: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()

    @property
    def place(self) -> dict[str, str]:
        """What its rows have in common."""
        return {"vocabulary": self.name} if self.model is Term else {}

    @property
    def rows(self) -> QuerySet[Any]:
        """Its items in order, retired ones too."""
        return self.model.objects.filter(**self.place).order_by("position", "pk")  # type: ignore[no-any-return]

    @property
    def longest_code(self) -> int:
        """How many characters a code may have."""
        length: int = self.model._meta.get_field("code").max_length
        return length


MEASURE = ("unit", "aggregation")
LISTS: Mapping[str, WordList] = {
    **{value: WordList(value, label, Term) for value, label in Vocabulary.choices},
    "districts": WordList("districts", _("Places"), District, ("geographic_code", "geographic_code_type")),
    "indicators": WordList("indicators", _("Signs of change"), Indicator, MEASURE, fixed=MEASURE),
}


@dataclass(frozen=True)
class ListCard:
    """A list in few words: how many items are in use and retired, and how far each language is."""

    list: WordList
    in_use: int
    retired: int
    meters: Sequence[Meter]


def list_cards(actor: Actor) -> list[ListCard]:
    """Every list; none for whoever may not see them. Three queries."""
    if not can_see_lists(actor):
        return []
    rows: dict[str, list[Any]] = defaultdict(list)
    for term in Term.objects.order_by("position", "pk"):
        rows[term.vocabulary].append(term)
    rows["districts"] = list(LISTS["districts"].rows)
    rows["indicators"] = list(LISTS["indicators"].rows)
    return [_card(found, rows[name]) for name, found in LISTS.items()]


def _card(found: WordList, rows: Sequence[Any]) -> ListCard:
    in_use = sum(row.is_active for row in rows)
    return ListCard(found, in_use, len(rows) - in_use, list_meters(rows))


def word_list(actor: Actor, name: str) -> WordList | None:
    """The list of that name, as far as there is one and the actor may see it."""
    return LISTS.get(name) if can_see_lists(actor) else None


def texts_of_list(found: WordList, rows: Iterable[Any]) -> list[SlotGroup]:
    """The texts of those rows that are in use, to be translated."""
    return [SlotGroup({MASTER: str(found.title)}, list(slots_of(row for row in rows if row.is_active)))]


def list_meters(rows: Iterable[Any]) -> list[Meter]:
    """How far the rows in use are translated, language by language."""
    used = [row for row in rows if row.is_active]
    groups, translated = [SlotGroup({}, list(slots_of(used)))], translated_of(used)
    return [meter(groups, language, translated) for language in other_languages()]
