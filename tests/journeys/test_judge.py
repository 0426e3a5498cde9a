"""Judging a batch: a panel is set up, ties are said, two score blind, one recommends, another decides.

The reviewer who belongs to the group finds nothing anywhere.
"""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from grants.stages.assessment.models import Decision, Panel
from tests.browser import sign_in_as
from tests.factories.assessment import make_eligible, make_judged_call

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GROUP = "Harbour Lights Peer Circle"


@pytest.fixture
def open_as(cast, new_context, live_server):
    """Opens the site as somebody of the cast, on a screen of their own."""

    def opened(name, path):
        page = new_context(base_url=live_server.url).new_page()
        page.set_default_timeout(15_000)
        sign_in_as(page, getattr(cast, name))
        page.goto(path)
        return page

    return opened


def set_up(page, call, *people):
    """The officer sets up a panel with these people and puts the waiting application before it."""
    page.get_by_label("Call").select_option(label=call.title)
    page.get_by_label("Name of the panel").fill("Autumn panel")
    page.get_by_label("Reviews for each application").fill("2")
    page.get_by_role("button", name="Set up the panel").click()
    for person in people:
        page.get_by_label("Name", exact=True).fill(person.name)
        page.get_by_label("Email address").fill(person.email)
        page.get_by_role("button", name="Add and write to them").click()
        expect(page.get_by_role("rowheader", name=person.name)).to_be_visible()
    page.get_by_role("link", name="Put before the panel").click()
    page.get_by_role("button", name="Put before the panel").click()
    expect(page.get_by_text("They lie before the panel now.")).to_be_visible()


def assign_and_start(page, *people):
    """Everybody named reads the application; scoring starts."""
    page.get_by_role("link", name="Who reads what").click()
    for person in people:
        page.get_by_role("checkbox", name=f"{person.name}, {GROUP}").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Autumn panel").click()
    page.get_by_role("button", name="Start scoring").click()
    expect(page.get_by_text("Scoring has started.")).to_be_visible()


def declare_none(page):
    page.get_by_role("link", name="Look at the list").click()
    page.get_by_role("button", name="I know none of these groups").click()
    expect(page.get_by_text("We have noted what you said.")).to_be_visible()


def declare_direct(page):
    page.get_by_role("link", name="Look at the list").click()
    page.get_by_text("I know them").click()
    page.get_by_label("I am part of it, or close family of someone who is").check()
    page.get_by_role("button", name="Save what I said").click()


def score(page, *levels):
    """Says yes to the application, chooses a level for each criterion, and sends in."""
    page.get_by_role("link", name=GROUP).click()
    page.get_by_role("button", name="Yes, I will read it").click()
    for criterion, level in zip(("together", "doable"), levels, strict=True):
        page.locator(f"input[name=level-{criterion}][value='{level}']").check()
        page.locator(f"textarea[name=comment-{criterion}]").fill(f"Why {level}.")
    page.get_by_role("button", name="Send in").click()
    expect(page.get_by_text("Your scores are in.")).to_be_visible()


def test_judge_one_batch(cast, open_as):
    call = make_judged_call()
    make_eligible(call, organisation=cast.organisation)
    reviewers, tied = (cast.reviewer, cast.chair), cast.conflicted_reviewer

    office = open_as("officer", reverse("office:panel_new"))
    set_up(office, call, *reviewers, tied)
    assign_and_start(office, *reviewers, tied)
    panel = Panel.objects.get()

    colm = open_as("conflicted_reviewer", reverse("panel:home"))
    declare_direct(colm)
    expect(colm.get_by_text(GROUP)).to_have_count(0)
    read = panel.candidates.get().assignments.get(person=tied)
    assert colm.goto(reverse("panel:application", args=[read.pk])).status == 404
    assert colm.goto(reverse("panel:board", args=[panel.pk])).status == 404

    rosa, chidi = open_as("reviewer", reverse("panel:home")), open_as("chair", reverse("panel:home"))
    for page in (rosa, chidi):
        declare_none(page)
    score(rosa, 4, 3)
    expect(rosa.get_by_text("Nobody else has sent scores in yet.")).to_be_visible()
    score(chidi, 3, 3)
    expect(chidi.get_by_text("Rosa Vale: 90.00")).to_be_visible()

    office.goto(reverse("office:panel_close", args=[panel.pk]))
    office.get_by_role("button", name="End scoring").click()
    expect(office.get_by_role("cell", name="82.50")).to_be_visible()
    office.get_by_role("link", name=GROUP).click()
    office.get_by_role("link", name="Recommend").click()
    office.get_by_label("Fund in part").check()
    office.get_by_label("Amount").fill("£900")
    office.get_by_label("Reason").fill("Strong, but dear.")
    office.get_by_label("Sentence for the group").fill("Ask for a little less tea.")
    office.get_by_role("button", name="Recommend this").click()

    dora = open_as("decision_maker", reverse("office:decisions"))
    dora.get_by_role("link", name="Decide").click()
    dora.get_by_role("button", name="Decide this").click()
    expect(dora.get_by_text("The group is told when the panel is released.")).to_be_visible()
    assert (Decision.objects.get().amount, Decision.objects.get().decided_by) == (90_000, cast.decision_maker)

    office.goto(reverse("office:panel", args=[panel.pk]))
    office.get_by_role("button", name="All is decided").click()
    expect(office.get_by_role("link", name="Letters and release")).to_be_visible()
