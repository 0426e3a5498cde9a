"""Payments: what left, what arrived, what came back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from grants.desks.finance.forms.payments import ClearedForm, ReturnedForm
from grants.desks.finance.gate import finance_screen
from grants.desks.web.forms import act, is_sent
from grants.desks.web.gates import ActingRequest
from grants.desks.web.pages import Sort, keyset_page
from grants.desks.web.tabs import state_tabs
from grants.ground.kit import clock
from grants.ground.people.roles import Permission
from grants.stages.awards.queries import today_here
from grants.stages.payments.actions import mark_cleared, mark_returned
from grants.stages.payments.models import PaymentStatus
from grants.stages.payments.queries import payments, payments_with_status, totals_under_way

SORTS = {"newest": Sort(gettext_lazy("Newest first"), ("-id",)), "state": Sort(gettext_lazy("State"), ("status", "id"))}


@finance_screen(Permission.SEE_FINANCE)
@require_GET
def payment_list(request: ActingRequest) -> HttpResponse:
    """Every payment, by state if asked, under what is on its way now."""
    status = request.GET.get("status", "")
    page = keyset_page(request, payments_with_status(request.actor, status), SORTS)
    context = {"page": page, "tabs": state_tabs(PaymentStatus.choices, status), "totals": totals_under_way()}
    return render(request, "finance/payments_list.html", context)


@finance_screen(Permission.SEE_FINANCE)
def payment(request: ActingRequest, pk: int) -> HttpResponse:
    """One payment, and what the bank statement said of it."""
    found, now = get_object_or_404(payments(request.actor), pk=pk), clock.now()
    is_return = "returned" in request.POST
    cleared = ClearedForm(None if is_return else request.POST or None, initial={"day": today_here(now)})
    returned = ReturnedForm(
        request.POST if is_return else None, initial={"day": today_here(now)}, auto_id="id_returned_%s"
    )
    form = returned if is_return else cleared

    def mark() -> object:
        day = form.cleaned_data["day"]
        if is_return:
            reason = form.cleaned_data["reason"]
            return mark_returned(found, returned_on=day, reason=reason, by=request.actor, now=now)
        return mark_cleared(found, cleared_on=day, by=request.actor, now=now)

    if is_sent(request, form) and act(form, mark):
        messages.success(request, _("Noted."))
        return redirect("finance:payment", pk=pk)
    context = {"payment": found, "cleared_form": cleared, "returned_form": returned, "form": form}
    context["shares"] = found.instalment.shares.select_related("source").order_by("source_id")
    context["may_act"] = request.actor.may(Permission.PREPARE_PAYMENTS)
    return render(request, "finance/payment_detail.html", context)
