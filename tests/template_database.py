"""One migrated database, kept as a template: each run, and each worker, starts from a copy instead of migrating.

The template is keyed by a digest of what shapes a fresh database: migrations, the locked packages, and the
modules that write rows or triggers after migrating. Tests that commit (browser, threads) put the copy back from the
template when they end: a flush would be refused by the append-only triggers.
"""

import fcntl
import os
import shutil
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from grants.desks.jobs.fresh import digest
from grants.desks.jobs.installing import run_migrations
from grants.env import VAR_DIR

FOLDER = VAR_DIR / "tests"


@contextmanager
def one_at_a_time():
    """Of several workers, the first makes the template and the others wait for it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "template.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def point_at(name: str) -> None:
    """Sends every thread's next connection to another database."""
    connections.close_all()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def migrate() -> None:
    run_migrations()
    connection.close()


class SQLiteTemplate:
    """The template and its copies are files."""

    def __init__(self, folder: Path) -> None:
        self.copy = folder / "test.sqlite3"
        self.template = FOLDER / f"{digest()}.sqlite3"

    def start(self) -> None:
        with one_at_a_time():
            if not self.template.exists():
                self._make()
        shutil.copyfile(self.template, self.copy)
        point_at(str(self.copy))

    def _make(self) -> None:
        half_made = self.template.with_suffix(".half-made")
        half_made.unlink(missing_ok=True)
        point_at(str(half_made))
        migrate()
        with closing(sqlite3.connect(half_made)) as database:
            database.execute("PRAGMA journal_mode=DELETE")
        half_made.rename(self.template)

    def restore(self) -> None:
        """Writes the template over the copy, under SQLite's own locks, so that open connections see it too."""
        connection.ensure_connection()
        with closing(sqlite3.connect(self.template)) as template:
            template.backup(connection.connection)

    def stop(self) -> None:
        connections.close_all()


class PostgreSQLTemplate:
    """The template and its copies are databases of one server."""

    def __init__(self, folder: Path) -> None:
        self.copy = f"grants_test_{os.getpid()}"
        self.template = f"grants_template_{digest()}"

    def start(self) -> None:
        with one_at_a_time():
            if not self._exists(self.template):
                self._make()
        self._copy_template()

    def _make(self) -> None:
        half_made = f"{self.template}_half_made"
        self._on_server(f"DROP DATABASE IF EXISTS {half_made} WITH (FORCE)", f"CREATE DATABASE {half_made}")
        point_at(half_made)
        migrate()
        self._on_server(f"ALTER DATABASE {half_made} RENAME TO {self.template}")

    def _copy_template(self) -> None:
        self._on_server(
            f"DROP DATABASE IF EXISTS {self.copy} WITH (FORCE)",
            f"CREATE DATABASE {self.copy} TEMPLATE {self.template}",
        )
        point_at(self.copy)

    def restore(self) -> None:
        self._copy_template()

    def stop(self) -> None:
        self._on_server(f"DROP DATABASE IF EXISTS {self.copy} WITH (FORCE)")

    def _exists(self, name: str) -> bool:
        point_at("postgres")
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            return cursor.fetchone() is not None

    def _on_server(self, *statements: str) -> None:
        point_at("postgres")
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        connection.close()


def for_this_database(folder: Path) -> SQLiteTemplate | PostgreSQLTemplate:
    kinds = {"sqlite": SQLiteTemplate, "postgresql": PostgreSQLTemplate}
    return kinds[connection.vendor](folder)
