"""Rubrics: criteria with weights that sum to 100, and words for every level of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from grants.ground.kit.errors import Blocker
from grants.ground.kit.text import in_language

# What the levels of a five-level scale are called when a rubric says nothing else (domain 6.6).
LEVEL_NAMES: Sequence[str | Promise] = (
    _l("Not shown"),
    _l("A little"),
    _l("Enough"),
    _l("Strong"),
    _l("Outstanding"),
)
WHOLE = 100


@dataclass(frozen=True)
class AnchorSpec:
    """What one level of a criterion looks like."""

    level: int
    name: Mapping[str, str]
    text: Mapping[str, str]


@dataclass(frozen=True)
class CriterionSpec:
    """One question of merit, with its anchors in order of level."""

    id: int
    key: str
    title: Mapping[str, str]
    question: Mapping[str, str]
    weight: int
    is_gate: bool
    anchors: tuple[AnchorSpec, ...]


@dataclass(frozen=True)
class RubricSpec:
    """A whole rubric. Levels run from 0 to `top_level`."""

    id: int
    title: str
    top_level: int
    least_total: int
    is_frozen: bool
    criteria: tuple[CriterionSpec, ...]

    @property
    def total_weight(self) -> int:
        """What the weights add up to; 100 when the rubric is complete."""
        return sum(criterion.weight for criterion in self.criteria)


def rubric_problems(rubric: RubricSpec, language: str = "en-gb") -> list[Blocker]:
    """What keeps a rubric from being used."""
    if not rubric.criteria:
        return [Blocker("rubric_empty", _("The rubric has no criteria yet."), "rubric")]
    found = []
    if rubric.total_weight != WHOLE:
        sentence = _("The weights of the rubric add up to %(total)s. They must add up to 100.")
        found.append(Blocker("rubric_weights", sentence % {"total": rubric.total_weight}, "rubric"))
    return found + [
        Blocker(
            "rubric_anchors",
            _("“%(criterion)s” has no words for level %(levels)s.")
            % {"criterion": in_language(criterion.title, language), "levels": ", ".join(map(str, missing))},
            "rubric",
        )
        for criterion in rubric.criteria
        if (missing := missing_levels(criterion, rubric.top_level))
    ]


def missing_levels(criterion: CriterionSpec, top_level: int) -> list[int]:
    """Levels that nobody has put into words."""
    told = {anchor.level for anchor in criterion.anchors if any(anchor.text.values())}
    return [level for level in range(top_level + 1) if level not in told]
