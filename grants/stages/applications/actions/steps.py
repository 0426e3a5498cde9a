"""Steps that acts on an application share: lock, permit, set the status, tell people."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.ground.kit.clock import local_date
from grants.ground.kit.errors import refuse, refuse_if
from grants.ground.notifications.actions import queue_mail
from grants.ground.people.models import Organisation, Person
from grants.ground.people.queries import members_of, people_who_may, signatories_of
from grants.ground.people.roles import Permission
from grants.ground.questions.queries import Draft
from grants.ground.reference.queries import funder
from grants.stages.applications import queries, rules
from grants.stages.applications.models import Application


def locked(application: Application) -> Application:
    """The application as it is now, locked until the act is over. Its call and sheet are read, not locked."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("call", "organisation", "sheet")
    return rows.get(pk=application.pk)


def lock_group(application: Application) -> None:
    """Makes whoever starts another draft for the group wait, so that there is never more than one."""
    Organisation.objects.select_for_update(of=("self",)).get(pk=application.organisation_id)


def permit(is_permitted: bool) -> None:
    """Refuses whoever may not do this."""
    if not is_permitted:
        raise refuse("not_yours", _("Only a member of the group can do this. Ask one of them."))


def require_mended(application: Application) -> None:
    """Refuses a draft that a job is just bringing over to the mended form: the group has not seen what changed."""
    if application.call.form_version_id != application.sheet.version_id:
        sentence = _("We have just corrected the form and are bringing your answers over. Look again in a minute.")
        raise refuse("form_mended", sentence)


def refuse_unready(draft: Draft, *, accepts: bool, is_declared: bool) -> None:
    """Refuses to send a draft with everything that stands in the way. `accepts` is the verdict of its call."""
    found = rules.blockers_to_submit(
        accepts=accepts,
        problems=draft.problems,
        to_confirm=queries.titles_to_confirm(draft),
        is_declared=is_declared,
    )
    refuse_if(found)


def move_to(application: Application, status: str, *, now: dt.datetime) -> None:
    """Sets the status. Whether it may is asked before."""
    application.status = status
    application.status_since = now
    application.save(update_fields=["status", "status_since"])


def tell_group(kind: str, application: Application, *, now: dt.datetime, again: int = 0, **more: Any) -> None:
    """Queues one mail of a kind for each member. `again` makes it a new mail when the same happens twice."""
    for person in members_of(application.organisation):
        _tell(kind, application, person, now=now, again=again, page="portal:application", **more)


def tell_signatories(kind: str, application: Application, *, now: dt.datetime, **more: Any) -> None:
    """Queues one mail of a kind for each signatory of the group."""
    for person in signatories_of(application.organisation):
        tell_person(kind, application, person, now=now, again=int(now.timestamp()), **more)


def tell_person(
    kind: str, application: Application, person: Person, *, now: dt.datetime, again: int = 0, **more: Any
) -> None:
    """Queues one mail of a kind for one person of the group."""
    _tell(kind, application, person, now=now, again=again, page="portal:application", **more)


def tell_office(
    kind: str,
    application: Application,
    *,
    now: dt.datetime,
    again: int = 0,
    page: str = "office:application_messages",
) -> None:
    """Queues one mail of a kind for each person who checks applications in."""
    today = local_date(now, funder().timezone)
    for person in people_who_may(Permission.CHECK_APPLICATIONS, today=today):
        _tell(kind, application, person, now=now, again=again, page=page)


def _tell(
    kind: str,
    application: Application,
    person: Person,
    *,
    now: dt.datetime,
    again: int,
    page: str,
    attachment: str = "",
    **facts: Any,
) -> None:
    """Every mail knows the group, the call, the reference and the page to go to; `facts` add to these."""
    known = {
        "group": application.organisation.name,
        "call": application.call.title,
        "reference": application.reference,
        "path": reverse(page, args=[application.pk]),
    }
    queue_mail(
        kind,
        to=person,
        key=f"{application.pk}.{again}",
        context=known | facts,
        now=now,
        case=f"application:{application.pk}",
        attachment=attachment,
    )
