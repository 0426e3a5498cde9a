"""A snapshot's answers as rows that a screen can show, with links to change them and to open their files."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from grants.desks.web.questions.tongues import answered_in, said_in, screen_language
from grants.ground.files.queries import unshown
from grants.ground.files.rules import note_of
from grants.ground.kit.text import in_language
from grants.ground.kit.translating import MASTER
from grants.ground.questions.rules import TextSpec, language_of_words, read_in, same_language
from grants.ground.questions.rules.differences import Compared, compared
from grants.ground.questions.rules.sources import Source

# What a group says in its own words.
OWN_WORDS = frozenset({"short_text", "long_text"})
# What a group chooses of things that are offered, whose words the site translates.
CHOSEN = frozenset({"choice", "choices", "terms", "districts"})
Texts = Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True)
class AnswerFileRow:
    """A file that was given as an answer. `url` is empty where it cannot be opened, and `note` says why."""

    name: str
    size: int
    sha256: str
    kind: str
    url: str
    note: str = ""
    seconds: int | None = None
    id: int = 0


@dataclass(frozen=True)
class AnswerRow:
    """One question with its answer: `text`, or `table`, rows of texts under `heads` where columns have names, the last
    of them its sums where it `has_total`. `texts` are transcripts and translations: `kind`, `language`, `text`, `side`,
    `on`, `is_machine`. `source` says how it came to us, in words that name nobody; empty where the group wrote it.
    `language` is that of the answers, `label_said_in` that of the question. `lines` are what was chosen of things that
    are offered, each with the attributes of its language, where one of them is not in the page's.
    `since` sets it beside last time's answer, in a renewal.
    """

    key: str
    type: str
    label: str
    text: str
    lines: Sequence[tuple[str, str]]
    table: Sequence[Sequence[str]]
    files: Sequence[AnswerFileRow]
    change_url: str
    heads: Sequence[str] = ()
    has_total: bool = False
    texts: Sequence[Mapping[str, Any]] = ()
    source: str = ""
    language: str = ""
    label_said_in: str = ""
    since: Compared | None = None

    @property
    def text_lang(self) -> str:
        """Attributes of words that the group wrote itself: their language where it is not the page's."""
        screen = screen_language()
        is_foreign = self.type in OWN_WORDS and not same_language(self.language, screen)
        return answered_in(self.language, screen) if is_foreign else ""

    @property
    def is_same(self) -> bool:
        """Whether it is known to be as it was last time."""
        return self.since is not None and self.since.standing == "same"

    @property
    def is_changed(self) -> bool:
        """Whether it is another one than last time."""
        return self.since is not None and self.since.standing == "changed"

    @property
    def is_answered(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.text or self.table or self.files)


@dataclass(frozen=True)
class AnswerSection:
    """A section of the form with its answers. `answered_in` is their language, where the page is in another, and
    `title_said_in` that of its title.
    """

    key: str
    title: str
    rows: Sequence[AnswerRow]
    answered_in: str = ""
    title_said_in: str = ""


def as_records(texts: Mapping[str, Sequence[TextSpec]]) -> Texts:
    """Transcripts and translations as a snapshot would list them."""
    return {key: [dataclasses.asdict(text) for text in own] for key, own in texts.items()}


def answer_sections(
    content: Mapping[str, Any],
    *,
    change_url: Callable[[str, str], str] | None = None,
    file_url: Callable[[int], str] | None = None,
    may_read: Callable[[str], bool] | None = None,
    texts: Texts | None = None,
    language: str = "",
    last_time: Mapping[str, Any] | None = None,
) -> list[AnswerSection]:
    """The sections of a snapshot. `change_url` takes section and question key, `file_url` the id of a stored file.

    `may_read` takes who an answer is for; what it refuses is left out. The group itself reads everything.
    `texts` are transcripts and translations by question key, where newer ones than the snapshot's are known.
    Questions are in `language`, that of the screen unless told, as far as the snapshot has their words.
    `last_time` is what a renewal began with: each answer is set beside the one of then, where that may be read too.
    """
    shown_in = language or screen_language()
    content = read_in(content, shown_in)
    since = since_last_time(last_time, content, shown_in, may_read)
    answers_in = content["language"]
    every = (answer for section in content["sections"] for answer in section["answers"])
    hidden = unshown([file["id"] for answer in every for file in answer["files"]])
    files = Files(hidden, file_url)
    return [
        AnswerSection(
            section["key"],
            section["title"],
            [
                replace(
                    _row(answer, section["key"], change_url, files, texts, shown_in),
                    language=answers_in,
                    label_said_in=language_of_words(answer, "label", answers_in, shown_in),
                    since=since.get(answer["key"]),
                )
                for answer in section["answers"]
                if may_read is None or may_read(answer.get("readers", "panel"))
            ],
            "" if same_language(answers_in, shown_in) else answers_in,
            language_of_words(section, "title", answers_in, shown_in),
        )
        for section in content["sections"]
    ]


