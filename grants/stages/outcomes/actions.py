"""Acts on reports: the group tells, the office reads and answers."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.audit.rules import subject_key
from grants.ground.files.models import StoredFile
from grants.ground.kit.errors import refuse, refuse_if
from grants.ground.kit.text import digest, tidy
from grants.ground.notifications.actions import queue_mail
from grants.ground.people.actor import TIMER, Actor
from grants.ground.people.queries import members_of
from grants.ground.questions.actions import (
    close_sheet,
    give_facts,
    move_sheets,
    open_sheet,
    reopen_sheet,
    take_snapshot,
)
from grants.ground.questions.models import Purpose, SheetSnapshot, Version
from grants.ground.questions.queries import problems_of_sheet
from grants.ground.questions.rules import files_by_meaning, values_by_meaning
from grants.ground.questions.rules.spec import REPORT_KIND
from grants.ground.reference.models import Indicator
from grants.stages.awards.actions import accept_report_due
from grants.stages.awards.models import AwardStatus, ReportDue
from grants.stages.calls.actions import mark_mend_moved, mark_mend_told
from grants.stages.calls.models import Call, FormMend
from grants.stages.calls.queries import mends_to_finish
from grants.stages.outcomes.models import Evidence, Figure, PhotoSize, Report, ReportStatus
from grants.stages.outcomes.permissions import can_answer_reports, can_write_report
from grants.stages.outcomes.queries import drafts_begun_before, reports_behind
from grants.stages.outcomes.rules import REPORT, figures_of, problems_of_figures
from grants.stages.outcomes.verbs import (
    PHOTO_SIZED,
    REPORT_ANSWERED,
    REPORT_SENT_BACK,
    REPORT_STARTED,
    REPORT_SUBMITTED,
    REPORTS_MOVED,
)

MOVE_AT_ONCE = 200


@transaction.atomic
def start_report(report_due: ReportDue, *, by: Actor, now: dt.datetime) -> Report:
    """Opens the report form of the call for one promised report. Starting again returns the same report.

    The sheet is told which report it is, so that the form asks in between only what can be known by then.
    """
    report_due = ReportDue.objects.select_for_update(of=("self",)).select_related("award__call").get(pk=report_due.pk)
    award = report_due.award
    if not can_write_report(by, award):
        raise refuse("may_not_report", _("Only members of the group can write its report."))
    started = Report.objects.filter(report_due=report_due).first()
    if started:
        return started
    if award.status not in {AwardStatus.ACTIVE, AwardStatus.SUSPENDED}:
        raise refuse("award_not_active", _("Reports can be written while the grant is running."))
    if award.call.report_version is None:
        raise refuse("no_report_form", _("This call has no report form. Please write us a message instead."))
    sheet = open_sheet(award.call.report_version, by=by, now=now, language=by.language)
    give_facts(sheet, {REPORT_KIND: report_due.kind})
    report = Report.objects.create(report_due=report_due, sheet=sheet, started_at=now, started_by_id=by.person_id)
    record(REPORT_STARTED, report, by=by, now=now, case=award.application)
    return report


@transaction.atomic
def submit_report(report: Report, *, by: Actor, now: dt.datetime) -> Report:
    """Sends the report: answers are frozen, figures counted, photos noted. Sending again changes nothing."""
    report = _lock(report)
    award = report.report_due.award
    if not can_write_report(by, award):
        raise refuse("may_not_report", _("Only members of the group can send its report."))
    if report.status in {ReportStatus.SUBMITTED, ReportStatus.ACCEPTED}:
        return report
    REPORT.require(report.status, ReportStatus.SUBMITTED)
    if report.status == ReportStatus.DRAFT and report.sheet.version_id != award.call.report_version_id:
        sentence = _("We have just corrected the form and are bringing your answers over. Look again in a minute.")
        raise refuse("form_mended", sentence)
    refuse_if(problems_of_sheet(report.sheet))
    snapshot = take_snapshot(report.sheet, by=by, now=now)
    values = values_by_meaning(snapshot.content)
    refuse_if(problems_of_figures(values))
    close_sheet(report.sheet)
    report.status, report.snapshot = ReportStatus.SUBMITTED, snapshot
    report.submitted_at, report.submitted_by_id = now, by.person_id
    spent = values.get("spend")
    report.spent_amount = spent if isinstance(spent, int) else None
    report.story = str(values.get("story") or "")
    report.save()
    _write_figures(report, values)
    _write_evidence(report, snapshot)
    record(REPORT_SUBMITTED, report, by=by, now=now, case=award.application, digest=snapshot.digest)
    return report


def _write_figures(report: Report, values: dict[str, object]) -> None:
    """Replaces what an earlier sending counted."""
    report.figures.all().delete()
    indicators = {indicator.code: indicator for indicator in Indicator.objects.exclude(meaning="")}
    counted = figures_of(values, [(i.code, i.meaning) for i in indicators.values()])
    Figure.objects.bulk_create(
        Figure(report=report, indicator=indicators[row.code], value=row.value, base=row.base) for row in counted
    )


def _write_evidence(report: Report, snapshot: SheetSnapshot) -> None:
    """Photos of this sending; whether they may be published is asked in the same form."""
    report.evidence.all().delete()
    may_publish = values_by_meaning(snapshot.content).get("photo_consent") is True
    Evidence.objects.bulk_create(
        Evidence(report=report, file_id=file["id"], caption=file["name"], may_be_published=may_publish)
        for file in files_by_meaning(snapshot.content, "photo")
    )


@transaction.atomic
def send_back_report(report: Report, *, reason: str, by: Actor, now: dt.datetime) -> Report:
    """The office asks for more. The group can change its answers and send again."""
    report = _lock(report)
    _refuse_unless_reader(by)
    if not tidy(reason):
        raise refuse("reason_missing", _("Say what you would like to know."), "reason")
    REPORT.require(report.status, ReportStatus.SENT_BACK)
    reopen_sheet(report.sheet)
    report.status, report.reply = ReportStatus.SENT_BACK, tidy(reason)
    report.save(update_fields=["status", "reply"])
    case = report.report_due.award.application
    record(REPORT_SENT_BACK, report, by=by, now=now, case=case, reason=digest(report.reply))
    _tell_group(report, "report_sent_back", now=now)
    return report


@transaction.atomic
def answer_report(report: Report, *, reply: str, by: Actor, now: dt.datetime) -> Report:
    """Reading and answering is accepting: the reply is kept, the promise is met, gates open. Twice changes nothing."""
    report = _lock(report)
    _refuse_unless_reader(by)
    if report.status == ReportStatus.ACCEPTED:
        return report
    if not tidy(reply):
        raise refuse("reply_missing", _("Write a reply: groups want to know that someone read it."), "reply")
    REPORT.require(report.status, ReportStatus.ACCEPTED)
    report.status, report.reply = ReportStatus.ACCEPTED, tidy(reply)
    report.replied_at, report.replied_by_id = now, by.person_id
    report.save(update_fields=["status", "reply", "replied_at", "replied_by"])
    accept_report_due(report.report_due, by=by, now=now)
    case = report.report_due.award.application
    record(REPORT_ANSWERED, report, by=by, now=now, case=case, reply=digest(report.reply))
    _tell_group(report, "report_answered", now=now)
    return report


@transaction.atomic
def attach_photo_sizes(photo: Evidence, made: Sequence[tuple[StoredFile, int, int]], *, now: dt.datetime) -> Evidence:
    """Files the small sizes that a job made of a photo: (file, width, height). A second set is left aside."""
    photo = Evidence.objects.select_for_update(of=("self",)).get(pk=photo.pk)
    if not photo.is_sized:
        photo.is_sized = True
        photo.save(update_fields=["is_sized"])
        PhotoSize.objects.bulk_create(
            PhotoSize(photo=photo, file=stored, width=width, height=height) for stored, width, height in made
        )
        case = photo.report.report_due.award.application
        record(PHOTO_SIZED, photo.report, by=TIMER, now=now, case=case, photo=photo.pk, sizes=len(made))
    return photo


def _lock(report: Report) -> Report:
    rows = Report.objects.select_for_update(of=("self",))
    return rows.select_related("sheet__version", "report_due__award__organisation", "report_due__award__call").get(
        pk=report.pk
    )


def _refuse_unless_reader(by: Actor) -> None:
    if not can_answer_reports(by):
        raise refuse("may_not_answer", _("Your roles do not let you answer reports."))


def _tell_group(report: Report, kind: str, *, now: dt.datetime) -> None:
    award = report.report_due.award
    for person in members_of(award.organisation):
        queue_mail(
            kind,
            to=person,
            key=f"{report.pk}.{person.pk}.{int(now.timestamp())}",
            context={
                "award": award,
                "words": report.reply,
                "path": reverse("portal:report", args=[report.report_due_id]),
            },
            now=now,
            case=subject_key(award.application),
        )


def tell_of_refused_file(report: Report, stored: StoredFile, *, now: dt.datetime) -> None:
    """Says to the group which file of its report carries a virus, so that it can add a clean one."""
    award = report.report_due.award
    known = {"group": award.organisation.name, "call": award.call.title, "reference": award.reference}
    known |= {"path": reverse("portal:report", args=[report.report_due_id]), "file": stored.name}
    for person in members_of(award.organisation):
        key, case = f"report-{report.pk}.{stored.pk}", subject_key(award.application)
        queue_mail("file_refused", to=person, key=key, context=known, now=now, case=case)


def finish_report_mends(*, now: dt.datetime) -> int:
    """Brings reports that are being written over to every mended form, then tells their groups. How many mends."""
    mends = mends_to_finish().filter(after__questionnaire__purpose=Purpose.REPORT)
    return sum(_finish_mend(mend, now=now) for mend in list(mends))


def _finish_mend(mend: FormMend, *, now: dt.datetime) -> bool:
    while mend.moved_at is None and move_report_drafts(mend.call, now=now):
        pass
    mark_mend_moved(mend, now=now)
    count = sum(len(rows) for rows in mend.changes.values())
    for report in drafts_begun_before(mend) if count else ():
        _tell_of_mend(report, mend, count, now=now)
    mark_mend_told(mend, now=now)
    return True


def move_report_drafts(call: Call, *, now: dt.datetime) -> int:
    """Brings at most 200 reports that are being written to the form that their call asks now, with all their answers.
    How many; none are left when it says 0.
    """
    with transaction.atomic():
        behind = reports_behind(call).select_for_update(of=("self",)).order_by("pk")
        sheets = list(behind.values_list("sheet_id", flat=True)[:MOVE_AT_ONCE])
        version = Version.objects.select_related("questionnaire").filter(pk=_asked_now(call)).first()
        if sheets and version:
            move_sheets(sheets, version, by=TIMER, now=now)
            record(REPORTS_MOVED, call, by=TIMER, now=now, version=version.number, reports=len(sheets))
    return len(sheets)


def _asked_now(call: Call) -> int | None:
    return Call.objects.filter(pk=call.pk).values_list("report_version_id", flat=True).first()


def _tell_of_mend(report: Report, mend: FormMend, count: int, *, now: dt.datetime) -> None:
    award = report.report_due.award
    known = {"group": award.organisation.name, "award": award.title, "reason": mend.reason, "questions": count}
    known |= {"path": reverse("portal:report", args=[report.report_due_id])}
    for person in members_of(award.organisation):
        key, case = f"{report.pk}.{mend.pk}", subject_key(award.application)
        queue_mail("report_form_mended", to=person, key=key, context=known, now=now, case=case)
