"""Text: counting words, sorting names, choosing a language, keeping spreadsheets safe."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping

WORD = re.compile(r"[^\W_]+(?:[’'\-.,][^\W_]+)*", re.UNICODE)
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])


def tidy(text: str) -> str:
    """Text as stored: NFC, plain line ends, no control characters, no spaces at the ends. Never shortened."""
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in composed if c in "\n\t" or unicodedata.category(c) != "Cc").strip()


def count_words(text: str) -> int:
    """Words as the browser counts them: runs of letters and digits, joined by a hyphen, apostrophe, point or comma.

    Marks upon letters (accents, vowel signs of Hindi or Arabic) are part of their letter. `grants.js` follows the same
    rule, and tests/ground/kit/words.json holds both to it.
    """
    plain = text if text.isascii() else "".join(c for c in text if unicodedata.category(c)[0] != "M")
    return len(WORD.findall(plain.translate(INVISIBLE)))


def sort_name(name: str) -> str:
    """A name as lists sort it: casefolded, accents off, without a leading article."""
    return re.sub(r"^(the|a|an)\s+", "", search_text(name))[:120]


def search_text(*texts: str) -> str:
    """Texts as searching compares them: casefolded, accents off, single spaces."""
    plain = unicodedata.normalize("NFKD", " ".join(texts).casefold())
    return re.sub(r"\s+", " ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


def in_language(texts: Mapping[str, str], language: str, fallback: str = "en-gb") -> str:
    """A text of a `{language: text}` field: asked for, else its base language, else the fallback, else any."""
    for code in (language, language.split("-")[0], fallback, "en"):
        if texts.get(code):
            return texts[code]
    return next((text for text in texts.values() if text), "")


def language_of(texts: Mapping[str, str], language: str, fallback: str = "en-gb") -> str:
    """The language in which `in_language` finds its text; the one asked for where there is no text at all."""
    known = (code for code in (language, language.split("-")[0], fallback, "en", *texts) if texts.get(code))
    return next(known, language)


def direction(language: str) -> str:
    """ "rtl" for a language that is written from right to left, else "ltr": for the `dir` of its text."""
    return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def digest(value: object) -> str:
    """SHA-256, in hex, of a JSON value in canonical form (sorted keys, no spaces, UTF-8), or of bytes."""
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    canonical = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might run this text as a formula."""
    return text[:1] in {"=", "+", "-", "@", "\t", "\r", "\n"}


def csv_safe(text: str) -> str:
    """Text for a CSV cell: an apostrophe in front of what a spreadsheet would run."""
    return f"'{text}" if is_formula(text) else text
