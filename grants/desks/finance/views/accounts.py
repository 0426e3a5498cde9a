"""Bank details: checked by one person, verified by another."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from grants.desks.finance.forms.accounts import CheckAccountForm, RefuseAccountForm
from grants.desks.finance.forms.proof import ProofForm
from grants.desks.finance.gate import finance_screen
from grants.desks.web.forms import act
from grants.desks.web.gates import ActingRequest
from grants.desks.web.pages import Sort, keyset_page
from grants.ground.bank.actions import check_account, refuse_account, reveal_account, verify_account
from grants.ground.bank.models import BankAccount
from grants.ground.bank.queries import same_elsewhere, staff_accounts
from grants.ground.kit import clock
from grants.ground.people.actions import prove_second_factor
from grants.ground.people.roles import Permission

SORTS = {"state": Sort(gettext_lazy("State"), ("status", "id")), "newest": Sort(gettext_lazy("Newest first"), ("-id",))}


@finance_screen(Permission.SEE_FINANCE)
@require_GET
def accounts(request: ActingRequest) -> HttpResponse:
    """Every account version, those that wait for somebody first."""
    page = keyset_page(request, staff_accounts(request.actor), SORTS)
    return render(request, "finance/accounts_list.html", {"page": page, "sorts": SORTS})


@finance_screen(Permission.SEE_FINANCE)
@require_GET
def account(request: ActingRequest, pk: int) -> HttpResponse:
    """One account and what can be done with it now."""
    return _show(request, get_object_or_404(staff_accounts(request.actor), pk=pk))


@finance_screen(Permission.PREPARE_PAYMENTS)
@require_POST
def account_check(request: ActingRequest, pk: int) -> HttpResponse:
    """The first person says how the account was found to be the group's own."""
    found, now = get_object_or_404(staff_accounts(request.actor), pk=pk), clock.now()
    form = CheckAccountForm(request.POST)

    def check() -> BankAccount:
        method, note, code = (form.cleaned_data[name] for name in ("method", "note", "code"))
        proof = prove_second_factor(code, by=request.actor, now=now)
        return check_account(found, method=method, note=note, by=request.actor, proof=proof, now=now)

    if form.is_valid() and act(form, check):
        messages.success(request, _("Checked. Now someone else verifies these details."))
        return redirect("finance:account", pk=pk)
    return _show(request, found, check_form=form)


@finance_screen(Permission.PREPARE_PAYMENTS)
@require_POST
def account_verify(request: ActingRequest, pk: int) -> HttpResponse:
    """The second person says that the account may be paid."""
    found, now = get_object_or_404(staff_accounts(request.actor), pk=pk), clock.now()
    form = ProofForm(request.POST)

    def verify() -> BankAccount:
        proof = prove_second_factor(form.cleaned_data["code"], by=request.actor, now=now)
        return verify_account(found, by=request.actor, proof=proof, now=now)

    if form.is_valid() and act(form, verify):
        messages.success(request, _("Verified. This account can be paid."))
        return redirect("finance:account", pk=pk)
    return _show(request, found, verify_form=form)


@finance_screen(Permission.PREPARE_PAYMENTS)
@require_POST
def account_refuse(request: ActingRequest, pk: int) -> HttpResponse:
    """Finance cannot prove the account; the group is told why."""
    found, form = get_object_or_404(staff_accounts(request.actor), pk=pk), RefuseAccountForm(request.POST)
    now = clock.now()
    if form.is_valid() and act(
        form, lambda: refuse_account(found, reason=form.cleaned_data["reason"], by=request.actor, now=now)
    ):
        messages.success(request, _("Refused. We told the group."))
        return redirect("finance:account", pk=pk)
    return _show(request, found, refuse_form=form)


@finance_screen(Permission.PREPARE_PAYMENTS)
@require_POST
def account_reveal(request: ActingRequest, pk: int) -> HttpResponse:
    """The full numbers, once, in answer to a press of the button. Every look is recorded."""
    found = get_object_or_404(staff_accounts(request.actor), pk=pk)
    sort_code, number = reveal_account(found, by=request.actor, now=clock.now())
    return _show(request, found, sort_code=sort_code, account_number=number)


def _show(request: ActingRequest, found: BankAccount, **more: object) -> HttpResponse:
    context = {
        "account": found,
        "same": same_elsewhere(found),
        "check_form": CheckAccountForm(),
        "verify_form": ProofForm(),
        "refuse_form": RefuseAccountForm(),
        "may_act": request.actor.may(Permission.PREPARE_PAYMENTS),
        **more,
    }
    return render(request, "finance/account_detail.html", context)
