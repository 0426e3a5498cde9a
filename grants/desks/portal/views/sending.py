"""Check your answers, send, the receipt; take back and withdraw."""

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from grants.desks.portal.forms.applications import SendForm
from grants.desks.portal.forms.equality import new_link, read_link
from grants.desks.portal.gate import portal_screen
from grants.desks.portal.views.renewing import tasks_to_look_through
from grants.desks.portal.views.sent_back import changes_so_far
from grants.desks.portal.views.writing import pages_of
from grants.desks.web.answers import answer_sections
from grants.desks.web.gates import ActingRequest
from grants.ground.kit import clock
from grants.ground.kit.errors import Refusal
from grants.ground.questions.queries import problems_by_question, warnings_of_draft
from grants.ground.questions.rules import is_writable
from grants.outputs.documents.engine import DocumentsUnavailable
from grants.outputs.documents.receipts import receipt_pdf
from grants.stages.applications import queries, rules
from grants.stages.applications.actions import (
    ask_for_sign_off,
    submit_application,
    take_back_application,
    withdraw_application,
)
from grants.stages.applications.models import Application, SentBack
from grants.stages.applications.permissions import can_send_application, can_sign_off_application, is_first_helper
from grants.stages.applications.queries import applications_of
from grants.stages.calls.rules import accepts_submit


@portal_screen()
def check(request: ActingRequest, pk: int) -> HttpResponse:
    """Check your answers, declare, send. Sending what was sent already leads to its confirmation."""
    found = get_object_or_404(applications_of(request.actor), pk=pk)
    if not (rules.is_unsent(found.status) or rules.is_with_group(found.status)):
        return redirect("portal:sent" if found.submitted_at else "portal:application", found.pk)
    form = SendForm(request.POST if request.method == "POST" else None, times_sent=queries.times_sent(found))
    if request.method == "POST" and form.is_valid() and _send(request, found, form):
        if _asks_first(request, found):
            return redirect("portal:application", found.pk)
        return redirect(_sent_url(found, is_first=form.times_sent == 0))
    return render(request, "portal/application_check.html", _check_context(request, found, form))


def _check_context(request: ActingRequest, found: Application, form: SendForm) -> dict[str, Any]:
    """What the check page shows."""
    standing = queries.open_round(found)
    return _all_answers(found, standing) | {
        "application": found,
        "call": found.call,
        "form": form,
        "quiz": queries.quiz_told(found) if rules.is_unsent(found.status) else None,
        "quiz_again": rules.is_being_written(found.status),
        "can_be_sent": standing is not None or accepts_submit(found.call, clock.now()),
        "may_send": can_send_application(request.actor, found),
        "may_sign_off": can_sign_off_application(request.actor, found),
        "asks_first": _asks_first(request, found),
        "contact": queries.contact_to_ask(found) if is_first_helper(request.actor, found) else None,
        "is_waiting": not rules.is_being_written(found.status),
    }


def _all_answers(found: Application, standing: SentBack | None) -> dict[str, Any]:
    """What was written, what is wrong with it, what to look at, and what changed since last time or our questions."""
    draft, pages = queries.draft_of(found, found.sheet), pages_of(found.pk)
    change_url, opens = partial(_change_url, found), pages.way_to_change(is_renewal=queries.is_renewal(found))
    renewed = queries.renewed_content(found)
    sections = answer_sections(draft.content, change_url=change_url, file_url=pages.own_file_url, last_time=renewed)
    warnings = warnings_of_draft(draft, now=clock.now())
    return {
        "sections": sections,
        "problems": [(row, opens(row.section, row.key)) for row in problems_by_question(draft)],
        "warnings": [(row, opens(row.section, row.key)) for row in warnings],
        "to_confirm": tasks_to_look_through(draft, pages),
        "changes": changes_so_far(standing, draft),
        "ways": queries.ways_from_draft(found, draft, now=clock.now()),
    }


def _asks_first(request: ActingRequest, found: Application) -> bool:
    """Whether this person asks a signatory instead of sending. Answers to our questions need no second signature."""
    may_sign_off = can_sign_off_application(request.actor, found)
    asks = found.call.asks_sign_off and rules.is_unsent(found.status) and not is_first_helper(request.actor, found)
    return rules.needs_sign_off(asks_sign_off=asks, may_sign_off=may_sign_off)


