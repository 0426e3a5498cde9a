"""The sender of mails, against a real SMTP server."""

import datetime as dt
import threading

import pytest

from grants.desks.jobs.attachments import Attachment, NotReady, finder
from grants.desks.jobs.drains.mails import message_of, send_codes, send_mails
from grants.desks.jobs.working import send_codes_until
from grants.ground.notifications.actions import claim_mail
from grants.ground.notifications.models import Mail
from tests.factories.notifications import NOW, make_mail
from tests.smtp import smtp_sink
from tests.threads import run_together

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def sink(settings):
    with smtp_sink(settings) as running:
        yield running


@pytest.fixture
def documents(monkeypatch):
    """A registry of its own for one test."""
    monkeypatch.setattr("grants.desks.jobs.attachments.FINDERS", registry := {})
    return registry


def test_mail_arrives_as_it_was_written(sink):
    make_mail(to_email="nell@example.org", subject="Your grant: £1,850 – 🌱", text="Dear Nell,\n\nمرحبا.\n")
    assert send_mails(NOW) == 1
    (arrived,) = sink.mails
    assert (arrived["Subject"], arrived["To"]) == ("Your grant: £1,850 – 🌱", "nell@example.org")
    assert arrived["From"] == "Willowmere Grants <grants@willowmere.example>"
    assert arrived.get_content().replace("\r\n", "\n") == "Dear Nell,\n\nمرحبا.\n"
    assert (arrived["Auto-Submitted"], arrived["Content-Language"]) == ("auto-generated", "en-gb")
    assert Mail.objects.get().sent_at == NOW


def test_nothing_waiting_is_nothing_sent(sink):
    make_mail(not_before=NOW + MINUTE)
    assert send_mails(NOW) == 0
    assert sink.mails == []


def test_codes_are_sent_alone_while_everything_else_waits(sink):
    waiting, code = make_mail(), make_mail(kind="sign_in_code", subject="Your code")
    assert send_codes(NOW) == 1
    assert [mail["Subject"] for mail in sink.mails] == ["Your code"]
    assert set(Mail.objects.values_list("pk", "sent_at")) == {(waiting.pk, None), (code.pk, NOW)}
    assert send_codes(NOW) == 0


@pytest.mark.django_db(transaction=True)
def test_worker_sends_codes_whatever_else_it_is_at(sink, time_machine):
    time_machine.move_to(NOW)
    make_mail(kind="sign_in_code")
    stopping = threading.Event()
    courier = threading.Thread(target=send_codes_until, args=(stopping,))
    courier.start()
    for _turn in range(100):
        if sink.mails:
            break
        stopping.wait(0.1)
    stopping.set()
    courier.join()
    assert len(sink.mails) == 1


def test_mails_are_sent_once_and_in_order(sink):
    mails = [make_mail(), make_mail(), make_mail()]
    assert [send_mails(NOW), send_mails(NOW)] == [3, 0]
    assert sink.message_ids == [mail.message_id for mail in mails]


def test_worker_that_dies_before_sending_leaves_the_mail_to_the_next(sink):
    make_mail()
    claim_mail(now=NOW)
    assert send_mails(NOW + MINUTE) == 0
    assert send_mails(NOW + 6 * MINUTE) == 1
    assert len(sink.mails) == 1


def test_worker_that_dies_after_sending_sends_the_same_message_again(sink, settings):
    mail = make_mail()
    message_of(claim_mail(now=NOW)).send()
    assert send_mails(NOW + 6 * MINUTE) == 1
    assert set(sink.message_ids) == {mail.message_id}
    assert send_mails(NOW + 12 * MINUTE) == 0


def test_refused_mail_waits_and_the_next_one_is_sent(sink):
    first, second = make_mail(), make_mail()
    sink.answers = ["451 try later"]
    assert send_mails(NOW) == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.sent_at, first.attempts, first.last_error) == (None, 1, "451 try later")
    assert second.sent_at == NOW
    assert send_mails(NOW + MINUTE) == 1


def test_address_that_does_not_exist_is_given_up_at_once(sink):
    mail = make_mail(to_email="nobody@example.org")
    assert send_mails(NOW) == 0
    mail.refresh_from_db()
    assert (mail.given_up_at, mail.last_error) == (NOW, "550 no such person")


def test_server_that_does_not_answer_costs_one_attempt_of_one_mail(sink, settings, caplog):
    settings.EMAIL_PORT = 1
    mails = [make_mail(), make_mail()]
    assert send_mails(NOW) == 0
    for mail in mails:
        mail.refresh_from_db()
    assert [mail.attempts for mail in mails] == [1, 0]
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_document_goes_with_the_mail(sink, documents):
    finder("letter")(lambda key: Attachment(f"letter-{key}.pdf", b"%PDF-1.7"))
    make_mail(attachment="letter:7")
    assert send_mails(NOW) == 1
    ((part,),) = [list(mail.iter_attachments()) for mail in sink.mails]
    assert (part.get_filename(), part.get_content_type(), part.get_content()) == (
        "letter-7.pdf",
        "application/pdf",
        b"%PDF-1.7",
    )


def test_mail_waits_for_a_document_that_is_not_ready(sink, documents):
    def find(key):
        raise NotReady("the letter is being made")

    finder("letter")(find)
    mail = make_mail(attachment="letter:7")
    assert send_mails(NOW) == 0
    mail.refresh_from_db()
    assert (mail.attempts, mail.last_error) == (1, "NotReady: the letter is being made")


def test_mail_goes_without_a_document_that_cannot_be_made_here(sink, documents):
    finder("letter")(lambda key: None)
    make_mail(attachment="letter:7")
    assert send_mails(NOW) == 1
    assert [list(mail.iter_attachments()) for mail in sink.mails] == [[]]


def test_document_of_an_unknown_kind_is_an_error_that_the_office_sees(sink, documents):
    mail = make_mail(attachment="poem:7")
    assert send_mails(NOW) == 0
    mail.refresh_from_db()
    assert mail.last_error == "KeyError: 'poem'"


def test_prefix_has_one_finder(documents):
    finder("letter")(lambda key: None)
    with pytest.raises(ValueError, match="letter has two finders"):
        finder("letter")(lambda key: None)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_mail_once(sink):
    mails = [make_mail() for _ in range(20)]
    sent = run_together(lambda: send_mails(NOW), lambda: send_mails(NOW))
    assert sum(sent) == 20
    assert sorted(sink.message_ids) == sorted(mail.message_id for mail in mails)
