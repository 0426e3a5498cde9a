"""Typing in what came on paper or on the phone, sending it for the group, and the group's yes."""

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from grants.ground.audit.models import Entry
from grants.ground.kit import clock
from grants.ground.kit.errors import Refusal
from grants.ground.notifications.models import Mail
from grants.ground.people.models import Organisation, Person
from grants.ground.questions.actions import save_answers
from grants.ground.questions.actions.sheets import Write
from grants.ground.questions.queries import form_of
from grants.stages.applications.actions import (
    confirm_by_link,
    record_confirming_call,
    start_for_group,
    submit_application,
)
from grants.stages.applications.models import Application, Confirmation
from grants.stages.applications.queries import is_unconfirmed
from grants.stages.applications.rules import blockers_unconfirmed, source_for
from grants.stages.checks.actions import find_eligible
from tests.factories.applications import ANSWERS, actor, make_draft, make_group
from tests.factories.calls import NOW, make_call
from tests.factories.people import belong, make_organisation, make_person, make_person_without_email

pytestmark = pytest.mark.django_db
URL = "/office/intake/"
NEW = {
    "intake": "paper",
    "name": "Weir Lane Walkers",
    "legal_form": "unincorporated",
    "person": "Ivy Moss",
    "email": "",
    "came_on": "2026-09-07",
    "reach_by": "phone",
    "phone": "07700 900123",
}
CALL = {"said_by": "Ivy Moss", "number": "07700 900123", "note": "Read all three answers out. She agreed."}
LIST_QUERIES, PAGE_QUERIES = 5, 15  # one of these: people whom the paper or a helper named
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@pytest.fixture(autouse=True)
def _in_an_open_call(time_machine):
    time_machine.move_to(NOW)
    cache.clear()


def make_typed_in(cast, person=None, *, call=None, answers=ANSWERS):
    """An application that an officer typed in for a group of one, not sent yet."""
    group = make_organisation()
    belong(person or make_person_without_email("Ivy Moss"), group, "signatory")
    by, now = cast.actor("officer"), clock.now()
    application = start_for_group(call or make_call(), group, intake="paper", by=by, now=now)
    form = form_of(application.sheet.version)
    writes = [Write(key, value, None, "typed") for key, value in answers.items()]
    save_answers(application.sheet, form, writes, by=by, now=now, source="paper")
    return application


def send(cast, application):
    return submit_application(application, by=cast.actor("officer"), now=clock.now())


def codes(act):
    with pytest.raises(Refusal) as refusal:
        act()
    return [blocker.code for blocker in refusal.value.blockers]


@pytest.mark.parametrize(
    ("part", "intake", "source"),
    [("signatory", "", "own"), ("helper", "", "helper"), ("", "phone", "phone"), ("member", "paper", "own")],
)
def test_source_is_who_wrote_and_how_it_came(part, intake, source):
    assert source_for(part=part, intake=intake) == source


def test_officer_starts_one_for_a_new_group_with_a_person_who_has_no_email(cast):
    call, client = make_call(), cast.client("officer")
    started = client.post(f"{URL}new/", NEW | {"call": call.pk})
    again = client.post(f"{URL}new/", NEW | {"call": call.pk})
    application = Application.objects.get()
    assert started.url == again.url == f"{URL}{application.pk}/"
    assert (application.intake, application.started_by, str(application.lead)) == ("paper", cast.officer, "Ivy Moss")
    assert Organisation.objects.filter(name="Weir Lane Walkers").count() == 1
    assert (application.lead.email, application.lead.phone) == (None, "+447700900123")
    assert Entry.objects.filter(verb="application_typed_in").count() == 1


