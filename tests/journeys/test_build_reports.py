"""The reports of a doorstep and of a project are made on the screen, filled in on a phone and sent."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from grants.desks.jobs.words import load_words
from grants.ground.questions.models import Questionnaire
from grants.stages.outcomes.models import Report
from tests.cast import NOW
from tests.factories.awards import make_active
from tests.factories.people import belong
from tests.factories.questions import form_description, make_lists
from tests.journeys.steps import building, monitoring

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def office(time_machine, cast, live_server):
    time_machine.move_to(NOW)
    make_lists()
    load_words()


def make_grant(cast, *, amount):
    """A running grant of the applicant's group, whose call asks for no report yet."""
    award = make_active(amount=amount, money=2_000_000)
    belong(cast.applicant, award.organisation)
    return award


def make_the_form(olive, name, award):
    """The officer makes the form; the call of the grant asks it."""
    described = form_description(name)
    building.build(olive, described)
    building.publish(olive)
    award.call.report_version = Questionnaire.objects.get(title=described["title"]).versions.get()
    award.call.save(update_fields=["report_version"])
    assert building.says_the_same_as_shipped(name)


def report_of(award, kind):
    return reverse("portal:report", args=[award.reports_due.get(kind=kind).pk])


def test_doorstep_report_is_built_filled_in_and_sent(office, cast, open_as):
    award = make_grant(cast, amount=45_000)
    make_the_form(open_as("officer", "/office/forms/", java_script_enabled=False), "doorstep_report", award)
    amina = open_as("applicant", report_of(award, "final"), viewport=PHONE)
    monitoring.report_from_the_doorstep(amina)
    for said in ("We met every week and drank tea.", "A second kettle", "£450", "tea.jpg"):
        expect(amina.locator("main")).to_contain_text(said)


def test_project_report_is_built_filled_in_and_sent_twice(office, cast, open_as):
    award = make_grant(cast, amount=600_000)
    make_the_form(open_as("officer", "/office/forms/", java_script_enabled=False), "project_report", award)
    amina = open_as("applicant", report_of(award, "interim"), viewport=PHONE)
    monitoring.report_in_between(amina)
    amina.goto(report_of(award, "final"))
    monitoring.report_at_the_end(amina)
    for said in (
        "Every evening took place.",
        "£5,900",
        "receipt.pdf",
        "One evening somebody was shouted at.",
        "choir.jpg",
    ):
        expect(amina.locator("main")).to_contain_text(said)
    assert [report.status for report in Report.objects.order_by("pk")] == ["submitted", "submitted"]
