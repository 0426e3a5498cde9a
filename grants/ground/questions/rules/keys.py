"""Keys: the short names by which questions and sections are known in every version."""

from django.utils.text import slugify

LONGEST_KEY = 40


def plain_key(words: str, longest: int = LONGEST_KEY) -> str:
    """Words as a key: lower case letters, digits and underscores; empty where nothing is left of them."""
    return slugify(words).replace("-", "_")[:longest].strip("_")
