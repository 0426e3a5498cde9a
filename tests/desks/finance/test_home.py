"""Finance's day: counts that lead to their lists, and funds that add up."""

import pytest
from django.urls import reverse

from grants.stages.awards.actions import release_instalment
from tests.factories.assessment import NOW, make_officer
from tests.factories.awards import make_active, make_batch, make_sent
from tests.factories.bank import make_checked, make_entered
from tests.factories.funds import make_fund, make_source
from tests.factories.people import make_organisation

pytestmark = pytest.mark.django_db

QUERIES_OF_HOME = 11


def home(client):
    return client.get(reverse("finance:home"))


@pytest.mark.parametrize("rows", [1, 3])
def test_home_costs_the_same_for_any_number_of_funds(priya, rows, django_assert_num_queries):
    for number in range(rows):
        make_source(make_fund(f"F{number}"), amount=100)
    home(priya)
    with django_assert_num_queries(QUERIES_OF_HOME):
        page = home(priya)
    assert len(page.context["standing"]) == rows


def test_home_counts_what_waits_and_every_count_leads_to_its_list(priya):
    make_entered(make_organisation())
    make_checked(make_organisation(), account_number="87654321")
    release_instalment(make_active().instalments.get(), by=make_officer(), now=NOW)
    make_batch(make_active())
    make_sent(make_active())
    page = home(priya)
    assert page.context["accounts"] == {"entered": 1, "checked": 1}
    assert page.context["waiting"] == {"instalments": 1, "to_approve": 1, "to_send": 0, "to_mark": 1}
    lists = {
        "accounts": ["entered", "checked"],
        "batches": ["building", "approved"],
        "payments": ["sent"],
    }
    for name, states in lists.items():
        for state in states:
            url = f"{reverse(f'finance:{name}')}?status={state}"
            assert f'href="{url}"' in page.text
            counted = 0 if state == "approved" else 1
            assert len(priya.get(url).context["page"].rows) == counted


def test_funds_add_up_and_lead_to_their_lines(priya):
    first = make_source(make_fund("ONE"), amount=10_000).fund
    make_source(make_fund("TWO"), amount=2_500)
    make_fund("NIL")
    page = home(priya)
    assert [totals.budget for _fund, totals in page.context["standing"]] == [10_000, 2_500, 0]
    assert page.context["all_funds"].available == 12_500
    assert ("£125" in page.text, "2026/27" in page.text) == (True, True)
    assert f'href="{reverse("finance:fund", args=[first.pk])}"' in page.text


def test_home_without_a_fund_says_what_to_do(priya):
    assert "There is no fund yet" in home(priya).text


def test_home_is_for_finance_and_auditors(cast):
    assert [home(cast.client(name)).status_code for name in ("finance_preparer", "finance_approver", "auditor")] == [
        200,
        200,
        200,
    ]
    assert [home(cast.client(name)).status_code for name in ("officer", "applicant", "stranger")] == [404, 404, 404]
