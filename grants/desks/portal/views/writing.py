"""Writing an application: a section of questions a page, saved at every answer."""

import uuid
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from grants.desks.portal.gate import portal_screen
from grants.desks.portal.views.sent_back import asked_in
from grants.desks.web import questions
from grants.desks.web.gates import ActingRequest
from grants.ground.kit import clock
from grants.ground.questions.rules import SectionSpec
from grants.stages.applications.models import Application
from grants.stages.applications.permissions import can_send_application
from grants.stages.applications.queries import (
    applications_of,
    offers_for,
    quiz_told,
    renewed_content,
    source_of,
    ways_from,
    writing_now,
)
from grants.stages.applications.rules import is_being_written, is_with_group


def pages_of(pk: int) -> questions.SheetPages:
    """Where an application is written."""
    return questions.SheetPages(
        pk,
        tasks="portal:application",
        section="portal:section",
        check="portal:check",
        autosave="portal:autosave",
        added_file="portal:file",
        own_file="portal:own_file",
        uploads="portal:uploads",
    )


def names_in(here: Mapping[str, list[str]], section: SectionSpec) -> list[str]:
    """Who else writes in a section now, each once."""
    return list(dict.fromkeys(name for question in section.questions for name in here.get(question.key, ())))


def here_words(names: list[str]) -> str:
    """Who else writes on this page now, in words; empty for nobody."""
    return _("Writing in this task now: %(names)s") % {"names": ", ".join(names)} if names else ""


@portal_screen()
def section(request: ActingRequest, pk: int, key: str) -> HttpResponse:
    """One task: its questions, with what is wrong when coming from the check page."""
    found = get_object_or_404(applications_of(request.actor), pk=pk)
    if request.method != "POST" and not is_with_group(found.status):
        return redirect("portal:application", pk)
    asked = asked_in(found)
    among = {row.section for row in asked} if asked else None
    offers = partial(offers_for, found, request.actor, now=clock.now())
    source = source_of(request.actor, found)
    shown = questions.section_page(
        request,
        found.sheet,
        key,
        pages_of(pk),
        among=among,
        source=source,
        offers_for=offers,
        renewed=renewed_content(found) if is_being_written(found.status) else None,  # what we asked about is open
    )
    if isinstance(shown, HttpResponseRedirect):
        return shown
    form = shown["section_form"]
    more = _around(request, found, form) | {"asked": [row for row in asked if row.section == key]}
    return questions.with_recorder(render(request, "portal/section.html", shown | more), form)


def _around(request: ActingRequest, found: Application, form: questions.SectionForm) -> dict[str, Any]:
    """What stands around the questions of a task: who else writes, what the quiz was told, ways to another call."""
    here = writing_now(found, request.actor, now=clock.now())
    is_first = form.is_first and is_being_written(found.status)
    return {
        "application": found,
        "call": found.call,
        "caption": f"{found.organisation.name} · {found.call.title}",
        "here": here_words(names_in(here, form.section)),
        "quiz": quiz_told(found) if is_first else None,
        "ways": ways_from(found, form.routes, now=clock.now()),
        "may_send": can_send_application(request.actor, found),
    }


@portal_screen()
@require_POST
def autosave(request: ActingRequest, pk: int, key: str) -> HttpResponse:
    """Saves one answer while a person writes."""
    found = get_object_or_404(applications_of(request.actor), pk=pk)
    by, source = request.actor, source_of(request.actor, found)
    return questions.autosave(request, found.sheet, key, by=by, now=clock.now(), source=source)


@portal_screen()
@require_POST
def uploads(request: ActingRequest, pk: int, key: str) -> HttpResponse:
    """Room for a file that a script sends in pieces."""
    found = get_object_or_404(applications_of(request.actor), pk=pk)
    return questions.begin(request, found.sheet, key, by=request.actor, now=clock.now())


@portal_screen()
@require_http_methods(["GET", "POST"])
def upload(request: ActingRequest, pk: int, key: str, upload_id: uuid.UUID) -> HttpResponse:
    """A piece of a file, or how much of it has come."""
    found = get_object_or_404(applications_of(request.actor), pk=pk)
    by, now, file_url = request.actor, clock.now(), pages_of(pk).added_file_url
    return questions.piece(request, found.sheet, key, upload_id, by=by, now=now, file_url=file_url)
