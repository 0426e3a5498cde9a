"""Applications that came on paper, on the phone or face to face: starting, typing in, sending for the group."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from grants.desks.office.forms.intake import (
    ComingForm,
    IntakeForm,
    NewGroupIntakeForm,
    ScanForm,
    SendTypedForm,
    TakeDownForm,
)
from grants.desks.office.gate import office_screen
from grants.desks.web import questions
from grants.desks.web.answers import answer_sections
from grants.desks.web.forms import act, is_sent
from grants.desks.web.gates import ActingRequest
from grants.desks.web.pages import Sort, keyset_page
from grants.ground.files.actions import store_upload
from grants.ground.kit import clock
from grants.ground.kit.clock import local_date
from grants.ground.people.actions import add_person, add_person_without_email, change_contact
from grants.ground.people.models import Organisation, Person
from grants.ground.people.queries import known_organisations
from grants.ground.people.roles import Permission
from grants.ground.questions.queries import problems_by_question, tasks_of, tasks_to_confirm
from grants.ground.questions.rules import is_writable
from grants.ground.questions.rules.differences import answer_changes
from grants.ground.reference.queries import funder
from grants.stages.applications import queries
from grants.stages.applications.actions import (
    add_scan,
    change_coming,
    start_for_group,
    start_for_new_group,
    submit_application,
    take_down_answers,
)
from grants.stages.applications.models import Application, Intake, SentBack
from grants.stages.applications.permissions import can_type_in
from grants.stages.applications.queries import brought_in, intake_cases, staff_applications, typed_in
from grants.stages.applications.rules import is_being_written
from grants.stages.assessment.queries import unhidden
from grants.stages.calls.queries import calls_taking_paper

SORTS = {"-started": Sort(gettext_lazy("Newest first"), ("-started_at", "-id"))}
SCANS = frozenset({"pdf", "image"})
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
    """Everything that is or was typed in, and what helpers sent, newest first."""
    page = keyset_page(request, brought_in(request.actor), SORTS)
    return render(request, "office/intakes.html", {"page": page})


@intake_screen
def intake_new(request: ActingRequest, organisation_pk: int | None = None) -> HttpResponse:
    """Starts to type in an application: for a group that we know, or for one that is new."""
    group = get_object_or_404(known_organisations(), pk=organisation_pk) if organisation_pk else None
    data, now = request.POST if request.method == "POST" else None, clock.now()
    kind: Any = IntakeForm if group else NewGroupIntakeForm
    calls = calls_taking_paper(now).order_by("-opens_at", "-pk")
    calls = calls if group else calls.filter(renews=None)  # a new group has no grant to renew
    form = kind(data, calls=calls, initial={"came_on": local_date(now, funder().timezone)})
    if is_sent(request, form) and (started := act(form, lambda: _start(request, group, form))):
        return redirect("office:intake", started.pk)
    return render(request, "office/intake_new.html", {"form": form, "group": group})


def _start(request: ActingRequest, group: Organisation | None, form: Any) -> Application:
    by, now, given = request.actor, clock.now(), form.cleaned_data
    if group:
        return start_for_group(given["call"], group, **form.came, by=by, now=now)
    person = _person(request, form)
    new = {"legal_form": given["legal_form"], "also": form.second}
    return start_for_new_group(given["call"], given["name"], person, **new, **form.came, by=by, now=now)


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
    found = get_object_or_404(intake_cases(request.actor), pk=pk)
    form = ScanForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if is_sent(request, form) and act(form, lambda: _keep_scan(request, found, form.cleaned_data["scan"])):
        messages.success(request, _("The scan is kept."))
        return redirect("office:intake", pk)
    draft, standing = queries.draft_of(found, found.sheet), told_round(found)
    is_open = is_being_written(found.status) and can_type_in(request.actor, found)
    context = {
        "application": found,
        "form": form if can_type_in(request.actor, found) else None,
        "tasks": pages_of(pk).task_rows(tasks_of(draft)) if is_open else [],
        "is_open": is_open,
        "standing": standing,
        "asked": asked_rows(found, standing),
        "contacts": queries.named_contacts(found),
        "hands": _hands(found, draft),
        "quiz": queries.quiz_told(found, language=request.actor.language),
        "scans": found.scans.select_related("file").order_by("pk"),
        "confirmation": queries.confirmation_of(found),
    }
    return render(request, "office/intake.html", context)


def told_round(found: Application) -> SentBack | None:
    """The questions that are with the group now, where the office types in its answers; None otherwise."""
    standing = queries.open_round(found)
    return standing if standing and standing.intake else None


def asked_rows(found: Application, standing: SentBack | None) -> list[tuple[queries.AskedQuestion, str]]:
    """Each question that was sent back, with where its answer is typed in."""
    asked, pages = queries.asked_questions(standing) if standing else [], pages_of(found.pk)
    return [(row, f"{pages.url(pages.section, row.section)}#question-{row.key}") for row in asked]


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
    standing = told_round(found)
    if request.method != "POST" and not (standing or is_being_written(found.status)):
        return redirect("office:intake", pk)
    asked, source = [row for row, _url in asked_rows(found, standing)], queries.source_of(request.actor, found)
    among = {row.section for row in asked} if standing else None
    renewed = None if standing else queries.renewed_content(found)  # what we asked about is open
    shown = questions.section_page(request, found.sheet, key, pages_of(pk), source=source, among=among, renewed=renewed)
    if isinstance(shown, HttpResponseRedirect):
        return shown
    more = {"application": found, "came": Intake(source).label, "asked": [row for row in asked if row.section == key]}
    return render(request, "office/intake_section.html", shown | more)


@intake_screen
@require_POST
def intake_autosave(request: ActingRequest, pk: int, key: str) -> HttpResponse:
    """Saves one answer while somebody types."""
    found = get_object_or_404(typed_in(request.actor), pk=pk)
    by, source = request.actor, queries.source_of(request.actor, found)
    return questions.autosave(request, found.sheet, key, by=by, now=clock.now(), source=source)


@intake_screen
def intake_check(request: ActingRequest, pk: int) -> HttpResponse:
    """All that was typed in, or what was answered to our questions; sends it, to wait for the group's yes."""
    found = get_object_or_404(typed_in(request.actor), pk=pk)
    standing = told_round(found)
    if not (standing or is_being_written(found.status)):
        return redirect("office:intake", pk)
    form = SendTypedForm(request.POST if request.method == "POST" else None)
    if is_sent(request, form) and act(form, lambda: submit_application(found, by=request.actor, now=clock.now())):
        messages.success(request, _("It is sent. It goes on as soon as the group has confirmed it."))
        return redirect("office:intake", pk)
    draft, pages = queries.draft_of(found, found.sheet), pages_of(pk)
    opens = pages.way_to_change(is_renewal=queries.is_renewal(found))
    sections = answer_sections(
        draft.content,
        change_url=partial(_change_url, found),
        file_url=pages.own_file_url,
        last_time=queries.renewed_content(found),
    )
    context = {
        "application": found,
        "form": form,
        "sections": sections,
        "problems": [(row, opens(row.section, row.key)) for row in problems_by_question(draft)],
        "to_confirm": [(task.title, pages.url(pages.section, task.key)) for task in tasks_to_confirm(draft)],
        "changes": answer_changes(standing.before.content, draft.content) if standing else None,
    }
    return render(request, "office/intake_check.html", context)


