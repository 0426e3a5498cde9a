"""What somebody answered in the quiz, kept with the application that they went on to."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse
from grants.ground.kit.text import digest
from grants.ground.people.actor import Actor
from grants.ground.questions.models import Version
from grants.ground.questions.queries import form_of
from grants.ground.questions.rules import quiz_record, quiz_step
from grants.stages.applications import permissions, rules, verbs
from grants.stages.applications.actions.steps import locked, permit
from grants.stages.applications.models import Application, QuizResult


@transaction.atomic
def keep_quiz_answers(
    application: Application, answers: Mapping[str, str], *, by: Actor, now: dt.datetime
) -> QuizResult:
    """Keeps answers that pass the quiz which the call asks now, {key: code}, with a draft. The same ones again are kept
    once; other ones are a new record, and the newest counts.
    """
    application = locked(application)
    permit(permissions.can_write_application(by, application) or permissions.can_type_in(by, application))
    if not rules.is_being_written(application.status):
        raise refuse("not_a_draft", _("This is sent, so the answers of the quiz stay as they were."))
    version = Version.objects.select_related("questionnaire").filter(pk=application.call.quiz_version_id).first()
    form = form_of(version) if version else None
    if version is None or form is None or quiz_step(form, answers).kind != "done":
        raise refuse("quiz_not_passed", _("These answers do not pass the quiz as it is now. Answer it again."))
    told = quiz_record(form, answers)
    last = application.quiz_results.order_by("-pk").first()
    if last and (last.version_id, last.answers) == (version.pk, told):
        return last
    return _add(application, version.pk, told, by=by, now=now)


def carry_quiz_result(earlier: Application, draft: Application, *, by: Actor, now: dt.datetime) -> QuizResult | None:
    """Takes the answers along to a draft whose call asks the very same quiz; None where it asks another."""
    last = earlier.quiz_results.order_by("-pk").first()
    if last is None or last.version_id != draft.call.quiz_version_id:
        return None
    return _add(draft, last.version_id, last.answers, by=by, now=now)


def _add(application: Application, version_id: int, answers: list[Any], *, by: Actor, now: dt.datetime) -> QuizResult:
    made = QuizResult.objects.create(
        application=application,
        version_id=version_id,
        answers=answers,
        answered_at=now,
        answered_by_id=by.person_id,
    )
    record(verbs.QUIZ_PASSED, application, by=by, now=now, case=application, answers=digest(answers))
    return made
