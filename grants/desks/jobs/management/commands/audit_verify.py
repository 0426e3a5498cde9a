"""`manage.py audit_verify`: reads the whole chain of seals."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from grants.ground.audit.queries import verify_trail
from grants.ground.audit.rules import fault_sentence
from grants.ground.kit import clock


class Command(BaseCommand):
    help = "Checks that no entry of the audit trail was changed, removed or left without its seal; fails when one was."

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify_trail(now=clock.now())
        for fault in verdict.faults:
            self.stderr.write(fault_sentence(fault))
        if not verdict.is_right:
            raise CommandError(f"The audit trail is not sound: {len(verdict.faults)} faults.")
        self.stdout.write(f"The audit trail is sound: {verdict.seals} seals, each one right.")
