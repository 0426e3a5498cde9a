"""The thread between a group and the office."""

from datetime import timedelta

import pytest

from grants.ground.kit.errors import Refusal
from grants.ground.notifications.models import Mail
from grants.stages.applications.actions import send_message
from grants.stages.applications.models import Message
from grants.stages.applications.queries import messages_of
from tests.factories.applications import make_application, make_group
from tests.factories.calls import NOW


@pytest.fixture
def sent(cast):
    cast.officer  # noqa: B018, she is on duty
    return make_application(organisation=cast.organisation, by=cast.actor("applicant"))


def test_a_group_writes_and_the_officers_get_a_mail_without_the_words(sent, cast):
    message = send_message(sent, "  Our hall burnt down.\r\n", by=cast.actor("applicant"), now=NOW)
    mail = Mail.objects.get(kind="message_to_office")
    assert (message.text, message.is_from_office) == ("Our hall burnt down.", False)
    assert mail.to_person == cast.officer
    assert "burnt" not in mail.subject + mail.text
    assert f"/office/applications/{sent.pk}/messages/" in mail.text


def test_the_office_writes_and_the_group_gets_a_mail_without_the_words(sent, cast):
    message = send_message(sent, "Which hall do you mean?", by=cast.actor("officer"), now=NOW)
    mail = Mail.objects.get(kind="message_to_group")
    assert message.is_from_office
    assert mail.to_person == cast.applicant
    assert "hall" not in mail.subject + mail.text


def test_a_second_click_is_one_message(sent, cast):
    for wait in (0, 59):
        send_message(sent, "Hello", by=cast.actor("applicant"), now=NOW + timedelta(seconds=wait))
    assert Message.objects.count() == 1
    send_message(sent, "Hello", by=cast.actor("applicant"), now=NOW + timedelta(seconds=60))
    assert Message.objects.count() == 2


def test_the_thread_reads_from_the_oldest(sent, cast):
    send_message(sent, "One", by=cast.actor("applicant"), now=NOW)
    send_message(sent, "Two", by=cast.actor("officer"), now=NOW)
    assert [message.text for message in messages_of(sent)] == ["One", "Two"]


@pytest.mark.parametrize(("text", "expected"), [("  \n", "message_empty"), ("x" * 5_001, "message_too_long")])
def test_a_message_says_something_and_not_too_much(sent, cast, text, expected):
    with pytest.raises(Refusal) as refused:
        send_message(sent, text, by=cast.actor("applicant"), now=NOW)
    assert [(blocker.code, blocker.field) for blocker in refused.value.blockers] == [(expected, "text")]


@pytest.mark.parametrize("name", ["stranger", "finance_preparer", "auditor", "editor"])
def test_nobody_else_writes(sent, cast, name):
    with pytest.raises(Refusal) as refused:
        send_message(sent, "Hello", by=cast.actor(name), now=NOW)
    assert [blocker.code for blocker in refused.value.blockers] == ["not_yours"]


def test_another_group_writes_nothing_here(sent):
    _other, by = make_group()
    with pytest.raises(Refusal):
        send_message(sent, "Hello", by=by, now=NOW)
