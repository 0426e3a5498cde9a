"""What people do with their mail: the real one, as it came out of a mail server."""

import re

from grants.desks.jobs.tick import Schedule
from grants.ground.kit import clock


def mail_to(mails, person, about):
    """The newest mail to a person about something, after the worker's round."""
    Schedule().tick(clock.now())
    return [mail for mail in mails.mails if mail["To"] == person.email and about in mail["Subject"]][-1]


def found_in(mail, pattern):
    return re.search(pattern, mail.get_body(("plain",)).get_content())[0]


def code_in(mail):
    return found_in(mail, r"\b\d{6}\b")


def open_link(page, mail):
    page.goto(found_in(mail, r"http://\S+"))
