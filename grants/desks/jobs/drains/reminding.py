"""Reminds people of what they were asked, while there is still time."""

import datetime as dt

from grants.ground.papers import actions as papers
from grants.stages.applications.actions import sent_back


def remind_of_questions(now: dt.datetime) -> int:
    """Groups whose day to answer our questions is near."""
    return sent_back.remind_of_questions(now=now)


def remind_of_papers(now: dt.datetime) -> int:
    """Groups one of whose papers ends within 30 days."""
    return papers.remind_of_papers(now=now)
