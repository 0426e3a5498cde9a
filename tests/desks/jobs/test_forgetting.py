"""What is forgotten by the clock about people who never came in."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session

from grants.desks.jobs.drains.people import forget_strangers
from grants.ground.people.models import Person
from tests.cast import NOW
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def test_strangers_and_ended_sessions_are_forgotten():
    make_person("Stranger", verified_at=None, joined_at=NOW - dt.timedelta(days=3))
    make_person("Known")
    Session.objects.create(session_key="old", session_data="", expire_date=NOW - dt.timedelta(seconds=1))
    Session.objects.create(session_key="new", session_data="", expire_date=NOW + dt.timedelta(seconds=1))
    assert [forget_strangers(NOW), forget_strangers(NOW)] == [1, 0]
    assert list(Person.objects.values_list("name", flat=True)) == ["Known"]
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
