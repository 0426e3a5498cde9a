"""A snapshot's answers as rows that a screen can show, with links to change them and to open their files."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class AnswerFileRow:
    """A file that was given as an answer. `url` is empty where it cannot be opened."""

    name: str
    size: int
    sha256: str
    kind: str
    url: str


@dataclass(frozen=True)
class AnswerRow:
    """One question with its answer: `text`, or `table`, rows of texts under `heads` where columns have names, the last
    of them its sums where it `has_total`.
    """

    key: str
    type: str
    label: str
    text: str
    table: Sequence[Sequence[str]]
    files: Sequence[AnswerFileRow]
    change_url: str
    heads: Sequence[str] = ()
    has_total: bool = False

    @property
    def is_answered(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.text or self.table or self.files)


@dataclass(frozen=True)
class AnswerSection:
    """A section of the form with its answers."""

    key: str
    title: str
    rows: Sequence[AnswerRow]


def answer_sections(
    content: Mapping[str, Any],
    *,
    change_url: Callable[[str, str], str] | None = None,
    file_url: Callable[[int], str] | None = None,
    may_read: Callable[[str], bool] | None = None,
) -> list[AnswerSection]:
    """The sections of a snapshot. `change_url` takes section and question key, `file_url` the id of a stored file.

    `may_read` takes who an answer is for; what it refuses is left out. The group itself reads everything.
    """
    return [
        AnswerSection(
            section["key"],
            section["title"],
            [
                _row(answer, section["key"], change_url, file_url)
                for answer in section["answers"]
                if may_read is None or may_read(answer.get("readers", "panel"))
            ],
        )
        for section in content["sections"]
    ]


def _row(
    answer: Mapping[str, Any],
    section: str,
    change_url: Callable[[str, str], str] | None,
    file_url: Callable[[int], str] | None,
) -> AnswerRow:
    shown = answer["display"]
    return AnswerRow(
        key=answer["key"],
        type=answer["type"],
        label=answer["label"],
        text=shown if isinstance(shown, str) else "",
        table=[] if isinstance(shown, str) else shown,
        files=[_file(file, file_url) for file in answer["files"]],
        change_url=change_url(section, answer["key"]) if change_url else "",
        heads=answer.get("heads", ()),
        has_total=answer.get("has_total", False),
    )


def _file(file: Mapping[str, Any], file_url: Callable[[int], str] | None) -> AnswerFileRow:
    url = file_url(file["id"]) if file_url else ""
    return AnswerFileRow(file["name"], file["size"], file["sha256"], _kind(file["name"]), url)


def _kind(name: str) -> str:
    """The short word on a file's mark: pdf, jpg, doc."""
    return name.rpartition(".")[2][:4].lower()
