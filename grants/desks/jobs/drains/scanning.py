"""Asks the scanner about files that wait for it, and tells whose file was refused."""

import datetime as dt
import logging

from django.conf import settings
from django.db import transaction

from grants.desks.jobs.drains.claim import AT_ONCE, claim
from grants.ground.audit.rules import subject_key
from grants.ground.files.actions import record_infected, scan_stored, set_free_unscanned
from grants.ground.files.models import StoredFile
from grants.ground.files.queries import waiting_for_scan
from grants.ground.files.scanner import ScannerDown
from grants.ground.papers.actions import tell_of_refused_paper
from grants.ground.papers.queries import papers_with_file
from grants.stages.applications import actions as applications
from grants.stages.applications.queries import applications_with_file
from grants.stages.awards import actions as awards
from grants.stages.awards.queries import conditions_with_file
from grants.stages.outcomes import actions as outcomes
from grants.stages.outcomes.queries import reports_with_file

logger = logging.getLogger(__name__)


def scan_files(now: dt.datetime) -> int:
    """Returns how many files were judged. A scanner that does not answer is asked again in a minute."""
    if not settings.CLAMAV_SOCKET:
        return set_free_unscanned()
    judged = 0
    while judged < AT_ONCE:
        stored = claim(waiting_for_scan(), "scan_claimed_until", now=now)
        if stored is None:
            break
        try:
            found = scan_stored(stored, now=now)
        except ScannerDown as down:
            logger.warning("file %s waits: %s", stored.pk, down)
            break
        except FileNotFoundError:
            logger.warning("file %s has no bytes to scan", stored.pk)
            continue
        if found:
            _refuse(stored, found, now)
        judged += 1
    return judged


@transaction.atomic
def _refuse(stored: StoredFile, found: str, now: dt.datetime) -> None:
    """Refuses the file and tells everybody whose application, report or condition it belongs to."""
    logger.warning("file %s is refused: %s", stored.pk, found)
    asked, reports = list(applications_with_file(stored)), list(reports_with_file(stored))
    conditions, kept = list(conditions_with_file(stored)), list(papers_with_file(stored))
    cases = {subject_key(application) for application in asked}
    cases |= {subject_key(report.report_due.award.application) for report in reports}
    cases |= {subject_key(condition.award.application) for condition in conditions}
    if not record_infected(stored, found, now=now, cases=sorted(cases)):
        return
    for application in asked:
        applications.tell_of_refused_file(application, stored, now=now)
    for report in reports:
        outcomes.tell_of_refused_file(report, stored, now=now)
    for paper in kept:
        tell_of_refused_paper(paper, now=now)
    for condition in conditions:
        awards.tell_of_refused_evidence(condition, stored, now=now)
