"""What finance has to do today."""

from django.http import HttpResponse
from django.shortcuts import render

from grants.desks.finance.gate import finance_screen
from grants.desks.web.gates import ActingRequest
from grants.ground.bank.queries import count_accounts_waiting
from grants.ground.kit import clock
from grants.ground.kit.clock import financial_year
from grants.ground.people.roles import Permission
from grants.ground.reference.queries import funder
from grants.stages.awards.queries import today_here
from grants.stages.funds.queries import fund_totals, funds
from grants.stages.payments.queries import count_waiting


@finance_screen(Permission.SEE_FINANCE)
def home(request: ActingRequest) -> HttpResponse:
    """Counts that lead to lists, and where each fund stands this year."""
    year = financial_year(today_here(clock.now()), funder().year_start_month)
    standing = [(fund, fund_totals(fund, year)) for fund in funds()]
    context = {"accounts": count_accounts_waiting(), "waiting": count_waiting(), "standing": standing, "year": year}
    return render(request, "finance/home.html", context)
