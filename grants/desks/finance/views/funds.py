"""Funds: what each source has left, the ledger, and the acts that move money. Nothing posted can be edited."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from grants.desks.finance.forms.funds import (
    FundForm,
    LedgerFilter,
    PostingForm,
    ReverseForm,
    SourceForm,
    TransferForm,
)
from grants.desks.finance.gate import finance_screen
from grants.desks.web.forms import act, is_sent
from grants.desks.web.gates import ActingRequest
from grants.desks.web.pages import Sort, keyset_page
from grants.desks.web.proof import proven
from grants.ground.kit import clock
from grants.ground.kit.clock import financial_year, local_date
from grants.ground.kit.dates import year_words
from grants.ground.people.roles import Permission
from grants.ground.reference.models import Funder
from grants.ground.reference.queries import funder
from grants.stages.funds import actions, queries
from grants.stages.funds.permissions import can_manage_funds
from grants.stages.funds.rules import NO_TOTALS

SORTS = {"code": Sort(gettext_lazy("Code"), ("code", "id"))}
LEDGER_SORTS = {
    "-posted": Sort(gettext_lazy("Newest first"), ("-id",)),
    "posted": Sort(gettext_lazy("Oldest first"), ("id",)),
}


@finance_screen(Permission.SEE_FINANCE)
@require_GET
def funds(request: ActingRequest) -> HttpResponse:
    """Every fund with where it stands this year."""
    row = funder()
    year = _this_year(row)
    page = keyset_page(request, queries.staff_funds(request.actor), SORTS)
    totals = queries.totals_by_fund(year)
    rows = [(fund, totals.get(fund.pk, NO_TOTALS)) for fund in page.rows]
    context = {
        "page": page,
        "rows": rows,
        "year": year_words(year, row.year_start_month),
        "may_manage": can_manage_funds(request.actor),
    }
    return render(request, "finance/fund_list.html", context)


@finance_screen(Permission.SEE_FINANCE)
@require_GET
def fund(request: ActingRequest, pk: int) -> HttpResponse:
    """One fund in one year: its sources, what they are for and what they have left."""
    found = get_object_or_404(queries.staff_funds(request.actor), pk=pk)
    row = funder()
    years = sorted({_this_year(row), *queries.years_of(found)}, reverse=True)
    asked = request.GET.get("year", "")
    year = int(asked) if asked in map(str, years) else _this_year(row)
    rows = queries.balances(found, year)
    words = queries.restriction_words(rows, request.actor.language)
    context = {
        "fund": found,
        "rows": [(balance, words[balance.source.pk]) for balance in rows],
        "totals": sum((balance.totals for balance in rows), start=NO_TOTALS),
        "year": year,
        "years": [_year_tab(y, year, row) for y in years],
        "may_manage": can_manage_funds(request.actor),
    }
    return render(request, "finance/fund_show.html", context)


def _year_tab(year: int, shown: int, row: Funder) -> dict[str, Any]:
    label = year_words(year, row.year_start_month)
    return {"label": label, "url": f"?year={year}", "is_current": year == shown}


@finance_screen(Permission.MANAGE_FUNDS)
def fund_new(request: ActingRequest) -> HttpResponse:
    """A new, empty fund."""
    form, now = FundForm(request.POST or None), clock.now()
    if is_sent(request, form):
        made = act(form, lambda: actions.create_fund(**form.cleaned_data, by=request.actor, now=now))
        if made:
            messages.success(request, _("The fund is set up. Add whose money it holds."))
            return redirect("finance:fund", pk=made.pk)
    return render(request, "finance/fund_edit.html", {"form": form})


@finance_screen(Permission.MANAGE_FUNDS)
def source_new(request: ActingRequest, pk: int) -> HttpResponse:
    """Adds a source with its restrictions to a fund."""
    found = get_object_or_404(queries.staff_funds(request.actor), pk=pk)
    form, now = SourceForm(request.POST or None), clock.now()
    if is_sent(request, form) and act(
        form, lambda: actions.add_source(found, **form.terms(), by=request.actor, now=now)
    ):
        messages.success(request, _("The source is added. Put its money in."))
        return redirect("finance:fund", pk=pk)
    return render(request, "finance/source_edit.html", {"form": form, "fund": found})


@finance_screen(Permission.MANAGE_FUNDS)
def allocate(request: ActingRequest, pk: int) -> HttpResponse:
    """Puts money into a year's budget."""
    words = (_("Put money in"), _("The money is in."))
    return _move(request, pk, PostingForm, actions.allocate, words)


@finance_screen(Permission.MANAGE_FUNDS)
def withdraw(request: ActingRequest, pk: int) -> HttpResponse:
    """Takes unspent money out of a year's budget."""
    words = (_("Take money out"), _("The money is out."))
    return _move(request, pk, PostingForm, actions.withdraw, words)


@finance_screen(Permission.MANAGE_FUNDS)
def transfer(request: ActingRequest, pk: int) -> HttpResponse:
    """Moves unspent money between two sources."""
    words = (_("Move money between sources"), _("The money is moved."))
    return _move(request, pk, TransferForm, actions.transfer, words)


def _move(
    request: ActingRequest, pk: int, form_class: type[PostingForm], action: Callable[..., Any], words: tuple[str, str]
) -> HttpResponse:
    """The screen that the three acts on a fund's money share."""
    found, row = get_object_or_404(queries.staff_funds(request.actor), pk=pk), funder()
    year = _this_year(row)
    initial = {"financial_year": year, "effective_on": local_date(clock.now(), row.timezone)}
    form = form_class(request.POST or None, fund=found, funder=row, this_year=year, initial=initial)

    def move() -> Any:
        return action(form.cleaned_data["source"], **form.terms(), **proven(request, form))

    if is_sent(request, form) and act(form, move):
        messages.success(request, words[1])
        return redirect("finance:fund", pk=pk)
    return render(request, "finance/fund_post.html", {"form": form, "fund": found, "heading": words[0]})


@finance_screen(Permission.SEE_FINANCE)
@require_GET
def ledger(request: ActingRequest, pk: int) -> HttpResponse:
    """Every line of a fund, newest first."""
    found = get_object_or_404(queries.staff_funds(request.actor), pk=pk)
    row = funder()
    filters = LedgerFilter(request.GET, fund=found, funder=row, years=queries.years_of(found))
    conditions = filters.conditions()
    lines = queries.fund_lines(request.actor, found).filter(**conditions)
    page = keyset_page(request, lines, LEDGER_SORTS)
    context = {
        "fund": found,
        "page": page,
        "rows": queries.ledger_rows(page.rows, row.year_start_month),
        "filters": filters,
        "active": len(conditions),
        "may_manage": can_manage_funds(request.actor),
    }
    return render(request, "finance/ledger.html", context)


@finance_screen(Permission.MANAGE_FUNDS)
def reverse(request: ActingRequest, pk: int) -> HttpResponse:
    """Posts a line again, negated, with the reason."""
    line = get_object_or_404(queries.staff_lines(request.actor), pk=pk)
    form = ReverseForm(request.POST or None)

    def undo() -> Any:
        return actions.reverse(line, reason=form.cleaned_data["reason"], **proven(request, form))

    if is_sent(request, form) and act(form, undo):
        messages.success(request, _("The line is reversed. Enter it again if it was wrong."))
        return redirect("finance:ledger", pk=line.source.fund_id)
    return render(request, "finance/ledger_reverse.html", {"form": form, "line": line, "fund": line.source.fund})


def _this_year(row: Funder) -> int:
    return financial_year(local_date(clock.now(), row.timezone), row.year_start_month)
