"""Payments on finance's desk: what is on its way, what arrived, what came back."""

import pytest
from django.urls import reverse

from grants.stages.awards.models import Instalment
from grants.stages.payments.actions import mark_cleared
from grants.stages.payments.models import Payment, PaymentBatch
from tests.factories.assessment import NOW
from tests.factories.awards import make_active, make_batch, make_sent, preparer

pytestmark = pytest.mark.django_db

QUERIES_OF_LIST = 6
QUERIES_OF_PAYMENT = 7
PAID_ON = "2026-09-08"


@pytest.fixture(autouse=True)
def the_day_after(time_machine):
    """Payments of these tests leave on 8 September; it is the 9th."""
    time_machine.move_to(NOW.replace(day=9), tick=False)


def at(name, *args):
    return reverse(f"finance:{name}", args=args)


def told(response):
    """What the next page says after an act."""
    return [str(message) for message in response.context["messages"]]


def problems(response):
    return response.context["form"].errors


def post(client, payment, **typed):
    return client.post(at("payment", payment.pk), typed, follow=True)


@pytest.mark.parametrize("rows", [1, 3])
def test_list_and_detail_cost_the_same_for_any_number_of_payments(priya, rows, django_assert_num_queries):
    for _ in range(rows):
        payment = make_sent(make_active())
    priya.get(at("payments"))
    with django_assert_num_queries(QUERIES_OF_LIST):
        page = priya.get(at("payments"))
    assert len(page.context["page"].rows) == rows
    with django_assert_num_queries(QUERIES_OF_PAYMENT):
        priya.get(at("payment", payment.pk))


def test_list_adds_up_what_is_on_its_way_and_is_narrowed_by_state(priya):
    sent, waiting = make_sent(make_active()), make_batch(make_active(amount=50_000)).payments.get()
    page = priya.get(at("payments"))
    assert page.context["totals"] == {"sent": 100_000, "batched": 50_000}
    assert list(page.context["page"].rows) == [waiting, sent]
    assert list(priya.get(at("payments"), {"status": "sent"}).context["page"].rows) == [sent]
    assert list(priya.get(at("payments"), {"status": "nonsense"}).context["page"].rows) == [waiting, sent]
    assert "No payments here" in priya.get(at("payments"), {"status": "returned"}).text


def test_amount_leads_to_its_lines_in_the_ledger(priya):
    payment = make_sent(make_active(amount=100_000, money=60_000, second_source=40_000))
    page = priya.get(at("payment", payment.pk))
    assert [(share.source.name, share.amount) for share in page.context["shares"]] == [
        ("Orchard Family Foundation", 60_000),
        ("Harvest appeal", 40_000),
    ]
    source = page.context["shares"][0].source
    url = at("ledger", source.fund_id)
    assert f"{url}?source={source.pk}&amp;year=2026&amp;kind=payment_sent" in page.text
    lines = priya.get(url, {"source": source.pk, "year": 2026, "kind": "payment_sent"}).context["rows"]
    assert [row.line.amount for row in lines] == [60_000]


def test_payment_is_marked_as_arrived_once(priya):
    payment = make_sent(make_active())
    page = post(priya, payment, day=PAID_ON)
    assert told(page) == ["Noted."]
    assert "Mark as arrived" not in page.text
    payment.refresh_from_db()
    assert (payment.status, str(payment.cleared_on)) == ("cleared", PAID_ON)
    assert PaymentBatch.objects.get().status == "settled"
    assert told(post(priya, payment, day="2026-09-09")) == ["Noted."]
    payment.refresh_from_db()
    assert str(payment.cleared_on) == PAID_ON


def test_payment_that_came_back_is_ready_to_pay_again(priya):
    payment = make_sent(make_active())
    page = post(priya, payment, day=PAID_ON, reason="Account closed.", returned="1")
    assert told(page) == ["Noted."]
    assert ("Account closed." in page.text, "Mark as returned" in page.text) == (True, False)
    assert (Payment.objects.get().status, Instalment.objects.get().status) == ("returned", "released")
    assert [row.pk for row in priya.get(at("instalments")).context["page"].rows] == [payment.instalment_id]
    again = post(priya, payment, day=PAID_ON, reason="Account closed.", returned="1")
    assert problems(again) == {"__all__": ["This payment has moved on since you opened the page. Look at it again."]}


WRONG_DAY = "Choose a day from the day of payment until today."


@pytest.mark.parametrize("returned", [{}, {"returned": "1", "reason": "Closed."}], ids=["arrived", "returned"])
@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("", "Enter a day."),
        ("2026-02-30", "Enter a day that exists, like 4 December 2026."),
        ("soon", "Enter a day that exists, like 4 December 2026."),
        ("2026-09-07", WRONG_DAY),
        ("2026-09-10", WRONG_DAY),
    ],
)
def test_bad_day_is_told_at_its_field(priya, returned, day, sentence):
    payment = make_sent(make_active())
    page = post(priya, payment, day=day, **returned)
    assert problems(page) == {"day": [sentence]}
    assert ("Closed." in page.text) == bool(returned)
    assert Payment.objects.get().status == "sent"


def test_return_asks_what_the_bank_said_in_its_own_form(priya):
    payment = make_sent(make_active())
    page = post(priya, payment, day=PAID_ON, reason=" ", returned="1")
    assert problems(page) == {"reason": ["Say what the bank told you."]}
    assert page.context["cleared_form"].errors == {}
    assert page.text.count('id="id_day"') == page.text.count('id="id_returned_day"') == 1


def test_arrived_payment_may_still_come_back(priya):
    payment = make_sent(make_active())
    mark_cleared(payment, cleared_on=payment.sent_on, by=preparer(), now=NOW.replace(day=9))
    assert told(post(priya, payment, day="2026-09-09", reason="Recalled.", returned="1")) == ["Noted."]
    assert Payment.objects.get().status == "returned"


def test_auditor_reads_and_marks_nothing_and_others_find_nothing(cast):
    payment = make_sent(make_active())
    auditor = cast.client("auditor")
    assert "Mark as arrived" not in auditor.get(at("payment", payment.pk)).text
    assert problems(post(auditor, payment, day=PAID_ON)) == {"__all__": ["Your roles do not let you mark payments."]}
    for name in ("officer", "decision_maker", "applicant", "administrator"):
        assert cast.client(name).get(at("payments")).status_code == 404
        assert cast.client(name).get(at("payment", payment.pk)).status_code == 404
        assert post(cast.client(name), payment, day=PAID_ON).status_code == 404
    assert cast.client("finance_preparer").get(at("payment", 999)).status_code == 404
    assert Payment.objects.get().status == "sent"
