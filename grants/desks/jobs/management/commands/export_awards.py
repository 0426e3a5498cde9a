"""`manage.py export_awards FILE.xlsx`: writes the award workbook to a file."""

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError, CommandParser

from grants.ground.kit import clock
from grants.ground.reference.queries import funder
from grants.outputs.exports.workbook import award_workbook
from grants.stages.funds.queries import funds


class Command(BaseCommand):
    help = "Writes the award workbook of all funds, or of one, to a file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.xlsx")
        parser.add_argument("--fund", default="", metavar="CODE", help="only this fund's awards")

    def handle(self, *args: Any, file: Path, fund: str, **options: Any) -> None:
        chosen = funds().filter(code__iexact=fund).first() if fund else None
        if fund and chosen is None:
            raise CommandError(f"There is no fund {fund}.")
        if file.suffix.lower() != ".xlsx":
            raise CommandError("The file's name must end in .xlsx.")
        giver, unfinished = funder(), file.with_name(f"{file.name}.part")
        try:
            with unfinished.open("wb") as out:
                digest = award_workbook(
                    out,
                    funder=giver,
                    fund=chosen,
                    exported_by="manage.py export_awards",
                    now=clock.now(),
                    zone=ZoneInfo(giver.timezone),
                )
            unfinished.replace(file)
        except OSError as error:
            raise CommandError(f"The file could not be written: {error.strerror}.") from None
        finally:
            unfinished.unlink(missing_ok=True)
        self.stdout.write(f"Wrote {file}. SHA-256 of its data rows: {digest}")
