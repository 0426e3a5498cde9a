"""`manage.py bench`: what each page costs, and how it grows."""

import importlib
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Measures every page at several sizes. Prints queries, multiples of the least Django page, and growth."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--sizes", default="1000,10000", help="applications, with commas (default: 1000,10000)")
        parser.add_argument("--database", help="address of an empty database, in place of SQLite files; one size only")
        parser.add_argument("--json", help="write the table to this file too")
        parser.add_argument("--last-hour", action="store_true", help="play the last hour of a call on that database")
        parser.add_argument("--drafts", type=int, default=500, help="of the last hour (default: 500)")
        parser.add_argument("--seconds", type=int, default=120, help="of the last hour (default: 120)")

    def handle(self, *args: Any, sizes: str, json: str | None, database: str | None, **options: Any) -> None:
        if options["last_hour"]:
            play = importlib.import_module("tests.bench.last_hour").run
            play(database, drafts=options["drafts"], seconds=options["seconds"])
        importlib.import_module("tests.bench.run").run([int(size) for size in sizes.split(",")], json, database)
