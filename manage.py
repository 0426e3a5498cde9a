#!/usr/bin/env python3
"""The one command of the project. On a bare machine it first makes its own virtual environment."""

import os
import sys


def main() -> None:
    from grants import bootstrap

    bootstrap.ensure_environment(sys.argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "grants.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
