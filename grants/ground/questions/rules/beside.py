"""Transcripts and translations: an answer is its original, and what people wrote about it, each with a label."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel import Locale, UnknownLocaleError

from grants.ground.kit.text import digest
from grants.ground.questions.rules.spec import TextSpec

# Languages that people speak and write in here, whatever the screens are in. Codes of BCP 47.
TEXT_LANGUAGES = (
    "en-gb", "am", "ar", "bn", "bg", "cs", "cy", "de", "el", "es", "fa", "fr", "ga", "gd", "gu", "hi", "hr", "hu", "it",
    "ku", "lt", "lv", "nl", "pa", "pl", "ps", "pt", "ro", "ru", "sk", "so", "sq", "sr", "sw", "ta", "ti", "tr", "uk",
    "ur", "vi", "yo", "zh",
)  # fmt: skip


def original_of_text(text: str) -> str:
    """What names a written answer, as its SHA-256 names a recording: a translation is of exactly this wording."""
    return digest(text.encode())


@dataclass(frozen=True)
class Original:
    """A recording or a written answer of a snapshot, named by its SHA-256. `text` is the written one."""

    key: str
    label: str
    sha256: str
    is_recording: bool
    text: str = ""
    file_id: int = 0


def originals_of(content: Mapping[str, Any]) -> list[Original]:
    """What can be written down or translated in a snapshot: long texts, and recordings that stand for them."""
    answers = (answer for section in content["sections"] for answer in section["answers"])
    return [original for answer in answers if answer["type"] == "long_text" for original in _originals(answer)]


def _originals(answer: Mapping[str, Any]) -> Iterator[Original]:
    key, label = answer["key"], answer["label"]
    if answer["value"]:
        yield Original(key, label, original_of_text(answer["value"]), is_recording=False, text=answer["value"])
    for file in answer["files"]:
        yield Original(key, label, file["sha256"], is_recording=True, file_id=file["id"])


@dataclass(frozen=True)
class Work:
    """Something that the office should write: `kind` is "transcript" or "translation", of `original`."""

    original: Original
    kind: str


def work_left(content: Mapping[str, Any], texts: Sequence[TextSpec], language: str) -> list[Work]:
    """What is not written down yet, and what nobody can read in `language` yet.

    A recording is written down first; its transcript is translated when it is in another language.
    """
    left = []
    for original in originals_of(content):
        own = [text for text in texts if text.original == original.sha256 and text.text]
        transcript = next((text for text in own if text.kind == "transcript"), None)
        if original.is_recording and transcript is None:
            left.append(Work(original, "transcript"))
            continue
        spoken = transcript.language if transcript else content["language"]
        is_read = any(text.kind == "translation" and same_language(text.language, language) for text in own)
        if not same_language(spoken, language) and not is_read:
            left.append(Work(original, "translation"))
    return left


def language_name(code: str, shown_in: str) -> str:
    """A language's name in another: "Somali" for so in en-gb; the code itself where nobody knows it."""
    try:
        return str(Locale.parse(code.partition("-")[0]).get_language_name(shown_in.partition("-")[0]) or code)
    except (UnknownLocaleError, ValueError):
        return code


def same_language(one: str, other: str) -> bool:
    """Whether two codes name one language: en-gb and en do."""
    return one.partition("-")[0] == other.partition("-")[0]
