"""Reads of outcomes: reports, figures, and where the money went."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet, Sum

from grants.ground.kit.errors import Blocker
from grants.ground.people.actor import Actor
from grants.ground.people.roles import Permission
from grants.ground.questions.models import AnswerFile
from grants.ground.questions.queries import files_of, form_of, values_of
from grants.ground.questions.rules import FormSpec, problems, section_state, snapshot_content, values_by_meaning
from grants.stages.awards.models import Award, AwardStatus, InstalmentStatus, ReportDue
from grants.stages.outcomes.models import Evidence, Figure, Indicator, Report, ReportStatus
from grants.stages.outcomes.rules import Total, problems_of_figures, total_of

PUBLISHED = (
    AwardStatus.ACCEPTED,
    AwardStatus.ACTIVE,
    AwardStatus.SUSPENDED,
    AwardStatus.CLOSED,
    AwardStatus.TERMINATED,
)


def reports_due_of_actor(actor: Actor) -> QuerySet[ReportDue]:
    """Reports that the actor's own groups owe or gave."""
    mine = list(actor.memberships)
    running = [AwardStatus.ACTIVE, AwardStatus.SUSPENDED, AwardStatus.CLOSED]
    return ReportDue.objects.filter(award__organisation_id__in=mine, award__status__in=running).select_related(
        "award__organisation", "award__call"
    )


def report_of(report_due: ReportDue) -> Report | None:
    """The report written for a promise, if it was started."""
    return Report.objects.filter(report_due=report_due).select_related("sheet__version").first()


def staff_reports(actor: Actor) -> QuerySet[Report]:
    """Every report that was sent, for staff who see cases; nothing for anyone else."""
    if not actor.may(Permission.SEE_CASES):
        return Report.objects.none()
    return Report.objects.exclude(status=ReportStatus.DRAFT).select_related(
        "report_due__award__organisation", "report_due__award__call", "snapshot"
    )


def reports_waiting(actor: Actor) -> QuerySet[Report]:
    """Reports that wait to be read and answered, the longest waiting first."""
    return staff_reports(actor).filter(status=ReportStatus.SUBMITTED).order_by("submitted_at", "pk")


def reports_expected(today: dt.date, *, within_days: int) -> QuerySet[ReportDue]:
    """Promised reports that are not in yet, late ones first."""
    sent = Report.objects.filter(status__in=[ReportStatus.SUBMITTED, ReportStatus.ACCEPTED]).values("report_due_id")
    return (
        ReportDue.objects.filter(accepted_at=None, waived_at=None, award__status=AwardStatus.ACTIVE)
        .filter(due_on__lte=today + dt.timedelta(days=within_days))
        .exclude(pk__in=sent)
        .select_related("award__organisation")
        .order_by("due_on", "pk")
    )


def funded_awards() -> QuerySet[Award]:
    """Grants that the public may see: accepted, not hidden, not of a rehearsal."""
    return Award.objects.filter(status__in=PUBLISHED, is_public=True, call__is_rehearsal=False).select_related(
        "organisation__district", "call__fund"
    )


def with_disbursed(awards: QuerySet[Award]) -> QuerySet[Award]:
    """Adds `disbursed_amount`, what was paid so far."""
    paid = Q(instalments__status=InstalmentStatus.PAID)
    return awards.annotate(disbursed_amount=Sum("instalments__amount", filter=paid, default=0))


def public_photos(award_ids: list[int]) -> dict[int, list[Evidence]]:
    """Photos of answered reports that groups let us publish, by award."""
    rows = Evidence.objects.filter(
        report__report_due__award_id__in=award_ids, report__status=ReportStatus.ACCEPTED, may_be_published=True
    ).select_related("file", "report__report_due")
    found: dict[int, list[Evidence]] = defaultdict(list)
    for row in rows.order_by("pk"):
        found[row.report.report_due.award_id].append(row)
    return found


