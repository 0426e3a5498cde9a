"""Helping a group that has no account: naming it, writing, sending, the group's yes, and what the office sees."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from grants.ground.notifications.models import Mail
from grants.ground.people.models import Organisation, Person
from grants.stages.applications.models import Application, Confirmation
from grants.stages.applications.queries import is_unconfirmed
from tests.cast import signed_in
from tests.desks.web.html import text_of
from tests.factories.applications import ANSWERS, actor, answer, page_of, reread
from tests.factories.calls import NOW, make_call
from tests.factories.people import make_organisation, make_person

pytestmark = pytest.mark.django_db
GIVEN = {
    "name": "Weir Lane Walkers",
    "legal_form": "unincorporated",
    "language": "en-gb",
    "name_1": "Ivy Moss",
    "email_1": "ivy@weirlane.example",
    "name_2": "Tom Reed",
    "phone_2": "0161 496 0001",
}
QUERIES_OF_TASKS = 16


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOW)
    cache.clear()


@pytest.fixture
def call():
    return make_call()


@pytest.fixture
def helper(cast):
    return cast.client("stranger")


def address(call):
    return reverse("portal:start_for", args=[call.code])


def begun(helper, call, **given):
    helper.post(address(call), GIVEN | given)
    return Application.objects.latest("pk")


def sent(helper, cast, call, **given):
    application = begun(helper, call, **given)
    answer(application, by=actor(cast.stranger), **ANSWERS)
    helper.post(page_of(application, "check"), {"declared": "on", "seen": "0"})
    return reread(application)


def test_the_start_page_leads_there_and_the_draft_says_who_one_is(helper, call):
    assert address(call) in helper.get(reverse("portal:start", args=[call.code])).text
    page = text_of(helper.get(page_of(begun(helper, call))))
    assert "You write as the helper of this group" in page
    assert "Ivy Moss, Tom Reed" in page


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"name": ""}, "name", "Enter the name of the group."),
        ({"name_1": ""}, "name_1", "Enter the name of the first person."),
        ({"phone_2": ""}, "email_2", "Enter an email address or a phone number of the second person."),
        ({"phone_2": "ring me"}, "phone_2", "Enter a phone number, like 07700 900123 or +44 7700 900123."),
        (
            {"email_2": "ivy@weirlane.example"},
            "email_2",
            "This is the first person’s address. Two people, two addresses.",
        ),
        ({"email_1": "nothing"}, "email_1", "Enter a valid email address."),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_the_rest_is_kept(helper, call, wrong, field, sentence):
    form = helper.post(address(call), GIVEN | wrong).context["form"]
    assert form.errors[field] == [sentence]
    assert form["name_2"].value() == "Tom Reed"
    assert Organisation.objects.filter(name="Weir Lane Walkers").count() == 0


def test_the_answer_is_the_same_whether_or_not_the_group_is_known(helper, call, cast):
    make_organisation("Weir Lane Walkers")
    make_person("Ivy Moss", email="ivy@weirlane.example")
    answer_known = helper.post(address(call), GIVEN)
    application = Application.objects.get()
    assert answer_known.url == page_of(application)
    assert list(application.organisation.memberships.values_list("person", flat=True)) == [cast.stranger.pk]


def test_sending_says_whom_we_ask_and_that_it_waits(helper, cast, call):
    application = begun(helper, call)
    answer(application, by=actor(cast.stranger), **ANSWERS)
    assert "we mail Ivy Moss (ivy@weirlane.example) a link" in text_of(helper.get(page_of(application, "check")))
    page = helper.post(page_of(application, "check"), {"declared": "on", "seen": "0"}, follow=True)
    assert "It waits for a yes" in page.text
    assert "Who runs your group?" not in page.text
    assert "It waits for a yes" in helper.get(page_of(application)).text


def test_the_contact_reads_says_yes_and_signs_in_to_see_it(helper, cast, call):
    application = sent(helper, cast, call)
    link = re.search(r"://[^/]+(/\S*confirm/\S+)", Mail.objects.get(kind="confirm_helped").text)[1]
    anyone = Client()
    page = text_of(anyone.get(link))
    assert "Sam Stranger helps Weir Lane Walkers and wrote this for it." in page
    assert ANSWERS["title"] in page
    assert anyone.post(link, {"name": ""}).context["form"].errors == {"name": ["Enter your name."]}
    assert anyone.post(link, {"name": "Ivy Moss"}).url == link
    assert "sign in with ivy@weirlane.example" in text_of(anyone.get(link))
    client = signed_in(Person.objects.get(email="ivy@weirlane.example"))
    assert client.get(page_of(application)).status_code == 200
    assert "said yes to it" in text_of(helper.get(page_of(application)))


def test_whoever_knows_nothing_of_it_presses_one_button(helper, cast, call):
    application = sent(helper, cast, call)
    link = re.search(r"://[^/]+(/\S*confirm/\S+)", Mail.objects.get(kind="confirm_helped").text)[1]
    assert Client().post(link, {"not_ours": "1"}).url == link
    page = text_of(Client().get(link))
    assert ("Thank you for telling us" in page, ANSWERS["title"] in page) == (True, False)
    assert "Somebody says that this is not theirs" in text_of(helper.get(page_of(application)))
    shown = text_of(cast.client("officer").get(reverse("office:intake", args=[application.pk])))
    assert "Somebody says that this is not theirs" in shown
    assert is_unconfirmed(application)


def test_the_office_sees_it_once_it_is_sent_and_notes_a_call(helper, cast, call):
    officer = cast.client("officer")
    application = begun(helper, call, email_1="", phone_1="07700 900777")
    case = reverse("office:intake", args=[application.pk])
    assert officer.get(case).status_code == 404
    assert "Weir Lane Walkers" not in officer.get(reverse("office:intakes")).text
    answer(application, by=actor(cast.stranger), **ANSWERS)
    helper.post(page_of(application, "check"), {"declared": "on", "seen": "0"})
    assert "By a helper, 7 Sep" in officer.get(reverse("office:intakes")).text
    page = text_of(officer.get(case))
    assert "By Sam Stranger, who helps the group" in page
    assert "Add the scan" not in page
    assert officer.get(reverse("office:intake_section", args=[application.pk, "all"])).status_code == 404
    note = reverse("office:intake_call", args=[application.pk])
    spoken = {"said_at_0": "2026-09-07", "said_at_1": "11:00", "number": "07700 900777", "note": "Read it out."}
    spoken |= dict(
        zip(re.findall(r'name="(said_at[^"]*)"', officer.get(note).text), ("2026-09-07", "11:00"), strict=True)
    )
    form = officer.post(note, spoken).context["form"]
    assert form.errors == {"contact": ["Say with whom you spoke."]}
    contact = application.named_contacts.get(number=2)
    assert officer.post(note, spoken | {"contact": contact.pk}).url == case
    found = Confirmation.objects.get()
    assert (found.said_by, found.how, reread(application).lead.name) == ("Tom Reed", "call", "Tom Reed")


def test_rehearsals_and_closed_calls_take_no_helpers(cast, call, time_machine):
    from tests.factories.rehearsals import make_rehearsal

    rehearsal = make_rehearsal(call, cast.officer)
    assert cast.client("officer").get(address(rehearsal)).status_code == 404
    time_machine.move_to(call.closes_at)
    assert "not taking new applications" in signed_in(cast.stranger).get(address(call)).text


@pytest.mark.parametrize("messages", [1, 3])
def test_the_tasks_cost_the_same(helper, cast, call, messages, django_assert_num_queries):
    application = begun(helper, call)
    for number in range(messages):
        helper.post(reverse("portal:message", args=[application.pk]), {"text": f"Hello {number}"})
    helper.get(page_of(application))
    with django_assert_num_queries(QUERIES_OF_TASKS):
        helper.get(page_of(application))
