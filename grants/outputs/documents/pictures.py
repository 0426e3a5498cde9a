"""Emoji on paper: our fonts hold letters of people, not pictures, and a tagged PDF may show no empty box."""

import re
import unicodedata

# A picture with what may follow it: a choice of style, a skin tone, a joiner to the next one.
PICTURE = re.compile(
    "([\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001fbff])[\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff]*"
)


def in_words(page: str) -> str:
    """A page with each emoji as its name in brackets: 🙂 is [slightly smiling face]."""
    return PICTURE.sub(lambda found: f"[{unicodedata.name(found[1], 'picture').lower()}]", page)
