"""An officer writes a call that uses forms of the house, and announces it."""

from playwright.sync_api import expect


def write_the_call(page, *, title, code, money, dates, forms, needs_quiz=False):
    """`money` is what there is in all, the least and the most; `dates` are opening, closing and decision, ISO."""
    page.get_by_role("link", name="New call").click()
    page.get_by_label("Title").fill(title)
    page.get_by_label("Short code").fill(code)
    page.get_by_label("What is it for?").fill("Money for people who bring neighbours together.")
    page.get_by_label("Which fund pays?").select_option(label="Community Wellbeing Fund")
    labels = ("How much is there to give in all?", "Smallest grant", "Largest grant")
    for label, amount in zip(labels, money, strict=True):
        page.get_by_label(label).fill(amount)
    opens, closes, decision = dates
    page.get_by_role("group", name="Opens").get_by_label("Day").fill(opens)
    page.get_by_role("group", name="Closes").get_by_label("Day").fill(closes)
    page.get_by_role("group", name="Closes").get_by_label("Time").fill("17:00")
    page.get_by_label("Groups hear from us by").fill(decision)
    page.get_by_label("How many months may a project last?").fill("18")
    for label, form in forms.items():
        page.get_by_label(label).select_option(label=form)
    page.get_by_label("Groups have to pass the quiz before they send").set_checked(needs_quiz)
    page.get_by_role("button", name="Save the call").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def announce(page):
    reason = page.get_by_label("Why do you go on in spite of this?")
    if reason.count():
        reason.fill("It is a story.")
    page.get_by_role("button", name="Announce the call").click()
    expect(page.locator("main")).to_contain_text("What it offers and asks is now fixed.")
