"""`manage.py demo`: everything set up and served, with a world to look at."""

import sys
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse

from fixtures.demo.people import SIGN_IN_AS
from grants.desks.jobs import demo, serving
from grants.ground.kit import clock


class Command(BaseCommand):
    help = "Sets up and serves the demo world on this machine. Ctrl-C stops it; what was done in it is kept."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=port_number, default=8000, help="where to serve (default: 8000)")
        parser.add_argument("--fresh", action="store_true", help="forget everything and start over")

    def handle(self, *args: Any, port: int, fresh: bool, **options: Any) -> None:
        try:
            if settings.MODE != "demo":
                raise demo.CannotStart(f"The demo runs in demo mode only, and GRANTS_MODE is {settings.MODE}.")
            listener = demo.take_port(port)
            with demo.being_the_only_one():
                demo.prepare(port, is_fresh=fresh, now=clock.now(), say=self.say)
                ended = serving.serve(listener, when_ready=lambda: self.say(welcome(port)))
        except demo.CannotStart as error:
            sys.exit(str(error))
        except KeyboardInterrupt:
            ended = 0
        self.say("\nStopped." if ended == 0 else "\nA part of the demo ended by itself; its last words are above.")
        sys.exit(ended)

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def port_number(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise ArgumentTypeError(f"{text} is no port: give a number from 1 to 65535")
    return int(text)


def welcome(port: int) -> str:
    """Where to go and whom to sign in as."""
    site = f"http://localhost:{port}"
    people = "\n".join(f"    {email:<34}{what}" for email, what in SIGN_IN_AS)
    return (
        f"\n  The demo is ready:  {site}\n\n"
        f"  Sign in as anybody with one press: {site}{reverse('profile:demo_people')}\n{people}\n\n"
        f"  Mail is not sent; it is written to {settings.EMAIL_FILE_PATH}\n"
        "  Ctrl-C stops. What you do is kept; --fresh starts over."
    )
