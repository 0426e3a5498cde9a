"""What happens by the clock. The worker ticks every few seconds; a tick that is missed is made up by the next."""

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from grants.desks.jobs.drains.documents import make_agreements, make_letters
from grants.desks.jobs.drains.drafts import forget_thrown_away, remind_drafters, tell_of_extensions
from grants.desks.jobs.drains.equality import keep_equality_apart
from grants.desks.jobs.drains.evidence import check_audit_trail, seal_entries, sweep_files
from grants.desks.jobs.drains.lapsing import end_old_rehearsals, lapse_drafts, lapse_offers
from grants.desks.jobs.drains.mails import send_mails
from grants.desks.jobs.drains.mending import finish_mends
from grants.desks.jobs.drains.packs import make_packs, want_packs
from grants.desks.jobs.drains.people import find_groups, forget_strangers
from grants.desks.jobs.drains.photos import size_photos
from grants.desks.jobs.drains.reminding import remind_of_papers, remind_of_questions
from grants.desks.jobs.drains.scanning import scan_files
from grants.desks.jobs.drains.texts import send_texts

logger = logging.getLogger(__name__)

MINUTE = dt.timedelta(minutes=1)


@dataclass(frozen=True)
class Job:
    """Something that is done again and again. It must be safe to run twice, and to be cut off."""

    run: Callable[[dt.datetime], int]
    every: dt.timedelta = dt.timedelta(0)


JOBS = (
    Job(lapse_drafts, every=MINUTE),
    Job(lapse_offers, every=10 * MINUTE),
    Job(end_old_rehearsals, every=24 * 60 * MINUTE),
    Job(remind_drafters, every=MINUTE),
    Job(tell_of_extensions),
    Job(finish_mends),
    Job(find_groups),
    Job(scan_files),
    Job(remind_of_questions, every=10 * MINUTE),
    Job(remind_of_papers, every=24 * 60 * MINUTE),
    Job(make_letters),
    Job(make_agreements),
    Job(send_mails),
    Job(send_texts),
    Job(size_photos),
    Job(seal_entries, every=MINUTE),
    Job(check_audit_trail, every=60 * MINUTE),
    Job(want_packs, every=5 * MINUTE),
    Job(make_packs),
    Job(sweep_files, every=24 * 60 * MINUTE),
    Job(keep_equality_apart, every=60 * MINUTE),
    Job(forget_strangers, every=60 * MINUTE),
    Job(forget_thrown_away, every=60 * MINUTE),
)


@dataclass
class Schedule:
    """The jobs of one worker, with the moments when each last ran. A new worker finds everything due."""

    jobs: tuple[Job, ...] = JOBS
    last_run: dict[Job, dt.datetime] = field(default_factory=dict)

    def tick(self, now: dt.datetime) -> dict[str, int]:
        """Runs every job that is due, in order, and says how much each did.

        One that fails is logged, does not hold up the others, and is tried at the next tick.
        """
        done = {}
        for job in self.jobs:
            if not self.is_due(job, now):
                continue
            try:
                done[job.run.__name__] = job.run(now)
                self.last_run[job] = now
            except Exception:
                logger.exception("%s failed and is tried again at the next tick", job.run.__name__)
        return done

    def is_due(self, job: Job, now: dt.datetime) -> bool:
        """Whether the time of a job has come round again. A clock that was put back holds up nothing."""
        last = self.last_run.get(job)
        return last is None or not last <= now < last + job.every
