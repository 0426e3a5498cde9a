"""What changed between two texts, word by word."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# A word with the space that follows it; space at the beginning stands alone.
PIECE = re.compile(r"\S+\s*|\s+")
# Comparing costs about as much as there are pairs of equal words. Beyond this the text says the same word over and
# over, and nobody would read the difference anyway.
MOST_PAIRS = 500_000


@dataclass(frozen=True)
class Change:
    """A run of words: `kind` is same, added or removed."""

    kind: str
    text: str


def word_changes(before: str, after: str) -> list[Change]:
    """Both texts as one: what stayed, what was removed, what was added, in reading order.

    Spaces and line ends alone are no change; what stayed is shown as it stands in `after`.
    """
    old, new = PIECE.findall(before), PIECE.findall(after)
    old_words, new_words = [piece.strip() for piece in old], [piece.strip() for piece in new]
    if _pairs(old_words, new_words) > MOST_PAIRS:
        return _changed(before, after)
    found: list[Change] = []
    matcher = SequenceMatcher(None, old_words, new_words, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            found.append(Change("same", "".join(new[new_from:new_to])))
        else:
            found += _changed("".join(old[old_from:old_to]), "".join(new[new_from:new_to]))
    return found


def _changed(removed: str, added: str) -> list[Change]:
    both = (Change("removed", removed), Change("added", added))
    return [change for change in both if change.text.strip()]


def _pairs(old: Sequence[str], new: Sequence[str]) -> int:
    counts = Counter(new)
    return sum(number * counts[word] for word, number in Counter(old).items())
