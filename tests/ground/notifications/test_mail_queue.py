"""Queueing: rendered once, in the reader's language, frozen; a repeat queues nothing."""

import datetime as dt
import re

import pytest
from django.db import transaction

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.notifications.actions import (
    cancel_mail,
    claim_mail,
    queue_mail,
    queue_mail_to_address,
    record_failure,
    record_sent,
    resend_mail,
)
from grants.ground.notifications.models import Mail, Wording
from grants.ground.notifications.queries import codes_wait, mails, state_of
from grants.ground.people.actor import TIMER
from grants.ground.people.models import Person
from tests.factories.notifications import NOW, make_mail
from tests.threads import run_together

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def words(settings, tmp_path):
    """Writes templates of mails for one test: `words("hello", "Subject: …")`."""
    templates = [dict(settings.TEMPLATES[0])]
    templates[0]["DIRS"] = [tmp_path, *templates[0]["DIRS"]]
    settings.TEMPLATES = templates
    settings.BASE_URL = "https://grants.example"
    (tmp_path / "emails").mkdir()

    def write(kind, text):
        (tmp_path / "emails" / f"{kind}.txt").write_text(text)

    write("hello", "Subject: Hello {{ to }}\n\nDear {{ to }}, you said “{{ said }}”: {{ site }}/apply/\n")
    return write


@pytest.fixture
def nell():
    return Person.objects.create(email="nell@example.org", name="Nell O’Hara", joined_at=NOW)


def hello(nell, **changes):
    return queue_mail("hello", to=nell, now=NOW, **{"key": "1", "context": {"said": "it's <b>"}} | changes)


def test_mail_is_rendered_when_queued(words, nell):
    mail = hello(nell, case="application:4", attachment="receipt:4")
    assert mail.subject == "Hello Nell O’Hara"
    assert mail.text == "Dear Nell O’Hara, you said “it's <b>”: https://grants.example/apply/\n\n\n"
    assert (mail.to_email, mail.to_person, mail.language) == ("nell@example.org", nell, "en-gb")
    assert (mail.case, mail.attachment, mail.queued_at, mail.not_before) == ("application:4", "receipt:4", NOW, NOW)
    assert re.fullmatch(rf"<hello\.1\.p{nell.pk}@[\w.]+>", mail.message_id)


def test_mail_is_frozen_when_words_change_later(words, nell):
    mail = hello(nell)
    words("hello", "Subject: Other\n\nOther words\n")
    mail.refresh_from_db()
    assert mail.subject == "Hello Nell O’Hara"


def test_mail_can_wait_for_a_moment(words, nell):
    assert hello(nell, not_before=NOW + MINUTE).not_before == NOW + MINUTE


def test_mail_queued_again_is_one_mail(words, nell):
    assert hello(nell) is not None
    assert hello(nell) is None
    assert mails().count() == 1


def test_mail_with_another_key_or_to_another_person_is_another_mail(words, nell):
    sam = Person.objects.create(email="sam@example.org", joined_at=NOW)
    assert [mail is not None for mail in (hello(nell), hello(nell, key="2"), hello(sam))] == [True, True, True]


def test_mail_to_an_address_goes_once_however_it_is_written(words):
    def to(email):
        return queue_mail_to_address(
            "hello", email=email, language="en-gb", key="1", context={"to": "you", "said": ""}, now=NOW
        )

    assert to("new@example.org").to_person is None
    assert to("NEW@example.org") is None


def test_mail_is_not_queued_for_someone_erased_or_shut_out(words, nell):
    nell.is_active = False
    assert hello(nell) is None
    nell.is_active, nell.erased_at = True, NOW
    assert hello(nell) is None


def test_mail_uses_the_words_of_the_office(words, nell):
    Wording.objects.create(
        kind="hello",
        language="en-gb",
        subject="Good\nnews, {{ to }}",
        text="{{ to }}: {{ said }} {{ to.email }}",
        changed_at=NOW,
        changed_by=nell,
    )
    mail = hello(nell)
    assert mail.subject == "Good news, Nell O’Hara"
    assert mail.text.startswith("Nell O’Hara: it's <b> {{ to.email }}\n")


