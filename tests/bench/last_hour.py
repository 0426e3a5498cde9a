"""The last hour of a call, on PostgreSQL with two web workers and a background worker on this machine.

Half of the drafts are sent, at moments spread over the time, one in five of them by a double click; the rest is written
on, an answer every few seconds. Afterwards the database must hold every answer that was acknowledged, and exactly one
sending, reference and receipt for each draft that was sent.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException

from grants.env import BASE_DIR

PAUSE_SECONDS = 5  # between two savings of one writer
TWICE = 5  # one in so many sends by a double click
HANDS = 48  # requests under way at once, at most
RECEIPTS_WITHIN_SECONDS = 300


def run(database_url, *, drafts, seconds):
    """Plays it in a process of its own, whose database is the named one. Exits with 1 when anything went wrong."""
    if not database_url or not database_url.startswith("postgres"):
        sys.exit("The last hour is played on PostgreSQL: --database postgres://… names an empty database.")
    settings = {"DATABASE_URL": database_url, "GRANTS_MODE": "test", "DJANGO_SETTINGS_MODULE": "grants.settings"}
    command = [sys.executable, "-m", "tests.bench.last_hour", database_url, str(drafts), str(seconds)]
    sys.exit(subprocess.run(command, cwd=BASE_DIR, env=os.environ | settings, check=False).returncode)


def main():
    database_url, drafts, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    import django

    django.setup()
    from tests.bench.web import served

    made = _house(drafts)
    half = len(made) // 2
    with served(database_url) as (port, _process):
        taken = _play(made, port, seconds)
        waited = _wait_for_receipts(half)
    faults = [*_refused(taken), *lost_answers(made), *_wrong_sendings(made[:half])]
    if waited is None:
        faults.append(f"not every receipt was sent within {RECEIPTS_WITHIN_SECONDS} seconds")
    _tell(taken, half / seconds, waited, faults)
    sys.exit(1 if faults else 0)


def _house(count):
    """The demo world with an open call and so many drafts in it."""
    from django.db import transaction

    from fixtures.demo import world
    from grants.desks.jobs import installing
    from grants.ground.kit import clock
    from grants.ground.notifications.models import Mail
    from grants.stages.applications.models import Application
    from tests.bench.drafts import make_drafts

    installing.migrate_database()
    with transaction.atomic():
        world.load(clock.now())
        Mail.objects.update(sent_at=clock.now())  # those of the demo are not of this hour
        like = Application.objects.filter(call__code="door", submitted_at__isnull=False).earliest("pk")
        return make_drafts(like.call, like, count, clock.now())


def _play(made, port, seconds):
    """Everything that is to happen, by its moment; what came of each: kind, seconds, status or the name of the fault."""
    chance, half = random.Random(1), len(made) // 2
    events = []
    for n, draft in enumerate(made[:half]):
        at = chance.uniform(0, seconds)
        events += [(at, "send", draft, 0)] * (2 if n % TWICE == 0 else 1)
    for draft in made[half:]:
        begun = chance.uniform(0, PAUSE_SECONDS)
        turns = range(int((seconds - begun) // PAUSE_SECONDS))
        events += [(begun + turn * PAUSE_SECONDS, "save", draft, turn) for turn in turns]
    events.sort(key=lambda event: event[0])
    started = time.monotonic()

    def act(event):
        at, kind, draft, turn = event
        time.sleep(max(0, started + at - time.monotonic()))
        return kind, *_timed(started + at, lambda: (_send if kind == "send" else save)(draft, port, turn))

    with ThreadPoolExecutor(HANDS) as hands:
        return list(hands.map(act, events))


def _timed(planned, ask):
    """How long somebody waited from the moment when they pressed, and what they heard."""
    try:
        outcome = ask()
    except (OSError, HTTPException) as fault:
        outcome = type(fault).__name__
    return time.monotonic() - planned, outcome


def _send(draft, port, _turn):
    from tests.bench.web import Visitor

    url = f"/apply/applications/{draft.pk}/check/"
    return Visitor(port, draft.session).post(url, {"declared": "on", "seen": "0"})[0]


def save(draft, port, turn):
    """Saves the next text of a draft, as its page does, and notes what was acknowledged. Returns the status."""
    from tests.bench.web import Visitor

    with draft.lock:
        text = f"Tea for the landing {turn}"
        data = {"q-plan": text, "base-plan": draft.base, "save_id": f"page-{draft.pk}"}
        status, body = Visitor(port, draft.session).post(f"/apply/applications/{draft.pk}/save/plan/", data)
        if status == 200:
            draft.base = json.loads(body)["revision"]
            draft.kept.append((draft.base, text))
        return status


def _wait_for_receipts(count):
    """How long the background worker took to send every receipt, or None when it did not."""
    from grants.ground.notifications.models import Mail

    began = time.monotonic()
    while time.monotonic() - began < RECEIPTS_WITHIN_SECONDS:
        sent = Mail.objects.filter(kind="application_received", to_email__startswith="last", sent_at__isnull=False)
        if sent.count() >= count:
            return time.monotonic() - began
        time.sleep(1)
    return None


def lost_answers(made):
    """Answers that were acknowledged and are neither the present one nor an earlier text."""
    from grants.ground.questions.models import Answer, AnswerRevision

    sheets = [draft.sheet_id for draft in made]
    here = set(Answer.objects.filter(sheet__in=sheets, key="plan").values_list("sheet_id", "revision", "value"))
    earlier = AnswerRevision.objects.filter(answer__sheet__in=sheets, answer__key="plan")
    here |= set(earlier.values_list("answer__sheet_id", "revision", "value"))
    for draft in made:
        for revision, text in draft.kept:
            if (draft.sheet_id, revision, text) not in here:
                yield f"draft {draft.pk} lost its text {revision}"


def _wrong_sendings(sent):
    """Drafts that were to be sent and were not sent exactly once, with one receipt and a reference of their own."""
    from grants.ground.notifications.models import Mail
    from grants.ground.questions.models import SheetSnapshot
    from grants.stages.applications.models import Application

    snapshots = Counter(
        SheetSnapshot.objects.filter(sheet__in=[draft.sheet_id for draft in sent]).values_list("sheet_id", flat=True)
    )
    mails = Counter(Mail.objects.filter(kind="application_received").values_list("to_person_id", flat=True))
    found = dict(Application.objects.filter(pk__in=[d.pk for d in sent]).values_list("pk", "reference"))
    for draft in sent:
        counted = (snapshots[draft.sheet_id], mails[draft.person_id], bool(found[draft.pk]))
        if counted != (1, 1, True):
            yield f"draft {draft.pk}: sendings, receipts and reference are {counted}"
    if len(set(found.values())) != len(found):
        yield "two applications have one reference"


def _refused(taken):
    """Answers that were neither what was hoped for nor the way on."""
    for (kind, outcome), count in Counter((kind, outcome) for kind, _took, outcome in taken).items():
        if outcome not in (200, 302):
            yield f"{count} times the answer to {kind} was {outcome}"


def _tell(taken, sent_a_second, waited, faults):
    for kind, name in (("send", "sending"), ("save", "autosave")):
        spent = sorted(took for what, took, _outcome in taken if what == kind)
        cut = statistics.quantiles(spent, n=100, method="inclusive")
        words = ", ".join(f"p{p} {cut[p - 1] * 1000:.0f} ms" for p in (50, 95, 99))
        print(f"{name:<10}{len(spent):>6} requests; {words}")
    print(f"{sent_a_second:.1f} applications sent a second")
    if waited is not None:
        print(f"every receipt was in the post {waited:.0f} s after the end")
    print(*(faults or ["No error, nothing lost, nothing doubled."]), sep="\n")


if __name__ == "__main__":
    main()
