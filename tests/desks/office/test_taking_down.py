"""Typing in after closing, and typing in what a group answers to our questions: the office's screens."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from grants.ground.audit.models import Entry
from grants.ground.kit import clock
from grants.ground.kit.errors import Refusal
from grants.ground.notifications.models import Mail
from grants.outputs.documents.receipts import receipt_pdf
from grants.stages.applications.actions import send_back, submit_application, take_down_answers
from grants.stages.applications.models import Application, Confirmation, SentBack
from grants.stages.applications.queries import is_unconfirmed, latest_snapshot
from tests.desks.web.html import text_of
from tests.factories.applications import answer, make_application, make_group, reread
from tests.factories.calls import NOW, make_call, on_day
from tests.factories.people import make_organisation
from tests.pdfs import text_of as pdf_text_of

pytestmark = pytest.mark.django_db
WHY = "The sum does not fit the plan."
QUERIES_OF_TASKS, QUERIES_OF_CHECK = 15, 11


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOW)
    return time_machine


@pytest.fixture
def asked(cast):
    """An application that its group sent itself, sent back with one question."""
    group, by = make_group("Harbour Lights")
    sent = make_application(make_call(), organisation=group, by=by)
    send_back(sent, {"amount": WHY}, why="", due_on=on_day(14), by=cast.actor("officer"), now=NOW)
    return reread(sent), by


def url(application, name="intake", *more):
    return reverse(f"office:{name}", args=[application.pk, *more])


def take_down(cast, application, how="phone"):
    return take_down_answers(application, intake=how, by=cast.actor("officer"), now=clock.now())


def test_answers_told_on_the_phone_are_typed_in_sent_and_wait_for_the_groups_yes(cast, asked):
    application, _by = asked
    client = cast.client("officer")
    assert url(application, "intake_take_down") in client.get(url(application, "application_questions")).text
    assert client.post(url(application, "intake_take_down"), {"intake": "phone"}).url == url(application)
    tasks = client.get(url(application)).text
    assert WHY in tasks
    section = url(application, "intake_section", "all")
    assert "On the phone" in text_of(client.get(section))
    base = client.get(section).context["section_form"].fields[1].state.base
    client.post(section, {"save_id": "p1", "base-amount": base, "q-amount": "500"})
    answered = application.sheet.answers.get(key="amount")
    assert (answered.value, answered.source, answered.saved_by) == (50_000, "phone", cast.officer)
    assert "£500" in text_of(client.get(url(application, "intake_check")))
    assert client.post(url(application, "intake_check"), {"declared": "on"}).url == url(application)
    application = reread(application)
    assert (application.status, is_unconfirmed(application)) == ("submitted", True)
    row = next(
        a for s in latest_snapshot(application).content["sections"] for a in s["answers"] if a["key"] == "amount"
    )
    assert row["source"] == "phone"
    assert "Waiting for confirmation" in text_of(client.get(url(application)))


def test_the_group_confirms_answers_by_its_own_link(cast, asked):
    application, _by = asked
    take_down(cast, application)
    answer(application, by=cast.actor("officer"), amount=50_000)
    submit_application(application, by=cast.actor("officer"), now=clock.now())
    link = re.search(r"://[^/]+(/\S*confirm/\S+)", Mail.objects.get(kind="confirm_application").text)[1]
    assert "£500" in text_of(Client().get(link))
    Client().post(link, {"name": "Amina"})
    assert not is_unconfirmed(reread(application))


def test_what_the_group_sends_itself_needs_no_confirmation(cast, asked):
    application, by = asked
    take_down(cast, application)
    answer(application, by=by, amount=50_000)
    submit_application(application, by=by, now=clock.now())
    assert Confirmation.objects.count() == 0


def test_only_what_was_asked_can_be_typed_in(cast, asked):
    application, _by = asked
    take_down(cast, application)
    with pytest.raises(Refusal):
        answer(application, by=cast.actor("officer"), title="Other")


def test_it_is_said_how_the_answers_came(cast, asked):
    form = cast.client("officer").post(url(asked[0], "intake_take_down"), {}).context["form"]
    assert form.errors == {"intake": ["Say how the answers came to you."]}
    with pytest.raises(Refusal) as refusal:
        take_down(cast, asked[0], "helper")
    assert [blocker.code for blocker in refusal.value.blockers] == ["intake_missing"]


def test_a_group_that_answers_on_the_screen_is_not_written_over(cast, asked, at_noon):
    application, by = asked
    at_noon.shift(60)
    answer(application, by=by, now=clock.now(), amount=40_000)
    form = cast.client("officer").post(url(application, "intake_take_down"), {"intake": "paper"}).context["form"]
    assert "of the group answers here already" in form.non_field_errors()[0]
    assert SentBack.objects.get().intake == ""


def test_saying_it_twice_is_saying_it_once(cast, asked):
    take_down(cast, asked[0])
    take_down(cast, asked[0])
    assert Entry.objects.filter(verb="answers_taken_down").count() == 1


def test_nothing_is_typed_in_where_nothing_was_asked_and_strangers_find_nothing(cast, asked):
    application, _by = asked
    client = cast.client("officer")
    assert client.get(url(application)).status_code == 404
    assert client.get(url(application, "intake_section", "all")).status_code == 404
    other = make_application(make_call("other"))
    assert client.post(url(other, "intake_take_down"), {"intake": "phone"}).url == url(other, "application_questions")
    take_down(cast, application)
    for name in ("applicant", "auditor", "finance_preparer"):
        assert cast.client(name).get(url(application)).status_code == 404


@pytest.mark.parametrize("questions", [1, 3])
def test_pages_cost_the_same_for_one_question_and_three(cast, questions, django_assert_num_queries):
    sent = make_application(make_call())
    keys = ["amount", "title", "contacts"][:questions]
    by = cast.actor("officer")
    send_back(sent, dict.fromkeys(keys, WHY), why="", due_on=on_day(14), by=by, now=NOW)
    take_down(cast, sent)
    client = cast.client("officer")
    for name, queries in (("intake", QUERIES_OF_TASKS), ("intake_check", QUERIES_OF_CHECK)):
        client.get(url(sent, name))
        with django_assert_num_queries(queries):
            client.get(url(sent, name))


# Typing in after closing

NEW = {
    "intake": "paper",
    "name": "Weir Lane Walkers",
    "legal_form": "unincorporated",
    "person": "Ivy Moss",
    "reach_by": "phone",
    "phone": "07700 900123",
}


def test_after_closing_the_form_asks_when_it_came_and_keeps_what_was_typed(cast, at_noon):
    call = make_call()
    at_noon.move_to(call.closes_at + dt.timedelta(days=5))
    client = cast.client("officer")
    address = reverse("office:intake_new")
    assert "(closed on 30 September 2026)" in client.get(address).text
    wrong = [
        ({"came_on": ""}, "came_on", "Enter a day."),
        ({"came_on": "2026-13-45"}, "came_on", "Enter a day that exists, like 4 December 2026."),
        ({"came_on": "2027-01-01"}, "came_on", "Enter today or a day before today."),
        (
            {"came_on": "2026-10-02"},
            "late_reason",
            "The call closed on Wednesday 30 September 2026. Say why you take it all the same.",
        ),
        (
            {"came_on": "2026-09-30", "second_name": "Tom Reed"},
            "second_reach",
            "Enter the name, and an email or a phone number, or leave both empty.",
        ),
    ]
    for given, field, sentence in wrong:
        form = client.post(address, NEW | {"call": call.pk} | given).context["form"]
        assert dict(form.errors) == {field: [sentence]}
        assert form["name"].value() == "Weir Lane Walkers"
    assert Application.objects.count() == 0
    good = {"came_on": "2026-09-30", "second_name": "Tom Reed", "second_reach": "0161 496 0001"}
    client.post(address, NEW | {"call": call.pk} | good)
    application = Application.objects.get()
    assert application.came_on == dt.date(2026, 9, 30)
    page = text_of(client.get(url(application)))
    assert "On paper, Wednesday 30 September 2026" in page
    assert "Tom Reed" in page


def test_how_it_came_is_put_right_on_the_screen(cast):
    from tests.desks.office.test_intake import make_typed_in

    application, client = make_typed_in(cast), cast.client("officer")
    address = url(application, "intake_coming")
    form = client.post(address, {"intake": "phone", "came_on": "2030-01-01"}).context["form"]
    assert (dict(form.errors), form["intake"].value()) == ({"came_on": ["Enter today or a day before today."]}, "phone")
    assert client.post(address, {"intake": "phone", "came_on": "2026-09-01"}).url == url(application)
    assert (reread(application).intake, reread(application).came_on) == ("phone", dt.date(2026, 9, 1))


def test_receipt_says_when_it_came_and_when_it_was_typed_in(cast, at_noon):
    from tests.desks.office.test_intake import make_typed_in, send

    call = make_call()
    application = make_typed_in(cast, call=call)
    at_noon.move_to(call.closes_at + dt.timedelta(days=5))
    words = " ".join(pdf_text_of(receipt_pdf(send(cast, application))).split())
    assert "It came to us On paper, Monday 7 September 2026" in words
    assert "Typed in and sent Monday 5 October 2026" in words


def test_the_groups_page_offers_it_after_closing_too(cast, at_noon):
    call = make_call()
    at_noon.move_to(call.closes_at + dt.timedelta(days=5))
    page = cast.client("officer").get(reverse("office:intake_for_group", args=[make_organisation().pk]))
    assert "(closed on 30 September 2026)" in page.text
