"""What a file is, by its content; what it may be called; what is said about one that we cannot take."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grants.ground.kit.errors import Refusal, refuse

NAME_LENGTH = 120
OVERRIDES = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF])
DEVICE_NAMES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


@dataclass(frozen=True)
class FileType:
    """A kind of content that we know. `extension` is the one its name will have."""

    kind: str
    extension: str
    content_type: str


PDF = FileType("pdf", "pdf", "application/pdf")
JPEG = FileType("image", "jpg", "image/jpeg")
PNG = FileType("image", "png", "image/png")
GIF = FileType("image", "gif", "image/gif")
WEBP = FileType("image", "webp", "image/webp")
HEIC = FileType("image", "heic", "image/heic")
ZIP = FileType("zip", "zip", "application/zip")
OLE = FileType("ole", "bin", "application/x-ole-storage")
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
DOCX = FileType("office", "docx", f"{_OPEN_XML}wordprocessingml.document")
XLSX = FileType("office", "xlsx", f"{_OPEN_XML}spreadsheetml.sheet")
PPTX = FileType("office", "pptx", f"{_OPEN_XML}presentationml.presentation")
ODT = FileType("office", "odt", f"{_OPEN_DOCUMENT}text")
ODS = FileType("office", "ods", f"{_OPEN_DOCUMENT}spreadsheet")
ODP = FileType("office", "odp", f"{_OPEN_DOCUMENT}presentation")
DOC = FileType("office", "doc", "application/msword")
XLS = FileType("office", "xls", "application/vnd.ms-excel")
PPT = FileType("office", "ppt", "application/vnd.ms-powerpoint")
TXT = FileType("text", "txt", "text/plain; charset=utf-8")
CSV = FileType("text", "csv", "text/csv; charset=utf-8")
MP3 = FileType("audio", "mp3", "audio/mpeg")
M4A = FileType("audio", "m4a", "audio/mp4")
WAV = FileType("audio", "wav", "audio/wav")
OGG = FileType("audio", "ogg", "audio/ogg")
FLAC = FileType("audio", "flac", "audio/flac")
WEBA = FileType("audio", "weba", "audio/webm")
MP4 = FileType("video", "mp4", "video/mp4")
MOV = FileType("video", "mov", "video/quicktime")
WEBM = FileType("video", "webm", "video/webm")

KIND_NAMES = {
    "pdf": _("PDF"),
    "image": _("photo or picture (JPEG, PNG, HEIC, WebP, GIF)"),
    "office": _("Word, Excel, PowerPoint or OpenDocument file"),
    "text": _("plain text or CSV"),
    "audio": _("sound recording (MP3, M4A, WAV, OGG, WebM)"),
    "video": _("video (MP4, MOV, WebM)"),
}

# What the first bytes say. Each row: where, which bytes, what it is.
SIGNATURES: tuple[tuple[int, bytes, FileType], ...] = (
    (0, b"%PDF-", PDF),
    (0, b"\xff\xd8\xff", JPEG),
    (0, b"\x89PNG\r\n\x1a\n", PNG),
    (0, b"GIF87a", GIF),
    (0, b"GIF89a", GIF),
    (8, b"WEBP", WEBP),
    (0, b"PK\x03\x04", ZIP),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (0, b"ID3", MP3),
    (8, b"WAVE", WAV),
    (0, b"OggS", OGG),
    (0, b"fLaC", FLAC),
    (0, b"\x1a\x45\xdf\xa3", WEBM),
)
# `ftyp` brands of the ISO media family: photos, sound and video share one container.
BRANDS = {
    b"heic": HEIC, b"heix": HEIC, b"heim": HEIC, b"heis": HEIC, b"hevc": HEIC, b"mif1": HEIC, b"msf1": HEIC,
    b"M4A ": M4A, b"M4B ": M4A,
    b"qt  ": MOV,
    b"isom": MP4, b"iso2": MP4, b"iso4": MP4, b"iso5": MP4, b"iso6": MP4, b"mp41": MP4, b"mp42": MP4,
    b"avc1": MP4, b"M4V ": MP4, b"MSNV": MP4, b"3gp4": MP4, b"3gp5": MP4, b"dash": MP4,
}  # fmt: skip


def sniff(content: bytes, name: str = "") -> FileType | None:
    """The type of a content by its first bytes, whatever its name claims; None for one that we do not know.

    A zip or an old office file still needs a look inside. Plain text has no signature: it is what reads as text.
    """
    if content[4:8] == b"ftyp":
        return BRANDS.get(content[8:12])
    for offset, magic, found in SIGNATURES:
        if content.startswith(magic, offset) and (offset == 0 or content.startswith(b"RIFF")):
            return found
    if content[:1] == b"\xff" and len(content) > 1 and content[1] & 0xE6 == 0xE2:
        return MP3
    return _as_text(content, name)


def _as_text(content: bytes, name: str) -> FileType | None:
    """Plain text or CSV when the content reads as UTF-8 without control characters and the name says so."""
    named = {"txt": TXT, "csv": CSV}.get(extension_of(name))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return named if not re.search(r"[\x00-\x08\x0e-\x1f]", text) else None


def extension_of(name: str) -> str:
    """`pdf` for `Budget.PDF`."""
    return PurePosixPath(name).suffix.lstrip(".").lower()


def safe_name(name: str, extension: str) -> str:
    """A name to show and to save under: no path, no tricks with writing direction, the extension of its content.

    Letters of every script stay. `..\\..\\evil\u202efdp.exe` as a PDF becomes `evilfdp.exe.pdf`.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(c for c in last.translate(OVERRIDES) if unicodedata.category(c) not in {"Cc", "Cs"})
    shown = re.sub(r"\s+", " ", re.sub(r'[<>:"|?*]', "-", shown)).strip(" .")
    stem = shown.removesuffix(PurePosixPath(shown).suffix) if is_spelling_of(shown, extension) else shown
    stem = stem.strip(" .")[:NAME_LENGTH].strip(" .")
    if not stem or DEVICE_NAMES.fullmatch(stem):
        stem = f"file-{stem}".strip("-")
    return f"{stem}.{extension}"


