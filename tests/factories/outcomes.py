"""Reports of groups, written and answered by acts."""

import datetime as dt
import json

from grants.env import BASE_DIR
from grants.ground.files.actions import store_upload
from grants.ground.questions.actions import attach_file
from grants.ground.reference.models import Indicator
from grants.stages.outcomes import actions
from tests.factories.assessment import NOW, make_officer
from tests.factories.awards import signatories
from tests.factories.files import picture_bytes, upload
from tests.factories.questions import fill, make_shipped

AT_END = NOW + dt.timedelta(days=390)

# What the shipped report asks, answered in full.
ANSWERS = {
    "story": "We met every week and drank tea.",
    "people": 34,
    "attendances": 210,
    "asked": True,
    "people_asked": 30,
    "feel_part": 27,
    "spend": 99_000,
    "money_left": "none",
    "photo_consent": True,
}


def make_indicators():
    """The library of indicators, as set-up brings it."""
    library = json.loads((BASE_DIR / "fixtures/reference/indicators.json").read_text())["library"]
    for position, row in enumerate(library):
        Indicator.objects.get_or_create(code=row["code"], defaults=row | {"position": position})


def ask_for_reports(award):
    """Gives the award's call the shipped report form. Calls of tests/factories/assessment.py have none."""
    make_indicators()
    award.call.report_version = make_shipped("doorstep_report")
    award.call.save(update_fields=["report_version"])


def make_report(award, *, number=1, answers=ANSWERS, photos=0, now=AT_END):
    """A report being written."""
    if award.call.report_version_id is None:
        ask_for_reports(award)
    by = signatories(award, 1)[0]
    report = actions.start_report(award.reports_due.get(number=number), by=by, now=now)
    fill(report.sheet, answers, by=by)
    for photo in range(photos):
        sent = upload(picture_bytes(size=(64 + photo, 48)), name=f"tea-{photo}.jpg")
        stored = store_upload(sent, kinds=frozenset({"image"}), by=by, now=now, field="photos")
        attach_file(report.sheet, "photos", stored, by=by, now=now)
    return report


def make_sent_report(award, *, now=AT_END, **fields):
    """A report that waits for an answer."""
    report = make_report(award, now=now, **fields)
    return actions.submit_report(report, by=signatories(award, 1)[0], now=now)


def make_answered_report(award, *, now=AT_END, **fields):
    """A report that was read and answered."""
    report = make_sent_report(award, now=now, **fields)
    return actions.answer_report(report, reply="Thank you: we loved the tea.", by=make_officer(), now=now)
