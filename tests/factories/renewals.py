"""Calls that renew grants, with a group that got one and, where wanted, its renewal begun."""

from datetime import timedelta

from grants.ground.questions.actions import build_questionnaire
from grants.stages.applications import actions
from grants.stages.applications.models import Application
from grants.stages.calls.models import Call
from tests.factories.actors import NOW, make_actor
from tests.factories.applications import make_application, make_group
from tests.factories.calls import make_call

LONG_AGO = NOW - timedelta(days=300)
PROJECT = [
    {"key": "title", "type": "short_text", "label": "What is it called?", "meaning": "project_title"},
    {"key": "plan", "type": "long_text", "label": "What will you do?"},
    {"key": "amount", "type": "money", "label": "How much do you need?", "meaning": "amount_requested"},
    {"key": "extra", "type": "short_text", "label": "Anything else?", "is_required": False},
]
PEOPLE = [
    {"key": "contacts", "type": "people", "label": "Who can we talk to?", "meaning": "contacts"},
    {"key": "agree", "type": "declaration", "label": "We agree to the terms."},
]
LEARNED = {"key": "learned", "type": "long_text", "label": "What did you learn last time?"}
WROTE = {
    "title": "Weekly peer evening",
    "plan": "We meet on Tuesdays in the old library and share a pot of soup.",
    "amount": 45_000,
    "contacts": [
        {"name": "Amina Yusuf", "email": "amina@lights.example", "phone": ""},
        {"name": "Ben Castle", "email": "", "phone": "0161 496 0001"},
    ],
    "agree": True,
}


def make_two_part_form(project=PROJECT, people=PEOPLE, *, title="Small grant", now=NOW):
    """A published form of two sections; the questionnaire."""
    sections = [
        {"key": "project", "title": "Your project", "questions": project},
        {"key": "people", "title": "Your people", "questions": people},
    ]
    spec = {"title": title, "purpose": "application", "sections": sections}
    return build_questionnaire(spec, by=make_actor(), now=now).questionnaire


def make_funded_call(code="small-25", *, form=None, **terms):
    """A call of long ago, to which nobody has applied yet."""
    form = form or make_two_part_form(now=LONG_AGO)
    return make_call(code, form=form, opens_at=LONG_AGO, title="Small Grants, last year", **terms)


def make_funded(call=None, *, organisation=None, by=None, answers=WROTE):
    """What a group sent long ago, and was offered a grant for. Judging it left no trace but its status."""
    if organisation is None:
        organisation, by = make_group()
    call, officer, now = call or make_funded_call(), make_actor(), LONG_AGO + timedelta(days=3)
    made = make_application(call, organisation=organisation, by=by, now=now, answers=answers)
    steps = (actions.mark_eligible, actions.mark_recommended, actions.mark_decided, actions.mark_offered)
    for step in steps:
        made = step(made, by=officer, now=now)
    return made


def make_renewing_call(renews: Call, code="again", *, project=PROJECT, people=(*PEOPLE, LEARNED), **terms):
    """An open call that renews the grants of an earlier one, and asks one thing more."""
    form = terms.pop("form", None) or make_two_part_form(project, list(people), title="Small grant again")
    return make_call(code, form=form, renews=renews, title="Small Grants again", **terms)


def make_renewal(call=None, *, organisation=None, by=None, now=NOW) -> Application:
    """A renewal just begun."""
    if organisation is None:
        organisation, by = make_group()
    earlier = make_funded(organisation=organisation, by=by)
    return actions.start_application(call or make_renewing_call(earlier.call), organisation, by=by, now=now)