def note_of(scan_state: str) -> str:
    """Why a file cannot be opened now; empty when it can."""
    return {"waiting": gettext("Being checked"), "infected": gettext("Refused: it carries a virus")}.get(scan_state, "")


VIEWERS = {
    "pdf": "pdf",
    **dict.fromkeys(("jpg", "png", "gif"), "image"),
    **dict.fromkeys(("mp3", "m4a", "wav", "ogg", "flac", "weba"), "audio"),
    **dict.fromkeys(("mp4", "mov", "webm"), "video"),
}


_PICTURES = (JPEG, PNG, GIF, WEBP, HEIC)
_OFFICE = (DOCX, XLSX, PPTX, ODT, ODS, ODP, DOC, XLS, PPT)
_SOUND = (MP3, M4A, WAV, OGG, FLAC, WEBA, MP4, MOV, WEBM)
KIND_OF_EXTENSION = {known.extension: known.kind for known in (PDF, TXT, CSV, *_PICTURES, *_OFFICE, *_SOUND)}


def kind_of(name: str) -> str:
    """The kind of a stored file by the name that we gave it: pdf, image, office, text, audio, video."""
    return KIND_OF_EXTENSION.get(extension_of(name), "")


def viewer_of(name: str) -> str:
    """How a page shows a stored file by itself: pdf, image, audio, video; empty for one that it cannot.

    The name is one that we gave, so its extension is the one of its content.
    """
    return VIEWERS.get(extension_of(name), "")


PICTURES = {"jpg", "jpeg", "jpe", "jfif", "png", "gif", "webp", "heic", "heif"}
SPELLINGS = {"jpg": PICTURES, "png": PICTURES, "mp4": {"m4v"}, "ogg": {"oga", "opus"}, "m4a": {"mp4"}, "weba": {"webm"}}


def is_spelling_of(name: str, extension: str) -> bool:
    """Whether a name ends in this extension, or another spelling of what it is or was made from."""
    return extension_of(name) in {extension, *SPELLINGS.get(extension, set())}


def empty() -> Refusal:
    """The refusal of a file with nothing in it."""
    return refuse("file_empty", _("This file is empty. Check it on your device, then choose it again."))


def too_large(limit: int) -> Refusal:
    """The refusal of a file over the limit, which is given in bytes."""
    sentence = format_lazy(
        _("This file is too large. The limit is {megabytes} MB. Choose a smaller file."), megabytes=limit // 1024**2
    )
    return refuse("file_too_large", sentence)


def wrong_type(kinds: Iterable[str]) -> Refusal:
    """The refusal of a file of another type, naming those that we take."""
    names = [KIND_NAMES[kind] for kind in KIND_NAMES if kind in set(kinds)]
    pattern = " · ".join(f"{{kind{index}}}" for index in range(len(names)))
    listed = format_lazy(pattern, **{f"kind{index}": name for index, name in enumerate(names)})
    sentence = format_lazy(
        _("We cannot take this kind of file, whatever its name says. Choose one of these: {kinds}."), kinds=listed
    )
    return refuse("file_wrong_type", sentence)


def too_long(seconds: int, most: int) -> Refusal:
    """The refusal of a recording over its limit; both in seconds."""
    sentence = format_lazy(
        _("This recording lasts {length} minutes. The limit is {limit}. Record it again, a little shorter."),
        length=clock_length(seconds),
        limit=clock_length(most),
    )
    return refuse("recording_too_long", sentence)


def clock_length(seconds: int) -> str:
    """`2:05` for 125 seconds."""
    return f"{seconds // 60}:{seconds % 60:02}"


def damaged() -> Refusal:
    """The refusal of a file that breaks off or does not open."""
    return refuse(
        "file_damaged", _("We could not open this file. It may be damaged or cut short. Save it again, then choose it.")
    )


def has_macros() -> Refusal:
    """The refusal of an office file with programs in it."""
    return refuse(
        "file_has_macros", _("This file contains macros. Save it without macros or as a PDF, then choose it.")
    )


def too_many_pixels() -> Refusal:
    """The refusal of a picture that would unfold into too much."""
    return refuse(
        "picture_too_large", _("This picture has too many pixels for us. Make it smaller, then choose it again.")
    )
