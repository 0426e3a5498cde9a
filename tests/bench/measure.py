"""Fills one database to a size and measures every page in it: `python -m tests.bench.measure SIZE FILE`.

Writes JSON: for each page its status, queries, median CPU milliseconds of fifteen requests, and kilobytes.
"""

import json
import os
import statistics
import sys
import time
from pathlib import Path

REQUESTS, WARM_UP = 15, 3


def main():
    size, out = int(sys.argv[1]), sys.argv[2]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "grants.settings")
    import django

    django.setup()
    from django.db import transaction

    from grants.desks.jobs import installing
    from tests.bench.generate import fill
    from tests.bench.pages import pages

    installing.migrate_database()
    started = time.monotonic()
    with transaction.atomic():
        fill(size)
    analyse()
    print(f"  {size:>7} applications written in {time.monotonic() - started:.0f} s", flush=True)
    found = [cost_of(page) for page in pages()]
    Path(out).write_text(json.dumps(found, indent=1))


def analyse():
    """What a database that has lived for a while knows of its tables."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def cost_of(page):
    """One page, opened again and again by the same person."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_of(page.reader)
    response = client.get(page.url)
    with CaptureQueriesContext(connection) as queries:
        client.get(page.url)
    asked, spent = len(queries), []
    for _turn in range(REQUESTS):
        began = time.process_time()
        client.get(page.url)
        spent.append((time.process_time() - began) * 1000)
    return {
        "page": page.name,
        "status": response.status_code,
        "queries": asked,
        "ms": round(statistics.median(spent[WARM_UP:]), 2),
        "kb": round(len(response.content) / 1024, 1),
    }


def client_of(email):
    """A signed-in client, or a stranger."""
    from django.test import Client

    from grants.ground.people.models import Person
    from tests.cast import signed_in

    return signed_in(Person.objects.get(email=email)) if email else Client()


if __name__ == "__main__":
    main()
