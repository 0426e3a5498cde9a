"""The screens on which panels judge, in a real browser: axe, and no sideways scrolling on a small phone."""

import pytest
from django.urls import reverse

from grants.stages.assessment import actions
from tests.axe.engine import violations
from tests.browser import sign_in_as
from tests.factories.assessment import (
    NOW,
    assignment_of,
    make_actor,
    make_eligible,
    make_judged_call,
    make_officer,
    make_panel,
    make_scoring,
    score,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(cast):
    """A panel being prepared, and one that meets: scored, with a tie, one application recommended."""
    people = (cast.reviewer, cast.chair)
    call = make_judged_call()
    applications = [make_eligible(call), make_eligible(call)]
    preparing = make_panel(call, members=people, applications=applications[:1])
    meeting = make_scoring(*people, groups=2)
    actions.add_member(meeting, cast.chair, role="chair", by=make_officer(), now=NOW)
    first, second = meeting.candidates.order_by("pk")
    for person in people:
        score(first, person, 3, 3)
    tie = {second.application_id: ("unsure", "A cousin")}
    actions.declare_conflicts(meeting, tie, by=make_actor(cast.reviewer), now=NOW)
    actions.close_scoring(meeting, reason="One is ill.", by=make_officer(), now=NOW)
    words = {"reason": "Strong.", "feedback": "Well done."}
    actions.recommend(first, verdict="fund", **words, by=make_officer(), now=NOW)
    fresh = make_scoring(cast.reviewer)
    return {"preparing": preparing, "meeting": meeting, "first": first, "fresh": fresh.candidates.get()}


def screens(world, cast):
    """Who opens what."""
    preparing, meeting, first = world["preparing"].pk, world["meeting"].pk, world["first"]
    mine, unscored = assignment_of(first, cast.reviewer), assignment_of(world["fresh"], cast.reviewer)
    return [
        ("reviewer", reverse("panel:home")),
        ("reviewer", reverse("panel:declare", args=[preparing])),
        ("reviewer", reverse("panel:application", args=[mine.pk])),
        ("reviewer", reverse("panel:application", args=[unscored.pk])),
        ("reviewer", reverse("panel:tie", args=[mine.pk])),
        ("chair", reverse("panel:board", args=[meeting])),
        ("chair", reverse("panel:ties", args=[meeting])),
        ("officer", reverse("office:panels")),
        ("officer", reverse("office:panel_new")),
        ("officer", reverse("office:panel", args=[preparing])),
        ("officer", reverse("office:panel_put", args=[preparing])),
        ("officer", reverse("office:panel_assign", args=[preparing])),
        ("officer", reverse("office:panel_ties", args=[meeting])),
        ("officer", reverse("office:panel_board", args=[meeting])),
        ("officer", reverse("office:candidate", args=[first.pk])),
        ("officer", reverse("office:recommend", args=[first.pk])),
        ("decision_maker", reverse("office:decisions")),
        ("decision_maker", reverse("office:decide", args=[first.pk])),
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_judging_screens_pass_axe_and_never_scroll_sideways(browser_page, cast, world, scheme):
    browser_page.emulate_media(color_scheme=scheme)
    browser_page.set_viewport_size({"width": 320, "height": 640})
    found = {}
    for name, address in screens(world, cast):
        sign_in_as(browser_page, getattr(cast, name))
        assert browser_page.goto(address).status == 200
        width = browser_page.evaluate("document.documentElement.scrollWidth")
        found[address] = (violations(browser_page), width)
    assert {address: what for address, what in found.items() if what != ([], 320)} == {}