def totals() -> list[Total]:
    """What all answered reports say together, by indicator."""
    accepted = Figure.objects.filter(report__status=ReportStatus.ACCEPTED)
    rows = accepted.values_list("indicator__code", "value", "base")
    by_code: dict[str, list[tuple[int, int | None]]] = defaultdict(list)
    for code, value, base in rows:
        by_code[code].append((value, base))
    return [total_of(i.code, i.aggregation, by_code[i.code]) for i in Indicator.objects.all() if by_code[i.code]]


def funded_total() -> tuple[int, int]:
    """How many grants the public may see, and what they add up to."""
    found = funded_awards().aggregate(total=Sum(F("amount"), default=0))
    return funded_awards().count(), found["total"]


def reports_with_status(actor: Actor, status: str) -> QuerySet[Report]:
    """Sent reports of one state; of all states when the word is not one."""
    found = staff_reports(actor)
    return found.filter(status=status) if status in ReportStatus.values else found


def figures_of_report(report: Report) -> QuerySet[Figure]:
    """What a report counted, in the library's order."""
    return report.figures.select_related("indicator").order_by("indicator__position")


def photos_of(report: Report) -> QuerySet[Evidence]:
    """The photos of a report."""
    return Evidence.objects.filter(report=report).select_related("file").order_by("pk")


def reports_of_award(award: Award) -> list[tuple[ReportDue, Report | None]]:
    """Each promised report of an award with what was written for it, in two queries."""
    written = {r.report_due_id: r for r in Report.objects.filter(report_due__award=award)}
    return [(due, written.get(due.pk)) for due in award.reports_due.order_by("number")]


def reports_of_actor(actor: Actor) -> QuerySet[Report]:
    """Reports of the actor's own groups."""
    mine = Report.objects.filter(report_due__in=reports_due_of_actor(actor))
    return mine.select_related("sheet__version", "report_due__award__organisation")


def added_files(report: Report) -> QuerySet[AnswerFile]:
    """Files given as answers in a report, removed ones too: receipts stay true."""
    return AnswerFile.objects.filter(sheet=report.sheet_id).select_related("file")


@dataclass(frozen=True)
class Task:
    """A section of the report's form and how far it is: "completed", "in_progress" or "not_started"."""

    key: str
    title: str
    state: str


@dataclass(frozen=True)
class Problem:
    """What is wrong with one answer, and where it is asked."""

    section: str
    key: str
    label: str
    sentence: str


@dataclass(frozen=True)
class ReportDraft:
    """A report as it would be sent now, and what stands in the way."""

    content: dict[str, Any]
    problems: list[Problem]


def draft_of(report: Report) -> ReportDraft:
    """The report as written so far."""
    sheet = report.sheet
    form, values, files = form_of(sheet.version), values_of(sheet), files_of(sheet)
    content = snapshot_content(form, values, files, sheet.language)
    wrong = [*problems(form, values, files), *_figure_problems(form, content)]
    asked = {question.key: (section, question) for section in form.sections for question in section.questions}
    found = [
        Problem(asked[b.field][0].key, b.field, asked[b.field][1].label_in(sheet.language), str(b.sentence))
        for b in wrong
        if b.field in asked
    ]
    return ReportDraft(content, found)


def _figure_problems(form: FormSpec, content: dict[str, Any]) -> list[Blocker]:
    """Contradictions between counts, at the question that carries the meaning."""
    key_of = {q.meaning: q.key for section in form.sections for q in section.questions if q.meaning}
    return [
        Blocker(blocker.code, blocker.sentence, key_of.get(blocker.field, ""))
        for blocker in problems_of_figures(values_by_meaning(content))
    ]


def tasks_of(report: Report) -> list[Task]:
    """The sections of the report's form, each with how far it is."""
    sheet = report.sheet
    form, values, files = form_of(sheet.version), values_of(sheet), files_of(sheet)
    return [
        Task(section.key, section.title_in(sheet.language), section_state(section, form, values, files))
        for section in form.sections
    ]
