"""`manage.py fresh_database`: writes down what the migrations make, so that a first start need not run them."""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from grants.desks.jobs import fresh, installing


class Command(BaseCommand):
    help = "Runs all migrations on an empty SQLite database and writes the result to fixtures/fresh.sql."

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "sqlite":
            raise CommandError("This needs SQLite: unset DATABASE_URL.")
        with tempfile.TemporaryDirectory() as folder:
            name = str(Path(folder) / "fresh.sqlite3")
            connection.close()
            connection.settings_dict["NAME"] = name
            installing.run_migrations()
            connection.close()
            with closing(sqlite3.connect(name)) as database:
                fresh.write(database)
        self.stdout.write(f"Wrote {fresh.FILE}.")
