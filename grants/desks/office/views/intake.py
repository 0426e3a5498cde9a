"""Applications that came on paper, on the phone or face to face: starting, typing in, sending for the group."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from grants.desks.office.forms.intake import CallForm, IntakeForm, NewGroupIntakeForm, ScanForm, SendTypedForm
from grants.desks.office.gate import office_screen
from grants.desks.web import questions
from grants.desks.web.answers import answer_sections
from grants.desks.web.forms import act, is_sent
from grants.desks.web.gates import ActingRequest
from grants.desks.web.pages import Sort, keyset_page
from grants.desks.web.serve import show_file
from grants.ground.files.actions import store_upload
from grants.ground.kit import clock
from grants.ground.people.actions import add_person, add_person_without_email, change_contact
from grants.ground.people.models import Organisation, Person
from grants.ground.people.queries import known_organisations
from grants.ground.people.roles import Permission
from grants.ground.questions.queries import open_files, problems_by_question, tasks_of, tasks_to_confirm
from grants.ground.reference.queries import funder
from grants.stages.applications import queries
from grants.stages.applications.actions import (
    add_scan,
    record_confirming_call,
    start_for_group,
    start_for_new_group,
    submit_application,
)
from grants.stages.applications.models import Application
from grants.stages.applications.queries import typed_in
from grants.stages.applications.rules import is_being_written
from grants.stages.calls.queries import in_phase

SORTS = {"-started": Sort(gettext_lazy("Newest first"), ("-started_at", "-id"))}
SCANS, RECORDINGS = frozenset({"pdf", "image"}), frozenset({"audio", "pdf"})
intake_screen = office_screen(Permission.CHECK_APPLICATIONS)


def pages_of(pk: int) -> questions.SheetPages:
    """Where an application is typed in."""
    return questions.SheetPages(
        pk,
        tasks="office:intake",
        section="office:intake_section",
        check="office:intake_check",
        autosave="office:intake_autosave",
        added_file="office:intake_file",
        own_file="office:intake_own_file",
    )


@intake_screen
@require_GET
def intakes(request: ActingRequest) -> HttpResponse:
    """Everything that was typed in or is being typed in, newest first."""
    page = keyset_page(request, typed_in(request.actor), SORTS)
    return render(request, "office/intakes.html", {"page": page})


@intake_screen
def intake_new(request: ActingRequest, organisation_pk: int | None = None) -> HttpResponse:
    """Starts to type in an application: for a group that we know, or for one that is new."""
    group = get_object_or_404(known_organisations(), pk=organisation_pk) if organisation_pk else None
    data = request.POST if request.method == "POST" else None
    kind: Any = IntakeForm if group else NewGroupIntakeForm
    calls = in_phase("open", clock.now()).order_by("-opens_at", "-pk")
    form = kind(data, calls=calls if group else calls.filter(renews=None))  # a new group has no grant to renew
    if is_sent(request, form) and (started := act(form, lambda: _start(request, group, form))):
        return redirect("office:intake", started.pk)
    return render(request, "office/intake_new.html", {"form": form, "group": group})


def _start(request: ActingRequest, group: Organisation | None, form: Any) -> Application:
    by, now, given = request.actor, clock.now(), form.cleaned_data
    chosen = {"intake": given["intake"], "by": by, "now": now}
    if group:
        return start_for_group(given["call"], group, **chosen)
    person = _person(request, form)
    return start_for_new_group(given["call"], given["name"], person, legal_form=given["legal_form"], **chosen)


def _person(request: ActingRequest, form: Any) -> Person:
    """The person who speaks for a new group, known from now on."""
    by, now, given = request.actor, clock.now(), form.cleaned_data
    if not given["email"]:
        return add_person_without_email(given["person"], form.contact, language=by.language, by=by, now=now)
    person = add_person(given["email"], name=given["person"], now=now, language=by.language)
    return person if person.verified_at else change_contact(person, form.contact, by=by, now=now)


@intake_screen
def intake(request: ActingRequest, pk: int) -> HttpResponse:
    """The task list of one that is typed in, its scans, and whether the group has confirmed it."""
    found = get_object_or_404(typed_in(request.actor), pk=pk)
    form = ScanForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if is_sent(request, form) and act(form, lambda: _keep_scan(request, found, form.cleaned_data["scan"])):
        messages.success(request, _("The scan is kept."))
        return redirect("office:intake", pk)
    draft = queries.draft_of(found, found.sheet)
    context = {
        "application": found,
        "form": form,
        "tasks": pages_of(pk).task_rows(tasks_of(draft)),
        "is_open": is_being_written(found.status),
        "hands": _hands(found, draft),
        "quiz": queries.quiz_told(found, language=request.actor.language),
        "scans": found.scans.select_related("file").order_by("pk"),
        "confirmation": queries.confirmation_of(found),
    }
    return render(request, "office/intake.html", context)


def _hands(found: Application, draft: Any) -> list[dict[str, Any]]:
    """Each answer with how it came, who typed it and when, in the order asked."""
    answers = {answer.key: answer for answer in found.sheet.answers.select_related("saved_by")}
    asked = ((question, answers.get(question.key)) for question in draft.form.questions)
    return [{"label": question.label_in(draft.language), "answer": answer} for question, answer in asked if answer]


def _keep_scan(request: ActingRequest, found: Application, upload: Any) -> Any:
    now = clock.now()
    stored = store_upload(upload, kinds=SCANS, by=request.actor, now=now, field="scan")
    return add_scan(found, stored, by=request.actor, now=now)


@intake_screen
def intake_section(request: ActingRequest, pk: int, key: str) -> HttpResponse:
    """One section of the form, as the group would fill it in."""
    found = get_object_or_404(typed_in(request.actor), pk=pk)
    if request.method != "POST" and not is_being_written(found.status):
        return redirect("office:intake", pk)
    source = queries.source_of(request.actor, found)
    renewed = queries.renewed_content(found)
    shown = questions.section_page(request, found.sheet, key, pages_of(pk), source=source, renewed=renewed)
    if isinstance(shown, HttpResponseRedirect):
        return shown
    return render(request, "office/intake_section.html", shown | {"application": found})


@intake_screen
@require_POST
def intake_autosave(request: ActingRequest, pk: int, key: str) -> HttpResponse:
    """Saves one answer while somebody types."""
    found = get_object_or_404(typed_in(request.actor), pk=pk)
    by, source = request.actor, queries.source_of(request.actor, found)
    return questions.autosave(request, found.sheet, key, by=by, now=clock.now(), source=source)


@intake_screen
def intake_check(request: ActingRequest, pk: int) -> HttpResponse:
    """All that was typed in; sends it, to wait for the group's yes."""
    found = get_object_or_404(typed_in(request.actor), pk=pk)
    if not is_being_written(found.status):
        return redirect("office:intake", pk)
    form = SendTypedForm(request.POST if request.method == "POST" else None)
    if is_sent(request, form) and act(form, lambda: submit_application(found, by=request.actor, now=clock.now())):
        messages.success(request, _("It is sent. It goes on as soon as the group has confirmed it."))
        return redirect("office:intake", pk)
    draft, pages = queries.draft_of(found, found.sheet), pages_of(pk)
    opens = pages.way_to_change(is_renewal=queries.is_renewal(found))
    context = {
        "application": found,
        "form": form,
        "sections": answer_sections(
            draft.content, change_url=opens, file_url=pages.own_file_url, last_time=queries.renewed_content(found)
        ),
        "problems": [(row, opens(row.section, row.key)) for row in problems_by_question(draft)],
        "to_confirm": [(task.title, pages.url(pages.section, task.key)) for task in tasks_to_confirm(draft)],
    }
    return render(request, "office/intake_check.html", context)


