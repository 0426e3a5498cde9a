"""What a new version needs before it serves: the database migrated, static files built, translations compiled.

Each step looks first whether there is anything to do, so that a second start is quick.
"""

import gc
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polib
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from grants.desks.jobs import fresh


def migrate_database() -> bool:
    """Brings the database to this version. Returns whether there was anything to do."""
    connection.ensure_connection()
    if connection.vendor == "sqlite" and fresh.load(connection.connection):
        return True
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    run_migrations()
    return True


def run_migrations() -> None:
    with seldom_collecting():
        call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Fewer rounds of garbage collection: a migration makes a hundred thousand objects that are all still in use."""
    usual = gc.get_threshold()
    gc.set_threshold(200_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def build_static_files() -> bool:
    """Collects static files under names with their digests. Returns whether any had changed since the last time."""
    stamp = Path(settings.STATIC_ROOT) / "built-from"
    sources = _digest_of_static_sources()
    if stamp.exists() and stamp.read_text() == sources:
        return False
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(sources)
    return True


def _digest_of_static_sources() -> str:
    seen = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            seen.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def compile_translations() -> list[Path]:
    """Compiles each catalogue that is newer than its compiled form. Returns those; gettext is not needed."""
    done = []
    for folder in settings.LOCALE_PATHS:
        for source in sorted(Path(folder).rglob("*.po")):
            compiled = source.with_suffix(".mo")
            if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
                _compile(source, compiled)
                done.append(compiled)
    return done


def _compile(source: Path, compiled: Path) -> None:
    """In one step, so that a process that starts beside this one never reads half a file."""
    half_done = compiled.with_suffix(f".{os.getpid()}")
    polib.pofile(str(source)).save_as_mofile(str(half_done))
    half_done.replace(compiled)
