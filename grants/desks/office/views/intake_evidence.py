"""What stands behind an application that others brought: the call that confirmed it, scans of the paper, its files."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from grants.desks.office.forms.intake import CallForm
from grants.desks.office.views.intake import intake_screen
from grants.desks.web.answers import answer_sections
from grants.desks.web.forms import act, is_sent
from grants.desks.web.gates import ActingRequest
from grants.desks.web.serve import show_file
from grants.ground.files.actions import store_upload
from grants.ground.kit import clock
from grants.ground.questions.queries import open_files
from grants.ground.reference.queries import funder
from grants.stages.applications import queries
from grants.stages.applications.actions import record_confirming_call
from grants.stages.applications.models import Application
from grants.stages.applications.queries import intake_cases

RECORDINGS = frozenset({"audio", "pdf"})


@intake_screen
def intake_call(request: ActingRequest, pk: int) -> HttpResponse:
    """Notes a call in which the group confirmed what was sent for it."""
    found = get_object_or_404(intake_cases(request.actor), pk=pk)
    asked = queries.confirmation_of(found)
    if asked is None or asked.confirmed_at:
        return redirect("office:intake", pk)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    named = asked.contact
    initial = (
        {"number": named.phone, "contact": named.pk}
        if named
        else {"number": found.lead.phone, "said_by": str(found.lead)}
    )
    contacts = queries.named_contacts(found) if named else None
    form = CallForm(*posted, zone=funder().timezone, contacts=contacts, initial=initial)
    if is_sent(request, form) and act(form, lambda: _note_call(request, found, form)):
        messages.success(request, _("The group has confirmed."))
        return redirect("office:intake", pk)
    sections = answer_sections(asked.snapshot.content)
    return render(request, "office/intake_call.html", {"application": found, "form": form, "sections": sections})


def _note_call(request: ActingRequest, found: Application, form: CallForm) -> Any:
    by, now, upload = request.actor, clock.now(), form.cleaned_data["file"]
    stored = store_upload(upload, kinds=RECORDINGS, by=by, now=now, field="file") if upload else None
    return record_confirming_call(found, **form.told, file=stored, by=by, now=now)


@intake_screen
@require_GET
def intake_scan(request: ActingRequest, pk: int, scan_pk: int) -> HttpResponse:
    """A scan of the paper."""
    found = get_object_or_404(intake_cases(request.actor), pk=pk)
    return show_file(request, get_object_or_404(found.scans.select_related("file"), pk=scan_pk).file)


@intake_screen
@require_GET
def intake_file(request: ActingRequest, pk: int, row_pk: int) -> HttpResponse:
    """A file that stands as an answer now."""
    found = get_object_or_404(intake_cases(request.actor), pk=pk)
    return show_file(request, get_object_or_404(open_files(found.sheet), pk=row_pk).file)


@intake_screen
@require_GET
def intake_own_file(request: ActingRequest, pk: int, file_pk: int) -> HttpResponse:
    """A file of what is being typed in, by the file itself."""
    found = get_object_or_404(intake_cases(request.actor), pk=pk)
    stored = queries.own_file(found, file_pk)
    if stored is None:
        raise Http404
    return show_file(request, stored)
