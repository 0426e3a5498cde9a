"""What happens by the clock, and how rows are claimed."""

import datetime as dt

import pytest

from grants.desks.jobs.drains.claim import claim, drain
from grants.desks.jobs.drains.evidence import check_audit_trail
from grants.desks.jobs.tick import JOBS, Job, Schedule
from grants.ground.audit.models import Entry, Seal
from grants.ground.notifications.models import Mail
from tests.factories.audit import make_entry
from tests.factories.funds import make_funder
from tests.factories.notifications import NOW, make_mail

MINUTE = dt.timedelta(minutes=1)


def job(name, result=0, every=0):
    def run(now):
        if isinstance(result, Exception):
            raise result
        return result

    run.__name__ = name
    return Job(run, every=every * MINUTE)


def test_job_runs_when_its_time_has_come_round():
    schedule = Schedule((job("often", 1), job("seldom", 2, every=10)))
    assert schedule.tick(NOW) == {"often": 1, "seldom": 2}
    assert schedule.tick(NOW + MINUTE) == {"often": 1}
    assert schedule.tick(NOW + 10 * MINUTE) == {"often": 1, "seldom": 2}


def test_job_that_fails_holds_up_no_other_and_is_tried_again(caplog):
    schedule = Schedule((job("broken", OSError("no disk"), every=10), job("sound", 1)))
    assert [schedule.tick(NOW), schedule.tick(NOW)] == [{"sound": 1}, {"sound": 1}]
    assert [record.message for record in caplog.records] == ["broken failed and is tried again at the next tick"] * 2


@pytest.mark.django_db
def test_tick_with_nothing_to_do_does_nothing():
    make_funder()
    assert Schedule().tick(NOW) == dict.fromkeys([job.run.__name__ for job in JOBS], 0)
    assert (Mail.objects.count(), Entry.objects.count(), Seal.objects.count()) == (0, 0, 0)


@pytest.mark.django_db
def test_trail_is_checked_once_a_day():
    make_entry(make_mail())
    for moment in (NOW, NOW + MINUTE, NOW + 23 * 60 * MINUTE, NOW + 24 * 60 * MINUTE):
        check_audit_trail(moment)
    checks = Entry.objects.filter(verb="trail_checked")
    assert [entry.at for entry in checks] == [NOW, NOW + 24 * 60 * MINUTE]


def waiting():
    return Mail.objects.filter(sent_at=None)


def finish(mail, now):
    Mail.objects.filter(pk=mail.pk).update(sent_at=now)


@pytest.mark.django_db
def test_row_is_held_until_its_lease_runs_out():
    mail = make_mail()
    assert claim(waiting(), "claimed_until", now=NOW) == mail
    assert claim(waiting(), "claimed_until", now=NOW + 4 * MINUTE) is None
    assert claim(waiting(), "claimed_until", now=NOW + 5 * MINUTE) == mail


@pytest.mark.django_db
def test_drain_takes_every_row_once():
    for _ in range(3):
        make_mail()
    assert drain(waiting(), "claimed_until", finish, now=NOW) == 3
    assert drain(waiting(), "claimed_until", finish, now=NOW) == 0


@pytest.mark.django_db
def test_row_whose_work_fails_is_taken_again_later(caplog):
    first, second = make_mail(), make_mail()

    def work(mail, now):
        if mail.pk == first.pk and now == NOW:
            raise ValueError("broken")
        finish(mail, now)

    assert drain(waiting(), "claimed_until", work, now=NOW) == 1
    assert [row.pk for row in waiting()] == [first.pk]
    assert drain(waiting(), "claimed_until", work, now=NOW + 5 * MINUTE) == 1
    assert second.pk not in {row.pk for row in waiting()}
    assert [record.message for record in caplog.records] == [f"mail {first.pk} failed and is tried again later"]
