"""Reads of outcomes: reports, figures, and where the money went."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.timezone import localtime

from grants.ground.files.models import StoredFile
from grants.ground.files.queries import SHOWN
from grants.ground.kit.errors import Blocker
from grants.ground.people.actor import Actor
from grants.ground.people.roles import Permission
from grants.ground.questions.models import Answer, AnswerFile, AnswerSheet, Purpose, Version
from grants.ground.questions.queries import Draft, draft_of_sheet, sheets_with_work
from grants.ground.questions.rules import FormSpec, values_by_meaning
from grants.ground.reference.models import District, Indicator
from grants.stages.applications.models import Application
from grants.stages.applications.queries import staff_applications
from grants.stages.applications.queries.mending import Concerned, MendPreview, preview_of
from grants.stages.assessment.queries import unhidden
from grants.stages.awards.models import Award, AwardStatus, ReportDue
from grants.stages.calls.models import Call, FormMend
from grants.stages.outcomes.models import Evidence, Figure, PhotoSize, Report, ReportStatus
from grants.stages.outcomes.rules import Total, problems_of_figures, total_of

Choices = dict[str, list[tuple[str, Any]]]
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


def sheets_to_write_down(actor: Actor, language: str) -> QuerySet[AnswerSheet]:
    """Sheets that were sent with recordings to write down or words to translate into `language`, each with `sent_at`.

    Of applications and reports that the actor may see and no tie hides.
    """
    seen = unhidden(staff_applications(actor), actor)
    asked = seen.filter(sheet=OuterRef("pk"), facts__is_current=True)
    told = staff_reports(actor).filter(sheet=OuterRef("pk"), report_due__award__application__in=seen)
    sent_at = Coalesce(
        Subquery(asked.values("submitted_at")[:1]), Subquery(told.exclude(snapshot=None).values("submitted_at")[:1])
    )
    waiting = AnswerSheet.objects.filter(pk__in=sheets_with_work(language))
    return waiting.annotate(sent_at=sent_at).exclude(sent_at=None)


def reports_waiting(actor: Actor) -> QuerySet[Report]:
    """Reports that wait to be read and answered, the longest waiting first."""
    return staff_reports(actor).filter(status=ReportStatus.SUBMITTED).order_by("submitted_at", "pk")


def reports_expected(today: dt.date, *, within_days: int) -> QuerySet[ReportDue]:
    """Promised reports that are not in yet, late ones first."""
    sent = Report.objects.filter(report_due=OuterRef("pk"), status__in=[ReportStatus.SUBMITTED, ReportStatus.ACCEPTED])
    return (
        ReportDue.objects.filter(accepted_at=None, waived_at=None, award__status=AwardStatus.ACTIVE)
        .filter(due_on__lte=today + dt.timedelta(days=within_days))
        .filter(~Exists(sent))
        .select_related("award__organisation")
        .order_by("due_on", "pk")
    )


def funded_awards() -> QuerySet[Award]:
    """Grants that the public may see: accepted, not hidden, not of a rehearsal."""
    return Award.objects.filter(status__in=PUBLISHED, is_public=True, call__is_rehearsal=False).select_related(
        "organisation__district", "call"
    )


def funded_where(*, call: str = "", district: str = "", year: str = "") -> QuerySet[Award]:
    """Public grants of one call, one place and one year; empty texts narrow nothing."""
    found = funded_awards()
    if call:
        found = found.filter(call__code=call)
    if district:
        found = found.filter(organisation__district__code=district, organisation__is_address_public=True)
    return found.filter(accepted_at__year=int(year)) if year else found


def funded_choices() -> Choices:
    """What public grants can be narrowed by: calls and places that have some, and years, newest first. Four queries.
    Names of places are by language.

    Asked of each call and each place, which are few, and at the two ends of the dates: never of every grant.
    """
    public = funded_awards().select_related(None).order_by()
    calls = Call.objects.filter(Exists(public.filter(call=OuterRef("pk"))))
    placed = public.filter(organisation__is_address_public=True, organisation__district=OuterRef("pk"))
    places = District.objects.filter(Exists(placed))
    return {
        "call": list(calls.order_by("title", "pk").values_list("code", "title")),
        "district": [(place.code, place.label) for place in places.order_by("name", "pk")],
        "year": [(str(year), str(year)) for year in _years(public)],
    }


def _years(awards: QuerySet[Award]) -> Iterable[int]:
    """Every year from that of the newest grant back to that of the first."""
    days = awards.values_list("accepted_at", flat=True)
    ends = [days.order_by(*order)[:1] for order in (("accepted_at", "id"), ("-accepted_at", "-id"))]
    found = [localtime(day).year for end in ends for day in end]
    return range(found[1], found[0] - 1, -1) if found else ()


def published_photos() -> QuerySet[Evidence]:
    """Photos of answered reports on public grants that groups let us publish, and no scanner holds back."""
    return Evidence.objects.filter(
        report__status=ReportStatus.ACCEPTED,
        report__report_due__award__in=funded_awards().select_related(None).values("pk"),
        may_be_published=True,
        file__scan_state__in=SHOWN,
    )


def photos_to_be_sized() -> QuerySet[Evidence]:
    """Published photos that have no small sizes yet."""
    return published_photos().filter(is_sized=False).select_related("file")


def published_sizes() -> QuerySet[PhotoSize]:
    """Small sizes of photos that are published now."""
    return PhotoSize.objects.filter(photo__in=published_photos()).select_related("file")


def public_photos(award_ids: list[int]) -> dict[int, list[Evidence]]:
    """Published photos of these grants that have small sizes, by award. Two queries."""
    shown = published_photos().filter(report__report_due__award__in=award_ids, is_sized=True)
    found: dict[int, list[Evidence]] = defaultdict(list)
    for row in shown.select_related("report__report_due").prefetch_related("sizes").order_by("pk"):
        found[row.report.report_due.award_id].append(row)
    return dict(found)


def totals() -> list[tuple[Indicator, Total]]:
    """What all answered reports on public grants say together, by indicator. One query however many there are."""
    counted = Figure.objects.filter(
        report__status=ReportStatus.ACCEPTED,
        report__report_due__award__is_public=True,
        report__report_due__award__call__is_rehearsal=False,
    )
    columns = {name: F(f"indicator__{name}") for name in ("code", "title", "unit", "aggregation")}
    rows = counted.values(**columns).annotate(sum=Sum("value"), of=Sum("base", default=0), reports=Count("pk"))
    found = [(Indicator(**_part(row, columns)), row) for row in rows.order_by("indicator__position")]
    return [
        (sign, total_of(sign.code, sign.aggregation, value=row["sum"], base=row["of"], reports=row["reports"]))
        for sign, row in found
    ]


def _part(row: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: row[name] for name in names}


def funded_total() -> dict[str, int]:
    """How many grants the public may see ("grants"), to how many groups ("groups"), for how much ("amount")."""
    public = funded_awards().select_related(None)
    return public.aggregate(
        grants=Count("pk"), groups=Count("organisation", distinct=True), amount=Sum("amount", default=0)
    )


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


def reports_with_file(stored: StoredFile) -> QuerySet[Report]:
    """Reports in which the file stands as an answer."""
    sheets = AnswerFile.objects.filter(file=stored, removed_at=None).values("sheet_id")
    reports = Report.objects.filter(sheet__in=sheets).order_by("pk")
    return reports.select_related("report_due__award__organisation", "report_due__award__call")


def draft_of(report: Report) -> Draft:
    """The report as written so far; its problems with contradictions between counts."""
    draft = draft_of_sheet(report.sheet)
    return replace(draft, problems=[*draft.problems, *_figure_problems(draft.form, draft.content)])


def _figure_problems(form: FormSpec, content: Mapping[str, Any]) -> list[Blocker]:
    """Contradictions between counts, at the question that carries the meaning."""
    key_of = {q.meaning: q.key for section in form.sections for q in section.questions if q.meaning}
    return [
        Blocker(blocker.code, blocker.sentence, key_of.get(blocker.field, ""))
        for blocker in problems_of_figures(values_by_meaning(content))
    ]


def last_report_sent(actor: Actor, application: Application) -> Report | None:
    """The last report that the actor's group sent on the grant that an application got. One query."""
    sent = reports_of_actor(actor).filter(report_due__award__application=application)
    return sent.exclude(status=ReportStatus.DRAFT).order_by("-report_due__number").first()


