"""One application of one of my groups: the task list while it is written, its status once it was sent."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from grants.desks.portal.forms.applications import MessageForm
from grants.desks.portal.gate import portal_screen
from grants.desks.portal.views.renewing import renewal_context
from grants.desks.portal.views.sent_back import questions_context
from grants.desks.portal.views.writing import here_words, names_in, pages_of
from grants.desks.web.answers import answer_sections
from grants.desks.web.gates import ActingRequest
from grants.desks.web.serve import show_file
from grants.ground.kit import clock
from grants.ground.questions.queries import open_files, tasks_of
from grants.stages.applications import queries, rules
from grants.stages.applications.models import Application
from grants.stages.applications.permissions import (
    can_hand_over_application,
    can_send_application,
    can_sign_off_application,
    is_first_helper,
)
from grants.stages.applications.queries import applications_of
from grants.stages.awards.queries import awards_of, letters_of
from grants.stages.awards.rules import told_offer_over
from grants.stages.calls.rules import accepts_submit, phase


@portal_screen()
def application(request: ActingRequest, pk: int) -> HttpResponse:
    """The task list, or the status page."""
    found = get_object_or_404(applications_of(request.actor).select_related("lead", "sign_off_asked_by"), pk=pk)
    return application_page(request, found, MessageForm())


def application_page(request: ActingRequest, found: Application, form: forms.Form) -> HttpResponse:
    """The application's page as it stands, with the message form as it was filled in."""
    context = {
        "application": found,
        "call": found.call,
        "form": form,
        "thread": queries.thread_of(found, request.actor),
    }
    context["may_send"] = can_send_application(request.actor, found)
    context["has_news"] = any(letter.is_new for letter in context["thread"])
    show = _task_list if rules.is_unsent(found.status) else _status
    return show(request, found, context)


def _task_list(request: ActingRequest, found: Application, context: dict[str, Any]) -> HttpResponse:
    draft = queries.draft_of(found, found.sheet)
    tasks, is_open = tasks_of(draft), rules.is_being_written(found.status)
    here = queries.writing_now(found, request.actor, now=clock.now())
    hints = {section.key: here_words(names_in(here, section)) for section in draft.form.sections}
    rows = pages_of(found.pk).task_rows(tasks)
    context |= {
        "tasks": [
            row | {"hint": hints[task.key]} | ({} if is_open else {"url": ""})
            for row, task in zip(rows, tasks, strict=True)
        ],
        "may_sign_off": can_sign_off_application(request.actor, found),
        "may_hand_over": can_hand_over_application(request.actor, found),
        "contacts": queries.named_contacts(found) if is_first_helper(request.actor, found) else (),
        "is_open_for_writing": is_open,
        "done": sum(task.state == "completed" for task in tasks),
        "is_ready": not draft.problems,
        "can_be_sent": accepts_submit(found.call, clock.now()),
        "phase": phase(found.call, clock.now()),
        "closes": queries.closing_of(found.call),
        "mends": queries.mends_for(found),
        "quiz": queries.quiz_told(found),
        "ways": queries.ways_from_draft(found, draft, now=clock.now()),
        "is_behind": found.sheet.version_id != found.call.form_version_id,
        "may_have_host": queries.stated_in(draft.content).may_have_host,
        "to_confirm": sum(task.state == "to_confirm" for task in tasks),
        **renewal_context(request, found),
    }
    return render(request, "portal/application_write.html", context)


def _status(request: ActingRequest, found: Application, context: dict[str, Any]) -> HttpResponse:
    told, promise = rules.told_status(found.status), queries.promise_of(found)
    promised = None if promise.is_paused else promise.on
    is_open = phase(found.call, clock.now()) == "open"
    facts = queries.current_facts(found)
    context |= {
        "told": told,
        "offer_over": _offer_over(request, found) if told == rules.Told.OFFERED else "",
        "promise": promise,
        "promised": promised,
        "facts": facts,
        "may_have_host": facts is not None and queries.stated_by(facts).may_have_host,
        "has_letter": letters_of(request.actor).filter(application=found).exists(),
        "steps": rules.steps_of(told, started=found.started_at, sent=found.submitted_at, promised=promised),
        "until": queries.restorable_until(found),
        "moved_to": queries.moved_to(found),
        "receipts": queries.sent_snapshots(found),
        "has_changes": queries.rounds_of(found).filter(answered_at__isnull=False).exists(),
        "choices": rules.choices_of_the_group(told, is_open=is_open) if context["may_send"] else frozenset(),
        "confirmation": queries.confirmation_of(found) if found.intake else None,
        **questions_context(found),
    }
    return render(request, "portal/application_status.html", context)


def _offer_over(request: ActingRequest, found: Application) -> str:
    """What became of an offer that no longer stands, in words; empty while it stands."""
    statuses = awards_of(request.actor).filter(application=found).values_list("status", flat=True)
    return "".join(told_offer_over(status) for status in statuses)


@portal_screen()
def answers(request: ActingRequest, pk: int) -> HttpResponse:
    """A copy of what was sent last; of the draft where nothing was."""
    found = get_object_or_404(applications_of(request.actor), pk=pk)
    snapshot = queries.latest_snapshot(found)
    content = snapshot.content if snapshot else queries.draft_of(found, found.sheet).content
    last_time = queries.renewed_content(found)
    sections = answer_sections(content, file_url=pages_of(pk).own_file_url, last_time=last_time)
    context = {"application": found, "snapshot": snapshot, "sections": sections}
    return render(request, "portal/application_answers.html", context)


@portal_screen()
def file(request: ActingRequest, pk: int, row_pk: int) -> HttpResponse:
    """A file that stands as an answer of my own group's application now."""
    found = get_object_or_404(applications_of(request.actor), pk=pk)
    return show_file(request, get_object_or_404(open_files(found.sheet), pk=row_pk).file)


@portal_screen()
def own_file(request: ActingRequest, pk: int, file_pk: int) -> HttpResponse:
    """A file of my own group's draft, or of what it sent last."""
    found = get_object_or_404(applications_of(request.actor), pk=pk)
    stored = queries.own_file(found, file_pk)
    if stored is None:
        raise Http404
    return show_file(request, stored)
