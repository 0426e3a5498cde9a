"""Who may check applications in."""

from grants.ground.people.actor import Actor
from grants.ground.people.roles import Permission
from grants.stages.applications.models import Application


def can_check_application(actor: Actor, application: Application) -> bool:
    """Staff who check applications in; never one of the group's own people."""
    return actor.may(Permission.CHECK_APPLICATIONS) and not actor.belongs_to(application.organisation_id)
