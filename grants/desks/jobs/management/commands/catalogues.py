"""`manage.py catalogues`: brings the words of the interface up to date with the source. For developers."""

from typing import Any

from django.core.management.base import BaseCommand

from grants.desks.jobs.catalogues import bring_up_to_date, translated_languages


class Command(BaseCommand):
    help = "Writes every catalogue in grants/locale anew: new messages stand in it empty, those that went are gone."

    def handle(self, *args: Any, **options: Any) -> None:
        for language in translated_languages():
            added, dropped = bring_up_to_date(language)
            self.stdout.write(f"{language}: {added} to translate, {dropped} dropped")
