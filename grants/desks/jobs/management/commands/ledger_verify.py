"""`manage.py ledger_verify`: recomputes every balance from its lines."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from grants.stages.funds.queries import balance_differences


class Command(BaseCommand):
    help = "Recomputes every balance from the lines of the ledger; fails when one differs."

    def handle(self, *args: Any, **options: Any) -> None:
        differences = balance_differences()
        for found in differences:
            self.stderr.write(
                f"source {found.source_id}, year {found.financial_year}: "
                f"stored {found.stored}, recomputed {found.recomputed}"
            )
        if differences:
            raise CommandError(f"The ledger is not sound: {len(differences)} balances differ from their lines.")
        self.stdout.write("The ledger is sound: every balance is what its lines add up to.")
