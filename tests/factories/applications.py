"""Applications, reached by the acts of a group."""

import uuid
from datetime import timedelta

from django.urls import reverse

from grants.ground.people.models import MemberRole, Person
from grants.ground.people.queries import actor_of
from grants.ground.questions.actions import save_answer
from grants.stages.applications.actions import start_application, submit_application
from grants.stages.applications.models import Application
from tests.factories.actors import NOW
from tests.factories.calls import make_call
from tests.factories.people import belong, make_organisation, make_person

# What the short form of tests/factories/calls.py asks, answered in full.
ANSWERS = {
    "title": "Weekly peer evening",
    "amount": 45_000,
    "contacts": [
        {"name": "Amina Yusuf", "email": "amina@lights.example", "phone": ""},
        {"name": "Ben Castle", "email": "", "phone": "0161 496 0001"},
    ],
}


def actor(person, today=NOW):
    """The Actor of a person, with what they belong to by now."""
    return actor_of(Person.objects.get(pk=person.pk), today=today.date())


def make_group(name="", *, role=MemberRole.SIGNATORY):
    """A group with one member; returns the group and the member's Actor."""
    organisation = make_organisation(name)
    person = make_person()
    belong(person, organisation, role)
    return organisation, actor(person)


def answer(application, *, by, now=NOW, **values):
    """Saves answers by question key."""
    for key, value in values.items():
        save_answer(application.sheet, key, value, base=None, save_id=str(uuid.uuid4()), by=by, now=now)


def make_draft(call=None, *, organisation=None, by=None, now=NOW, answers=ANSWERS):
    """A draft with everything filled in, unless other answers are given."""
    if organisation is None:
        organisation, by = make_group()
    application = start_application(call or make_call(), organisation, by=by, now=now)
    answer(application, by=by, now=now, **answers)
    return application


def make_application(call=None, *, organisation=None, by=None, now=NOW, answers=ANSWERS):
    """A sent application."""
    if organisation is None:
        organisation, by = make_group()
    draft = make_draft(call, organisation=organisation, by=by, now=now, answers=answers)
    return submit_application(draft, by=by, now=now)


def reread(application):
    """The application as the database has it now."""
    return Application.objects.select_related("call", "organisation", "sheet").get(pk=application.pk)


def page_of(application, name="application"):
    """The portal's address of an application."""
    return reverse(f"portal:{name}", args=[application.pk])


def minutes(count):
    return timedelta(minutes=count)
