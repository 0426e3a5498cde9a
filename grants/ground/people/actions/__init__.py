"""What people can do to people: join, sign in, prove who they are, give roles, invite, form groups."""

from grants.ground.people.actions.contact import add_person_without_email, change_contact
from grants.ground.people.actions.invitations import accept_invitation, cancel_invitation, invite
from grants.ground.people.actions.organisations import (
    add_organisation,
    add_organisation_as_helper,
    add_organisation_for,
    change_organisation,
    change_part,
    join_organisation,
    leave_organisation,
)
from grants.ground.people.actions.people import (
    add_person,
    change_details,
    choose_language,
    purge_unverified,
    verify_person,
)
from grants.ground.people.actions.rehearsals import add_rehearsal_group, close_rehearsal_group
from grants.ground.people.actions.requests import answer_request, ask_to_join, look_at_requests, refuse_unknown
from grants.ground.people.actions.roles import end_role, give_role
from grants.ground.people.actions.second_factor import (
    make_recovery_codes,
    prove_second_factor,
    set_up_second_factor,
    take_off_second_factor,
)
from grants.ground.people.actions.sign_in import (
    end_other_sessions,
    end_session,
    send_sign_in_code,
    send_sign_in_code_by_text,
    use_sign_in_code,
)

__all__ = [
    "accept_invitation",
    "add_organisation",
    "add_organisation_as_helper",
    "add_organisation_for",
    "add_person",
    "add_person_without_email",
    "add_rehearsal_group",
    "answer_request",
    "ask_to_join",
    "cancel_invitation",
    "change_contact",
    "change_details",
    "change_organisation",
    "change_part",
    "choose_language",
    "close_rehearsal_group",
    "end_other_sessions",
    "end_role",
    "end_session",
    "give_role",
    "invite",
    "join_organisation",
    "leave_organisation",
    "look_at_requests",
    "make_recovery_codes",
    "prove_second_factor",
    "purge_unverified",
    "refuse_unknown",
    "send_sign_in_code",
    "send_sign_in_code_by_text",
    "set_up_second_factor",
    "take_off_second_factor",
    "use_sign_in_code",
    "verify_person",
]
