"""`manage.py first_administrator EMAIL NAME`: lets the first person into a new installation."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from grants.ground.kit import clock
from grants.ground.people.actions import add_person
from grants.ground.people.actions.roles import hold_role
from grants.ground.people.actor import TIMER
from grants.ground.people.queries import holdings_on
from grants.ground.people.roles import Role


class Command(BaseCommand):
    help = "Makes the first administrator, who invites everybody else. Refused once there is one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")

    def handle(self, *args: Any, email: str, name: str, **options: Any) -> None:
        now = clock.now()
        with transaction.atomic():
            if holdings_on(now.date()).filter(role=Role.ADMINISTRATOR).exists():
                raise CommandError("There is an administrator already. Ask them for an invitation.")
            person = add_person(email, name=name, now=now)
            hold_role(
                person,
                Role.ADMINISTRATOR,
                limit_amount=None,
                starts_on=now.date(),
                ends_on=None,
                given_by=TIMER,
                by=TIMER,
                now=now,
            )
        self.stdout.write(f"{person.email} is the administrator, and sets up a second step at the first sign-in.")
