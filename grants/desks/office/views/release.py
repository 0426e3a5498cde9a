"""From decisions to letters: plans, previews, and the release of a whole panel."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from grants.desks.office.forms.plans import PlanForm
from grants.desks.office.gate import office_screen
from grants.desks.web.forms import act
from grants.desks.web.gates import ActingRequest
from grants.desks.web.proof import ProofForm, proven
from grants.ground.kit import clock
from grants.ground.people.roles import Permission
from grants.ground.reference.queries import funder
from grants.outputs.documents.layout import blocks_of
from grants.stages.assessment.models import Panel
from grants.stages.assessment.queries import decisions_of, staff_panels
from grants.stages.awards.actions import release_decisions, save_offer_plan
from grants.stages.awards.queries import (
    letter_words,
    plan_of,
    plans_of,
    staff_decisions,
    today_here,
    without_way_to_pay,
)
from grants.stages.funds.queries import balances


@office_screen(Permission.RELEASE_DECISIONS)
def release(request: ActingRequest, pk: int) -> HttpResponse:
    """Every letter of a panel and the money behind it; one act tells everybody."""
    panel, now = get_object_or_404(staff_panels(request.actor), pk=pk), clock.now()
    form = ProofForm(request.POST or None)

    def let_go() -> Panel:
        return release_decisions(panel, **proven(request, form))

    if request.method == "POST" and form.is_valid() and act(form, let_go):
        messages.success(request, _("Released. Every group has its letter."))
        return redirect("office:panel", pk=pk)
    today = today_here(now)
    seen = set(staff_decisions(request.actor).filter(candidate__panel=panel).values_list("pk", flat=True))
    decisions = list(decisions_of(panel))
    plans = plans_of(decisions, today=today)
    money = balances(panel.call.fund, panel.call.financial_year)
    total = sum(decision.amount for decision in decisions)
    context = {"panel": panel, "form": form, "balances": money, "total": total}
    context["unpayable"] = without_way_to_pay(d.candidate.application_id for d in decisions if d.amount)
    context["rows"] = [(d, d.pk in seen, plans.get(d.pk)) for d in decisions]
    context["short"] = total - sum(row.totals.available for row in money)
    return render(request, "office/decisions_release.html", context)


@office_screen(Permission.RELEASE_DECISIONS, Permission.DECIDE)
@require_GET
def letter_preview(request: ActingRequest, pk: int) -> HttpResponse:
    """The letter that one group would read, word for word."""
    decision = get_object_or_404(staff_decisions(request.actor), pk=pk)
    letter = letter_words(decision, today=today_here(clock.now()))
    context = {"decision": decision, "letter": letter, "blocks": blocks_of(letter.text)}
    return render(request, "office/letter_preview.html", context)


@office_screen(Permission.RELEASE_DECISIONS)
def offer_plan(request: ActingRequest, pk: int) -> HttpResponse:
    """How one grant would be paid and reported."""
    decision, now = get_object_or_404(staff_decisions(request.actor), pk=pk, amount__gt=0), clock.now()
    call = decision.candidate.application.call
    rows = balances(call.fund, call.financial_year)
    form = PlanForm(
        request.POST or None,
        sources=[row.source for row in rows],
        currency=funder().currency,
        plan=plan_of(decision, today=today_here(now)),
    )

    def save() -> object:
        return save_offer_plan(decision, form.plan(), by=request.actor, now=now)

    if request.method == "POST" and form.is_valid() and act(form, save):
        messages.success(request, _("Plan saved."))
        return redirect("office:release", pk=decision.candidate.panel_id)
    return render(request, "office/offer_plan.html", {"decision": decision, "form": form, "balances": rows})
