"""Fills one database to a size and measures every page in it: `python -m tests.bench.measure SIZE FILE`.

Writes JSON. Of each page: its status, queries, kilobytes, and its median CPU time as a multiple of the least Django
page, whose requests are made in between, so that both meet the same load on the machine. Of each export: its queries,
seconds, megabytes written, and by how many megabytes the process grew.
"""

import json
import multiprocessing
import os
import resource
import statistics
import sys
import time
from pathlib import Path

from tests.bench.yardstick import Yardstick

ROUNDS, REQUESTS, WARM_UP = 5, 4, 3


def main():
    size, out = int(sys.argv[1]), sys.argv[2]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "grants.settings")
    import django

    django.setup()
    from django.db import transaction

    from grants.desks.jobs import installing
    from tests.bench.generate import fill
    from tests.bench.pages import exports, pages

    installing.migrate_database()
    started = time.monotonic()
    with transaction.atomic():
        fill(size)
    analyse()
    print(f"  {size:>7} applications written in {time.monotonic() - started:.0f} s", flush=True)
    with Yardstick() as yardstick:
        found = [cost_of(page, yardstick) for page in pages()]
    Path(out).write_text(json.dumps({"pages": found, "exports": [export_alone(page) for page in exports()]}, indent=1))


def analyse():
    """What a database that has lived for a while knows of its tables."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def cost_of(page, yardstick):
    """One page, opened again and again by the same person."""
    client = client_of(page.reader)
    ask = (lambda: client.post(page.url, page.data())) if page.data else (lambda: client.get(page.url))
    for _turn in range(WARM_UP):
        response = ask()
    asked, spent, least = queries_of(ask), [], []
    for _turn in range(ROUNDS):
        least += yardstick.requests(REQUESTS)
        spent += [_spent(ask) for _request in range(REQUESTS)]
    return {
        "page": page.name,
        "status": response.status_code,
        "queries": asked,
        "ms": round(statistics.median(spent), 2),
        "multiple": round(statistics.median(spent) / statistics.median(least), 2),
        "kb": round(len(response.content) / 1024, 1),
    }


def queries_of(ask):
    """How many queries it makes, however many those are."""
    from django.db import connection

    count = 0

    def counted(execute, *arguments):
        nonlocal count
        count += 1
        return execute(*arguments)

    with connection.execute_wrapper(counted):
        ask()
    return count


def _spent(ask):
    began = time.process_time()
    ask()
    return (time.process_time() - began) * 1000


def export_alone(page):
    """An export in a fresh process, since memory is counted by process and never given back."""
    with multiprocessing.get_context("spawn").Pool(1, initializer=set_up) as pool:
        return pool.apply(cost_of_export, [page])


def set_up():
    """Before anything of ours is imported in a fresh process, a page to measure among it."""
    import django

    django.setup()


def cost_of_export(page):
    client, written = client_of(page.reader), 0
    client.get("/what-we-funded/")  # what every process loads once is no part of the export
    before, started = peak_megabytes(), time.monotonic()

    def ask():
        nonlocal written
        response = client.get(page.url)
        written = sum(map(len, response.streaming_content if response.streaming else [response.content]))

    asked = queries_of(ask)
    return {
        "export": page.name,
        "queries": asked,
        "seconds": round(time.monotonic() - started, 1),
        "megabytes": round(written / 2**20, 1),
        "grown": round(peak_megabytes() - before, 1),
    }


def peak_megabytes():
    """The most memory that this process has held. What the kernel keeps for `getrusage` counts its parent's too."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def client_of(email):
    """A signed-in client, or a stranger."""
    from django.test import Client

    from grants.ground.people.models import Person
    from tests.cast import signed_in

    return signed_in(Person.objects.get(email=email)) if email else Client()


if __name__ == "__main__":
    main()
