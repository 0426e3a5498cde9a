"""A form from another form: everything it asks, under the same keys, so that answers match."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse
from grants.ground.people.actor import Actor
from grants.ground.questions import verbs
from grants.ground.questions.actions.building import create_questionnaire, form_title, may_build
from grants.ground.questions.models import Question, Questionnaire, Version


@transaction.atomic
def copy_form(version: Version, *, title: str, by: Actor, now: dt.datetime) -> Version:
    """A new form for the same purpose, whose draft asks what `version` asks, conditions and checks included.

    The name must be new: what was sent twice is not made twice.
    """
    may_build(by)
    source = Questionnaire.objects.select_for_update(of=("self",)).get(pk=version.questionnaire_id)
    made = create_questionnaire(unused_title(title), source.purpose, by=by, now=now)
    draft = made.versions.get()
    draft.checks, draft.languages, draft.translated = version.checks, version.languages, version.translated
    draft.save(update_fields=["checks", "languages", "translated"])
    copy_questions(version, draft)
    record(verbs.QUESTIONNAIRE_COPIED, made, by=by, now=now, source=source.pk, number=version.number)
    return draft


def unused_title(title: str) -> str:
    """A name for a form that no other form has. Refuses one that is taken, in capitals or not."""
    wanted = form_title(title)
    if Questionnaire.objects.filter(title__iexact=wanted).exists():
        raise refuse("title_taken", _("There is a form of this name already. Choose another name."), "title")
    return wanted


def copy_questions(source: Version, target: Version) -> None:
    """Sections and questions of `source`, with their keys, in `target`."""
    for section in source.sections.order_by("position", "pk"):
        questions = list(section.questions.order_by("position", "pk"))
        section.pk, section.version, section._state.adding = None, target, True
        section.save(force_insert=True)
        for question in questions:
            question.pk, question.version, question.section, question._state.adding = None, target, section, True
        Question.objects.bulk_create(questions)
