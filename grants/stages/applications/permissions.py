"""Who may do what with an application. When they may is a rule."""

from grants.ground.people.actor import Actor
from grants.ground.people.roles import Permission
from grants.stages.applications.models import TYPED_BY_OFFICE, Application, Intake, SentBack

SENDS = frozenset({"member", "signatory"})


def can_start_application(actor: Actor, organisation_id: int) -> bool:
    """Anyone with a part in the group."""
    return actor.belongs_to(organisation_id)


def can_write_application(actor: Actor, application: Application) -> bool:
    """Anyone with a part in the group, helpers too."""
    return actor.belongs_to(application.organisation_id)


def can_send_application(actor: Actor, application: Application) -> bool:
    """Members and signatories of the group: they send, take back and withdraw. Helpers only write, but for the one who
    began it for a group that nobody of has answered for yet.
    """
    is_of_group = actor.memberships.get(application.organisation_id) in SENDS
    return is_of_group or is_first_helper(actor, application)


def is_first_helper(actor: Actor, application: Application) -> bool:
    """The helper who began it for a group without an account, until somebody of the group stands behind it."""
    is_helper = actor.memberships.get(application.organisation_id) == "helper"
    is_unbacked = application.intake == Intake.HELPER and application.backed_at is None
    return is_helper and is_unbacked and application.started_by_id == actor.person_id


def can_type_in(actor: Actor, application: Application) -> bool:
    """Staff who check applications in, for one that came to the office; never one of the group's own people."""
    return application.intake in TYPED_BY_OFFICE and can_send_back(actor, application)


def can_type_in_answers(actor: Actor, application: Application, standing: SentBack) -> bool:
    """As can_type_in, for answers to our questions that the group told, or sent on paper."""
    return standing.intake in TYPED_BY_OFFICE and can_send_back(actor, application)


def can_note_confirmation(actor: Actor, application: Application) -> bool:
    """Staff who check applications in note that a group said yes on the phone; never to one of their own."""
    return can_send_back(actor, application)


def can_accept_late(actor: Actor) -> bool:
    """Whoever may announce and extend calls may take what came after closing."""
    return actor.may(Permission.ANNOUNCE_CALLS)


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
