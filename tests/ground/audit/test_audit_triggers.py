"""What was written stays: the database refuses to change it, after every migrate."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from grants.ground.audit.actions import seal_entries
from grants.ground.audit.models import Entry, Seal
from grants.ground.audit.triggers import append_only_tables, install_triggers, installed_triggers
from grants.stages.funds.models import LedgerEntry
from tests.factories.audit import NOW, make_entry
from tests.factories.funds import make_source
from tests.factories.notifications import make_mail

pytestmark = pytest.mark.django_db
TABLES = ["audit_entry", "audit_seal", "funds_ledgerentry"]


def expected_triggers():
    acts = ("update", "delete", "truncate") if connection.vendor == "postgresql" else ("update", "delete")
    return {f"{table}_refuses_{act}" for table in TABLES for act in acts}


def refuses(act):
    with pytest.raises(DatabaseError, match="is append-only"), transaction.atomic():
        act()


def test_append_only_tables_are_these():
    assert append_only_tables() == TABLES


def test_every_append_only_table_has_its_triggers():
    assert installed_triggers(connection) == expected_triggers()


def test_triggers_lost_by_a_migration_come_back_with_the_next_migrate():
    with connection.cursor() as cursor:
        on = " ON audit_entry" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER audit_entry_refuses_update{on}")
    assert installed_triggers(connection) != expected_triggers()
    install_triggers(apps.get_app_config("audit"), using="default")
    assert installed_triggers(connection) == expected_triggers()


@pytest.mark.django_db(transaction=True)
def test_migrate_twice_changes_nothing():
    call_command("migrate", verbosity=0)
    assert installed_triggers(connection) == expected_triggers()


def test_entry_can_be_neither_changed_nor_deleted():
    entry = make_entry(make_mail())
    refuses(lambda: Entry.objects.filter(pk=entry.pk).update(verb="other"))
    refuses(lambda: Entry.objects.filter(pk=entry.pk)._raw_delete("default"))
    assert Entry.objects.get().verb == "mail_resent"


def test_seal_can_be_neither_changed_nor_deleted():
    make_entry(make_mail())
    seal_entries(now=NOW)
    refuses(lambda: Seal.objects.update(position=7))
    refuses(lambda: Seal.objects.all()._raw_delete("default"))
    assert Seal.objects.get().position == 1


def test_line_of_the_ledger_can_be_neither_changed_nor_deleted():
    make_source(amount=100_000)
    refuses(lambda: LedgerEntry.objects.update(amount=1))
    refuses(lambda: LedgerEntry.objects.all()._raw_delete("default"))
    assert LedgerEntry.objects.get().amount == 100_000
