"""An administrator invites a colleague: the mail arrives through a real mail server, and the trail tells of it."""

import re

import pytest

from grants.desks.jobs.tick import Schedule
from grants.ground.audit.queries import verify_trail
from grants.ground.kit import clock
from tests.browser import sign_in_as
from tests.factories.funds import make_funder

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def row(page, words):
    """The words of the table's row that holds `words`."""
    return page.get_by_role("row").filter(has_text=words).first.inner_text()


def test_invitation_leaves_its_evidence(browser_page, cast, mails):
    make_funder()
    page = browser_page
    sign_in_as(page, cast.administrator)

    page.goto("/office/people/invite/")
    page.get_by_label("Their email address").fill("nell@colleagues.example")
    page.get_by_label("Their name").fill("Nell Frost")
    page.get_by_label("Grants officer").check()
    page.get_by_role("main").get_by_role("button").last.click()

    page.goto("/office/outbox/")
    assert "Waiting" in row(page, "nell@colleagues.example")
    assert mails.mails == []

    Schedule().tick(clock.now())
    (mail,) = mails.mails
    assert mail["To"] == "nell@colleagues.example"
    link = re.search(r"/account/invitation/\S+/", mail.get_content())[0]

    page.goto("/office/outbox/")
    assert "Sent" in row(page, "nell@colleagues.example")
    page.get_by_role("link", name="An invitation with a personal link").click()
    assert "so its words are not shown" in page.get_by_role("main").inner_text()
    assert link not in page.content()

    page.goto("/office/audit/")
    assert "Ada Stone sent an invitation" in row(page, "sent an invitation")
    assert "Waiting" not in row(page, "sent an invitation")
    assert verify_trail(now=clock.now()).is_right is True
    assert page.get_by_text("The audit trail is sound").count() == 1
