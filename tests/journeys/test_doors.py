"""A stranger and each role try the doors, in a real browser, with mails through a real mail server."""

import re

import pytest

from grants.desks.jobs.tick import Schedule
from grants.ground.kit import clock
from grants.ground.people.actions import invite
from tests.browser import sign_in_as
from tests.cast import code_of
from tests.factories.funds import make_funder

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The front of each desk, and who may stand there.
FRONTS = {
    "/office/people/": {"administrator", "auditor"},
    "/office/applications/": {"officer", "decision_maker", "auditor"},
    "/finance/": {"finance_preparer", "finance_approver", "auditor"},
    "/cms/": {"editor"},
}
# Anyone signed in may knock here; what they find is their own.
FOR_ALL = {"/apply/", "/panel/"}


def mailed(mails):
    """The words of the newest mail that arrived, after the worker's round."""
    Schedule().tick(clock.now())
    return mails.mails[-1].get_content()


def ask_for_a_code(page, address):
    page.get_by_label("Your email address").fill(address)
    page.get_by_role("button", name="Send me a code").click()


def type_the_code(page, mails):
    """The newest code: it leaves before other mail, so the last mail to arrive may be another one."""
    mailed(mails)
    codes = [re.search(r"\b\d{6}\b", mail.get_content()) for mail in mails.mails]
    page.get_by_label("Code").fill([code for code in codes if code][-1][0])
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def heading(page):
    return page.get_by_role("heading", level=1).inner_text()


def test_stranger_comes_in_by_mail_and_finds_nothing_of_others(browser_page, cast, mails):
    make_funder()
    page = browser_page
    page.goto("/office/people/")
    assert heading(page) == "Sign in"
    ask_for_a_code(page, "nell@newcomers.example")
    type_the_code(page, mails)
    assert page.url.endswith("/office/people/")
    assert heading(page) == "We cannot find that page"
    page.goto("/account/")
    page.get_by_label("Your name").fill("Nell Frost")
    page.get_by_role("button", name="Continue").click()
    assert page.url.endswith("/apply/")
    assert page.goto("/cms/").status == 403


def test_invited_officer_sets_up_the_second_step_and_is_asked_for_it_each_time(browser_page, cast, mails):
    make_funder()
    page = browser_page
    invite("nell@cast.example", role="officer", by=cast.actor("administrator"), now=clock.now())
    page.goto(re.search(r"http://\S+/account/invitation/\S+/", mailed(mails))[0])
    ask_for_a_code(page, "nell@cast.example")
    type_the_code(page, mails)
    page.get_by_role("button", name="Accept the invitation").click()
    assert heading(page) == "Set up your second step"
    secret = page.locator("code").inner_text().replace(" ", "")
    page.get_by_label("The six digits that the app shows").fill(code_of(secret, clock.now()))
    page.get_by_role("button", name="Continue").click()
    assert heading(page) == "Your recovery codes"
    recovery = page.locator(".codes code").first.inner_text()
    assert page.goto("/office/applications/").status == 200

    page.get_by_role("button", name="Sign out").first.click()
    ask_for_a_code(page, "nell@cast.example")
    type_the_code(page, mails)
    page.goto("/office/applications/")
    assert heading(page) == "Second step"
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Continue").click()
    assert "This code is not right." in page.get_by_role("alert").inner_text()
    page.get_by_label("Code").fill(recovery)
    page.get_by_role("button", name="Continue").click()
    assert page.url.endswith("/office/applications/")


def test_form_of_somebody_whose_session_ended_is_not_lost(browser_page, cast, mails):
    make_funder()
    page = browser_page
    sign_in_as(page, cast.applicant)
    page.goto("/account/details/")
    page.get_by_label("Phone number").fill("01234 567 890")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save").click()
    ask_for_a_code(page, cast.applicant.email)
    type_the_code(page, mails)
    assert heading(page) == "Nothing was lost"
    assert "01234 567 890" in page.get_by_role("main").inner_text()
    cast.applicant.refresh_from_db()
    assert cast.applicant.phone == ""
    page.get_by_role("button", name="Send again").click()
    assert page.get_by_label("Phone number").input_value() == "01234 567 890"
    cast.applicant.refresh_from_db()
    assert cast.applicant.phone == "01234 567 890"


@pytest.mark.parametrize(
    "name",
    [
        "administrator",
        "applicant",
        "auditor",
        "decision_maker",
        "editor",
        "finance_approver",
        "finance_preparer",
        "officer",
        "reviewer",
        "stranger",
    ],
)
def test_each_role_finds_its_own_desks(browser_page, cast, name):
    make_funder()
    sign_in_as(browser_page, getattr(cast, name))
    entered = {front for front in {*FRONTS, *FOR_ALL} if browser_page.goto(front).status == 200}
    assert entered == {front for front, who in FRONTS.items() if name in who} | FOR_ALL
