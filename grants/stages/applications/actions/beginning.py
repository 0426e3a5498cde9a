"""Putting what a group wrote before on a fresh draft: to copy it, or to renew a grant."""

import datetime as dt

from grants.ground.audit.actions import record
from grants.ground.people.actor import Actor
from grants.ground.questions.actions import ask_to_confirm, take_answers
from grants.ground.questions.queries import form_of, values_of
from grants.stages.applications import queries, verbs
from grants.stages.applications.models import Application


def begin_with(draft: Application, earlier: Application, *, by: Actor, now: dt.datetime) -> None:
    """Puts the answers of an earlier application on a fresh draft, each with where it was taken from."""
    form = form_of(draft.sheet.version)
    known = {key for key, value in values_of(draft.sheet).items() if value is not None}
    answers = {key: reused for key, reused in queries.carried_into(earlier, form).answers.items() if key not in known}
    take_answers(draft.sheet, form, answers, taken_from=f"application:{earlier.pk}", by=by, now=now)
    draft.copied_from = earlier
    draft.save(update_fields=["copied_from"])
    record(verbs.COPIED, draft, by=by, now=now, case=draft, earlier=earlier.pk, answers=len(answers))


def begin_renewal(draft: Application, earlier: Application, *, by: Actor, now: dt.datetime) -> None:
    """As `begin_with`; every answer that stands as it was waits to be looked through before the draft can be sent."""
    begin_with(draft, earlier, by=by, now=now)
    ask_to_confirm(draft.sheet, queries.keys_to_confirm(draft))
