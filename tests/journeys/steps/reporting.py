"""The group reports, the office answers and closes, and everybody can see what came of it."""

import json

from playwright.sync_api import expect

from tests.factories.files import photo_bytes
from tests.journeys.steps.accepting import open_grant
from tests.journeys.steps.asking import GROUP
from tests.journeys.steps.mails import mail_to, open_link
from tests.journeys.steps.pages import (
    attach,
    choose,
    download,
    follow,
    heading,
    open_row,
    press,
    told,
    write,
)


def report(page):
    open_grant(page)
    follow(page, "Final report")
    press(page, "Start your report")
    follow(page, "Tell us what happened")
    write(page, story="We met every week and drank tea.", people="34", attendances="210")
    choose(page, "Yes")
    write(page, people_asked="30", feel_part="27")
    press(page, "Save and continue")
    write(page, spend="£1,000")
    choose(page, "No, we used all of it")
    press(page, "Save and continue")
    attach(page, "photos", "tea.jpg", "image/jpeg", photo_bytes())
    choose(page, "Yes")
    press(page, "Save and continue")
    heading(page, "Check your report")
    press(page, "Send your report")
    told(page, "Somebody will read it and write back.")


def answer_the_report(page):
    open_row(page, GROUP)
    told(page, "We met every week and drank tea.")
    page.get_by_label("Your answer to the group").fill("Thank you: we loved the tea.")
    press(page, "Send this answer and accept the report")


def close_the_grant(page):
    follow(page, "A calm hour")
    press(page, "Close this grant")
    told(page, "Closed")


def read_the_answer(page, mails, person):
    open_link(page, mail_to(mails, person, "we read your report"))
    told(page, "Thank you: we loved the tea.")


def see_what_was_funded(page):
    page.get_by_role("link", name="What we funded").first.click()
    heading(page, "What we funded")
    shown = page.get_by_role("article").filter(has_text="A calm hour")
    expect(shown).to_contain_text(GROUP)
    expect(shown).to_contain_text("£1,000")
    expect(shown.get_by_role("img")).to_be_visible()
    package = json.loads(download(page, "link", "open data"))
    (grant,) = package["grants"]
    del grant["dateModified"], grant["dataSource"], grant["recipientOrganization"][0]["id"]
    assert grant == {
        "id": "360G-willowmere-SMALL-2026-0001",
        "title": "A calm hour",
        "description": "A calm hour after school for children who need one.",
        "currency": "GBP",
        "amountAppliedFor": 1085.5,
        "amountAwarded": 1000,
        "amountDisbursed": 1000,
        "awardDate": "2026-09-07",
        "plannedDates": [{"startDate": "2026-09-07", "endDate": "2026-12-06", "duration": 3}],
        "recipientOrganization": [{"name": GROUP}],
        "fundingOrganization": [{"id": "GB-CHC-0000000", "name": "Willowmere Behavioural Health Centre"}],
        "grantProgramme": [{"code": "small", "title": "Small Grants"}],
        "fromOpenCall": "Yes",
        "beneficiaryLocation": [{"name": "Harbour", "countryCode": "GB"}],
        "classifications": [
            {"vocabulary": "Who it is for", "code": "P01", "title": "Children"},
            {"vocabulary": "Activities", "code": "X01", "title": "The first of activities"},
        ],
    }
