"""The funder judges: check-in, a panel, ties, scores, a recommendation, a decision, the release."""

from django.urls import reverse
from playwright.sync_api import expect

from grants.stages.assessment.models import Assignment
from tests.journeys.steps.asking import GROUP
from tests.journeys.steps.pages import (
    choose,
    follow,
    press,
    told,
)


def set_up_panel(page, call, *people):
    """The officer sets up a panel with these people and puts the waiting application before it."""
    page.get_by_label("Call").select_option(label=call.title)
    page.get_by_label("Name of the panel").fill("Autumn panel")
    page.get_by_label("Reviews for each application").fill("2")
    press(page, "Set up the panel")
    for person in people:
        page.get_by_label("Name", exact=True).fill(person.name)
        page.get_by_label("Email address").fill(person.email)
        press(page, "Add and write to them")
        expect(page.get_by_role("rowheader", name=person.name)).to_be_visible()
    follow(page, "Put before the panel")
    press(page, "Put before the panel")
    expect(page.get_by_text("They lie before the panel now.")).to_be_visible()


def start_scoring(page, group, *people):
    """Everybody named is to read the group's application; scoring starts."""
    follow(page, "Who reads what")
    for person in people:
        page.get_by_role("checkbox", name=f"{person.name}, {group}").check()
    press(page, "Save")
    follow(page, "Autumn panel")
    press(page, "Start scoring")
    expect(page.get_by_text("Scoring has started.")).to_be_visible()


def know_no_group(page):
    follow(page, "Look at the list")
    press(page, "I know none of these groups")
    expect(page.get_by_text("We have noted what you said.")).to_be_visible()


def belong_to_the_group(page):
    follow(page, "Look at the list")
    page.get_by_text("I know them").click()
    page.get_by_label("I am part of it, or close family of someone who is").check()
    press(page, "Save what I said")
    expect(page.get_by_text("We have noted what you said.")).to_be_visible()


def score(page, group, **levels):
    """Says yes to the application, chooses a level for each criterion, and sends in."""
    follow(page, group)
    press(page, "Yes, I will read it")
    for criterion, level in levels.items():
        page.locator(f"input[name=level-{criterion}][value='{level}']").check()
        page.locator(f"textarea[name=comment-{criterion}]").fill(f"Why {level}.")
    press(page, "Send in")
    expect(page.get_by_text("Your scores are in.")).to_be_visible()


def check_it_in(page):
    follow(page, GROUP)
    follow(page, "Check-in")
    expect(page.get_by_role("link", name="our rules.pdf")).to_be_visible()
    for answer in page.get_by_label("Yes", exact=True).all():
        answer.check()
    press(page, "Save, it is eligible")
    told(page, "The application is eligible.")


def find_nothing(page, person):
    """Somebody of the group's own finds no trace of it: not on a list, not by its address."""
    expect(page.get_by_text(GROUP)).to_have_count(0)
    read = Assignment.objects.get(person=person)
    for path in (reverse("panel:application", args=[read.pk]), reverse("panel:board", args=[read.candidate.panel_id])):
        assert page.goto(path).status == 404
        expect(page.get_by_text(GROUP)).to_have_count(0)


def end_scoring(page):
    page.reload()
    follow(page, "End scoring")
    press(page, "End scoring")
    expect(page.get_by_role("cell", name="87.50", exact=True)).to_be_visible()


def recommend(page):
    follow(page, GROUP)
    follow(page, "Recommend")
    choose(page, "Fund in part")
    page.get_by_label("Amount").fill("£1,000")
    page.get_by_label("Reason").fill("Strong, but dear.")
    page.get_by_label("Sentence for the group").fill("We loved the quiet hour.")
    press(page, "Recommend this")


def decide(page):
    follow(page, "Decide")
    press(page, "Decide this")
    told(page, "The group is told when the panel is released.")


def release(page, code):
    page.goto(reverse("office:panels"))
    follow(page, "Autumn panel")
    press(page, "All is decided")
    follow(page, "Letters and release")
    expect(page.get_by_role("row").filter(has_text=GROUP)).to_contain_text("£1,000")
    page.get_by_label("Code from your authenticator app").fill("000000")
    press(page, "Release and tell every group")
    expect(page.get_by_role("alert")).to_contain_text("This code is not right.")
    page.get_by_label("Code from your authenticator app").fill(code)
    press(page, "Release and tell every group")
    told(page, "Released. Every group has its letter.")
