"""How long a recording lasts, and what it is, by its own structure: not by its name, and not by what its sender says."""

import struct

import pytest

from grants.ground.files.actions import store_upload
from grants.ground.files.recordings import look_into_recording
from grants.ground.files.rules import FLAC, M4A, MOV, MP3, MP4, OGG, WAV, WEBA, WEBM
from grants.ground.kit.errors import Refusal
from grants.ground.people.actor import TIMER
from tests.factories.files import NOW, upload, wav_bytes


def test_wav_lasts_as_long_as_its_sound():
    assert look_into_recording(wav_bytes(2.5), WAV) == (WAV, 3)


def test_wav_that_was_cut_off_lasts_as_long_as_what_is_there():
    assert look_into_recording(wav_bytes(10)[: 44 + 8000 * 4], WAV) == (WAV, 4)


def ogg_bytes(head, end):
    """The first and the last page of an OGG."""
    page = b"OggS\x00\x02" + bytes(8) + bytes(12) + b"\x01\x13"
    return page + head + b"OggS\x00\x04" + struct.pack("<q", end) + bytes(12) + b"\x01\x01x"


def test_ogg_lasts_until_its_last_page():
    opus = b"OpusHead\x01\x01" + struct.pack("<HIhB", 312, 16000, 0, 0)
    vorbis = b"\x01vorbis" + struct.pack("<IBI", 0, 1, 44100) + bytes(20)
    assert look_into_recording(ogg_bytes(opus, 312 + 48000 * 7), OGG) == (OGG, 7)
    assert look_into_recording(ogg_bytes(vorbis, 44100 * 5), OGG) == (OGG, 5)


def test_flac_says_how_many_samples_it_has():
    head = b"fLaC\x00\x00\x00\x22" + bytes(10) + ((44100 << 44) | (1 << 41) | (15 << 36) | 44100 * 9).to_bytes(8, "big")
    assert look_into_recording(head + bytes(20), FLAC) == (FLAC, 9)


@pytest.mark.parametrize("tag", [b"", b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(10)])
def test_mp3_is_counted_frame_by_frame(tag):
    frame = b"\xff\xfb\x90\x00" + bytes(413)  # 128 kbit/s at 44,100: 417 bytes, 1152 samples
    assert look_into_recording(tag + frame * 77, MP3) == (MP3, 3)  # 2.01 s


def element(name, body, *, unknown=False):
    """An element of Matroska; browsers leave the size of a segment and its clusters unknown."""
    size = b"\x01" + b"\xff" * 7 if unknown else (len(body) | 1 << 56).to_bytes(8, "big")
    return bytes.fromhex(name) + size + body


def webm_bytes(*kinds, seconds=4, stated=None):
    """As a browser records: no length in its head, one block each half second."""
    head = element("1a45dfa3", b"")
    length = element("4489", struct.pack(">d", stated * 1000)) if stated else b""
    info = element("1549a966", element("2ad7b1", (1_000_000).to_bytes(3, "big")) + length)
    tracks = element("1654ae6b", b"".join(element("ae", element("83", bytes([kind]))) for kind in kinds))
    clusters = b"".join(
        element(
            "1f43b675",
            element("e7", (second * 1000).to_bytes(4, "big"))
            + b"".join(element("a3", b"\x81" + struct.pack(">h", at) + b"\x80opus") for at in (0, 500)),
            unknown=True,
        )
        for second in range(seconds)
    )
    return head + element("18538067", info + tracks + clusters, unknown=True)


def test_webm_of_a_browser_is_counted_by_its_blocks():
    assert look_into_recording(webm_bytes(1, 2), WEBM) == (WEBM, 4)


def test_webm_without_pictures_is_sound():
    assert look_into_recording(webm_bytes(2), WEBM) == (WEBA, 4)


def test_webm_that_claims_to_be_short_is_counted_all_the_same():
    assert look_into_recording(webm_bytes(2, seconds=300, stated=5), WEBM) == (WEBA, 300)


def box(kind, body):
    return struct.pack(">I4s", len(body) + 8, kind) + body


