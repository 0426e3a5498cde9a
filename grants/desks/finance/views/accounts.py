"""Bank details: checked by one person, verified by another."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from grants.desks.finance.forms.accounts import CheckAccountForm, RefuseAccountForm
from grants.desks.finance.gate import finance_screen
from grants.desks.web.forms import act
from grants.desks.web.gates import ActingRequest
from grants.desks.web.pages import Sort, keyset_page
from grants.desks.web.proof import ProofForm, proven
from grants.desks.web.tabs import state_tabs
from grants.ground.bank.actions import check_account, refuse_account, reveal_account, verify_account
from grants.ground.bank.models import AccountStatus, BankAccount
from grants.ground.bank.queries import (
    accounts_with_status,
    count_accounts_waiting,
    same_elsewhere,
    staff_accounts,
    who_may_not_verify,
)
from grants.ground.bank.rules import CHECK_METHODS
from grants.ground.kit import clock
from grants.ground.people.roles import Permission

SORTS = {"state": Sort(gettext_lazy("State"), ("status", "id")), "newest": Sort(gettext_lazy("Newest first"), ("-id",))}


@finance_screen(Permission.SEE_FINANCE)
@require_GET
def accounts(request: ActingRequest) -> HttpResponse:
    """Every account version, those that wait for somebody first; of one state if asked."""
    status = request.GET.get("status", "")
    page = keyset_page(request, accounts_with_status(request.actor, status), SORTS)
    tabs = state_tabs(AccountStatus.choices, status, count_accounts_waiting())
    return render(request, "finance/accounts_list.html", {"page": page, "tabs": tabs})


@finance_screen(Permission.SEE_FINANCE)
@require_GET
def account(request: ActingRequest, pk: int) -> HttpResponse:
    """One account and what can be done with it now."""
    return _show(request, get_object_or_404(staff_accounts(request.actor), pk=pk))


@finance_screen(Permission.PREPARE_PAYMENTS)
@require_POST
def account_check(request: ActingRequest, pk: int) -> HttpResponse:
    """The first person says how the account was found to be the group's own."""
    form = CheckAccountForm(request.POST)

    def check(found: BankAccount) -> BankAccount:
        method, note = form.cleaned_data["method"], form.cleaned_data["note"]
        return check_account(found, method=method, note=note, **proven(request, form))

    return _act(request, pk, "check_form", form, check, _("Checked. Now someone else verifies these details."))


@finance_screen(Permission.PREPARE_PAYMENTS)
@require_POST
def account_verify(request: ActingRequest, pk: int) -> HttpResponse:
    """The second person says that the account may be paid."""
    form = ProofForm(request.POST)

    def verify(found: BankAccount) -> BankAccount:
        return verify_account(found, **proven(request, form))

    return _act(request, pk, "verify_form", form, verify, _("Verified. This account can be paid."))


@finance_screen(Permission.PREPARE_PAYMENTS)
@require_POST
def account_refuse(request: ActingRequest, pk: int) -> HttpResponse:
    """Finance cannot prove the account; the group is told why."""
    form = RefuseAccountForm(request.POST)

    def turn_down(found: BankAccount) -> BankAccount:
        return refuse_account(found, reason=form.cleaned_data["reason"], by=request.actor, now=clock.now())

    return _act(request, pk, "refuse_form", form, turn_down, _("Refused. We told the group."))


@finance_screen(Permission.PREPARE_PAYMENTS)
@require_POST
def account_reveal(request: ActingRequest, pk: int) -> HttpResponse:
    """The full numbers, once, in answer to a press of the button. Every look is recorded."""
    found = get_object_or_404(staff_accounts(request.actor), pk=pk)
    sort_code, number = reveal_account(found, by=request.actor, now=clock.now())
    return _show(request, found, sort_code=sort_code, account_number=number)


def _act(
    request: ActingRequest,
    pk: int,
    name: str,
    form: forms.Form,
    action: Callable[[BankAccount], BankAccount],
    done: str,
) -> HttpResponse:
    """Acts on one account and shows it anew, or shows the form again with what is wrong."""
    found = get_object_or_404(staff_accounts(request.actor), pk=pk)
    if form.is_valid() and act(form, lambda: action(found)):
        messages.success(request, done)
        return redirect("finance:account", pk=pk)
    return _show(request, found, form=form, **{name: form})


def _show(request: ActingRequest, found: BankAccount, **more: object) -> HttpResponse:
    context = {
        "account": found,
        "method": CHECK_METHODS.get(found.check_method, ""),
        "to_verify": who_may_not_verify(found, request.actor.person_id),
        "same": same_elsewhere(found),
        "check_form": CheckAccountForm(),
        "verify_form": ProofForm(),
        "refuse_form": RefuseAccountForm(),
        "may_act": request.actor.may(Permission.PREPARE_PAYMENTS),
        **more,
    }
    return render(request, "finance/account_detail.html", context)
