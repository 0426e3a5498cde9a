"""The award workbook as a download."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories.awards import make_active

pytestmark = pytest.mark.django_db

QUERIES_OF_WORKBOOK = 7


def get(client, **query):
    return client.get(reverse("finance:award_workbook"), query)


def download(client, **query):
    """The name of the file that was sent, and the workbook in it."""
    response = get(client, **query)
    return response["Content-Disposition"], load_workbook(io.BytesIO(response.getvalue()))


@pytest.mark.parametrize("rows", [1, 3])
def test_download_costs_the_same_for_any_number_of_awards(priya, rows, django_assert_num_queries):
    for _ in range(rows):
        make_active()
    priya.get(reverse("finance:payments"))
    with django_assert_num_queries(QUERIES_OF_WORKBOOK):
        _name, book = download(priya)
    assert book["Awards"].max_row == rows + 1


def test_download_is_named_by_fund_and_day_and_says_who_took_it(priya):
    fund = make_active().earmark.fund
    name, book = download(priya, fund=fund.code)
    assert name == f'attachment; filename="awards-{fund.code}-2026-09-07.xlsx"'
    facts = list(book["Read me"].values)
    assert facts[1:3] == [("Fund", fund.name), ("Exported by", "Priya Shah")]
    assert download(priya)[0] == 'attachment; filename="awards-all-2026-09-07.xlsx"'


def test_fund_that_is_not_there_is_not_found_and_strangers_find_nothing(cast, priya):
    assert get(priya, fund="=NONE").status_code == 404
    assert [get(cast.client(name)).status_code for name in ("officer", "auditor", "applicant")] == [404, 404, 404]
