"""The language in which a group answers, which is its own choice and not that of its screens."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse
from grants.ground.people.actor import Actor
from grants.ground.questions.actions import set_answer_language
from grants.stages.applications import permissions, rules, verbs
from grants.stages.applications.actions.steps import locked, permit
from grants.stages.applications.models import Application


def choose_answer_language(application: Application, language: str, *, by: Actor, now: dt.datetime) -> Application:
    """Says in which language a draft is answered. What is written already stays as it is."""
    with transaction.atomic():
        application = locked(application)
        permit(permissions.can_write_application(by, application))
        if not rules.is_being_written(application.status):
            raise refuse("not_being_written", _("The language can be changed while you are writing."), "language")
        if set_answer_language(application.sheet, language):
            application.sheet.refresh_from_db()
            record(verbs.ANSWER_LANGUAGE_CHOSEN, application, by=by, now=now, case=application, language=language)
        return application
