"""Reads: the texts of a version with their translations, and how complete each language is."""

from collections.abc import Iterable

from grants.ground.kit.translating import Meter, SlotGroup, meter
from grants.ground.questions.models import Section, Version
from grants.ground.questions.queries.forms import sections_of
from grants.ground.questions.rules.translating import slot_groups
from grants.ground.reference.queries import other_languages


def offered_languages() -> list[str]:
    """Languages of this installation in which a form can be offered, besides the one that forms are written in."""
    return other_languages()


def texts_of_version(version: Version, sections: Iterable[Section] | None = None) -> list[SlotGroup]:
    """Every text of a version. `sections` with their questions, where they are read already; else two queries."""
    rows = sections_of(version) if sections is None else sections
    return slot_groups([(section, list(section.questions.all())) for section in rows], version.checks)


def meters_of(version: Version, sections: Iterable[Section] | None = None) -> list[Meter]:
    """How complete each language is in which a version is offered. No query where it is offered in none."""
    if not version.languages:
        return []
    groups = texts_of_version(version, sections)
    return [meter(groups, language, version.translated) for language in version.languages]


def unfinished_languages(version: Version) -> list[Meter]:
    """Languages in which a version is offered and not complete."""
    return [row for row in meters_of(version) if not row.is_complete]