def _change_url(found: Application, section: str, key: str) -> str:
    """Where an answer is changed; empty where it may not be."""
    if not is_writable(found.sheet.writable, found.sheet.open_keys, key):
        return ""
    return pages_of(found.pk).way_to_change(is_renewal=queries.is_renewal(found))(section, key)


def _send(request: ActingRequest, found: Application, form: SendForm) -> bool:
    """Whether it is sent. The page itself lists what is wrong with answers; the form says the rest."""
    is_declared = form.cleaned_data["declared"]
    send = ask_for_sign_off if _asks_first(request, found) else submit_application
    try:
        send(found, by=request.actor, now=clock.now(), is_declared=is_declared)
    except Refusal as refusal:
        for blocker in refusal.blockers:
            if blocker.field in {"", "declared"}:
                form.add_error(blocker.field or None, str(blocker.sentence))
        return False
    return True


def _sent_url(found: Application, *, is_first: bool) -> str:
    """The page after sending. The first time it carries a link to the equality questions, which is kept nowhere."""
    url = reverse("portal:sent", args=[found.pk])
    if not is_first or found.call.is_rehearsal or found.intake:  # whoever only helps the group does not answer for it
        return url
    return f"{url}?{urlencode({'about': new_link(found.call.code)})}"


@portal_screen()
def sent(request: ActingRequest, pk: int) -> HttpResponse:
    """It is sent: the reference to keep, and what happens next."""
    found = get_object_or_404(applications_of(request.actor), pk=pk, submitted_at__isnull=False)
    about = request.GET.get("about", "")
    context = {
        "application": found,
        "call": found.call,
        "promised": queries.promised_on(found),
        "confirmation": queries.confirmation_of(found) if found.intake else None,
        "about": about if read_link(about) else "",
    }
    return render(request, "portal/application_sent.html", context)


@portal_screen()
def receipt(request: ActingRequest, pk: int, number: int | None = None) -> HttpResponse:
    """The receipt of what was sent, last or the so-many-th time, as a PDF."""
    found = get_object_or_404(applications_of(request.actor), pk=pk)
    snapshot = queries.latest_snapshot(found) if number is None else queries.snapshot_numbered(found, number)
    if snapshot is None:
        raise Http404
    try:
        content = receipt_pdf(found, snapshot)
    except DocumentsUnavailable as unavailable:
        messages.error(request, str(unavailable.sentence))
        return redirect("portal:application", pk)
    name = f"receipt-{found.reference}-{snapshot.number}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@portal_screen()
def take_back(request: ActingRequest, pk: int) -> HttpResponse:
    """Asks first: what was taken back does not count until it is sent again."""
    done = _("You can change your answers now. Send the application again when you are done.")
    return _ask_first(request, pk, take_back_application, done, "portal/application_take_back.html")


@portal_screen()
def withdraw(request: ActingRequest, pk: int) -> HttpResponse:
    """Asks first, and says for how long it can be brought back. A draft that was never sent is deleted."""
    found = get_object_or_404(applications_of(request.actor), pk=pk)
    is_draft = rules.is_unsent(found.status) and found.submitted_at is None
    withdrawn = _("Your application is withdrawn. Thank you for telling us.")
    done = _("Your draft is deleted.") if is_draft else withdrawn
    return _ask_first(request, pk, withdraw_application, done, "portal/application_withdraw.html")


def _ask_first(
    request: ActingRequest, pk: int, action: Callable[..., object], done: str, template: str
) -> HttpResponse:
    """A page that says what would happen, and does it when the answer is yes."""
    found = get_object_or_404(applications_of(request.actor), pk=pk)
    is_draft = rules.is_unsent(found.status) and found.submitted_at is None
    errors: list[dict[str, Any]] = []
    if request.method == "POST":
        try:
            action(found, by=request.actor, now=clock.now())
        except Refusal as refusal:
            errors = [{"text": blocker.sentence} for blocker in refusal.blockers]
        else:
            messages.info(request, done)
            return redirect("portal:application", found.pk)
    context = {"application": found, "errors": errors, "closes": queries.closing_of(found.call), "is_draft": is_draft}
    return render(request, template, context)