def _change_url(found: Application, section: str, key: str) -> str:
    """Where an answer is changed; empty where it may not be."""
    if not is_writable(found.sheet.writable, found.sheet.open_keys, key):
        return ""
    return pages_of(found.pk).way_to_change(is_renewal=queries.is_renewal(found))(section, key)


@intake_screen
def intake_coming(request: ActingRequest, pk: int) -> HttpResponse:
    """Puts right how and when it came."""
    found = get_object_or_404(typed_in(request.actor), pk=pk)
    if not is_being_written(found.status):
        return redirect("office:intake", pk)
    known = {name: getattr(found, name) for name in ("intake", "came_on", "late_reason")}
    form = ComingForm(request.POST if request.method == "POST" else None, initial=known)
    if is_sent(request, form) and act(
        form, lambda: change_coming(found, **form.cleaned_data, by=request.actor, now=clock.now())
    ):
        messages.success(request, _("That is put right."))
        return redirect("office:intake", pk)
    return render(request, "office/intake_coming.html", {"application": found, "form": form})


@intake_screen
def intake_take_down(request: ActingRequest, pk: int) -> HttpResponse:
    """Says how the group's answers to our questions came, and goes on to typing them in."""
    shown = unhidden(staff_applications(request.actor), request.actor)
    found = get_object_or_404(shown, pk=pk)
    standing = queries.open_round(found)
    if standing is None:
        return redirect("office:application_questions", pk)
    form = TakeDownForm(request.POST if request.method == "POST" else None)
    if is_sent(request, form):
        how = form.cleaned_data["intake"]
        if act(form, lambda: take_down_answers(found, intake=how, by=request.actor, now=clock.now())):
            return redirect("office:intake", pk)
    context = {"application": found, "form": form, "standing": standing}
    return render(request, "office/intake_take_down.html", context)
