"""Finance's screens about funds: where they stand, the ledger, moving money with one's own code."""

import pytest
from django.urls import reverse

from grants.ground.kit import clock
from grants.ground.reference.models import District, Term
from grants.stages.funds.models import Fund, LedgerEntry, Source
from grants.stages.funds.queries import fund_totals
from tests.factories.actors import NOW
from tests.factories.funds import YEAR, make_fund, make_funder, make_source, put_in

pytestmark = pytest.mark.django_db

QUERIES_OF_LIST = 7
QUERIES_OF_FUND = 11
QUERIES_OF_LEDGER = 11


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)
    make_funder()


@pytest.fixture
def preparer(cast):
    return cast.client("finance_preparer")


def text_of(response):
    return " ".join(response.content.decode().split())


def post_money(cast, act, fund, **changes):
    source = fund.sources.first()
    typed = {
        "source": source.pk,
        "amount": "1,000",
        "financial_year": YEAR,
        "effective_on": "2026-09-01",
        "note": "Letter 7",
        "code": cast.code("finance_preparer"),
    }
    return cast.client("finance_preparer").post(reverse(f"finance:{act}", args=[fund.pk]), typed | changes)


def test_fund_is_set_up_with_a_restricted_source(cast, preparer):
    Term.objects.create(vocabulary="outcomes", code="O04", label={"en-gb": "Less stigma"})
    District.objects.create(code="harbour", name="Harbour")
    preparer.post(reverse("finance:fund_new"), {"name": "Wellbeing", "code": "cwf", "purpose": "For neighbours."})
    fund = Fund.objects.get()
    typed = {"name": "Council", "districts": ["harbour"], "outcomes": ["O04"]}
    page = text_of(preparer.post(reverse("finance:source_new", args=[fund.pk]), typed, follow=True))
    assert (fund.code, "Only for: Harbour, Less stigma" in page) == ("CWF", True)
    response = post_money(cast, "allocate", fund)
    assert response.url == reverse("finance:fund", args=[fund.pk])
    assert "£1,000" in text_of(preparer.get(response.url))


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"amount": ""}, "amount", "Enter an amount, like 1850."),
        ({"amount": "0"}, "amount", "Enter an amount of more than 0."),
        ({"amount": "ten"}, "amount", "Enter an amount in numbers, like 1850 or 1,850.50."),
        ({"amount": "-5"}, "amount", "Enter an amount of 0 or more."),
        ({"source": ""}, "source", "Choose whose money it is."),
        ({"effective_on": "2026-02-30"}, "effective_on", "Enter a day that exists, like 4 December 2026."),
        ({"code": "123456"}, "code", "This code is not right. Enter the newest code of your app."),
    ],
)
def test_bad_posting_is_told_at_its_field_and_what_was_typed_stays(cast, changes, field, sentence):
    fund = make_source().fund
    response = post_money(cast, "allocate", fund, **changes)
    assert response.context["form"].errors == {field: [sentence]}
    assert "Letter 7" in text_of(response)
    assert LedgerEntry.objects.count() == 0


def test_taking_out_more_than_there_is_names_the_source(cast):
    fund = make_source(amount=50_000).fund
    assert post_money(cast, "withdraw", fund).context["form"].errors == {
        "amount": ["Orchard Family Foundation has £500 left; this needs £1,000."]
    }


def test_money_moves_between_sources(cast, preparer):
    fund = make_source(amount=150_000).fund
    appeal = make_source(fund, name="Harvest appeal")
    post_money(cast, "transfer", fund, to=appeal.pk)
    page = text_of(preparer.get(reverse("finance:ledger", args=[fund.pk])))
    assert "from Orchard Family Foundation" in page
    assert "to Harvest appeal" in page
    assert fund_totals(fund, YEAR).budget == 150_000


def test_source_of_another_fund_cannot_be_named(cast):
    fund, other = make_source(make_fund("ONE")).fund, make_source(make_fund("TWO"))
    response = post_money(cast, "allocate", fund, source=other.pk)
    assert list(response.context["form"].errors) == ["source"]


def test_line_is_reversed_with_reason_and_code(cast, preparer):
    line = put_in(make_source(), 100_000)
    url = reverse("finance:reverse", args=[line.pk])
    assert preparer.post(url, {"code": cast.code("finance_preparer")}).context["form"].errors == {
        "reason": ["Say why this line is reversed."]
    }
    typed = {"reason": "One nought too many", "code": cast.code("finance_preparer")}
    page = text_of(preparer.post(url, typed, follow=True))
    assert ("Reversal" in page, "One nought too many" in page) == (True, True)
    assert fund_totals(line.source.fund, YEAR).budget == 0


def test_ledger_is_filtered_by_source_and_kind(preparer):
    source = make_source(amount=100)
    other = make_source(source.fund, name="Harvest appeal", amount=200)
    url = reverse("finance:ledger", args=[source.fund_id])
    rows = preparer.get(url, {"source": other.pk, "year": YEAR, "kind": "allocated"}).context["rows"]
    assert [row.line.amount for row in rows] == [200]
    assert preparer.get(url, {"kind": "withdrawn"}).context["rows"] == []


def test_screens_cost_the_same_for_one_and_three(preparer, django_assert_num_queries):
    make_source(make_fund("A"), amount=100, restrictions={"districts": ["x"]})
    fund = Fund.objects.get()
    preparer.get(reverse("finance:funds"))
    for count in (1, 3):
        while Fund.objects.count() < count:
            make_fund(f"F{Fund.objects.count()}")
            make_source(fund, name=f"Source {Source.objects.count()}", amount=5, restrictions={"outcomes": ["O01"]})
        with django_assert_num_queries(QUERIES_OF_LIST):
            preparer.get(reverse("finance:funds"))
        with django_assert_num_queries(QUERIES_OF_FUND):
            preparer.get(reverse("finance:fund", args=[fund.pk]))
        with django_assert_num_queries(QUERIES_OF_LEDGER):
            preparer.get(reverse("finance:ledger", args=[fund.pk]))


def test_who_only_sees_finance_moves_nothing(cast):
    fund = make_source(amount=100).fund
    for name in ("finance_approver", "auditor"):
        client = cast.client(name)
        assert "Put money in" not in text_of(client.get(reverse("finance:fund", args=[fund.pk])))
        assert client.get(reverse("finance:allocate", args=[fund.pk])).status_code == 404
    assert cast.client("officer").get(reverse("finance:fund", args=[fund.pk])).status_code == 404
    assert clock.now() == NOW
