"""The chain of seals: made in order, and any change to it found."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from grants.ground.audit.actions import check_trail, seal_entries
from grants.ground.audit.models import Entry, Seal
from grants.ground.audit.queries import Verdict, verify_trail
from grants.ground.audit.rules import entry_digest, fault_sentence
from grants.ground.audit.triggers import installed_triggers
from tests.factories.audit import NOW, make_entry
from tests.factories.notifications import make_mail
from tests.threads import run_together

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)
LATER = NOW + 11 * MINUTE


@pytest.fixture
def entries():
    mail = make_mail()
    return [make_entry(mail, number=number) for number in (1, 2, 3)]


def tamper(statement, *values):
    """What someone with the database's own key could do: put the triggers aside and change a row."""
    on = " ON {0}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in installed_triggers(connection):
            cursor.execute(f"DROP TRIGGER {name}" + on.format(name.partition("_refuses")[0]))
        cursor.execute(statement, values)


def test_entries_are_sealed_in_order_and_only_once(entries):
    assert seal_entries(now=NOW + MINUTE) == 3
    assert seal_entries(now=NOW + 2 * MINUTE) == 0
    seals = list(Seal.objects.order_by("position"))
    assert [(seal.position, seal.entry_id) for seal in seals] == [(n, e.pk) for n, e in enumerate(entries, 1)]
    assert [seal.previous for seal in seals] == ["0" * 64, seals[0].hmac, seals[1].hmac]


def test_chain_goes_on_where_it_ended(entries):
    seal_entries(now=NOW)
    make_entry(make_mail())
    assert seal_entries(now=NOW + MINUTE) == 1
    assert verify_trail(now=LATER) == Verdict(4, ())


def test_entry_committed_late_is_sealed_after_newer_ones(entries):
    late = entries[0]
    tamper("DELETE FROM audit_entry WHERE id = %s", late.pk)
    seal_entries(now=NOW)
    late.save(force_insert=True)
    assert seal_entries(now=NOW + MINUTE) == 1
    assert verify_trail(now=LATER).is_right is True


def test_entry_may_wait_ten_minutes_for_its_seal(entries):
    assert verify_trail(now=NOW + 10 * MINUTE) == Verdict(0, ())
    assert verify_trail(now=LATER).faults == tuple(("unsealed", entry.pk) for entry in entries)


def test_changed_entry_is_found(entries):
    seal_entries(now=NOW)
    tamper("UPDATE audit_entry SET subject = 'mail:999' WHERE id = %s", entries[1].pk)
    assert verify_trail(now=LATER).faults == (("changed_entry", entries[1].pk), ("wrong_seal", 2))


def test_changed_entry_with_a_fitting_digest_is_found(entries):
    seal_entries(now=NOW)
    entries[1].subject = "mail:999"
    fitting = entry_digest(entries[1])
    tamper("UPDATE audit_entry SET subject = 'mail:999', digest = %s WHERE id = %s", fitting, entries[1].pk)
    assert verify_trail(now=LATER).faults == (("wrong_seal", 2),)


def test_removed_entry_is_found(entries):
    seal_entries(now=NOW)
    tamper("DELETE FROM audit_seal WHERE position = %s", 2)
    tamper("DELETE FROM audit_entry WHERE id = %s", entries[1].pk)
    assert verify_trail(now=LATER).faults == (("gap", 2), ("broken_chain", 3))


def test_swapped_seals_are_found(entries):
    seal_entries(now=NOW)
    tamper("UPDATE audit_seal SET position = position + 10 WHERE position > %s", 1)
    assert verify_trail(now=LATER).faults == (("gap", 2), ("wrong_seal", 12), ("wrong_seal", 13))


def test_seals_of_another_installation_are_found(entries, settings):
    seal_entries(now=NOW)
    settings.ENCRYPTION_KEYS = ["another"]
    assert [code for code, _ in verify_trail(now=LATER).faults] == ["wrong_seal"] * 3


def test_keys_may_be_renewed(entries, settings):
    seal_entries(now=NOW)
    settings.ENCRYPTION_KEYS = ["newer", *settings.ENCRYPTION_KEYS]
    make_entry(make_mail())
    seal_entries(now=NOW + MINUTE)
    assert verify_trail(now=LATER) == Verdict(4, ())


def test_check_becomes_part_of_the_trail(entries):
    seal_entries(now=NOW)
    assert check_trail(now=LATER).is_right is True
    assert Entry.objects.order_by("pk").last().facts == {"seals": 3, "faults": 0}


def test_command_says_that_all_is_right(entries):
    seal_entries(now=NOW)
    out = StringIO()
    call_command("audit_verify", stdout=out)
    assert out.getvalue() == "The audit trail is sound: 3 seals, each one right.\n"


def test_command_fails_and_names_each_fault(entries):
    seal_entries(now=NOW)
    tamper("UPDATE audit_entry SET subject = 'mail:999' WHERE id = %s", entries[0].pk)
    err = StringIO()
    with pytest.raises(CommandError, match="The audit trail is not sound: 2 faults"):
        call_command("audit_verify", stderr=err)
    assert err.getvalue() == (
        f"Entry {entries[0].pk} was changed after it was written.\n"
        "Seal 1 was not made by this installation, or was changed.\n"
    )


@pytest.mark.parametrize("code", ["gap", "broken_chain", "changed_entry", "wrong_seal", "unsealed"])
def test_every_fault_has_its_sentence(code):
    assert "7" in fault_sentence((code, 7))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_make_one_chain():
    mail = make_mail()
    for number in range(50):
        make_entry(mail, number=number)
    sealed = run_together(lambda: seal_entries(now=NOW), lambda: seal_entries(now=NOW))
    assert all(isinstance(count, int) for count in sealed)
    seal_entries(now=NOW)
    assert verify_trail(now=LATER) == Verdict(50, ())
