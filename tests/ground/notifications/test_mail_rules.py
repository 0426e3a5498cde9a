"""Ids and subjects of mails, and when to try again."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.ground.notifications.rules import (
    MissingSubject,
    Rendered,
    fill,
    is_hopeless,
    message_id,
    one_line,
    split_subject,
    wait_after,
)


def test_message_id_is_readable():
    assert (
        message_id("receipt", "application-12", "p7", "grants.example") == "<receipt.application-12.p7@grants.example>"
    )


@given(st.text(min_size=1), st.text(min_size=1), st.text(min_size=1))
def test_message_id_is_always_a_safe_header(kind, key, host):
    found = message_id(kind, key, "p1", "grants.example")
    assert re.fullmatch(r"<[A-Za-z0-9._-]+@grants\.example>", found)
    assert len(found) <= 120
    assert message_id(kind, key, "p1", "grants.example") == found


@given(st.text(), st.text())
def test_message_id_differs_by_key_and_person(one, other):
    assert (message_id("k", one, "p1", "h") == message_id("k", other, "p1", "h")) == (one == other)
    assert message_id("k", one, "p1", "h") != message_id("k", one, "p2", "h")


@given(st.text())
def test_subject_is_always_one_short_line(text):
    line = one_line(text)
    assert "\n" not in line
    assert "\r" not in line
    assert len(line) <= 200
    assert len(line.splitlines()) <= 1


def test_subject_keeps_words_of_every_script():
    assert one_line("منحة مجموعة الحديقة 🌱") == "منحة مجموعة الحديقة 🌱"


def test_subject_loses_direction_overrides():
    assert one_line("invoice\u202efdp.exe") == "invoicefdp.exe"


def test_rendered_text_is_split_at_the_first_empty_line():
    assert split_subject("Subject: Thank you\n\nHello,\n\n\n\nWe have it.\n") == Rendered(
        "Thank you", "Hello,\n\nWe have it.\n"
    )


def test_rendered_header_cannot_be_added_to():
    assert split_subject("Subject: About Garden\nBcc: everyone@example.org\n\nHello").subject == (
        "About Garden Bcc: everyone@example.org"
    )


@pytest.mark.parametrize("rendered", ["", "Hello", "Hello\n\nthere", "Subject: Nothing follows", "Subject: x\n\n \n"])
def test_rendered_text_without_subject_or_words_is_refused(rendered):
    with pytest.raises(MissingSubject):
        split_subject(rendered)


def test_office_words_take_plain_names_only():
    values = {"group": "Garden", "award": object()}
    assert fill("{{ group }}, {{group}}: {{ award.delete }} {{ other }} {% now 'Y' %}", values) == (
        "Garden, Garden: {{ award.delete }} {{ other }} {% now 'Y' %}"
    )


def test_waits_double_up_to_four_hours():
    minutes = [wait_after(attempts) / dt.timedelta(minutes=1) for attempts in range(1, 11)]
    assert minutes == [1, 2, 4, 8, 16, 32, 64, 128, 240, 240]


def test_attempts_outlast_a_night():
    assert [attempts for attempts in range(1, 14) if is_hopeless(attempts)] == [12, 13]
    assert sum((wait_after(attempts) for attempts in range(1, 12)), dt.timedelta()) > dt.timedelta(hours=16)