@pytest.mark.parametrize(
    ("typed", "field", "error"),
    [
        ({"name": ""}, "name", "Enter the name of the group."),
        ({"person": ""}, "person", "Enter the person’s name."),
        ({"intake": ""}, "intake", "Say how the application came to you."),
        ({"call": ""}, "call", "Choose a call."),
        ({"phone": ""}, "phone", "Enter the phone number for that."),
        ({"reach_by": "email"}, "email", "Enter the email address, or choose another way to send news."),
        ({"reach_by": "post"}, "postal_address", "Enter the address for letters."),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_the_rest_is_kept(cast, typed, field, error):
    call = make_call()
    form = cast.client("officer").post(f"{URL}new/", NEW | {"call": call.pk} | typed).context["form"]
    assert form.errors[field] == [error]
    assert form["good_times"].value() in (None, "")
    assert Application.objects.count() == 0


def test_group_that_is_writing_itself_is_not_written_over(cast):
    draft = make_draft()
    client = cast.client("officer")
    url = f"/office/organisations/{draft.organisation_id}/intake/"
    form = client.post(url, {"call": draft.call_id, "intake": "phone", "came_on": "2026-09-07"}).context["form"]
    assert form.non_field_errors() == [
        "This group is writing an application in this call itself. Ask them to finish it, or to delete it."
    ]


def test_answers_are_typed_in_through_the_sections_and_say_where_they_come_from(cast):
    application = make_typed_in(cast, answers={})
    section = form_of(application.sheet.version).sections[0]
    client, url = cast.client("officer"), f"{URL}{application.pk}/tasks/{section.key}/"
    page = client.get(url).context["section_form"]
    field = next(field for field in page.fields if field.question.key == "title")
    posted = {f"base-{field.question.key}": "0", field.question.key: "Walks", "save_id": "1", "save_later": "1"}
    names = re.findall(r'name="([^"]*title[^"]*)"', client.get(url).content.decode())
    posted = {"save_id": "1", "save_later": "1"} | {
        name: "0" if name.startswith("base-") else "Walks" for name in names
    }
    assert client.post(url, posted).url == f"{URL}{application.pk}/"
    answer = application.sheet.answers.get(key="title")
    assert (answer.value, answer.source, answer.saved_by) == ("Walks", "paper", cast.officer)
    shown = client.get(f"{URL}{application.pk}/").content.decode()
    assert "Sent on paper, typed in for the group" in shown


def test_sent_for_the_group_it_waits_and_goes_no_further_until_confirmed(cast):
    application = make_typed_in(cast)
    client = cast.client("officer")
    assert client.post(f"{URL}{application.pk}/check/", {}).context["form"].errors["declared"]
    assert client.post(f"{URL}{application.pk}/check/", {"declared": "on"}).url == f"{URL}{application.pk}/"
    application.refresh_from_db()
    assert (application.status, is_unconfirmed(application)) == ("submitted", True)
    assert "Waits for a yes" in client.get(URL).content.decode()
    assert codes(lambda: find_eligible(application, by=cast.actor("officer"), now=clock.now())) == ["not_confirmed"]
    send(cast, application)
    assert Confirmation.objects.count() == 1
    assert blockers_unconfirmed(is_unconfirmed=False) == []


def test_group_confirms_by_the_link_in_its_mail_and_once(cast):
    application = send(cast, make_typed_in(cast, make_person("Ivy Moss")))
    mail = Mail.objects.get(kind="confirm_application")
    link = re.search(r"/applications/confirm/\S+|/\S*confirm/\S+", mail.text)[0]
    link = link[link.index("/", 2) :] if link.startswith("//") else link
    anyone = Client()
    page = anyone.get(link)
    assert page.status_code == 200
    assert "Weekly peer evening" in page.content.decode()
    assert is_unconfirmed(application)
    assert dict(anyone.post(link, {"name": ""}).context["form"].errors) == {"name": ["Enter your name."]}
    assert anyone.post(link, {"name": "Ivy Moss"}).url == link
    assert "Ivy Moss has confirmed it" in anyone.get(link).content.decode()
    anyone.post(link, {"name": "Somebody else"})
    found = Confirmation.objects.get()
    assert (found.how, found.said_by, is_unconfirmed(application)) == ("link", "Ivy Moss", False)
    assert Entry.objects.filter(verb="application_confirmed").count() == 1


def test_link_that_is_none_or_too_old_is_not_found(cast):
    send(cast, make_typed_in(cast, make_person("Ivy Moss")))
    link = re.search(r"\S*/confirm/(\S+?)/", Mail.objects.get(kind="confirm_application").text)
    assert codes(lambda: confirm_by_link("other", name="Ivy", now=clock.now())) == ["link_over"]
    Confirmation.objects.update(asked_at=clock.now() - dt.timedelta(days=61))
    address = "/" + link[0].split("://")[-1].partition("/")[2]
    assert Client().get(address).status_code == 404


def test_person_without_mail_gets_no_link_and_confirms_in_a_call_that_is_noted(cast):
    application = send(cast, make_typed_in(cast))
    assert not Mail.objects.filter(kind="confirm_application").exists()
    client, url = cast.client("officer"), f"{URL}{application.pk}/call/"
    now = clock.now()
    today = {"said_at_day": f"{now:%Y-%m-%d}", "said_at_time": "23:59"}
    names = re.findall(r'name="(said_at[^"]*)"', client.get(url).content.decode())
    assert len(names) == 2
    assert client.post(url, CALL | today).context["form"].errors["said_at"]
    call = {**CALL, "said_at": now, "by": cast.actor("officer"), "now": now}
    assert codes(lambda: record_confirming_call(application, **(call | {"note": " "}))) == ["note_missing"]
    for _twice in range(2):
        record_confirming_call(application, **call)
    found = Confirmation.objects.get()
    assert (found.how, found.said_by, found.recorded_by) == ("call", "Ivy Moss", cast.officer)
    assert Entry.objects.filter(verb="application_confirmed_by_call").count() == 1
    assert client.get(url).url == f"{URL}{application.pk}/"
    assert "Ivy Moss has confirmed it" in client.get(f"{URL}{application.pk}/").content.decode()


def test_group_that_sends_it_itself_needs_no_confirmation(cast):
    ivy = make_person("Ivy Moss")
    application = make_typed_in(cast, ivy)
    submit_application(application, by=actor(ivy), now=clock.now())
    assert (is_unconfirmed(application), Confirmation.objects.count()) == (False, 0)


def test_receipt_and_panel_say_how_an_answer_came_and_never_who_typed_it(cast):
    from grants.desks.web.answers import answer_sections
    from grants.stages.applications.queries import latest_snapshot

    application = send(cast, make_typed_in(cast))
    content = latest_snapshot(application).content
    rows = {row.key: row.source for section in answer_sections(content) for row in section.rows}
    assert rows["title"] == "Sent on paper, typed in for the group"
    assert cast.officer.name not in str(content)


def test_scans_are_kept_once_and_shown_to_officers(cast):
    application = make_typed_in(cast)
    client, url = cast.client("officer"), f"{URL}{application.pk}/"
    for _twice in range(2):
        client.post(url, {"scan": SimpleUploadedFile("page.png", PNG, "image/png")})
    scan = application.scans.get()
    assert b"".join(client.get(f"{url}scans/{scan.pk}/"))[:4] == PNG[:4]
    assert client.post(url, {}).context["form"].errors["scan"] == ["Choose a file."]
    assert cast.client("auditor").get(f"{url}scans/{scan.pk}/").status_code == 404


def test_officer_of_the_group_and_strangers_find_nothing(cast):
    application = make_typed_in(cast)
    belong(cast.officer, application.organisation)
    assert cast.client("officer").get(f"{URL}{application.pk}/").status_code == 404
    assert cast.client("applicant").get(f"{URL}{application.pk}/").status_code == 404
    own, by = make_group()
    assert codes(lambda: start_for_group(application.call, own, intake="paper", by=by, now=clock.now())) == [
        "not_yours"
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_and_page_ask_the_same_of_the_database_for_one_row_and_three(cast, rows, django_assert_num_queries):
    call = make_call()
    made = [
        make_typed_in(
            cast,
            make_person_without_email(phone=f"+44770090012{number}"),
            call=call,
            answers=dict(list(ANSWERS.items())[: rows + 1]),
        )
        for number in range(rows)
    ]
    client = cast.client("officer")
    for url, queries in ((URL, LIST_QUERIES), (f"{URL}{made[0].pk}/", PAGE_QUERIES)):
        client.get(url)
        with django_assert_num_queries(queries):
            client.get(url)
    assert Person.objects.filter(email=None).count() == rows