def test_mail_that_the_office_switched_off_is_not_queued(words, nell):
    Wording.objects.create(kind="hello", language="en-gb", is_off=True, changed_at=NOW, changed_by=nell)
    assert hello(nell) is None


def test_subject_cannot_carry_another_header(words, nell):
    nell.name = "Nell\r\nBcc: everyone@example.org"
    assert hello(nell).subject == "Hello Nell Bcc: everyone@example.org"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_mail_queued_twice_at_once_is_one_mail_and_both_acts_stand(words, nell):
    def act(name):
        with transaction.atomic():
            mail = hello(nell)
            Person.objects.create(email=f"{name}@example.org", joined_at=NOW)
            return mail is not None

    results = run_together(lambda: act("one"), lambda: act("two"))
    assert sorted(results) == [False, True]
    assert (Mail.objects.count(), Person.objects.count()) == (1, 3)


def test_claimed_mail_is_held_for_its_sender_and_counted():
    mail = make_mail()
    assert claim_mail(now=NOW).pk == mail.pk
    assert claim_mail(now=NOW) is None
    again = claim_mail(now=NOW + 6 * MINUTE)
    assert (again.pk, again.attempts) == (mail.pk, 2)


def test_code_that_somebody_waits_for_goes_before_what_was_queued_earlier():
    make_mail(kind="receipt")
    code = make_mail(kind="sign_in_code", queued_at=NOW + MINUTE, not_before=NOW + MINUTE)
    assert claim_mail(now=NOW + 2 * MINUTE) == code


def test_codes_alone_are_claimed_when_only_they_are_asked_for():
    make_mail(kind="receipt")
    assert (codes_wait(NOW), claim_mail(now=NOW, only_urgent=True)) == (False, None)
    code = make_mail(kind="signing_code")
    assert (codes_wait(NOW), claim_mail(now=NOW, only_urgent=True)) == (True, code)
    assert codes_wait(NOW) is False


def test_mail_before_its_moment_is_not_claimed():
    make_mail(not_before=NOW + MINUTE)
    assert claim_mail(now=NOW) is None


def test_failed_mail_waits_longer_each_time_and_then_for_a_person():
    make_mail()
    moment, waits = NOW, []
    while mail := claim_mail(now=moment):
        record_failure(mail, "no answer", now=moment)
        mail.refresh_from_db()
        waits.append((mail.claimed_until - moment) / MINUTE)
        moment = mail.claimed_until
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 240, 240, 240, 240]
    assert state_of(mails("failed").get()) == "failed"


def test_sent_mail_is_not_sent_again():
    make_mail()
    mail = claim_mail(now=NOW)
    record_sent(mail, now=NOW)
    assert claim_mail(now=NOW + 60 * MINUTE) is None
    with pytest.raises(Refusal) as refused:
        resend_mail(mail, by=TIMER, now=NOW)
    assert [blocker.code for blocker in refused.value.blockers] == ["mail_sent"]


def test_mail_that_failed_is_sent_again_when_asked():
    mail = resend_mail(make_mail(given_up_at=NOW, attempts=12), by=TIMER, now=NOW + MINUTE)
    assert (state_of(mail), mail.attempts, mail.not_before) == ("waiting", 0, NOW + MINUTE)
    assert Entry.objects.get().verb == "mail_resent"


def test_stopped_mail_is_not_sent_and_stopping_twice_is_one_act():
    mail = make_mail()
    cancel_mail(mail, by=TIMER, now=NOW)
    cancel_mail(mail, by=TIMER, now=NOW + MINUTE)
    assert claim_mail(now=NOW) is None
    assert [entry.verb for entry in Entry.objects.all()] == ["mail_cancelled"]


def test_mail_in_the_hands_of_a_sender_is_not_stopped():
    make_mail()
    with pytest.raises(Refusal) as refused:
        cancel_mail(claim_mail(now=NOW), by=TIMER, now=NOW)
    assert [blocker.code for blocker in refused.value.blockers] == ["mail_being_sent"]
