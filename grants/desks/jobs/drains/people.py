"""Forgetting addresses that nobody proved, sign-in codes that are over, and sessions that have ended."""

import datetime as dt

from django.contrib.sessions.models import Session

from grants.ground.people.actions import look_at_requests, purge_unverified


def forget_strangers(now: dt.datetime) -> int:
    """Returns how many people were forgotten."""
    Session.objects.filter(expire_date__lt=now).delete()
    return purge_unverified(now=now)


def find_groups(now: dt.datetime) -> int:
    """Looks for the groups that people ask to join, and tells those groups. Away from the page, so that the page
    takes as long for a name that nobody knows.
    """
    return look_at_requests(now=now)
