"""One rule for counting words, in Python and in the browser."""

import json
from pathlib import Path

import pytest

from grants.env import BASE_DIR
from grants.ground.kit.text import count_words

VECTORS = json.loads(Path(__file__).with_name("words.json").read_text())


@pytest.mark.parametrize(("text", "count"), VECTORS)
def test_words_are_counted(text, count):
    assert count_words(text) == count


@pytest.mark.browser
def test_browser_counts_the_same_words(page):
    page.set_content("<!doctype html><title>Words</title>")
    page.add_script_tag(content=(BASE_DIR / "grants" / "static" / "js" / "grants.js").read_text())
    counted = page.evaluate("texts => texts.map(window.wordCount)", [text for text, _count in VECTORS])
    assert counted == [count for _text, count in VECTORS]
