"""The shape of plain text: letters and agreements are kept as words, and get headings and lists when printed."""

from dataclasses import dataclass

HEADING_LENGTH = 70


@dataclass(frozen=True)
class Block:
    """A piece of text. `kind` is heading, list or paragraph; `lines` are its lines, or the items of the list."""

    kind: str
    lines: tuple[str, ...]


def blocks_of(text: str) -> list[Block]:
    """Text in blocks, which are parted by empty lines.

    Lines that begin with "- " are a list. One short line without a full stop is a heading, unless it is the last
    block (a name), or the first (a greeting) without a number.
    """
    parts = [part.strip("\n").split("\n") for part in _parted(text)]
    return [_block(lines, is_edge=_is_edge(place, parts)) for place, lines in enumerate(parts)]


def _is_edge(place: int, parts: list[list[str]]) -> bool:
    return place == len(parts) - 1 or (place == 0 and not parts[0][0].lstrip()[:1].isdigit())


def _parted(text: str) -> list[str]:
    return [part for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]


def _block(lines: list[str], *, is_edge: bool) -> Block:
    lines = [line.strip() for line in lines if line.strip()]
    if all(line.startswith("- ") for line in lines):
        return Block("list", tuple(line.removeprefix("- ").strip() for line in lines))
    is_short = len(lines) == 1 and len(lines[0]) <= HEADING_LENGTH and lines[0][-1] not in ".,:;!?…"
    return Block("heading" if is_short and not is_edge else "paragraph", tuple(lines))
