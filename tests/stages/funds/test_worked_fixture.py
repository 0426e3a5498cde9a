"""The worked example of six awards (fund of £60,000): every number that finance would check by hand."""

import pytest

from grants.stages.funds import actions, queries
from tests.factories.actors import NOW, make_actor
from tests.factories.funds import DAY, YEAR, make_fund, make_source

pytestmark = pytest.mark.django_db

AWARDS = {
    "A1": [("committed", 9_000), ("payment_sent", 4_500)],
    "A2": [("committed", 5_000), ("payment_sent", 5_000), ("refund_received", 600)],
    "A3": [("offer_made", 4_000)],
    "A4": [("committed", 8_000), ("payment_sent", 4_000)],
    "A5": [("committed", 2_500), ("commitment_released", 2_500)],
    "A6": [("committed", 3_000), ("payment_sent", 3_000), ("refund_received", 250)],
}
CLAWBACK_DEMANDED = 750


@pytest.fixture
def purse():
    """The fund after all postings, and the earmark of each award."""
    by = make_actor()
    fund = make_fund(by=by)
    sources = [
        make_source(fund, name=name, amount=amount * 100, by=by)
        for name, amount in (("Own budget", 40_000), ("Council", 15_000), ("Appeal", 5_000))
    ]
    earmarks = {name: actions.earmark(fund, reference=name, financial_year=YEAR) for name in AWARDS}
    common = {"financial_year": YEAR, "effective_on": DAY, "by": by, "now": NOW}
    for name, postings in AWARDS.items():
        for kind, pounds in postings:
            actions.post(sources[0], kind, amount=pounds * 100, earmark=earmarks[name], **common)
    return fund, earmarks


def pounds(minor):
    assert minor % 100 == 0
    return minor // 100


def test_fund_measures(purse):
    fund, _ = purse
    totals = queries.fund_totals(fund, YEAR)
    assert {
        "budget": pounds(totals.budget),
        "gross commitments": pounds(totals.committed),
        "paid gross": pounds(totals.paid),
        "refunds received": pounds(totals.refunded),
        "paid net": pounds(totals.paid - totals.refunded),
        "outstanding": pounds(totals.outstanding),
        "net commitments": pounds(totals.net_committed),
        "open offers": pounds(totals.offers),
        "available": pounds(totals.available),
        "cash": pounds(totals.cash),
        "cash less what is owed and offered": pounds(totals.cash - totals.outstanding - totals.offers),
    } == {
        "budget": 60_000,
        "gross commitments": 25_000,
        "paid gross": 16_500,
        "refunds received": 850,
        "paid net": 15_650,
        "outstanding": 8_500,
        "net commitments": 24_150,
        "open offers": 4_000,
        "available": 31_850,
        "cash": 44_350,
        "cash less what is owed and offered": 31_850,
    }


def test_each_award_by_its_earmark(purse):
    _, earmarks = purse
    totals = {name: queries.earmark_totals(earmark) for name, earmark in earmarks.items()}
    assert {name: pounds(t.outstanding) for name, t in totals.items()} == {
        "A1": 4_500,  # due without condition: the year-end creditor
        "A2": 0,
        "A3": 0,
        "A4": 4_000,  # subject to review: the contingent commitment
        "A5": 0,
        "A6": 0,
    }
    assert CLAWBACK_DEMANDED - pounds(totals["A6"].refunded) == 500
    assert pounds(totals["A3"].offers) == 4_000
