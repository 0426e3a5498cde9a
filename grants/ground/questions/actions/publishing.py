"""Publishing a version, and starting the next one."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse, refuse_if
from grants.ground.kit.text import digest, tidy
from grants.ground.people.actor import Actor
from grants.ground.questions import verbs
from grants.ground.questions.actions.building import may_build
from grants.ground.questions.actions.copying import copy_questions
from grants.ground.questions.actions.translating import require_reason_for_gaps
from grants.ground.questions.models import Questionnaire, Version, VersionStatus
from grants.ground.questions.queries import form_of
from grants.ground.questions.rules import blockers_to_publish, form_digest


@transaction.atomic
def publish_version(
    version: Version, *, by: Actor, now: dt.datetime, reason: str = "", unfinished_reason: str = ""
) -> Version:
    """Freezes a draft under the digest of what it asks. A version after the first needs a reason, and one with a
    language that is not complete another.

    Publishing again a version that is published returns it unchanged.
    """
    may_build(by)
    version = Version.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if version.status == VersionStatus.PUBLISHED:
        return version
    version.reason = tidy(reason) or version.reason
    if version.number > 1 and not version.reason:
        raise refuse("reason_missing", _("Say what changed and why."), "reason")
    form = form_of(version)
    refuse_if(blockers_to_publish(form))
    version.unfinished_reason = require_reason_for_gaps(version, unfinished_reason)
    version.status = VersionStatus.PUBLISHED
    version.digest = form_digest(form)
    version.published_at, version.published_by_id = now, by.person_id
    version.save()
    facts: dict[str, Any] = {"number": version.number, "digest": version.digest}
    if version.unfinished_reason:
        facts["unfinished_reason"] = digest(version.unfinished_reason)
    record(verbs.VERSION_PUBLISHED, version, by=by, now=now, **facts)
    return version


@transaction.atomic
def new_draft_version(
    questionnaire: Questionnaire, *, by: Actor, now: dt.datetime, reason: str = "", source: Version | None = None
) -> Version:
    """A draft that begins as a copy of `source`, the newest version if none is given. Refused while another draft is
    being written.
    """
    may_build(by)
    questionnaire = Questionnaire.objects.select_for_update(of=("self",)).get(pk=questionnaire.pk)
    latest = questionnaire.versions.order_by("-number").first()
    if latest is None or latest.status == VersionStatus.DRAFT:
        raise refuse("draft_exists", _("Someone has already started a new version. Go on with that one."))
    if not tidy(reason):
        raise refuse("reason_missing", _("Say what changes and why."), "reason")
    source = source or latest
    draft = Version.objects.create(
        questionnaire=questionnaire,
        number=latest.number + 1,
        reason=tidy(reason),
        checks=source.checks,
        languages=source.languages,
        translated=source.translated,
    )
    copy_questions(source, draft)
    record(verbs.VERSION_DRAFTED, draft, by=by, now=now, number=draft.number)
    return draft