def report_drafts(call: Call) -> QuerySet[Report]:
    """Reports of a call's grants that are being written for the first time."""
    return Report.objects.filter(report_due__award__call=call, status=ReportStatus.DRAFT).order_by("pk")


def reports_behind(call: Call) -> QuerySet[Report]:
    """Reports that are being written on another version of the form than the call asks now."""
    return report_drafts(call).exclude(sheet__version=F("report_due__award__call__report_version"))


def drafts_begun_before(mend: FormMend) -> QuerySet[Report]:
    """Reports that are being written since before their form was mended."""
    begun = report_drafts(mend.call).filter(started_at__lt=mend.mended_at)
    return begun.select_related("report_due__award__organisation", "report_due__award__application")


def mends_for(report: Report, call: Call) -> list[FormMend]:
    """Mends of the form since the report was started, the last first. No query where nothing was mended since."""
    if call.form_mended_at is None or call.form_mended_at <= report.started_at:
        return []
    rows = FormMend.objects.filter(call=call, after__questionnaire__purpose=Purpose.REPORT)
    rows = rows.filter(mended_at__gt=report.started_at).order_by("-pk")
    return [mend for mend in rows if any(mend.changes.values())]


def report_mend_preview(call: Call, version: Version, *, language: str) -> MendPreview:
    """What mending the report form of a call would change, and for whom. A constant number of queries."""
    sent = Report.objects.filter(report_due__award__call=call).exclude(status=ReportStatus.DRAFT)
    concerned = Concerned(report_drafts(call).count(), sent.count(), partial(_drafts_answering, call))
    return preview_of(call, version, concerned, language=language)


def _drafts_answering(call: Call, keys: Collection[str]) -> dict[str, int]:
    """How many reports that are being written answer each of these questions. One query, none without questions."""
    if not keys:
        return {}
    sheets = report_drafts(call).order_by().values("sheet")
    rows = Answer.objects.filter(sheet__in=sheets, key__in=keys, value__isnull=False).order_by().values("key")
    return dict(rows.annotate(n=Count("pk")).values_list("key", "n"))
