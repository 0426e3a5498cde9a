"""Sound and video: what a recording really is, and how long it lasts, read from the file and not from its sender."""

import math
import struct
from collections.abc import Callable, Mapping

from grants.ground.files.containers import Found, read_mp4, read_webm
from grants.ground.files.rules import FLAC, M4A, MOV, MP3, MP4, OGG, WAV, WEBA, WEBM, FileType

# Kilobits a second by [version 1, version 2][index], layer 3; samples a second by version bits.
BITRATES = (
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
)
RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
MOST_FRAMES = 2_000_000


def look_into_recording(content: bytes, found: FileType) -> tuple[FileType, int | None]:
    """What a sound or video file is once its tracks are known, and its length in whole seconds, rounded up.

    None for the length when the file does not tell. MP4 and WebM without pictures are sound.
    """
    read = READERS.get(found)
    if read is None:
        return found, None
    said = read(content)
    seconds = math.ceil(said.seconds) if said.seconds and said.seconds < 10**7 else None
    if said.has_sound and not said.has_picture:
        return {MP4: M4A, WEBM: WEBA}.get(found, found), seconds
    return found, seconds


def read_wav(content: bytes) -> Found:
    """Bytes of sound over bytes a second. A recorder that was cut off leaves a wrong size: what is there counts."""
    place, rate = 12, 0
    while place + 8 <= len(content):
        kind, size = struct.unpack_from("<4sI", content, place)
        if kind == b"fmt " and place + 20 <= len(content):
            rate = struct.unpack_from("<I", content, place + 16)[0]
        if kind == b"data":
            there = min(size, len(content) - place - 8)
            return Found(there / rate if rate else None, has_sound=True)
        place += 8 + size + size % 2
    return Found(has_sound=True)


def read_ogg(content: bytes) -> Found:
    """Where the last page ends, over the rate that the first one names."""
    last = content.rfind(b"OggS")
    end = struct.unpack_from("<q", content, last + 6)[0] if last >= 0 and last + 14 <= len(content) else 0
    head = content[:200]
    opus, vorbis = head.find(b"OpusHead"), head.find(b"\x01vorbis")
    if opus >= 0 and opus + 12 <= len(head):
        skipped = struct.unpack_from("<H", head, opus + 10)[0]
        return Found(max(0, end - skipped) / 48000 or None, has_sound=True)
    if vorbis >= 0 and vorbis + 16 <= len(head):
        rate = struct.unpack_from("<I", head, vorbis + 12)[0]
        return Found(max(0, end) / rate if rate else None, has_sound=True)
    return Found(has_sound=True)


def read_flac(content: bytes) -> Found:
    """Samples over rate, from the block that begins every file."""
    packed = int.from_bytes(content[18:26], "big")
    rate, samples = packed >> 44, packed & (2**36 - 1)
    return Found(samples / rate if rate and samples else None, has_sound=True)


def read_mp3(content: bytes) -> Found:
    """Frame by frame: lengths in headers are often missing or wrong."""
    place, seconds = _after_tag(content), 0.0
    for _frame in range(MOST_FRAMES):
        size, lasts = _mp3_frame(content, place)
        if not size:
            break
        seconds, place = seconds + lasts, place + size
    return Found(seconds or None, has_sound=True)


def _after_tag(content: bytes) -> int:
    if not content.startswith(b"ID3") or len(content) < 10:
        return 0
    size = 0
    for byte in content[6:10]:
        size = size << 7 | byte & 0x7F
    return 10 + size


def _mp3_frame(content: bytes, place: int) -> tuple[int, float]:
    """Bytes and seconds of the frame that begins here; zeros when none does."""
    head = content[place : place + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return 0, 0.0
    version, bits, rates = head[1] >> 3 & 3, head[2] >> 4, RATES.get(head[1] >> 3 & 3)
    if rates is None or bits in {0, 15} or head[2] >> 2 & 3 == 3:
        return 0, 0.0
    rate, samples = rates[head[2] >> 2 & 3], 1152 if version == 3 else 576
    kilobits = BITRATES[version != 3][bits]
    return samples // 8 * kilobits * 1000 // rate + (head[2] >> 1 & 1), samples / rate


READERS: Mapping[FileType, Callable[[bytes], Found]] = {
    WAV: read_wav,
    OGG: read_ogg,
    FLAC: read_flac,
    MP3: read_mp3,
    M4A: read_mp4,
    MP4: read_mp4,
    MOV: read_mp4,
    WEBM: read_webm,
}
