"""Finance checks an account with two people, pays in a sealed batch, and keeps the books."""

import csv
import datetime as dt
import io

from django.urls import reverse
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.journeys.steps.asking import GROUP
from tests.journeys.steps.pages import (
    choose,
    download,
    follow,
    open_row,
    press,
    told,
)


def check_the_account(page, code):
    follow(page, GROUP)
    press(page, "Show the full numbers")
    told(page, "12345678")
    choose(page, "We saw a bank statement")
    page.get_by_label("What you saw").fill("Statement of October.")
    page.get_by_label("Code from your authenticator app").fill(code)
    press(page, "These details are the group’s own")
    told(page, "Checked. Now someone else verifies these details.")


def verify_the_account(page, code):
    follow(page, GROUP)
    page.get_by_label("Code from your authenticator app").fill(code)
    press(page, "Verify")
    told(page, "Verified. This account can be paid.")


def start_the_grant(page):
    open_row(page, GROUP)
    press(page, "Start this grant")
    press(page, "Release 1")


def build_a_batch(page):
    expect(page.get_by_role("row").filter(has_text=GROUP)).to_contain_text("£1,000")
    press(page, "Build a batch")
    told(page, "You built this batch, so someone else must approve it.")


def approve_the_batch(page, code):
    open_row(page, "£1,000")
    page.get_by_label("Code from your authenticator app").fill(code)
    press(page, "Approve and seal")
    told(page, "Approved and sealed.")


def take_the_bank_file(page):
    page.reload()
    content = download(page, "button", "Download the bank file and mark as sent")
    (row,) = csv.DictReader(io.StringIO(content.decode()))
    assert row == {
        "Sort code": "309430",
        "Account number": "12345678",
        "Payee name": "HARBOUR LIGHTS",
        "Amount": "1000.00",
        "Currency": "GBP",
        "Reference": "SMALL-2026-0001",
        "Pay on": "2026-09-08",
    }


def read_the_workbook(page):
    content = download(page, "link", "Download the award workbook")
    heads, row = load_workbook(io.BytesIO(content))["Awards"].iter_rows(values_only=True)
    award = dict(zip(heads, row, strict=True))
    assert award == {
        "Reference": "SMALL-2026-0001",
        "Group": GROUP,
        "Paid to": GROUP,
        "Project": "A calm hour",
        "Legal form": "A few neighbours or a group without rules",
        "Charity number": None,
        "Company number": None,
        "Call": "Small Grants",
        "Fund": "Community Wellbeing Fund",
        "Financial year": 2026,
        "Decided on": dt.datetime(2026, 9, 7),
        "Accepted on": dt.datetime(2026, 9, 7),
        "Starts": dt.datetime(2026, 9, 7),
        "Ends": dt.datetime(2026, 12, 6),
        "Status": "Active",
        "Currency": "GBP",
        "Requested": 1085.5,
        "Awarded": 1000,
        "Committed": 1000,
        "Paid": 1000,
        "Refunded": 0,
        "Outstanding": "=R2-S2",
        "Next due": None,
        "Districts": "D01",
        "Populations": "P01",
        "Public": "yes",
    }


def mark_as_arrived(page):
    page.goto(reverse("finance:payments"))
    open_row(page, GROUP)
    press(page, "Mark as arrived")
    expect(page.locator("main .tag")).to_have_text("Arrived")
