"""The demo: this version installed on this machine, with a world to look at."""

import datetime as dt
import errno
import fcntl
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from wagtail.models import Site

from fixtures.demo import world
from grants.desks.jobs import installing, serving
from grants.env import VAR_DIR
from grants.ground.reference.models import Funder

Say = Callable[[str], None]

ROOM_MB = 100


class CannotStart(Exception):
    """Why the demo cannot start, in one sentence for the person who started it."""


def take_port(port: int) -> socket.socket:
    """The listening place, or the sentence that says what to do."""
    try:
        return serving.bind(port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CannotStart(
                f"Port {port} is taken by another program. Stop it, or choose another port: "
                f"python3 manage.py demo --port {port + 1}"
            ) from error
        raise CannotStart(
            f"Port {port} cannot be used: {error.strerror}. Choose one above 1024 with --port."
        ) from error


@contextmanager
def being_the_only_one() -> Iterator[None]:
    """Keeps a second demo out of the same folder."""
    with (VAR_DIR / "demo.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CannotStart("The demo is running already. Stop it with Ctrl-C where it was started.") from error
        yield


def refuse_a_full_disk() -> None:
    free_mb = shutil.disk_usage(VAR_DIR).free // 10**6
    if free_mb < ROOM_MB:
        raise CannotStart(f"The disk is nearly full: {ROOM_MB} MB are needed in {VAR_DIR}, {free_mb} MB are free.")


def prepare(port: int, *, is_fresh: bool, now: dt.datetime, say: Say) -> None:
    """Installs this version and loads the world, where that has not been done. Safe to stop at any moment."""
    refuse_a_full_disk()
    try:
        if is_fresh:
            say("Starting over")
            start_over()
        installing.compile_translations()
        if installing.build_static_files():
            say("Built the static files")
        if installing.migrate_database():
            say("Made the database")
        load_world(now=now, say=say)
        move_site(port)
    except (OSError, DatabaseError) as error:
        raise CannotStart(why(error)) from error


def start_over() -> None:
    """Forgets all that the demo has kept: rows, files, mail."""
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        for path in (name, f"{name}-wal", f"{name}-shm"):
            Path(path).unlink(missing_ok=True)
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    for folder in (settings.MEDIA_ROOT, settings.PRIVATE_FILES_ROOT, settings.EMAIL_FILE_PATH):
        shutil.rmtree(folder, ignore_errors=True)


def load_world(*, now: dt.datetime, say: Say) -> None:
    """Loads the demo world whole or not at all, once."""
    if Funder.objects.exists():
        return
    say("Loading the demo world")
    with transaction.atomic():
        world.load(now)


def move_site(port: int) -> None:
    """Tells everything that writes addresses which port we have."""
    settings.BASE_URL = settings.WAGTAILADMIN_BASE_URL = f"http://localhost:{port}"
    Site.objects.filter(is_default_site=True).exclude(hostname="localhost", port=port).update(
        hostname="localhost", port=port
    )
    Site.clear_site_root_paths_cache()


def why(error: Exception) -> str:
    """One sentence for what went wrong with the disk or the database."""
    reason = str(error).strip().splitlines()[0]
    if getattr(error, "errno", None) == errno.ENOSPC or "disk is full" in reason:
        return f"The disk is full. Make room in {VAR_DIR} and start again."
    if isinstance(error, OSError):
        return f"Cannot write to {error.filename or VAR_DIR}: {os.strerror(error.errno or 0)}."
    if connection.vendor == "sqlite":
        return f"Cannot use the database in {VAR_DIR}: {reason}. To start over: python3 manage.py demo --fresh"
    return f"Cannot use the database that DATABASE_URL names: {reason}"
