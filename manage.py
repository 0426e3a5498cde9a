#!/usr/bin/env python3
"""The one command of the project. On a bare machine it first makes its own virtual environment."""

import os
import sys


def main():
    from grants import bootstrap

    bootstrap.ensure_environment(sys.argv)
    if sys.argv[1:2] == ["test"]:
        os.environ["GRANTS_MODE"] = "test"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "grants.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
