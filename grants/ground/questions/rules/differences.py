"""What changed between two snapshots, of one sheet or of two, question by question, as people read answers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grants.ground.kit.differences import Change, word_changes

Answer = Mapping[str, Any]


@dataclass(frozen=True)
class AnswerChange:
    """One question before and after. Files are told by name."""

    key: str
    label: str
    changes: tuple[Change, ...]
    files_added: tuple[str, ...] = ()
    files_removed: tuple[str, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether the answer is not what it was."""
        words = any(piece.kind != "same" for piece in self.changes)
        return words or bool(self.files_added or self.files_removed)


def answer_changes(
    before: Mapping[str, Any], after: Mapping[str, Any], keys: Collection[str] = ()
) -> list[AnswerChange]:
    """Questions whose answers differ, and those of `keys` whether they do or not, in the order asked.

    A question that a condition hid in one of the two counts as unanswered there.
    """
    old, new = _by_key(before), _by_key(after)
    order = [*new, *(key for key in old if key not in new)]
    found = [_change(key, old.get(key), new.get(key)) for key in order]
    return [change for change in found if change.is_changed or change.key in keys]


def _by_key(content: Mapping[str, Any]) -> dict[str, Answer]:
    return {answer["key"]: answer for section in content["sections"] for answer in section["answers"]}


def _change(key: str, before: Answer | None, after: Answer | None) -> AnswerChange:
    old, new = _files(before), _files(after)
    known = after or before or {}
    return AnswerChange(
        key=key,
        label=known["label"],
        changes=tuple(word_changes(_text(before), _text(after))),
        files_added=tuple(name for digest, name in new.items() if digest not in old),
        files_removed=tuple(name for digest, name in old.items() if digest not in new),
    )


def _files(answer: Answer | None) -> dict[str, str]:
    return {file["sha256"]: file["name"] for file in answer["files"]} if answer else {}


def _text(answer: Answer | None) -> str:
    """An answer as plain lines, a row of a table on each."""
    shown: str | Sequence[Sequence[str]] = answer["display"] if answer else ""
    if isinstance(shown, str):
        return shown
    return "\n".join(" · ".join(cell for cell in row if cell) for row in shown)


@dataclass(frozen=True)
class Compared:
    """One question beside what was said to it an earlier time: `standing` is same, changed, or new where it was not
    asked then. `then` and `now` are the two texts, with what was removed and what was added.
    """

    standing: str
    then: tuple[Change, ...] = ()
    now: tuple[Change, ...] = ()
    files_added: tuple[str, ...] = ()
    files_removed: tuple[str, ...] = ()


def compared(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Compared]:
    """Every question of a snapshot, by key, beside an earlier snapshot that may be of another form."""
    old = _by_key(before)
    return {key: _compared(old.get(key), answer) for key, answer in _by_key(after).items()}


def _compared(before: Answer | None, after: Answer) -> Compared:
    if before is None:
        return Compared("new")
    is_said_again = before["value"] is not None and before["value"] == after["value"]
    if is_said_again and before["type"] == after["type"] and _files(before) == _files(after):
        return Compared("same")  # even where a choice is called something else by now
    change = _change(after["key"], before, after)
    if not change.is_changed:
        return Compared("same")
    then, now = (tuple(piece for piece in change.changes if piece.kind != kind) for kind in ("added", "removed"))
    return Compared("changed", then, now, change.files_added, change.files_removed)
