"""Answers to our questions that a group tells, or sends on paper, and the office types in."""

import datetime as dt
from typing import Any

from django.db import transaction

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse_if
from grants.ground.people.actor import Actor
from grants.stages.applications import queries, rules, verbs
from grants.stages.applications.actions.sent_back import permit_office
from grants.stages.applications.actions.steps import locked
from grants.stages.applications.models import TYPED_BY_OFFICE, Application, SentBack


def take_down_answers(application: Application, *, intake: str, by: Actor, now: dt.datetime) -> SentBack:
    """The office types in what the group answers, which came as `intake` says. The same again changes nothing.

    Refuses where somebody of the group has begun to answer here: nothing of theirs is written over.
    """
    with transaction.atomic():
        application = locked(application)
        permit_office(by, application)
        standing = queries.open_round(application)
        is_begun = standing is None or bool(standing.intake)
        writers = [] if standing is None or is_begun else queries.answering_of_group(application, standing)
        is_known = intake in TYPED_BY_OFFICE
        refuse_if(rules.blockers_to_take_down(status=application.status, is_known=is_known, writers=writers))
        standing = SentBack.objects.select_for_update(of=("self",)).get(
            application=application, answered_at=None, ended_at=None
        )
        if standing.intake != intake:
            standing.intake = intake
            standing.save(update_fields=["intake"])
            facts: dict[str, Any] = {"number": standing.number, "intake": intake}
            record(verbs.ANSWERS_TAKEN_DOWN, application, by=by, now=now, case=application, **facts)
        return standing