def mp4_bytes(handler, *, seconds, fragments=()):
    """A film of one track; in fragments, each of so many seconds, where its head says nothing."""
    ticks = 0 if fragments else seconds * 1000
    head = box(b"mvhd", bytes(12) + struct.pack(">II", 1000, ticks) + bytes(80))
    track = box(b"tkhd", bytes(12) + struct.pack(">I", 1) + bytes(68))
    media = box(b"mdhd", bytes(12) + struct.pack(">II", 48000, ticks * 48) + bytes(4)) + box(
        b"hdlr", bytes(8) + handler + bytes(13)
    )
    extends = box(b"mvex", box(b"trex", bytes(4) + struct.pack(">IIIII", 1, 1, 1024, 0, 0)))
    moov = box(b"moov", head + box(b"trak", track + box(b"mdia", media)) + extends)
    parts = b""
    for each in fragments:
        run = box(b"trun", struct.pack(">II", 0x100, each) + struct.pack(">I", 48000) * each)
        parts += box(b"moof", box(b"traf", box(b"tfhd", struct.pack(">II", 0, 1)) + run)) + box(b"mdat", b"sound")
    return box(b"ftyp", b"isom" + bytes(4)) + moov + parts


def test_mp4_lasts_as_its_head_says():
    assert look_into_recording(mp4_bytes(b"vide", seconds=6), MP4) == (MP4, 6)
    assert look_into_recording(mp4_bytes(b"vide", seconds=6), MOV) == (MOV, 6)


def test_mp4_without_pictures_is_sound():
    assert look_into_recording(mp4_bytes(b"soun", seconds=6), MP4) == (M4A, 6)


def test_mp4_in_fragments_is_added_up():
    assert look_into_recording(mp4_bytes(b"soun", seconds=0, fragments=(60, 60, 5)), MP4) == (M4A, 125)


@pytest.mark.parametrize(
    ("found", "content"),
    [
        (WAV, b"RIFF\x00\x00\x00\x00WAVEfmt "),
        (OGG, b"OggS"),
        (FLAC, b"fLaC"),
        (MP3, b"ID3"),
        (MP4, box(b"ftyp", b"isom") + box(b"moov", box(b"mvhd", b""))),
        (WEBM, b"\x1a\x45\xdf\xa3"),
    ],
)
def test_recording_that_breaks_off_says_no_length(found, content):
    assert look_into_recording(content, found)[1] is None


@pytest.mark.parametrize("found", [WAV, OGG, FLAC, MP3, MP4, WEBM])
def test_noise_is_read_without_an_error(found):
    noise = bytes((number * 7919 + number // 3) % 256 for number in range(5000))
    assert look_into_recording(noise, found)[0].kind in {"audio", "video"}


def take(content, most, name="said.wav", kinds=frozenset({"audio"})):
    return store_upload(upload(content, name), kinds=kinds, by=TIMER, now=NOW, field="idea", most_seconds=most)


@pytest.mark.django_db
def test_length_of_a_recording_is_kept_with_it():
    assert (take(wav_bytes(3), 60).seconds, take(wav_bytes(3), 0).seconds) == (3, 3)


@pytest.mark.django_db
def test_recording_over_its_limit_is_refused_with_both_lengths():
    with pytest.raises(Refusal) as refused:
        take(wav_bytes(65), 60)
    (blocker,) = refused.value.blockers
    assert (blocker.code, blocker.field) == ("recording_too_long", "idea")
    expected = "This recording lasts 1:05 minutes. The limit is 1:00. Record it again, a little shorter."
    assert str(blocker.sentence) == expected


@pytest.mark.django_db
def test_recorder_may_stop_a_moment_after_its_limit():
    assert take(wav_bytes(62), 60).seconds == 62


@pytest.mark.django_db
def test_recording_that_says_no_length_is_refused_where_there_is_a_limit():
    with pytest.raises(Refusal) as refused:
        take(wav_bytes(1)[:40], 60)
    assert [blocker.code for blocker in refused.value.blockers] == ["file_damaged"]


@pytest.mark.django_db
def test_video_is_refused_where_only_sound_is_asked_for():
    with pytest.raises(Refusal) as refused:
        take(webm_bytes(1, 2), 60, "said.webm")
    assert [blocker.code for blocker in refused.value.blockers] == ["file_wrong_type"]
    stored = take(webm_bytes(2), 60, "said.webm")
    assert (stored.name, stored.content_type, stored.seconds) == ("said.weba", "audio/webm", 4)
