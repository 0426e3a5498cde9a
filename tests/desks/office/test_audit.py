"""The audit trail on the screen: every act, its case and seal, and whether the chain is whole."""

import pytest

from grants.ground.audit.actions import check_trail, seal_entries
from tests.factories.audit import NOW, make_entry
from tests.factories.notifications import make_mail

pytestmark = pytest.mark.django_db
URL = "/office/audit/"
LIST_QUERIES = 8


def page(cast, url=URL, who="auditor"):
    response = cast.client(who).get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_trail_shows_who_did_what_and_the_seal(cast):
    make_entry(make_mail(), by=cast.actor("administrator"), kind="receipt")
    seal_entries(now=NOW)
    make_entry(make_mail(), verb="mail_cancelled")
    rows = cast.client("auditor").get(URL).context["rows"]
    assert [(str(entry.person or ""), entry.verb, hasattr(entry, "seal")) for entry, _reference in rows] == [
        ("", "mail_cancelled", False),
        ("Ada Stone", "mail_resent", True),
    ]
    shown = page(cast)
    assert "Ada Stone asked for a mail to be sent again" in shown
    assert "kind: receipt" in shown


def test_trail_is_filtered_by_what_was_done(cast):
    make_entry(make_mail())
    make_entry(make_mail(), verb="mail_cancelled")
    rows = cast.client("auditor").get(f"{URL}?verb=mail_cancelled").context["rows"]
    assert [entry.verb for entry, _reference in rows] == ["mail_cancelled"]


def test_trail_is_filtered_by_case(cast):
    make_entry(make_mail(), case="application:41")
    make_entry(make_mail(), case="application:42")
    rows = cast.client("auditor").get(f"{URL}?case=application:42").context["rows"]
    assert [entry.case for entry, _reference in rows] == ["application:42"]
    assert "Nothing fits these filters" in page(cast, f"{URL}?case=DOOR-9999")


def test_trail_says_that_nothing_was_done_or_checked_yet(cast):
    shown = page(cast)
    assert "Nothing has been done yet" in shown
    assert "The seals have not been checked yet" in shown


def test_trail_says_that_the_chain_is_whole(cast):
    make_entry(make_mail())
    seal_entries(now=NOW)
    check_trail(now=NOW)
    shown = page(cast)
    assert "The audit trail is sound" in shown
    assert "read 1 seal and found it right" in shown


def test_trail_says_that_the_chain_is_broken(cast, settings):
    make_entry(make_mail())
    seal_entries(now=NOW)
    settings.ENCRYPTION_KEYS = ["another"]
    check_trail(now=NOW)
    shown = page(cast)
    assert "The audit trail is not sound" in shown
    assert "found 1 fault." in shown


@pytest.mark.parametrize("rows", [1, 3])
def test_trail_asks_the_same_of_the_database_for_one_row_and_three(cast, rows, django_assert_num_queries):
    client = cast.client("auditor")
    for number in range(rows):
        make_entry(make_mail(), by=cast.actor("administrator"), case=f"application:{number}")
    seal_entries(now=NOW)
    client.get(URL)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(URL)


@pytest.mark.parametrize("who", ["officer", "applicant", "finance_approver", "editor"])
def test_trail_is_not_there_for_others(cast, who):
    assert cast.client(who).get(URL).status_code == 404
