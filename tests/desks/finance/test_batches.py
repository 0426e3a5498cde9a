"""Batches on finance's desk: built from what is ready, approved with one's own code, taken as one sealed file."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from grants.ground.audit.models import Entry
from grants.stages.awards.actions import place_hold, release_instalment
from grants.stages.payments.actions import approve_batch, build_batch, download_batch_file, mark_returned
from grants.stages.payments.models import Payment, PaymentBatch
from tests.factories.assessment import NOW, make_officer
from tests.factories.awards import approver, make_active, make_batch, make_sent, preparer, proof_of
from tests.factories.bank import finance

pytestmark = pytest.mark.django_db

QUERIES_OF_READY = 8
QUERIES_OF_LIST = 6
QUERIES_OF_BATCH = 7
MOVED_ON = "This batch has moved on since you opened the page. Look at it again."


def at(name, *args):
    return reverse(f"finance:{name}", args=args)


def told(response):
    """What the next page says after an act."""
    return [str(message) for message in response.context["messages"]]


def problems(response):
    return response.context["form"].errors


def released(award=None):
    """The first instalment of a grant, ready to pay."""
    award = award or make_active()
    return release_instalment(award.instalments.get(number=1), by=make_officer(), now=NOW)


def built(count=1, by=None):
    """A batch of so many payments, built by nobody of the cast."""
    rows = [released() for _ in range(count)]
    return build_batch(rows, pay_on=NOW.date() + dt.timedelta(days=1), by=by or finance("Bess"), now=NOW)


def sealed(count=1):
    return approve_batch(built(count), by=approver(), proof=proof_of(approver()), now=NOW)


def build(client, *instalments, **typed):
    data = {"pay_on": "2026-09-08", "instalments": [i if isinstance(i, str) else i.pk for i in instalments]}
    return client.post(at("instalments"), data | typed, follow=True)


def approve(cast, batch, who="finance_approver", **typed):
    typed = typed or {"code": cast.code(who)}
    return cast.client(who).post(at("batch_approve", batch.pk), typed, follow=True)


@pytest.mark.parametrize("rows", [1, 3])
def test_screens_cost_the_same_for_any_number_of_rows(priya, rows, django_assert_num_queries):
    for _ in range(rows):
        released()
    batch, *_others = [built(rows) for _ in range(rows)]
    priya.get(at("instalments"))
    with django_assert_num_queries(QUERIES_OF_READY):
        page = priya.get(at("instalments"))
    assert len(page.context["page"].rows) == rows
    with django_assert_num_queries(QUERIES_OF_LIST):
        page = priya.get(at("batches"))
    assert len(page.context["page"].rows) == rows
    with django_assert_num_queries(QUERIES_OF_BATCH):
        page = priya.get(at("batch", batch.pk))
    assert len(page.context["payments"]) == rows


def test_ready_to_pay_keeps_its_totals_in_sight_and_leads_to_the_account(priya):
    instalment = released(make_active(amount=123_456))
    page = priya.get(at("instalments"))
    assert page.context["totals"] == {"ready": 123_456, "waiting": 0}
    assert "£1,234.56" in page.text
    assert at("account", page.context["page"].rows[0].account_pk) in page.text
    assert page.context["chosen"] == {instalment.pk}


def test_chosen_instalments_become_a_batch(priya):
    first, second = released(), released()
    page = build(priya, first)
    batch = PaymentBatch.objects.get()
    assert page.redirect_chain == [(at("batch", batch.pk), 302)]
    assert told(page) == [f"Batch {batch.reference} is built. Someone else approves it."]
    assert [payment.instalment for payment in batch.payments.all()] == [first]
    assert list(priya.get(at("instalments")).context["page"].rows) == [second]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"instalments": []}, {"instalments": ["Choose at least one instalment."]}),
        (
            {"instalments": ["999999"]},
            {"instalments": ["One of these is no longer ready to pay. Look at the list again."]},
        ),
        ({"instalments": ["x"]}, {"instalments": ["One of these is no longer ready to pay. Look at the list again."]}),
        ({"pay_on": ""}, {"pay_on": ["Enter a day."]}),
        ({"pay_on": "2026-02-30"}, {"pay_on": ["Enter a day that exists, like 4 December 2026."]}),
        ({"pay_on": "ten"}, {"pay_on": ["Enter a day that exists, like 4 December 2026."]}),
        ({"pay_on": "2026-09-06"}, {"pay_on": ["Choose today or a later day."]}),
        ({"pay_on": "2026-09-12"}, {"pay_on": ["Banks do not pay on that day. Choose a working day."]}),
    ],
)
def test_bad_batch_is_told_at_its_field_and_nothing_is_built(priya, typed, expected):
    instalment = released()
    page = build(priya, instalment, **typed)
    assert problems(page) == expected
    assert page.context["chosen"] == ({instalment.pk} if "pay_on" in typed else page.context["chosen"])
    assert PaymentBatch.objects.count() == 0


def test_batch_built_twice_by_a_double_press_stands_once(priya):
    instalment = released()
    build(priya, instalment)
    assert problems(build(priya, instalment)) == {
        "instalments": ["One of these is no longer ready to pay. Look at the list again."]
    }
    assert PaymentBatch.objects.count() == 1


def test_line_is_taken_out_and_total_follows(priya):
    batch = built(3)
    line = batch.payments.first()
    page = priya.post(at("payment_remove", line.pk), follow=True)
    assert told(page) == ["Taken out of the batch."]
    assert len(page.context["payments"]) == 2
    assert "£2,000" in page.text
    again = priya.post(at("payment_remove", line.pk), follow=True)
    assert told(again) == ["This payment has moved on since you opened the page. Look at it again."]


def test_batch_is_approved_with_ones_own_code_and_sealed(cast):
    batch = built()
    page = approve(cast, batch)
    assert told(page) == ["Approved and sealed. Download the file and hand it to the bank."]
    batch.refresh_from_db()
    assert (batch.status, batch.approved_by) == ("approved", cast.finance_approver)
    assert batch.file_sha256 in page.text


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("", "Type the code that your authenticator app shows."),
        ("123456", "This code is not right. Enter the newest code of your app."),
        ("9" * 30, "Type the six digits that your authenticator app shows."),
    ],
)
def test_bad_code_approves_nothing(cast, code, sentence):
    batch = built()
    cast.code("finance_approver")
    page = approve(cast, batch, code=code)
    assert problems(page) == {"code": [sentence]}
    assert PaymentBatch.objects.get().status == "building"


def test_builder_is_told_and_refused(cast):
    batch = built(by=cast.actor("finance_preparer"))
    page = cast.client("finance_preparer").get(at("batch", batch.pk)).text
    assert ("You built this batch, so someone else must approve it." in page, "Approve and seal" in page) == (
        True,
        False,
    )
    assert problems(approve(cast, batch, who="finance_preparer")) == {
        "__all__": ["You built this batch, so someone else must approve it."]
    }


def test_approval_sent_twice_seals_once(cast):
    batch = built()
    approve(cast, batch)
    assert problems(approve(cast, batch, who="finance_preparer")) == {"__all__": [MOVED_ON]}
    assert Entry.objects.filter(verb="batch_approved").count() == 1


def test_file_is_taken_once_and_again_and_every_taking_is_recorded(priya):
    batch = sealed()
    first, again = (priya.post(at("batch_file", batch.pk)) for _ in range(2))
    assert first["Content-Disposition"] == f'attachment; filename="{batch.reference}.csv"'
    assert "no-store" in first["Cache-Control"]
    content = first.getvalue()
    assert content == again.getvalue()
    assert content.startswith(
        b"Sort code,Account number,Payee name,Amount,Currency,Reference,Pay on\r\n309430,12345678,"
    )
    assert Entry.objects.filter(verb="batch_file_downloaded").count() == 2
    assert (Payment.objects.get().status, Entry.objects.filter(verb="payment_sent").count()) == ("sent", 1)
    assert priya.get(at("batch_file", batch.pk)).status_code == 405


def test_file_that_may_not_leave_says_why(priya):
    assert told(priya.post(at("batch_file", built().pk), follow=True)) == ["This batch is not approved."]
    batch = sealed()
    payment = batch.payments.select_related("instalment__award").get()
    place_hold(payment.instalment.award, reason="Wait.", by=make_officer(), now=NOW)
    page = priya.post(at("batch_file", batch.pk), follow=True)
    assert told(page) == [f"{payment.reference}: payments are on hold."]
    assert Payment.objects.get(pk=payment.pk).status == "batched"


def test_batch_is_cancelled_for_a_reason_and_its_instalments_are_ready_again(priya):
    batch = sealed()
    url = at("batch_cancel", batch.pk)
    assert problems(priya.post(url, {"reason": " "})) == {"reason": ["Say why this batch is cancelled."]}
    page = priya.post(url, {"reason": "Wrong day."}, follow=True)
    assert told(page) == ["Cancelled. Its instalments are ready to pay again."]
    assert "Download the bank file" not in page.text
    assert problems(priya.post(url, {"reason": "Again."})) == {"__all__": [MOVED_ON]}
    assert len(priya.get(at("instalments")).context["page"].rows) == 1


def test_list_is_narrowed_by_state(priya):
    first, second = built(), sealed()
    assert list(priya.get(at("batches")).context["page"].rows) == [second, first]
    page = priya.get(at("batches"), {"status": "approved"})
    assert list(page.context["page"].rows) == [second]
    assert [tab.get("count") for tab in page.context["tabs"]] == [None, 1, 1, None, None, None]


def test_empty_screens_say_what_to_do(priya):
    assert "See what is ready to pay" in priya.get(at("batches")).text
    assert "Nothing is ready to pay" in priya.get(at("instalments")).text


def test_auditor_reads_and_can_do_nothing_and_others_find_nothing(cast):
    released()
    batch = built()
    auditor = cast.client("auditor")
    pages = auditor.get(at("batch", batch.pk)).text + auditor.get(at("instalments")).text
    words = ["Take out", "Approve and seal", "Cancel this batch", "Build a batch</button>"]
    assert [word for word in words if word in pages] == []
    line = batch.payments.get()
    for name in ("auditor", "officer", "decision_maker", "administrator", "applicant", "chair"):
        for act in ("batch_approve", "batch_file", "batch_cancel"):
            assert cast.client(name).post(at(act, batch.pk)).status_code == 404
        assert cast.client(name).post(at("payment_remove", line.pk)).status_code == 404
    for name in ("officer", "applicant"):
        for url in (at("instalments"), at("batches"), at("batch", batch.pk)):
            assert cast.client(name).get(url).status_code == 404
    batch.refresh_from_db()
    assert (batch.status, batch.payment_count) == ("building", 1)


def test_auditor_who_posts_the_form_builds_nothing(cast):
    instalment = released()
    page = build(cast.client("auditor"), instalment)
    assert problems(page) == {"__all__": ["Your roles do not let you build payment batches."]}
    assert PaymentBatch.objects.count() == 0


def test_sent_batch_shows_who_took_it_and_offers_the_file_again(priya):
    payment = make_sent(make_active())
    page = priya.get(at("batch", payment.batch_id)).text
    assert ("Download the bank file again" in page, "Cancel this batch" in page) == (True, False)
    assert make_batch(make_active()).built_by_id == preparer().person_id


def taken(count):
    """A batch whose file has left for the bank."""
    batch = sealed(count)
    download_batch_file(batch, by=preparer(), now=NOW)
    return batch


def arrived(client, batch, day):
    return client.post(at("batch_cleared", batch.pk), {"day": day}, follow=True)


def test_whole_batch_is_marked_as_arrived_once(priya):
    batch, paid_on = taken(3), dt.date(2026, 9, 8)
    with time_machine.travel(NOW + dt.timedelta(days=2), tick=False):
        assert told(arrived(priya, batch, "2026-09-08")) == ["Noted: all of it arrived."]
        assert told(arrived(priya, batch, "2026-09-09")) == ["Noted: all of it arrived."]
    assert set(Payment.objects.values_list("status", "cleared_on")) == {("cleared", paid_on)}
    assert PaymentBatch.objects.get().status == "settled"
    assert Entry.objects.filter(verb="payment_cleared").count() == 3


def test_batch_with_a_payment_that_came_back_settles_with_the_rest(priya):
    batch = taken(2)
    first = Payment.objects.earliest("pk")
    with time_machine.travel(NOW + dt.timedelta(days=2), tick=False):
        day = dt.date(2026, 9, 8)
        mark_returned(first, returned_on=day, reason="Closed.", by=preparer(), now=NOW + dt.timedelta(days=2))
        arrived(priya, batch, "2026-09-08")
    assert list(Payment.objects.order_by("pk").values_list("status", flat=True)) == ["returned", "cleared"]
    assert PaymentBatch.objects.get().status == "settled"


@pytest.mark.parametrize(
    ("day", "sentence"),
    [("", "Enter a day."), ("2026-09-01", "Choose a day from the day of payment until today.")],
)
def test_bad_day_of_a_whole_batch_is_told_at_its_field_and_marks_nothing(priya, day, sentence):
    batch = taken(2)
    assert arrived(priya, batch, day).context["cleared_form"].errors == {"day": [sentence]}
    assert set(Payment.objects.values_list("status", flat=True)) == {"sent"}
