"""Reads: who may renew a grant, what was written then, and what has changed since."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from grants.ground.people.models import Organisation
from grants.ground.questions.queries import Draft, tasks_to_confirm
from grants.ground.questions.rules import unchanged_since
from grants.stages.applications.models import Application, ApplicationStatus, Facts
from grants.stages.applications.queries.drafts import draft_of
from grants.stages.calls.models import Call

Content = Mapping[str, Any]


def is_renewal(application: Application) -> bool:
    """Whether an application renews the grant that it was begun from. No query where its call was read with it."""
    return application.call.renews_id is not None and application.copied_from_id is not None


def grants_to_renew(call: Call) -> QuerySet[Application]:
    """Applications to which a grant was offered in the call that this one renews, the last sent first."""
    rows = Application.objects.filter(call=call.renews_id, status=ApplicationStatus.OFFERED)
    return rows.order_by("-submitted_at", "-pk")


def groups_to_renew(call: Call) -> QuerySet[Organisation]:
    """Groups that may apply to a call that renews another one."""
    return Organisation.objects.filter(pk__in=grants_to_renew(call).order_by().values("organisation"))


def grant_to_renew(call: Call, organisation: Organisation) -> Application | None:
    """What a group would renew in a call: its last application with an offer; None where there is none, and, without a
    query, where the call renews nothing.
    """
    if call.renews_id is None:
        return None
    return grants_to_renew(call).filter(organisation=organisation).select_related("call", "sheet__version").first()


def language_to_renew_in(call: Call, groups: Sequence[Organisation]) -> str:
    """In which language these groups answered last time; empty where they differ, or, without a query, where the call
    renews nothing. Otherwise one query.
    """
    if call.renews_id is None:
        return ""
    rows = grants_to_renew(call).filter(organisation__in=groups).order_by().values_list("sheet__language", flat=True)
    found = set(rows)
    return found.pop() if len(found) == 1 else ""


def renewed_content(application: Application) -> Content | None:
    """What the group wrote last time, for a renewal; None, without a query, for any other application. One query."""
    return content_sent(application.copied_from_id) if is_renewal(application) else None


def content_sent(application_id: int | None) -> Content | None:
    """What an application said when it was sent last. One query."""
    facts = Facts.objects.filter(application=application_id, is_current=True).select_related("snapshot").first()
    return facts.snapshot.content if facts else None


def keys_to_confirm(application: Application) -> frozenset[str]:
    """Questions of a renewal just begun that stand as they were answered last time, with nothing wrong about them."""
    content = renewed_content(application)
    if content is None:
        return frozenset()
    draft = draft_of(application, application.sheet)
    wrong = {problem.field for problem in draft.problems}
    return unchanged_since(content, draft.form, draft.values, draft.files) - wrong


def titles_to_confirm(draft: Draft) -> list[str]:
    """Tasks with answers from last time that nobody looked through yet, by their titles."""
    return [task.title for task in tasks_to_confirm(draft)]
