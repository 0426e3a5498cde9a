"""The worker: one process that ticks and runs queued tasks until it is told to stop."""

import datetime as dt
import logging
import signal
import threading
from types import FrameType

from django.db import connection
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from grants.desks.jobs.drains.mails import send_codes
from grants.desks.jobs.drains.texts import send_code_texts
from grants.desks.jobs.tick import Schedule
from grants.ground.kit import clock

logger = logging.getLogger(__name__)

TICK_EVERY = dt.timedelta(seconds=10)
LOOK_EVERY_SECONDS = 1.0


def work() -> None:
    """Works until SIGTERM or SIGINT; the task at hand is finished first."""
    queue = Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=LOOK_EVERY_SECONDS,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
    )
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()
        queue.running = False

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    schedule, next_tick = Schedule(), clock.now()
    threading.Thread(target=send_codes_until, args=(stopping,), daemon=True).start()
    while not stopping.is_set():
        if clock.now() >= next_tick:
            schedule.tick(clock.now())
            next_tick = clock.now() + TICK_EVERY
        _run_queued(queue)
        stopping.wait(LOOK_EVERY_SECONDS)


def send_codes_until(stopping: threading.Event) -> None:
    """Codes leave within a second, whatever long work the tick is at: somebody sits before a page and waits."""
    while not stopping.wait(LOOK_EVERY_SECONDS):
        try:
            send_codes(clock.now())
            send_code_texts(clock.now())
        except Exception:
            logger.exception("Codes could not be sent; they are tried again")
        finally:
            connection.close()


def _run_queued(queue: Worker) -> None:
    """Runs what is queued. A database that is away for a moment is no reason to stop working."""
    try:
        queue.run()
    except Exception:
        logger.exception("The queue could not be read; it is tried again")
