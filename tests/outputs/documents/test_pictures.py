"""Emoji are printed as words."""

import pytest

from grants.outputs.documents.pictures import in_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tea 🙂", "Tea [slightly smiling face]"),
        ("👍🏽 yes", "[thumbs up sign] yes"),
        ("👩‍👧", "[woman][girl]"),
        ("❤️", "[heavy black heart]"),
        ("5 → 6, ½ € “so” – Zoë, بيت, 中", "5 → 6, ½ € “so” – Zoë, بيت, 中"),
    ],
)
def test_pictures_become_words_and_letters_stay(text, expected):
    assert in_words(text) == expected
