"""Two texts compared word by word."""

import time

import pytest

from grants.ground.kit.differences import Change, word_changes


def told(before, after):
    marks = {"same": "", "added": "+", "removed": "-"}
    return [f"{marks[change.kind]}{change.text}" for change in word_changes(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("We meet weekly.", "We meet weekly.", ["We meet weekly."]),
        ("We meet weekly.", "We meet daily.", ["We meet ", "-weekly.", "+daily."]),
        ("We meet.", "We often meet.", ["We ", "+often ", "meet."]),
        ("We often meet.", "We meet.", ["We ", "-often ", "meet."]),
        ("", "New words", ["+New words"]),
        ("Old words", "", ["-Old words"]),
        ("one\ntwo", "one two", ["one two"]),
        ("£450.00", "£500.00", ["-£450.00", "+£500.00"]),
        ("مرحبا بكم", "مرحبا جميعا", ["مرحبا ", "-بكم", "+جميعا"]),
    ],
)
def test_changes_are_told_word_by_word(before, after, expected):
    assert told(before, after) == expected


def test_what_stayed_reads_as_it_stands_now():
    assert word_changes("a  b", "a b") == [Change("same", "a b")]


def test_the_same_word_over_and_over_is_told_as_one_change():
    started = time.perf_counter()
    assert told("ha " * 5_000, "ha " * 4_999 + "hm") == ["-" + "ha " * 5_000, "+" + "ha " * 4_999 + "hm"]
    assert time.perf_counter() - started < 1


def test_long_answers_are_compared_in_time():
    words = [f"word{number % 700}" for number in range(3_000)]
    changed = [*words[:1_500], "new", *words[1_500:]]
    started = time.perf_counter()
    assert len(told(" ".join(words), " ".join(changed))) == 3
    assert time.perf_counter() - started < 2
