"""Runs calls at the same moment, each in its own thread with its own database connection."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections


def run_together(*calls: Callable[[], object]) -> list[object]:
    """What each call returned, or the exception that it raised, in the order given.

    The test needs `@pytest.mark.django_db(transaction=True)`: other threads see only what is committed.
    """
    start = Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        start.wait(timeout=10)
        try:
            return call()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=len(calls)) as pool:
        return list(pool.map(run, calls))
