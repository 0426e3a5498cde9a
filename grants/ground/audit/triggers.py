"""Append-only tables: the database itself refuses to change or delete what was written.

An app names its tables in its AppConfig: `append_only = ("audit_entry", "audit_seal")`. After every migrate the
triggers are laid anew, because altering a field can drop them without a word.
"""

from typing import Any

from django.apps import AppConfig
from django.apps import apps as all_apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_refuses_{act} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
POSTGRESQL = """
CREATE OR REPLACE TRIGGER {table}_refuses_{act} BEFORE {act} ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""


def append_only_tables() -> list[str]:
    """Every table that some app has declared append-only."""
    return sorted(table for config in all_apps.get_app_configs() for table in getattr(config, "append_only", ()))


def install_triggers(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Lays the triggers of one app's append-only tables; the receiver of post_migrate."""
    declared = getattr(sender, "append_only", ())
    if not declared:
        return
    connection = connections[using]
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor, [table for table in declared if table in present]):
            cursor.execute(statement)


def _statements(vendor: str, tables: list[str]) -> list[str]:
    if vendor == "postgresql":
        acts = ("update", "delete", "truncate")
        return [POSTGRESQL_FUNCTION, *(POSTGRESQL.format(table=table, act=act) for table in tables for act in acts)]
    return [SQLITE.format(table=table, act=act) for table in tables for act in ("update", "delete")]


def installed_triggers(connection: BaseDatabaseWrapper) -> set[str]:
    """The names of the triggers that the database has now."""
    sources = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%refuses%'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE '%refuses%'",
    }
    with connection.cursor() as cursor:
        cursor.execute(sources[connection.vendor])
        return {name for (name,) in cursor.fetchall()}