def since_last_time(
    last_time: Mapping[str, Any] | None,
    content: Mapping[str, Any],
    language: str,
    may_read: Callable[[str], bool] | None = None,
) -> dict[str, Compared]:
    """Each answer of a renewal beside the one of last time, by question key. One that may not be read is left out."""
    if last_time is None:
        return {}
    before = read_in(last_time, language)
    every = (answer for section in before["sections"] for answer in section["answers"])
    hidden = {a["key"] for a in every if may_read is not None and not may_read(a.get("readers", "panel"))}
    return {key: found for key, found in compared(before, content).items() if key not in hidden}


def only_changed(sections: Sequence[AnswerSection]) -> list[AnswerSection]:
    """Of a renewal, what is not as it was last time; sections in which nothing changed are left out."""
    found = [replace(section, rows=[row for row in section.rows if not row.is_same]) for section in sections]
    return [section for section in found if section.rows]


@dataclass(frozen=True)
class RemarkRow:
    """What a check noticed in what was sent. `was_warned` says that the group read it too, before sending."""

    label: str
    sentence: str
    was_warned: bool


def remark_rows(content: Mapping[str, Any], language: str, *, may_read: Callable[[str], bool]) -> list[RemarkRow]:
    """What the form's checks noticed in a snapshot, for whoever reads what is for the office; the group never."""
    if not may_read("office"):
        return []
    labels = {answer["key"]: answer["label"] for section in content["sections"] for answer in section["answers"]}
    return [
        RemarkRow(labels.get(remark["key"], ""), in_language(remark["sentence"], language), remark["weight"] == "warns")
        for remark in content.get("remarks", ())
    ]


def _row(
    answer: Mapping[str, Any],
    section: str,
    change_url: Callable[[str, str], str] | None,
    files: "Files",
    texts: Texts | None,
    shown_in: str,
) -> AnswerRow:
    shown = answer["display"]
    written = texts.get(answer["key"], ()) if texts is not None else answer.get("texts", ())
    return AnswerRow(
        key=answer["key"],
        type=answer["type"],
        label=answer["label"],
        text=shown if isinstance(shown, str) else "",
        lines=_marked_lines(answer, shown_in) if isinstance(shown, str) else (),
        table=[] if isinstance(shown, str) else shown,
        files=[files.row(file) for file in answer["files"]],
        change_url=change_url(section, answer["key"]) if change_url else "",
        heads=answer.get("heads", ()),
        has_total=answer.get("has_total", False),
        texts=written,
        source=str(Source(answer["source"]).label) if answer.get("source") else "",
    )


def _marked_lines(answer: Mapping[str, Any], shown_in: str) -> list[tuple[str, str]]:
    """What was chosen, a line each with the attributes of its language; none where all are in the page's.

    A line that reads as in the form's own language was not translated when it was sent.
    """
    if answer["type"] not in CHOSEN or same_language(MASTER, shown_in) or not answer["display"]:
        return []
    master = answer.get("master", {}).get("display", answer["display"]).split("\n")
    lines = answer["display"].split("\n")
    foreign = said_in({MASTER: "-"}, shown_in)
    marked = [(line, foreign if line == own else "") for line, own in zip(lines, master, strict=False)]
    return marked if any(lang for _line, lang in marked) else []


@dataclass(frozen=True)
class Files:
    """Where files open, and which of them may not be opened now."""

    hidden: Mapping[int, str]
    file_url: Callable[[int], str] | None

    def row(self, file: Mapping[str, Any]) -> AnswerFileRow:
        """A file of a snapshot as a row."""
        note = note_of(self.hidden.get(file["id"], ""))
        url = self.file_url(file["id"]) if self.file_url and not note else ""
        kind, seconds = _kind(file["name"]), file.get("seconds")
        return AnswerFileRow(file["name"], file["size"], file["sha256"], kind, url, note, seconds, file["id"])


def _kind(name: str) -> str:
    """The short word on a file's mark: pdf, jpg, doc."""
    return name.rpartition(".")[2][:4].lower()
