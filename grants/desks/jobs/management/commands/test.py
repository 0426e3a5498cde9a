"""`manage.py test`: the whole suite, or what its arguments say; they are passed on to pytest."""

import os
import sys

from django.core.management.base import BaseCommand

QUICK = "not browser and not slow and not postgres"


def pytest_arguments(given: list[str]) -> list[str]:
    """What pytest is called with: `--quick` is ours, and a run of everything is shared among the processors."""
    rest = [argument for argument in given if argument != "--quick"]
    options = ["-m", QUICK] if "--quick" in given else []
    if not rest and (os.cpu_count() or 1) > 1:
        options += ["-n", "auto"]
    return options + rest


class Command(BaseCommand):
    help = "Runs the tests. --quick leaves out browser and slow ones; other arguments go to pytest."

    def run_from_argv(self, argv: list[str]) -> None:
        import pytest

        sys.exit(pytest.main(pytest_arguments(argv[2:])))
