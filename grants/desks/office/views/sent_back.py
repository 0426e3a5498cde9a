"""Questions to a group about what it sent: what was asked, what changed, asking, and going on without answers."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from grants.desks.office.forms.awards import ReasonForm
from grants.desks.office.forms.sent_back import SendBackForm
from grants.desks.office.gate import office_screen
from grants.desks.office.views.applications import case
from grants.desks.web.forms import act, is_sent
from grants.desks.web.gates import ActingRequest
from grants.ground.kit import clock
from grants.ground.kit.clock import add_working_days, local_date
from grants.ground.people.roles import Permission
from grants.ground.questions.rules.differences import answer_changes
from grants.ground.reference.queries import funder, holidays
from grants.stages.applications import actions, queries, rules
from grants.stages.applications.models import SentBack
from grants.stages.applications.permissions import can_send_back
from grants.stages.checks.queries import live_finding

# Two weeks are offered; one working week is the least.
WORKING_DAYS_OFFERED = 10


@office_screen(Permission.SEE_CASES)
def application_questions(request: ActingRequest, pk: int) -> HttpResponse:
    """Every round, the last one first, with what the group changed."""
    found, context = case(request, pk, "application_questions")
    rounds = list(queries.rounds_of(found))
    may_act = can_send_back(request.actor, found)
    context |= {
        "rounds": [_round(row) for row in rounds],
        "standing": next((row for row in rounds if row.is_open), None),
        "promise": queries.promise_of(found),
        "may_end": may_act and rules.LIFECYCLE.allows(found.status, "submitted"),
        "may_ask": may_act and rules.LIFECYCLE.allows(found.status, "sent_back") and live_finding(found) is None,
    }
    return render(request, "office/application_questions.html", context)


def _round(row: SentBack) -> dict[str, Any]:
    changes = answer_changes(row.before.content, row.after.content, row.keys) if row.after else []
    return {"round": row, "asked": queries.asked_questions(row), "changes": changes}


@office_screen(Permission.CHECK_APPLICATIONS)
def application_send_back(request: ActingRequest, pk: int) -> HttpResponse:
    """Ticks questions, says why and by when."""
    found, context = case(request, pk, "application_questions")
    today, closed = local_date(clock.now(), funder().timezone), holidays()
    form = SendBackForm(
        request.POST if request.method == "POST" else None,
        content=context["facts"].snapshot.content,
        initial={"due_on": add_working_days(today, WORKING_DAYS_OFFERED, closed)},
    )
    if is_sent(request, form):
        now, by, is_found = clock.now(), request.actor, live_finding(found) is not None
        if act(form, lambda: actions.send_back(found, **form.given(), by=by, now=now, has_finding=is_found)):
            messages.success(request, _("Your questions are with the group. Everyone in it gets a mail."))
            return redirect("office:application_questions", pk)
    rounds = queries.rounds_of(found).count()
    warnings = rules.warnings_to_send_back(due_on=None, today=today, rounds_before=rounds, holidays=closed)
    context |= {"form": form, "warnings": warnings, "earliest": rules.earliest_due(today, closed)}
    return render(request, "office/application_send_back.html", context)


@office_screen(Permission.CHECK_APPLICATIONS)
def application_questions_end(request: ActingRequest, pk: int) -> HttpResponse:
    """Goes on with what was sent before."""
    found, context = case(request, pk, "application_questions")
    form = ReasonForm(request.POST if request.method == "POST" else None, label=_("Why you go on without answers"))

    def end() -> object:
        return actions.end_round(found, reason=form.cleaned_data["reason"], by=request.actor, now=clock.now())

    if is_sent(request, form) and act(form, end):
        messages.success(request, _("The application goes on as it was sent before. The group gets a mail."))
        return redirect("office:application_questions", pk)
    context |= {"form": form, "standing": queries.open_round(found)}
    return render(request, "office/application_questions_end.html", context)
