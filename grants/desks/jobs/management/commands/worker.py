"""`manage.py worker`: what happens by the clock and what is queued, in one process. Run one or several."""

from typing import Any

from django.core.management.base import BaseCommand

from grants.desks.jobs.working import work


class Command(BaseCommand):
    help = "Runs what is due by the clock and what is queued, until it is stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        work()
