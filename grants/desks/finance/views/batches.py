"""Payment batches: built by one person, approved by another, sent as one sealed file."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from grants.desks.finance.forms.payments import BuildBatchForm, CancelBatchForm, ClearedForm
from grants.desks.finance.gate import finance_screen
from grants.desks.web.forms import act, act_or_tell, is_sent
from grants.desks.web.gates import ActingRequest
from grants.desks.web.pages import Sort, keyset_page
from grants.desks.web.proof import ProofForm, proven
from grants.desks.web.serve import serve_file
from grants.desks.web.tabs import state_tabs
from grants.ground.kit import clock
from grants.ground.people.roles import Permission
from grants.stages.awards.queries import today_here
from grants.stages.payments.actions import (
    approve_batch,
    build_batch,
    cancel_batch,
    download_batch_file,
    mark_batch_cleared,
    remove_payment,
)
from grants.stages.payments.models import BatchStatus, PaymentBatch
from grants.stages.payments.queries import (
    batches,
    batches_with_status,
    count_open_batches,
    is_under_way,
    next_pay_day,
    payable_instalments,
    payable_totals,
    payments,
    payments_in,
    who_may_not_approve,
)

SORTS = {"newest": Sort(gettext_lazy("Newest first"), ("-id",))}
PAYABLE_SORTS = {"due": Sort(gettext_lazy("Due date"), ("due_on", "id"))}


@finance_screen(Permission.SEE_FINANCE)
@require_GET
def batch_list(request: ActingRequest) -> HttpResponse:
    """Every batch, newest first; of one state if asked."""
    status = request.GET.get("status", "")
    page = keyset_page(request, batches_with_status(request.actor, status), SORTS)
    tabs = state_tabs(BatchStatus.choices, status, count_open_batches())
    return render(request, "finance/batches_list.html", {"page": page, "tabs": tabs})


@finance_screen(Permission.SEE_FINANCE)
def instalments(request: ActingRequest) -> HttpResponse:
    """Instalments that are ready to pay, and the form that puts them into a batch."""
    now = clock.now()
    page = keyset_page(request, payable_instalments(), PAYABLE_SORTS)
    ready = [row for row in page.rows if row.account_pk]
    initial = {"pay_on": next_pay_day(today_here(now)), "instalments": [row.pk for row in ready]}
    form = BuildBatchForm(request.POST or None, payable=[row.pk for row in ready], initial=initial)
    if is_sent(request, form):
        chosen = [row for row in ready if row.pk in form.cleaned_data["instalments"]]
        built = act(form, lambda: build_batch(chosen, pay_on=form.cleaned_data["pay_on"], by=request.actor, now=now))
        if built:
            messages.success(request, _("Batch %s is built. Someone else approves it.") % built.reference)
            return redirect("finance:batch", pk=built.pk)
    chosen_ids = {int(pk) for pk in (form["instalments"].value() or []) if str(pk).isdigit()}
    context = {
        "page": page,
        "form": form,
        "chosen": chosen_ids,
        "totals": payable_totals(),
        "may_build": request.actor.may(Permission.PREPARE_PAYMENTS),
    }
    return render(request, "finance/instalments_list.html", context)


@finance_screen(Permission.SEE_FINANCE)
@require_GET
def batch(request: ActingRequest, pk: int) -> HttpResponse:
    """One batch: its payments, total, seal, and what can be done with it now."""
    return _show(request, get_object_or_404(batches(request.actor), pk=pk))


@finance_screen(Permission.PREPARE_PAYMENTS, Permission.APPROVE_PAYMENTS)
@require_POST
def batch_approve(request: ActingRequest, pk: int) -> HttpResponse:
    """A second person seals the batch, with a code of their own in this very form."""
    form = ProofForm(request.POST)

    def approve(found: PaymentBatch) -> PaymentBatch:
        return approve_batch(found, **proven(request, form))

    done = _("Approved and sealed. Download the file and hand it to the bank.")
    return _act(request, pk, "approve_form", form, approve, done)


@finance_screen(Permission.PREPARE_PAYMENTS)
@require_POST
def batch_file(request: ActingRequest, pk: int) -> HttpResponse:
    """The sealed bank file. Taking it the first time marks the payments as sent."""
    found = get_object_or_404(batches(request.actor), pk=pk)
    sent = act_or_tell(request, lambda: download_batch_file(found, by=request.actor, now=clock.now()))
    return serve_file(sent.file) if sent else redirect("finance:batch", pk=pk)


@finance_screen(Permission.PREPARE_PAYMENTS)
@require_POST
def batch_cancel(request: ActingRequest, pk: int) -> HttpResponse:
    """Drops a batch whose file has not left."""
    form = CancelBatchForm(request.POST)

    def cancel(found: PaymentBatch) -> PaymentBatch:
        return cancel_batch(found, reason=form.cleaned_data["reason"], by=request.actor, now=clock.now())

    done = _("Cancelled. Its instalments are ready to pay again.")
    return _act(request, pk, "cancel_form", form, cancel, done)


@finance_screen(Permission.PREPARE_PAYMENTS)
@require_POST
def batch_cleared(request: ActingRequest, pk: int) -> HttpResponse:
    """Everything of a batch that was on its way has arrived."""
    form = ClearedForm(request.POST)

    def clear(found: PaymentBatch) -> PaymentBatch:
        return mark_batch_cleared(found, cleared_on=form.cleaned_data["day"], by=request.actor, now=clock.now())

    return _act(request, pk, "cleared_form", form, clear, _("Noted: all of it arrived."))


@finance_screen(Permission.PREPARE_PAYMENTS)
@require_POST
def payment_remove(request: ActingRequest, pk: int) -> HttpResponse:
    """Takes one payment out of a batch that is still being built."""
    found = get_object_or_404(payments(request.actor), pk=pk)
    if act_or_tell(request, lambda: remove_payment(found, by=request.actor, now=clock.now())):
        messages.success(request, _("Taken out of the batch."))
    return redirect("finance:batch", pk=found.batch_id)


def _act(
    request: ActingRequest,
    pk: int,
    name: str,
    form: forms.Form,
    action: Callable[[PaymentBatch], PaymentBatch],
    done: str,
) -> HttpResponse:
    """Acts on one batch and shows it anew, or shows the form again with what is wrong."""
    found = get_object_or_404(batches(request.actor), pk=pk)
    if form.is_valid() and act(form, lambda: action(found)):
        messages.success(request, done)
        return redirect("finance:batch", pk=pk)
    return _show(request, found, form=form, **{name: form})


def _arrival_form(found: PaymentBatch) -> ClearedForm | None:
    """Asks when it arrived, of a batch that is on its way."""
    return ClearedForm(initial={"day": today_here(clock.now())}) if is_under_way(found) else None


def _show(request: ActingRequest, found: PaymentBatch, **more: object) -> HttpResponse:
    rows = payments_in(found)
    context = {
        "batch": found,
        "payments": rows,
        "approve_form": ProofForm(),
        "cancel_form": CancelBatchForm(),
        "cleared_form": _arrival_form(found),
        "may_act": request.actor.may(Permission.PREPARE_PAYMENTS),
        "to_approve": who_may_not_approve(found, rows, request.actor.person_id),
        **more,
    }
    return render(request, "finance/batch_detail.html", context)
