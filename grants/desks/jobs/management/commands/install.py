"""`manage.py install`: what a new version needs before it serves. Run it at each deployment."""

from typing import Any

from django.core.management.base import BaseCommand

from grants.desks.jobs.installing import build_static_files, compile_translations, migrate_database
from grants.desks.jobs.words import load_words


class Command(BaseCommand):
    help = "Migrates the database, builds static files, compiles translations, adds shipped words. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        compile_translations()
        build_static_files()
        migrate_database()
        load_words()
