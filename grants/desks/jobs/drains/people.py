"""Forgetting addresses that nobody proved, sign-in codes that are over, and sessions that have ended."""

import datetime as dt

from django.contrib.sessions.models import Session

from grants.ground.people.actions import purge_unverified


def forget_strangers(now: dt.datetime) -> int:
    """Returns how many people were forgotten."""
    Session.objects.filter(expire_date__lt=now).delete()
    return purge_unverified(now=now)
