"""Who may do what with an application. When they may is a rule."""

from grants.ground.people.actor import Actor
from grants.ground.people.roles import Permission
from grants.stages.applications.models import Application

SENDS = frozenset({"member", "signatory"})


def can_start_application(actor: Actor, organisation_id: int) -> bool:
    """Anyone with a part in the group."""
    return actor.belongs_to(organisation_id)


def can_write_application(actor: Actor, application: Application) -> bool:
    """Anyone with a part in the group, helpers too."""
    return actor.belongs_to(application.organisation_id)


def can_send_application(actor: Actor, application: Application) -> bool:
    """Members and signatories of the group: they send, take back and withdraw. Helpers only write."""
    return actor.memberships.get(application.organisation_id) in SENDS


def can_type_in(actor: Actor, application: Application) -> bool:
    """Staff who check applications in, for one that came to the office; never one of the group's own people."""
    return bool(application.intake) and can_send_back(actor, application)


def can_start_for_group(actor: Actor, organisation_id: int | None) -> bool:
    """Staff who check applications in, for a group that is not their own."""
    is_own = organisation_id is not None and actor.belongs_to(organisation_id)
    return actor.person_id is not None and actor.may(Permission.CHECK_APPLICATIONS) and not is_own


def can_sign_off_application(actor: Actor, application: Application) -> bool:
    """Signatories of the group, where the call asks that one of them sends."""
    return actor.memberships.get(application.organisation_id) == "signatory"


def can_hand_over_application(actor: Actor, application: Application) -> bool:
    """Members and signatories, and whoever looks after it now."""
    is_lead = actor.belongs_to(application.organisation_id) and application.lead_id == actor.person_id
    return is_lead or can_send_application(actor, application)


def can_write_as_office(actor: Actor) -> bool:
    """Staff who look after cases."""
    return actor.may_any(Permission.CHECK_APPLICATIONS, Permission.MANAGE_AWARDS)


def can_send_back(actor: Actor, application: Application) -> bool:
    """Staff who check applications in; never one of the group's own people."""
    return actor.may(Permission.CHECK_APPLICATIONS) and not actor.belongs_to(application.organisation_id)


def can_send_message(actor: Actor, application: Application) -> bool:
    """The group, and staff who look after cases."""
    return actor.belongs_to(application.organisation_id) or can_write_as_office(actor)
