"""How long recordings in MP4 and WebM last and whether they have pictures, read from their structure alone.

Nothing is decoded. A recording made in a browser often says no length in its head, so its pieces are counted too.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

Box = tuple[bytes, int, int]
PARENTS = {b"moov", b"trak", b"mdia", b"mvex", b"moof", b"traf"}
MOST_PARTS = 500_000


@dataclass
class Found:
    """What a recording says of itself. `seconds` is None when it does not say."""

    seconds: float | None = None
    has_picture: bool = False
    has_sound: bool = False


@dataclass
class _Track:
    timescale: int = 0
    ticks: int = 0


@dataclass
class _Film:
    """What the boxes of an MP4 have said so far."""

    found: Found = field(default_factory=Found)
    tracks: dict[int, _Track] = field(default_factory=dict)
    each: dict[int, int] = field(default_factory=dict)
    track: _Track = field(default_factory=_Track)
    default: int = 0


def read_mp4(content: bytes) -> Found:
    """Length and tracks of an MP4, M4A or MOV, in one piece or in fragments."""
    film = _Film()
    try:
        for kind, start, end in _boxes(content, 0, len(content)):
            reader = BOXES.get(kind)
            if reader:
                reader(film, content, start, end)
    except (struct.error, IndexError):
        return film.found
    lengths = [track.ticks / track.timescale for track in film.tracks.values() if track.timescale and track.ticks]
    stated = [film.found.seconds] if film.found.seconds else []
    film.found.seconds = max([*lengths, *stated], default=None)
    return film.found


def _boxes(content: bytes, start: int, end: int) -> Iterator[Box]:
    """Every box, those inside the ones we know to hold others too, as (name, first byte, end)."""
    for _part in range(MOST_PARTS):
        if start + 8 > end:
            return
        size, kind = struct.unpack_from(">I4s", content, start)
        head = 8
        if size == 1:
            size, head = struct.unpack_from(">Q", content, start + 8)[0], 16
        stop = end if size == 0 else min(start + size, end)
        if stop < start + head:
            return
        yield kind, start + head, stop
        if kind in PARENTS:
            yield from _boxes(content, start + head, stop)
        start = stop


def _movie_head(film: _Film, content: bytes, start: int, end: int) -> None:
    scale, ticks = _scale_and_ticks(content, start)
    if scale and ticks:
        film.found.seconds = ticks / scale


def _scale_and_ticks(content: bytes, start: int) -> tuple[int, int]:
    if content[start] == 1:
        scale, ticks = struct.unpack_from(">IQ", content, start + 20)
        return scale, 0 if ticks == 2**64 - 1 else ticks
    scale, ticks = struct.unpack_from(">II", content, start + 12)
    return scale, 0 if ticks == 2**32 - 1 else ticks


def _track_head(film: _Film, content: bytes, start: int, end: int) -> None:
    number = struct.unpack_from(">I", content, start + (20 if content[start] == 1 else 12))[0]
    film.track = film.tracks.setdefault(number, _Track())


def _media_head(film: _Film, content: bytes, start: int, end: int) -> None:
    film.track.timescale, film.track.ticks = _scale_and_ticks(content, start)


def _handler(film: _Film, content: bytes, start: int, end: int) -> None:
    kind = content[start + 8 : start + 12]
    film.found.has_picture |= kind == b"vide"
    film.found.has_sound |= kind == b"soun"


def _track_defaults(film: _Film, content: bytes, start: int, end: int) -> None:
    number, _description, each = struct.unpack_from(">III", content, start + 4)
    film.each[number] = each


def _fragment_head(film: _Film, content: bytes, start: int, end: int) -> None:
    flags = struct.unpack_from(">I", content, start)[0] & 0xFFFFFF
    number = struct.unpack_from(">I", content, start + 4)[0]
    film.track, film.default = film.tracks.setdefault(number, _Track()), film.each.get(number, 0)
    place = start + 8 + (8 if flags & 1 else 0) + (4 if flags & 2 else 0)
    if flags & 8:
        film.default = struct.unpack_from(">I", content, place)[0]


def _fragment_run(film: _Film, content: bytes, start: int, end: int) -> None:
    flags = struct.unpack_from(">I", content, start)[0] & 0xFFFFFF
    count = struct.unpack_from(">I", content, start + 4)[0]
    if not flags & 0x100:
        film.track.ticks += film.default * count
        return
    place = start + 8 + (4 if flags & 1 else 0) + (4 if flags & 4 else 0)
    step = 4 * sum(bool(flags & bit) for bit in (0x100, 0x200, 0x400, 0x800))
    for sample in range(min(count, (end - place) // step)):
        film.track.ticks += struct.unpack_from(">I", content, place + sample * step)[0]


BOXES = {
    b"mvhd": _movie_head,
    b"tkhd": _track_head,
    b"mdhd": _media_head,
    b"hdlr": _handler,
    b"trex": _track_defaults,
    b"tfhd": _fragment_head,
    b"trun": _fragment_run,
}

# Elements of Matroska: those that hold others, and the few that say something.
MASTERS = {0x18538067, 0x1F43B675, 0x1549A966, 0x1654AE6B, 0xAE, 0xA0}
TICK, LENGTH, TRACK_KIND, CLUSTER_TIME, BLOCKS = 0x2AD7B1, 0x4489, 0x83, 0xE7, {0xA1, 0xA3}
UNKNOWN_SIZE = -1


def read_webm(content: bytes) -> Found:
    """Length and tracks of a WebM. Its blocks are counted, since browsers write no length while they record."""
    found, tick, stated, last, cluster = Found(), 1_000_000, 0.0, 0, 0
    for name, start, end in _elements(content):
        value = content[start:end]
        if name == TICK:
            tick = int.from_bytes(value, "big")
        elif name == LENGTH and len(value) in {4, 8}:
            stated = struct.unpack(">f" if len(value) == 4 else ">d", value)[0]
        elif name == TRACK_KIND:
            found.has_picture |= value == b"\x01"
            found.has_sound |= value == b"\x02"
        elif name == CLUSTER_TIME:
            cluster = int.from_bytes(value, "big")
        elif name in BLOCKS:
            last = max(last, cluster + _time_of_block(value[:12]))
    longest = max(stated, float(last)) if stated == stated else float(last)
    found.seconds = longest * tick / 1e9 or None
    return found


def _time_of_block(head: bytes) -> int:
    """When a block begins, counted from its cluster."""
    _track, at = _number(head, 0, keep_marker=False)
    return int.from_bytes(head[at : at + 2], "big", signed=True)


def _elements(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Every element in order, as (name, first byte, end); those that hold others are entered, not skipped."""
    place = 0
    for _part in range(MOST_PARTS):
        name, at = _number(content, place, keep_marker=True)
        size, start = _number(content, at, keep_marker=False)
        if at == place or start == at:
            return
        if name in MASTERS:
            place = start
            continue
        if size == UNKNOWN_SIZE or start + size > len(content):
            return
        yield name, start, start + size
        place = start + size


def _number(content: bytes, place: int, *, keep_marker: bool) -> tuple[int, int]:
    """A number of variable length and where it ends; the same place again when there is none."""
    first = content[place] if place < len(content) else 0
    length = 9 - first.bit_length()
    if not first or place + length > len(content):
        return 0, place
    value = int.from_bytes(content[place : place + length], "big")
    if keep_marker:
        return value, place + length
    bits = 7 * length
    value &= (1 << bits) - 1
    return (UNKNOWN_SIZE if value == (1 << bits) - 1 else value), place + length
