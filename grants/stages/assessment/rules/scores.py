"""Scores: the weighted total of a review, the mean of several, and what is worth talking about.

Totals are whole hundredths, 0 to 10000: 7875 is 78.75 of 100. They round half up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from grants.ground.kit.errors import Blocker

# A level typed for a criterion that has not been answered yet; None is "I cannot judge this".
NOT_YET = -1

LEAST_SHARE_JUDGED = 60
WIDE_SPREAD = 2500
LONGEST_COMMENT = 4000

Scores = Mapping[str, tuple[int | None, str]]


@dataclass(frozen=True)
class CriterionFact:
    """What the total needs to know of a criterion."""

    key: str
    weight: int
    is_gate: bool = False


def half_up(top: int, bottom: int) -> int:
    """`top / bottom` as the nearest whole number, halves up. Both 0 or more."""
    return (2 * top + bottom) // (2 * bottom)


def weighted_total(judged: Sequence[tuple[int, int]], top_level: int) -> int | None:
    """F1 of domain 2.3 in hundredths, from pairs of (weight, level) of the criteria that were judged.

    T = 100 * sum(w * s / M) / sum(w), with M the top level. (3,4,2,3,4) by weights (30,25,20,15,10) is 7875; without
    the fourth, 7941 (79.4118). None when nothing was judged.
    """
    weight = sum(w for w, _level in judged)
    if not weight:
        return None
    return half_up(10_000 * sum(w * level for w, level in judged), top_level * weight)


def total_of(scores: Scores, criteria: Sequence[CriterionFact], top_level: int) -> int | None:
    """The weighted total of what was judged, leaving out "cannot judge" and what is not answered yet."""
    return weighted_total([(c.weight, level) for c in criteria if (level := judged_level(scores, c.key)) is not None],
                          top_level)  # fmt: skip


def judged_level(scores: Scores, key: str) -> int | None:
    """The level given to a criterion, or None where none was."""
    level = scores.get(key, (NOT_YET, ""))[0]
    return None if level is None or level == NOT_YET else level


def is_below_gate(scores: Scores, criteria: Sequence[CriterionFact]) -> bool:
    """Whether a gate criterion stands at 0."""
    return any(c.is_gate and judged_level(scores, c.key) == 0 for c in criteria)


def blockers_to_submit(scores: Scores, criteria: Sequence[CriterionFact], top_level: int) -> list[Blocker]:
    """A review is complete when every criterion is answered, the extremes are explained, and enough was judged."""
    found = [blocker for c in criteria for blocker in _gaps(c.key, scores, top_level)]
    if any(blocker.code == "not_answered" for blocker in found):
        return found
    whole = sum(c.weight for c in criteria)
    judged = sum(c.weight for c in criteria if judged_level(scores, c.key) is not None)
    if judged * 100 < LEAST_SHARE_JUDGED * whole:
        sentence = _("You left out too much to give a fair total. Judge a few more, or tell the officer you cannot.")
        found.append(Blocker("too_little_judged", sentence))
    return found


def _gaps(key: str, scores: Scores, top_level: int) -> list[Blocker]:
    """What is missing for one criterion."""
    level, comment = scores.get(key, (NOT_YET, ""))
    if level == NOT_YET:
        return [Blocker("not_answered", _("Choose a level, or “I cannot judge this”."), f"level-{key}")]
    if level in {0, top_level} and not comment:
        return [Blocker("comment_missing", _("Say in a sentence why you chose this level."), f"comment-{key}")]
    return []


def blockers_to_save(scores: Scores, criteria: Sequence[CriterionFact], top_level: int, comment: str) -> list[Blocker]:
    """What no draft may hold: levels off the scale, unknown criteria, comments without end."""
    keys = {c.key for c in criteria}
    found = []
    for key, (level, said) in scores.items():
        if key not in keys or not (level is None or level == NOT_YET or 0 <= level <= top_level):
            found.append(Blocker("no_such_level", _("Choose one of the levels shown."), f"level-{key}"))
        if len(said) > LONGEST_COMMENT:
            found.append(Blocker("comment_too_long", too_long(said), f"comment-{key}"))
    if len(comment) > LONGEST_COMMENT:
        found.append(Blocker("comment_too_long", too_long(comment), "comment"))
    return found


def too_long(text: str) -> str:
    """The sentence for a text over the limit."""
    facts = {"length": len(text), "limit": LONGEST_COMMENT}
    return _("This is %(length)d characters long. Use up to %(limit)d.") % facts


def mean(totals: Sequence[int]) -> int | None:
    """F2 of domain 2.3, in hundredths: the plain mean of the totals received. None without any."""
    return half_up(sum(totals), len(totals)) if totals else None


def spread(totals: Sequence[int]) -> int:
    """The distance between the highest and the lowest total, in hundredths; 0 for fewer than two."""
    return max(totals) - min(totals) if len(totals) > 1 else 0


def is_wide(totals: Sequence[int]) -> bool:
    """D1 of domain 2.5: reviewers lie 25 points or more apart."""
    return spread(totals) >= WIDE_SPREAD


def shown(total: int | None) -> str:
    """`78.75`; empty when there is none. As people and tables read it, always two places."""
    return "" if total is None else f"{total // 100}.{total % 100:02d}"
