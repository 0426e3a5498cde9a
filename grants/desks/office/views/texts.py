"""Recordings to write down, answers to translate: the queue, and one piece of work."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from grants.desks.office.forms.texts import TextForm
from grants.desks.office.gate import office_screen
from grants.desks.web.forms import act, act_or_tell, is_sent
from grants.desks.web.gates import ActingRequest
from grants.desks.web.pages import Sort, keyset_page
from grants.ground.kit import clock
from grants.ground.people.actor import Actor
from grants.ground.people.roles import Permission
from grants.ground.questions.actions import claim_text, put_back_text, write_office_text
from grants.ground.questions.models import AnswerSheet, SheetSnapshot, TextClaim
from grants.ground.questions.queries import claims_of, texts_beside, texts_of_sheets
from grants.ground.questions.rules import Original, TextSpec, Work, originals_of, work_left
from grants.stages.applications.models import Application
from grants.stages.applications.queries import staff_applications, with_current_snapshots
from grants.stages.assessment.queries import unhidden
from grants.stages.outcomes.queries import sheets_to_write_down, staff_reports

SORTS = {"waiting": Sort(gettext_lazy("Longest waiting first"), ("sent_at", "id"))}


@dataclass(frozen=True)
class Place:
    """What was sent: an application or a report, with its snapshot, where its files open, and its case."""

    title: str
    reference: str
    url: str
    snapshot: SheetSnapshot
    case: Application

    def file_url(self, file_id: int) -> str:
        """Where a file of it opens."""
        return f"{self.url}files/{file_id}/"


@dataclass(frozen=True)
class Row:
    """One piece of work in the queue, and who is at it."""

    place: Place
    work: Work
    claim: TextClaim | None


@office_screen(Permission.CHECK_APPLICATIONS)
@require_GET
def texts(request: ActingRequest) -> HttpResponse:
    """What waits to be written down or translated, the longest waiting first: a page of sheets at a time."""
    page = keyset_page(request, sheets_to_write_down(request.actor, settings.LANGUAGE_CODE), SORTS)
    rows = _rows(request.actor, [sheet.pk for sheet in page.rows])
    return render(request, "office/texts.html", {"page": page, "rows": rows, "person_id": request.actor.person_id})


def _rows(actor: Actor, ids: Sequence[int]) -> list[Row]:
    """The work on these sheets, in their order."""
    places = sorted(_places(actor, ids), key=lambda place: ids.index(place.snapshot.sheet_id))
    written, claims = texts_of_sheets(ids), claims_of(ids)
    return [
        Row(place, work, claims.get((place.snapshot.sheet_id, work.original.key, work.kind)))
        for place in places
        for work in work_left(place.snapshot.content, written[place.snapshot.sheet_id], settings.LANGUAGE_CODE)
    ]


def _places(actor: Actor, sheets: Sequence[int]) -> list[Place]:
    """Applications and reports on these sheets that the actor may see."""
    seen = unhidden(staff_applications(actor), actor)
    asked = with_current_snapshots(seen.filter(sheet__in=sheets))
    reports = staff_reports(actor).filter(sheet__in=sheets, report_due__award__application__in=seen)
    reports = reports.exclude(snapshot=None)
    reports = reports.select_related("report_due__award__application", "snapshot__sheet")
    return [
        *(_application_place(found, found.current[0].snapshot) for found in asked if found.current),
        *(_report_place(found) for found in reports),
    ]


def _application_place(found: Any, snapshot: SheetSnapshot) -> Place:
    url = reverse("office:application", args=[found.pk])
    return Place(found.organisation.name, found.reference, url, snapshot, found)


def _report_place(found: Any) -> Place:
    award = found.report_due.award
    url = reverse("office:report", args=[found.pk])
    return Place(award.organisation.name, award.reference, url, found.snapshot, award.application)


@office_screen(Permission.CHECK_APPLICATIONS)
def text(request: ActingRequest, sheet_pk: int, key: str, kind: str) -> HttpResponse:
    """One recording to write down, or one answer to translate, with what stands there now."""
    place, original = _find(request.actor, sheet_pk, key, kind)
    sheet, by, now = place.snapshot.sheet, request.actor, clock.now()
    if request.POST.get("do") in STEPS:
        step = STEPS[request.POST["do"]]
        act_or_tell(request, lambda: step(sheet, key, kind, by=by, now=now, case=place.case))
        return redirect("office:texts" if request.POST["do"] == "put_back" else request.path)
    written = texts_beside(place.snapshot).get(key, [])
    form = TextForm(request.POST if request.method == "POST" else None, initial=_initial(written, kind, sheet))
    if is_sent(request, form) and act(form, lambda: _write(place, original, kind, form, by=by, now=now)):
        messages.success(request, _("Saved. Whoever reads this answer sees it now."))
        return redirect("office:texts")
    context = {"place": place, "original": original, "kind": kind, "form": form, "written": written}
    return render(request, "office/text.html", context | _who(sheet, key, kind, request.actor) | _file(place, original))


STEPS = {"claim": claim_text, "put_back": put_back_text}


def _find(actor: Actor, sheet_pk: int, key: str, kind: str) -> tuple[Place, Original]:
    """The place of a sheet that the actor may see, and the original that is meant."""
    if kind not in {"transcript", "translation"}:
        raise Http404
    for place in _places(actor, [sheet_pk]):
        originals = [original for original in originals_of(place.snapshot.content) if original.key == key]
        fit = [original for original in originals if kind == "translation" or original.is_recording]
        if fit:
            return place, sorted(fit, key=lambda original: not original.is_recording)[0]
    raise Http404


def _initial(written: Sequence[TextSpec], kind: str, sheet: AnswerSheet) -> dict[str, str]:
    own = [text for text in written if text.kind == kind]
    language = sheet.language if kind == "transcript" else settings.LANGUAGE_CODE
    return {"text": own[-1].text, "language": own[-1].language} if own else {"language": language}


def _write(place: Place, original: Original, kind: str, form: TextForm, **acting: Any) -> object:
    words, language = form.cleaned_data["text"], form.cleaned_data["language"]
    acting |= {"original": original.sha256, "kind": kind, "language": language, "case": place.case}
    return write_office_text(place.snapshot.sheet, original.key, words, **acting)


def _who(sheet: AnswerSheet, key: str, kind: str, actor: Actor) -> dict[str, object]:
    claim = claims_of([sheet.pk]).get((sheet.pk, key, kind))
    return {"claim": claim, "is_own": bool(claim and claim.claimed_by_id == actor.person_id)}


def _file(place: Place, original: Original) -> dict[str, object]:
    """The recording itself, as the snapshot lists it."""
    answers = (answer for section in place.snapshot.content["sections"] for answer in section["answers"])
    listed = next((file for answer in answers for file in answer["files"] if file["id"] == original.file_id), None)
    if listed is None:
        return {}
    kind = listed["name"].rpartition(".")[2][:4]
    return {"file": listed, "file_kind": kind, "file_url": place.file_url(original.file_id)}
