"""Text: tidied, sorted, translated, digested, kept from running in spreadsheets."""

import hashlib
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.ground.kit.text import csv_safe, digest, in_language, is_formula, sort_name, tidy

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Tea \r\nand cake\r ", "Tea \nand cake"),
        ("Cafe\u0301", "Café"),
        ("a\x00b\x07c\td", "abc\td"),
        ("👩‍🌾 garden", "👩‍🌾 garden"),
        ("منى", "منى"),
    ],
)
def test_text_is_tidied_and_never_shortened(typed, kept):
    assert tidy(typed) == kept


@given(st.text())
def test_tidy_text_stays_as_it_is(text):
    once = tidy(text)
    assert tidy(once) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    ("name", "sorted_as"),
    [
        ("The Garden", "garden"),
        ("A Place to Be", "place to be"),
        ("An Óige", "oige"),
        ("Theatre Group", "theatre group"),
        ("ÅNGSTRÖM  Club", "angstrom club"),
        ("Straße", "strasse"),
        ("The", "the"),
        ("x" * 200, "x" * 120),
    ],
)
def test_names_sort_without_article_accent_and_case(name, sorted_as):
    assert sort_name(name) == sorted_as


@pytest.mark.parametrize(
    ("texts", "language", "found"),
    [
        ({"en-gb": "Hello", "cy": "Helo"}, "cy", "Helo"),
        ({"en-gb": "Hello", "es": "Hola"}, "es-mx", "Hola"),
        ({"en-gb": "Hello"}, "ar", "Hello"),
        ({"en": "Hello"}, "ar", "Hello"),
        ({"pl": "Cześć"}, "ar", "Cześć"),
        ({"cy": "", "en-gb": "Hello"}, "cy", "Hello"),
        ({}, "cy", ""),
    ],
)
def test_text_is_found_in_the_reader_s_language_or_the_next_best(texts, language, found):
    assert in_language(texts, language) == found


@given(st.dictionaries(st.text(), JSON))
def test_digest_does_not_depend_on_the_order_of_keys(value):
    shuffled = dict(reversed(list(value.items())))
    assert digest(shuffled) == digest(value) == digest(json.loads(json.dumps(value)))


def test_digest_is_sha256():
    assert digest(b"bytes") == hashlib.sha256(b"bytes").hexdigest()
    assert digest({"b": "é", "a": 1}) == hashlib.sha256('{"a":1,"b":"é"}'.encode()).hexdigest()


@pytest.mark.parametrize("text", ["=1+1", "+44", "-5", "@cmd", "\tx", "\rx", "\nx"])
def test_text_that_a_spreadsheet_would_run_is_held_back(text):
    assert is_formula(text) is True
    assert csv_safe(text) == f"'{text}"


@given(st.text())
def test_text_for_a_csv_is_never_a_formula(text):
    assert is_formula(csv_safe(text)) is False
