"""What finance has to do today."""

from django.http import HttpResponse
from django.shortcuts import render

from grants.desks.finance.gate import finance_screen
from grants.desks.web.gates import ActingRequest
from grants.ground.bank.queries import count_accounts_waiting
from grants.ground.kit import clock
from grants.ground.kit.clock import financial_year
from grants.ground.kit.dates import year_words
from grants.ground.people.roles import Permission
from grants.ground.reference.queries import funder
from grants.stages.awards.queries import today_here
from grants.stages.funds.queries import funds, totals_by_fund
from grants.stages.funds.rules import NO_TOTALS
from grants.stages.payments.queries import count_waiting


@finance_screen(Permission.SEE_FINANCE)
def home(request: ActingRequest) -> HttpResponse:
    """Counts that lead to lists, and where each fund stands this year."""
    start_month = funder().year_start_month
    year = financial_year(today_here(clock.now()), start_month)
    totals = totals_by_fund(year)
    standing = [(fund, totals.get(fund.pk, NO_TOTALS)) for fund in funds()]
    context = {
        "accounts": count_accounts_waiting(),
        "waiting": count_waiting(),
        "standing": standing,
        "all_funds": sum((found for _fund, found in standing), start=NO_TOTALS),
        "year": year,
        "year_words": year_words(year, start_month),
    }
    return render(request, "finance/home.html", context)
