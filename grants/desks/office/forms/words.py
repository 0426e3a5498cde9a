"""Texts that the builder of forms writes in one language, while other languages keep theirs."""

from collections.abc import Mapping

LANGUAGE = "en-gb"


def worded(texts: Mapping[str, str], text: str) -> dict[str, str]:
    """The texts of a field with the English one replaced; other languages stay, unless there is nothing to say."""
    return {**texts, LANGUAGE: text} if text else {}
