"""The sender of text messages."""

import datetime as dt

import pytest

from grants.desks.jobs.drains.texts import send_code_texts, send_texts
from grants.ground.notifications.gateway import ConsoleGateway, MemoryGateway, TextRefused
from grants.ground.notifications.models import Mail
from grants.ground.notifications.queries import state_of
from tests.factories.notifications import NOW, make_mail

pytestmark = pytest.mark.django_db
NUMBER = "+447700900123"
HOUR = dt.timedelta(hours=1)


class RefusingGateway:
    def send(self, to, text, reference):
        raise TextRefused("landline")


class BrokenGateway:
    def send(self, to, text, reference):
        raise OSError("no line")


@pytest.fixture
def gateway(settings):
    MemoryGateway.sent.clear()

    def use(name="grants.ground.notifications.gateway.MemoryGateway"):
        settings.GRANTS_SMS_BACKEND = name

    use()
    return use


def text(**fields):
    return make_mail(to_email="", to_phone=NUMBER, short_text="There is news.", **fields)


def test_texts_are_sent_once_in_order_with_their_own_reference(gateway):
    made = [text(), text()]
    make_mail()
    assert [send_texts(NOW), send_texts(NOW)] == [2, 0]
    assert [(sent.to, sent.text, sent.reference) for sent in MemoryGateway.sent] == [
        (NUMBER, "There is news.", mail.message_id) for mail in made
    ]


def test_code_is_forgotten_once_it_is_sent(gateway):
    text(kind="sign_in_code")
    send_texts(NOW)
    assert Mail.objects.get().short_text == ""


def test_codes_go_at_once_and_leave_the_rest_to_the_tick(gateway):
    text()
    assert send_code_texts(NOW) == 0
    code = text(kind="sign_in_code")
    assert send_code_texts(NOW) == 1
    assert [sent.reference for sent in MemoryGateway.sent] == [code.message_id]


@pytest.mark.parametrize(
    ("name", "state"),
    [(f"{__name__}.RefusingGateway", "to_tell"), (f"{__name__}.BrokenGateway", "waiting"), ("", "to_tell")],
)
def test_text_that_is_refused_goes_to_the_office_and_one_that_failed_is_tried_again(gateway, monkeypatch, name, state):
    import sys

    monkeypatch.setitem(sys.modules, __name__, sys.modules[RefusingGateway.__module__])
    gateway(name)
    text()
    assert send_texts(NOW) == 0
    assert state_of(Mail.objects.get()) == state


def test_no_number_gets_many_in_an_hour(gateway):
    for _text in range(12):
        text()
    assert send_texts(NOW) == 10
    assert sorted(state_of(mail) for mail in Mail.objects.all()) == ["sent"] * 10 + ["waiting"] * 2
    assert send_texts(NOW + HOUR) == 2


def test_console_shows_what_would_be_sent(capsys):
    ConsoleGateway().send(NUMBER, "There is news.", "<1@example.org>")
    assert capsys.readouterr().out == f"Text message to {NUMBER}: There is news.\n"