@intake_screen
def intake_call(request: ActingRequest, pk: int) -> HttpResponse:
    """Notes a call in which the group confirmed what was sent for it."""
    found = get_object_or_404(typed_in(request.actor), pk=pk)
    asked = queries.confirmation_of(found)
    if asked is None or asked.confirmed_at:
        return redirect("office:intake", pk)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = CallForm(*posted, zone=funder().timezone, initial={"number": found.lead.phone, "said_by": str(found.lead)})
    if is_sent(request, form) and act(form, lambda: _note_call(request, found, form.cleaned_data)):
        messages.success(request, _("The group has confirmed."))
        return redirect("office:intake", pk)
    sections = answer_sections(asked.snapshot.content)
    return render(request, "office/intake_call.html", {"application": found, "form": form, "sections": sections})


def _note_call(request: ActingRequest, found: Application, given: dict[str, Any]) -> Any:
    by, now, upload = request.actor, clock.now(), given.pop("file")
    stored = store_upload(upload, kinds=RECORDINGS, by=by, now=now, field="file") if upload else None
    return record_confirming_call(found, **given, file=stored, by=by, now=now)


@intake_screen
@require_GET
def intake_scan(request: ActingRequest, pk: int, scan_pk: int) -> HttpResponse:
    """A scan of the paper."""
    found = get_object_or_404(typed_in(request.actor), pk=pk)
    return show_file(request, get_object_or_404(found.scans.select_related("file"), pk=scan_pk).file)


@intake_screen
@require_GET
def intake_file(request: ActingRequest, pk: int, row_pk: int) -> HttpResponse:
    """A file that stands as an answer now."""
    found = get_object_or_404(typed_in(request.actor), pk=pk)
    return show_file(request, get_object_or_404(open_files(found.sheet), pk=row_pk).file)


@intake_screen
@require_GET
def intake_own_file(request: ActingRequest, pk: int, file_pk: int) -> HttpResponse:
    """A file of what is being typed in, by the file itself."""
    found = get_object_or_404(typed_in(request.actor), pk=pk)
    return show_file(request, queries.own_file(found, file_pk))
