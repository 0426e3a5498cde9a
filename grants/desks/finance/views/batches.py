"""Payment batches: built by one person, approved by another, sent as one sealed file."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from grants.desks.finance.forms.payments import BuildBatchForm, CancelBatchForm
from grants.desks.finance.forms.proof import ProofForm
from grants.desks.finance.gate import finance_screen
from grants.desks.web.forms import act
from grants.desks.web.gates import ActingRequest
from grants.desks.web.pages import Sort, keyset_page
from grants.desks.web.serve import serve_file
from grants.ground.kit import clock
from grants.ground.kit.errors import Refusal
from grants.ground.people.actions import prove_second_factor
from grants.ground.people.roles import Permission
from grants.stages.awards.queries import today_here
from grants.stages.payments.actions import approve_batch, build_batch, cancel_batch, download_batch_file, remove_payment
from grants.stages.payments.models import PaymentBatch
from grants.stages.payments.queries import batches, next_pay_day, payable_instalments, payments, payments_in

SORTS = {"newest": Sort(gettext_lazy("Newest first"), ("-id",))}
PAYABLE_SORTS = {"due": Sort(gettext_lazy("Due date"), ("due_on", "id"))}


@finance_screen(Permission.SEE_FINANCE)
@require_GET
def batch_list(request: ActingRequest) -> HttpResponse:
    """Every batch, newest first."""
    page = keyset_page(request, batches(request.actor), SORTS)
    return render(request, "finance/batches_list.html", {"page": page})


@finance_screen(Permission.SEE_FINANCE)
def instalments(request: ActingRequest) -> HttpResponse:
    """Instalments that are ready to pay, and the form that puts them into a batch."""
    now = clock.now()
    page = keyset_page(request, payable_instalments(), PAYABLE_SORTS)
    ready = [row for row in page.rows if row.account_pk]
    initial = {"pay_on": next_pay_day(today_here(now)), "instalments": [row.pk for row in ready]}
    form = BuildBatchForm(request.POST or None, payable=[row.pk for row in ready], initial=initial)
    if request.method == "POST" and form.is_valid():
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
    found, now = get_object_or_404(batches(request.actor), pk=pk), clock.now()
    form = ProofForm(request.POST)

    def approve() -> PaymentBatch:
        proof = prove_second_factor(form.cleaned_data["code"], by=request.actor, now=now)
        return approve_batch(found, by=request.actor, proof=proof, now=now)

    if form.is_valid() and act(form, approve):
        messages.success(request, _("Approved and sealed. Download the file and hand it to the bank."))
        return redirect("finance:batch", pk=pk)
    return _show(request, found, approve_form=form)


@finance_screen(Permission.PREPARE_PAYMENTS)
@require_POST
def batch_file(request: ActingRequest, pk: int) -> HttpResponse:
    """The sealed bank file. Taking it the first time marks the payments as sent."""
    found = get_object_or_404(batches(request.actor), pk=pk)
    try:
        sent = download_batch_file(found, by=request.actor, now=clock.now())
    except Refusal as refusal:
        messages.error(request, " ".join(str(blocker.sentence) for blocker in refusal.blockers))
        return redirect("finance:batch", pk=pk)
    return serve_file(sent.file)


@finance_screen(Permission.PREPARE_PAYMENTS)
@require_POST
def batch_cancel(request: ActingRequest, pk: int) -> HttpResponse:
    """Drops a batch whose file has not left."""
    found, form, now = get_object_or_404(batches(request.actor), pk=pk), CancelBatchForm(request.POST), clock.now()
    if form.is_valid() and act(
        form, lambda: cancel_batch(found, reason=form.cleaned_data["reason"], by=request.actor, now=now)
    ):
        messages.success(request, _("Cancelled. Its instalments are ready to pay again."))
        return redirect("finance:batch", pk=pk)
    return _show(request, found, cancel_form=form)


@finance_screen(Permission.PREPARE_PAYMENTS)
@require_POST
def payment_remove(request: ActingRequest, pk: int) -> HttpResponse:
    """Takes one payment out of a batch that is still being built."""
    found = get_object_or_404(payments(request.actor), pk=pk)
    try:
        remove_payment(found, by=request.actor, now=clock.now())
        messages.success(request, _("Taken out of the batch."))
    except Refusal as refusal:
        messages.error(request, " ".join(str(blocker.sentence) for blocker in refusal.blockers))
    return redirect("finance:batch", pk=found.batch_id)


def _show(request: ActingRequest, found: PaymentBatch, **more: object) -> HttpResponse:
    context = {
        "batch": found,
        "payments": payments_in(found),
        "approve_form": ProofForm(),
        "cancel_form": CancelBatchForm(),
        "may_act": request.actor.may(Permission.PREPARE_PAYMENTS),
        "is_builder": found.built_by_id == request.actor.person_id,
        **more,
    }
    return render(request, "finance/batch_detail.html", context)
