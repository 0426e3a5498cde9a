"""Calls: the list, one call with what it still needs, writing, announcing and ending it."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from grants.desks.office.forms.calls import (
    AnnounceForm,
    CallFilter,
    CallForm,
    CancelCallForm,
    first_terms,
    initial_terms,
)
from grants.desks.office.gate import office_screen
from grants.desks.web.forms import act, act_or_tell, is_sent
from grants.desks.web.gates import ActingRequest
from grants.desks.web.pages import Sort, keyset_page
from grants.ground.audit.queries import entries_about
from grants.ground.audit.rules import subject_key
from grants.ground.kit import clock
from grants.ground.kit.clock import at_local, financial_year, local_date
from grants.ground.kit.dates import year_words
from grants.ground.people.roles import Permission
from grants.ground.reference.queries import funder
from grants.stages.applications.queries import groups_to_renew
from grants.stages.calls.actions import announce_call, archive_call, cancel_call, change_call, create_call
from grants.stages.calls.models import Call
from grants.stages.calls.permissions import can_announce_calls, can_edit_calls
from grants.stages.calls.queries import (
    call_rows,
    closing_changes,
    form_mends,
    phase_is,
    plan_of,
    quiz_stops,
    rubric_spec,
    staff_calls,
    with_own_rehearsal,
)
from grants.stages.calls.rules import (
    PHASE_LABELS,
    key_dates,
    may_extend,
    may_mend,
    open_moves,
    phase,
    readiness,
)
from grants.stages.calls.rules.mending import PARTS

SORTS = {
    "-opens": Sort(gettext_lazy("Newest first"), ("-opens_at", "-id")),
    "opens": Sort(gettext_lazy("Oldest first"), ("opens_at", "id")),
    "code": Sort(gettext_lazy("Code"), ("code", "id")),
    "-code": Sort(gettext_lazy("Code, from the end"), ("-code", "-id")),
}
NEWEST_ENTRIES = 30
OPENING_TIME = dt.time(9)


@office_screen(Permission.SEE_CASES)
@require_GET
def calls(request: ActingRequest) -> HttpResponse:
    """Every call, newest first, or those that stand in one phase."""
    now, found = clock.now(), staff_calls(request.actor)
    filters = CallFilter(request.GET)
    wanted = filters.cleaned_data["phase"] if filters.is_valid() else ""
    page = keyset_page(request, found.filter(phase_is(wanted, now)) if wanted else found, SORTS)
    context = {
        "page": page,
        "rows": call_rows(page.rows, now),
        "filters": filters,
        "active": int(bool(wanted)),
        "may_edit": can_edit_calls(request.actor),
    }
    return render(request, "office/call_list.html", context)


@office_screen(Permission.SEE_CASES)
@require_GET
def call(request: ActingRequest, pk: int) -> HttpResponse:
    """One call: what it offers, asks and judges by, and what it still needs."""
    return _show(request, _found(request, pk))


@office_screen(Permission.EDIT_CALLS)
def call_new(request: ActingRequest) -> HttpResponse:
    """A new call."""
    now, row = clock.now(), funder()
    today = local_date(now, row.timezone)
    this_year = financial_year(today, row.year_start_month)
    opens_at = at_local(today + dt.timedelta(days=7), OPENING_TIME, row.timezone)
    form = CallForm(request.POST or None, funder=row, this_year=this_year, initial=first_terms(this_year, opens_at))
    if is_sent(request, form):
        made = act(form, lambda: create_call(**form.cleaned_data, by=request.actor, now=now))
        if made:
            messages.success(request, _("The call is saved. Here is what it still needs."))
            return redirect("office:call", pk=made.pk)
    return render(request, "office/call_edit.html", {"form": form})


@office_screen(Permission.EDIT_CALLS)
def call_edit(request: ActingRequest, pk: int) -> HttpResponse:
    """Changes a call that is not announced yet."""
    found, now, row = _found(request, pk), clock.now(), funder()
    this_year = financial_year(local_date(now, row.timezone), row.year_start_month)
    initial = initial_terms(found)
    form = CallForm(request.POST or None, funder=row, this_year=this_year, call=found, initial=initial)
    if is_sent(request, form) and act(form, lambda: change_call(found, **form.cleaned_data, by=request.actor, now=now)):
        messages.success(request, _("The call is saved."))
        return redirect("office:call", pk=pk)
    return render(request, "office/call_edit.html", {"form": form, "call": found})


@office_screen(Permission.ANNOUNCE_CALLS)
@require_POST
def call_announce(request: ActingRequest, pk: int) -> HttpResponse:
    """Makes a call public and freezes it, or shows everything that is missing."""
    found, form, now = _found(request, pk), AnnounceForm(request.POST), clock.now()
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if act(form, lambda: announce_call(found, reason=reason, by=request.actor, now=now)):
            messages.success(request, _("The call is announced. What it offers and asks is now fixed."))
            return redirect("office:call", pk=pk)
    return _show(request, found, announce_form=form)


@office_screen(Permission.ANNOUNCE_CALLS)
@require_POST
def call_cancel(request: ActingRequest, pk: int) -> HttpResponse:
    """Ends a call before its time."""
    found, form, now = _found(request, pk), CancelCallForm(request.POST), clock.now()
    if form.is_valid() and act(
        form, lambda: cancel_call(found, reason=form.cleaned_data["reason"], by=request.actor, now=now)
    ):
        messages.success(request, _("The call is cancelled."))
        return redirect("office:call", pk=pk)
    return _show(request, found, cancel_form=form)


@office_screen(Permission.ANNOUNCE_CALLS)
@require_POST
def call_archive(request: ActingRequest, pk: int) -> HttpResponse:
    """Puts a closed call away."""
    found, now = _found(request, pk), clock.now()
    if act_or_tell(request, lambda: archive_call(found, by=request.actor, now=now)):
        messages.success(request, _("The call is put away."))
    return redirect("office:call", pk=pk)


def _found(request: ActingRequest, pk: int) -> Call:
    related = ("form", "quiz", "report_form", "rubric", "announced_by", "ended_by")
    calls = with_own_rehearsal(staff_calls(request.actor), request.actor)
    return get_object_or_404(calls.select_related(*related), pk=pk)


def _show(request: ActingRequest, found: Call, **more: Any) -> HttpResponse:
    now, row = clock.now(), funder()
    moves, stands = open_moves(found, now), phase(found, now)
    plan = plan_of(found, now) if "change" in moves else None
    parts = readiness(plan, now=now) if plan else []
    context = {
        "call": found,
        "phase": stands,
        "phase_label": PHASE_LABELS[stands],
        "dates": key_dates(found, zone=row.timezone, place=row.place_name),
        "year": year_words(found.financial_year, row.year_start_month),
        "asked": _asked(found),
        "parts": parts,
        "is_ready": all(part.is_ready for part in parts),
        "has_warnings": any(part.warnings for part in parts),
        "may_renew": groups_to_renew(found).count() if found.renews_id else 0,
        "rubric": plan.rubric if plan else rubric_spec(found.rubric),
        "stops": quiz_stops(found),
        "entries": entries_about(subject_key(found))[:NEWEST_ENTRIES],
        "moves": moves,
        "may_edit": can_edit_calls(request.actor),
        "may_announce": can_announce_calls(request.actor),
        "announce_form": AnnounceForm(),
        "cancel_form": CancelCallForm(),
        **_changes(found, now),
        **more,
    }
    return render(request, "office/call_show.html", context)


def _changes(found: Call, now: dt.datetime) -> dict[str, Any]:
    """What changed since a call was announced, and what may change still."""
    return {
        "changes": closing_changes(found),
        "may_extend": may_extend(found, now),
        "mends": form_mends(found),
        "may_mend": {purpose for purpose in PARTS if _may_mend(found, purpose, now)},
    }


def _may_mend(found: Call, purpose: str, now: dt.datetime) -> bool:
    """Whether the call asks a form for this purpose that may be mended now."""
    return getattr(found, f"{PARTS[purpose]}_version_id") is not None and may_mend(found, now, purpose=purpose)


def _asked(found: Call) -> list[tuple[str, Any, str]]:
    """The forms of a call: what each is, the form, and the word for having none."""
    return [
        (_("Application form"), found.form, _("None yet")),
        (_("Eligibility quiz"), found.quiz, _("No quiz")),
        (_("Report form"), found.report_form, _("None yet")),
    ]
