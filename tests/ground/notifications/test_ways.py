"""Which way a message goes, what the office tells, and letters printed at once."""

import pytest
from django.db import IntegrityError, transaction

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.notifications.actions import claim_mail, claim_text, queue_mail, record_failure
from grants.ground.notifications.models import Mail
from grants.ground.notifications.queries import messages_to_tell, state_of
from grants.ground.notifications.rules import MAX_ATTEMPTS, short_text, way_to
from grants.ground.notifications.telling import mark_posted, mark_told, print_letters
from tests.cast import NOW
from tests.factories.notifications import make_mail, make_telling
from tests.factories.people import make_person, make_person_without_email

pytestmark = pytest.mark.django_db
NUMBER = "+447700900123"
MESSAGE = {"group": "Harbour", "call": "Small grants", "reference": "SG-0042", "path": "/applications/1/"}


@pytest.fixture
def texts(settings):
    settings.GRANTS_SMS_BACKEND = "grants.ground.notifications.gateway.MemoryGateway"


@pytest.mark.parametrize(
    ("email", "phone", "reach_by", "has_texts", "is_secret", "way"),
    [
        ("a@b.example", "", "email", False, False, "mail"),
        ("a@b.example", NUMBER, "text", True, False, "text"),
        ("a@b.example", NUMBER, "text", False, False, "mail"),
        ("a@b.example", NUMBER, "phone", True, False, "told"),
        ("a@b.example", "", "post", True, True, "mail"),
        ("", NUMBER, "text", True, True, "text"),
        ("", NUMBER, "text", False, False, "told"),
        ("", NUMBER, "phone", True, False, "told"),
        ("", NUMBER, "phone", True, True, "text"),
        ("", NUMBER, "phone", False, True, ""),
        ("", "", "post", True, False, "told"),
        ("", "", "post", True, True, ""),
    ],
)
def test_people_are_reached_as_they_asked_and_codes_never_through_the_office(
    email, phone, reach_by, has_texts, is_secret, way
):
    found = way_to(email=email, phone=phone, reach_by=reach_by, has_texts=has_texts, is_secret=is_secret)
    assert found == way


def queue(person, **more):
    return queue_mail("message_to_group", to=person, key="1.1", context=MESSAGE, now=NOW, case="application:1", **more)


def test_message_to_somebody_without_email_waits_for_the_office_with_the_same_id(settings):
    mail = queue(make_person_without_email("Ivy Moss"))
    assert (state_of(mail), mail.to_email, mail.to_phone) == ("to_tell", "", "")
    assert mail.message_id.startswith("<message_to_group.1-1" if "1-1" in mail.message_id else "<message_to_group.")
    assert queue(mail.to_person) is None
    assert claim_mail(now=NOW) is None
    assert list(messages_to_tell(NOW)) == [mail]


@pytest.mark.usefixtures("texts")
def test_text_message_is_short_says_nothing_private_and_is_frozen():
    mail = queue(make_person_without_email("Ivy Moss", reach_by="text"))
    assert mail.to_phone == NUMBER
    assert mail.short_text.endswith(
        "there is news about SG-0042. Sign in to read it: http://localhost:8000/applications/1/"
    )
    assert "Harbour" not in mail.short_text
    assert (claim_mail(now=NOW), claim_text(now=NOW)) == (None, mail)


def test_short_text_is_cut_at_a_word():
    assert short_text("a \n b") == "a b"
    assert short_text("word " * 100) == "word " * 58 + "word…"


@pytest.mark.usefixtures("texts")
def test_text_that_cannot_be_sent_goes_to_the_office_but_never_a_code():
    news = queue(make_person_without_email("Ivy Moss", reach_by="text"))
    code = make_mail(kind="sign_in_code", to_email="", to_phone=NUMBER)
    for mail in (news, code):
        record_failure(mail, "no", now=NOW, is_final=True)
        mail.refresh_from_db()
    assert (state_of(news), state_of(code)) == ("to_tell", "failed")
    tried = make_mail(to_email="", to_phone=NUMBER, attempts=MAX_ATTEMPTS - 1)
    record_failure(tried, "no", now=NOW)
    tried.refresh_from_db()
    assert state_of(tried) == "waiting"


def test_told_is_noted_once_with_who_and_how(cast):
    mail = make_telling(make_person_without_email(), case="application:7")
    first = mark_told(mail, how="phone", note=" her son answered ", by=cast.actor("officer"), now=NOW)
    again = mark_told(mail, how="post", by=cast.actor("second_officer"), now=NOW)
    assert (first.told_by, first.told_how, first.told_note) == (cast.officer, "phone", "her son answered")
    assert (again.told_by, again.told_how, state_of(again)) == (cast.officer, "phone", "sent")
    assert Entry.objects.filter(verb="mail_told", case="application:7").count() == 1


@pytest.mark.parametrize(
    ("who", "how", "code"), [("applicant", "phone", "not_allowed"), ("officer", "pigeon", "told_how_missing")]
)
def test_only_officers_tell_and_say_how(cast, who, how, code):
    mail = make_telling(make_person_without_email())
    with pytest.raises(Refusal) as refusal:
        mark_told(mail, how=how, by=cast.actor(who), now=NOW)
    assert refusal.value.blockers[0].code == code


def test_mail_that_a_machine_sends_is_not_told(cast):
    with pytest.raises(Refusal) as refusal:
        mark_told(make_mail(), how="phone", by=cast.actor("officer"), now=NOW)
    assert refusal.value.blockers[0].code == "not_to_tell"


def test_letters_are_printed_and_then_posted(cast):
    by_post = make_person_without_email(phone="", reach_by="post", postal_address="1 Row")
    letters = [make_telling(by_post), make_telling(by_post)]
    make_telling(make_person_without_email())
    officer = cast.actor("officer")
    assert print_letters(by=officer, now=NOW) == letters
    assert [mail.printed_at for mail in Mail.objects.filter(to_person=by_post)] == [NOW, NOW]
    late = make_telling(by_post)
    assert (mark_posted(NOW, by=officer, now=NOW), mark_posted(NOW, by=officer, now=NOW)) == (2, 0)
    late.refresh_from_db()
    assert state_of(late) == "to_tell"
    assert [mail.told_how for mail in Mail.objects.filter(pk__in=[mail.pk for mail in letters])] == ["post", "post"]


def test_way_follows_what_the_person_asks_for_now():
    person = make_person_without_email(postal_address="1 Row")
    mail = make_telling(person)
    assert (list(messages_to_tell(NOW, way="phone")), list(messages_to_tell(NOW, way="post"))) == ([mail], [])
    person.reach_by = "post"
    person.save()
    assert (list(messages_to_tell(NOW, way="phone")), list(messages_to_tell(NOW, way="post"))) == ([], [mail])


@pytest.mark.parametrize("fields", [{"to_email": ""}, {"told_how": "phone"}])
def test_message_goes_somewhere_and_is_told_by_somebody(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_mail(**fields)


def test_code_for_somebody_whom_no_machine_reaches_is_not_queued():
    person = make_person_without_email()
    assert queue_mail("sign_in_code", to=person, key="1", context={"code": "123456"}, now=NOW) is None
    assert queue_mail("sign_in_code", to=make_person(reach_by="post"), key="1", context={"code": "1"}, now=NOW).to_email
