"""Mending the form of an announced call: a new version takes the place of the one that the call asks."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse, refuse_if
from grants.ground.kit.text import digest, tidy
from grants.ground.people.actor import Actor
from grants.ground.questions.actions import new_draft_version, publish_version
from grants.ground.questions.models import Purpose, Version
from grants.ground.questions.queries import form_of
from grants.ground.questions.rules import changes_record, form_changes
from grants.stages.calls import verbs
from grants.stages.calls.actions.steps import locked_call, permit_announcing
from grants.stages.calls.models import Call, FormMend
from grants.stages.calls.queries import judged_keys
from grants.stages.calls.rules import blockers_to_mend, may_mend
from grants.stages.calls.rules.mending import PARTS, TOO_LATE, asked_version


@transaction.atomic
def begin_mend(call: Call, *, reason: str, by: Actor, now: dt.datetime, purpose: str = Purpose.APPLICATION) -> Version:
    """A draft that begins as a copy of what the call asks now for a purpose: in applying, in its quiz, in reports.
    Nobody else sees it before the mend is published.
    """
    permit_announcing(by)
    call = locked_call(call)
    version = asked_version(call, purpose)
    if version is None or not may_mend(call, now, purpose=purpose):
        raise refuse("cannot_mend", TOO_LATE[purpose])
    return new_draft_version(version.questionnaire, source=version, reason=reason, by=by, now=now)


@transaction.atomic
def mend_form(call: Call, version: Version, *, reason: str, by: Actor, now: dt.datetime) -> FormMend:
    """Publishes `version`, if it is a draft still, and makes it what the call asks from now on.

    Everything that was sent stays as it was; `applications.actions.move_drafts` brings the drafts over, and
    `outcomes.actions.move_report_drafts` those of reports. A quiz needs no more: it counts for newcomers at once.
    Mending with the same version again changes nothing.
    """
    permit_announcing(by)
    reason = tidy(reason)
    call = locked_call(call)
    done = FormMend.objects.filter(call=call, after=version).first()
    if done is not None:
        return done
    before, purpose = _newer_than(call, version), version.questionnaire.purpose
    old, new = form_of(before), form_of(version)
    refuse_if(blockers_to_mend(call, old, new, judged=judged_keys([call.rubric_id or 0]), reason=reason, now=now))
    changes = form_changes(old, new)
    if not changes:
        raise refuse("nothing_changed", _("This version changes nothing yet."))
    publish_version(version, by=by, now=now, reason=reason, unfinished_reason=reason)
    setattr(call, f"{PARTS[purpose]}_version", version)
    call.form_mended_at = now
    call.save(update_fields=[f"{PARTS[purpose]}_version", "form_mended_at"])
    is_done = now if purpose == Purpose.QUIZ else None
    mend = FormMend.objects.create(
        call=call,
        before=before,
        after=version,
        reason=reason,
        changes=changes_record(changes),
        mended_at=now,
        mended_by_id=by.person_id,
        moved_at=is_done,
        told_at=is_done,
    )
    facts: dict[str, Any] = {
        "code": call.code,
        "before": before.number,
        "after": version.number,
        "reason": digest(reason),
    }
    record(verbs.FORM_MENDED, call, by=by, now=now, **facts)
    return mend


def _newer_than(call: Call, version: Version) -> Version:
    """The version that the call asks now. Refuses one of another form, or one that is no newer."""
    asked = asked_version(call, version.questionnaire.purpose)
    if asked is None or asked.questionnaire_id != version.questionnaire_id or asked.number >= version.number:
        raise refuse("other_form", _("Choose a newer version of the form that the call asks."))
    return asked


def mark_mend_moved(mend: FormMend, *, now: dt.datetime) -> None:
    """The last draft was brought over. Marking it again changes nothing."""
    FormMend.objects.filter(pk=mend.pk, moved_at=None).update(moved_at=now)


def mark_mend_told(mend: FormMend, *, now: dt.datetime) -> None:
    """All groups with a draft were told. Marking it again changes nothing."""
    FormMend.objects.filter(pk=mend.pk, told_at=None).update(told_at=now)
