"""A web worker that is killed in the middle of its work loses nothing that anybody was told is kept."""

import itertools
import os
import signal
import threading
import time
from http.client import HTTPException
from pathlib import Path

import pytest
from django.db import connection

from grants.ground.kit import clock
from tests.bench.drafts import make_drafts
from tests.bench.last_hour import lost_answers, save
from tests.bench.web import served
from tests.factories.applications import make_draft
from tests.factories.calls import make_call
from tests.factories.questions import make_shipped

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WRITERS = 4


def address():
    """Where the database of this test is."""
    at = connection.settings_dict
    return f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST'] or '127.0.0.1'}:{at['PORT'] or 5432}/{at['NAME']}"


def children(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def web_workers(process):
    """The two processes that answer; their parent, which has them, is a child of the one that was started."""
    (found,) = [children(child) for child in children(process.pid) if children(child)]
    return found


def write_until(stopping, draft, port):
    """Saves one text after the other. A line that drops is no answer: the next text comes."""
    for turn in itertools.count():
        if stopping.is_set():
            return
        try:
            save(draft, port, turn)
        except (OSError, HTTPException):
            time.sleep(0.05)


@pytest.fixture
def drafts():
    now = clock.now()
    call = make_call(kind="rolling", opens_at=now, form=make_shipped("doorstep").questionnaire)
    return make_drafts(call, make_draft(call, now=now, answers={}), WRITERS, now)


def test_killed_web_worker_loses_no_acknowledged_answer(drafts):
    stopping = threading.Event()
    with served(address()) as (port, process):
        writers = [threading.Thread(target=write_until, args=(stopping, draft, port)) for draft in drafts]
        for writer in writers:
            writer.start()
        time.sleep(2)
        killed = web_workers(process)
        before = [len(draft.kept) for draft in drafts]
        os.kill(killed[0], signal.SIGKILL)
        time.sleep(4)
        assert len(web_workers(process)) == len(killed)
        stopping.set()
        for writer in writers:
            writer.join()
    assert min(before) > 0
    assert all(len(draft.kept) > kept for draft, kept in zip(drafts, before, strict=True))
    assert list(lost_answers(drafts)) == []
