"""Judging a batch: a panel is set up, ties are said, two score blind, one recommends, another decides.

The reviewer who belongs to the group finds nothing anywhere.
"""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from grants.stages.assessment.models import Decision, Panel
from tests.factories.assessment import make_eligible, make_judged_call
from tests.journeys.steps.judging import belong_to_the_group, know_no_group, score, set_up_panel, start_scoring

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GROUP = "Harbour Lights Peer Circle"


def test_judge_one_batch(cast, open_as):
    call = make_judged_call()
    make_eligible(call, organisation=cast.organisation)
    reviewers, tied = (cast.reviewer, cast.chair), cast.conflicted_reviewer

    office = open_as("officer", reverse("office:panel_new"))
    set_up_panel(office, call, *reviewers, tied)
    start_scoring(office, GROUP, *reviewers, tied)
    panel = Panel.objects.get()

    colm = open_as("conflicted_reviewer", reverse("panel:home"))
    belong_to_the_group(colm)
    expect(colm.get_by_text(GROUP)).to_have_count(0)
    read = panel.candidates.get().assignments.get(person=tied)
    assert colm.goto(reverse("panel:application", args=[read.pk])).status == 404
    assert colm.goto(reverse("panel:board", args=[panel.pk])).status == 404

    rosa, chidi = open_as("reviewer", reverse("panel:home")), open_as("chair", reverse("panel:home"))
    for page in (rosa, chidi):
        know_no_group(page)
    score(rosa, GROUP, together=4, doable=3)
    expect(rosa.get_by_text("Nobody else has sent scores in yet.")).to_be_visible()
    score(chidi, GROUP, together=3, doable=3)
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
