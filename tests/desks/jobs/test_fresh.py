"""The written-down database is what the migrations make, and is used for that version only."""

import re
import sqlite3
from contextlib import closing

import pytest
from django.db import connection

from grants.desks.jobs import fresh

VARIES = re.compile(r"'[0-9a-f]{32}'|'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?'")


def comparable(database):
    """Every statement that would make the database again, without random keys and moments."""
    return sorted(VARIES.sub("?", statement) for statement in fresh.statements(database))


@pytest.fixture
def empty():
    with closing(sqlite3.connect(":memory:")) as database:
        yield database


@pytest.fixture
def migrated(db):
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        return connection.connection
    return None


def test_written_database_is_read_back_whole(migrated, empty, tmp_path):
    if migrated is not None:
        fresh.write(migrated, tmp_path / "fresh.sql")
        assert fresh.load(empty, tmp_path / "fresh.sql") is True
        assert comparable(empty) == comparable(migrated)


def test_shipped_database_is_what_the_migrations_make(migrated, empty):
    if migrated is not None and fresh.load(empty):
        assert comparable(empty) == comparable(migrated)


def test_database_of_another_version_is_not_used(empty, tmp_path):
    (tmp_path / "fresh.sql").write_text(
        "-- Written by manage.py fresh_database from 0123456789abcdef\nCREATE TABLE a (b);\n"
    )
    assert fresh.load(empty, tmp_path / "fresh.sql") is False
    assert list(fresh.statements(empty)) == []


def test_database_that_has_tables_is_left_alone(empty, tmp_path):
    fresh.write(empty, tmp_path / "fresh.sql")
    empty.execute("CREATE TABLE a (b)")
    assert fresh.load(empty, tmp_path / "fresh.sql") is False
