"""What is done to people, roles and organisations."""

from django.utils.translation import gettext_lazy as _

from grants.ground.audit.verbs import Audience, declare

PERSON_JOINED = declare("person_joined", _("signed in for the first time"), Audience.STAFF)
SIGNED_IN = declare("signed_in", _("signed in"), Audience.STAFF)
SESSIONS_ENDED = declare("sessions_ended", _("signed out of other browsers"), Audience.STAFF)
DETAILS_CHANGED = declare("details_changed", _("changed their own details"), Audience.STAFF)
CONTACT_CHANGED = declare("contact_changed", _("changed how to reach a person"), Audience.STAFF, Audience.GROUP)
PERSON_ADDED = declare("person_added", _("added a person who has no email"), Audience.STAFF, Audience.GROUP)

SECOND_FACTOR_SET_UP = declare("second_factor_set_up", _("set up their second step"), Audience.STAFF)
SECOND_FACTOR_REPLACED = declare("second_factor_replaced", _("replaced their second step"), Audience.STAFF)
SECOND_FACTOR_TAKEN_OFF = declare("second_factor_taken_off", _("took off a colleague’s second step"), Audience.STAFF)
RECOVERY_CODE_USED = declare("recovery_code_used", _("used a recovery code"), Audience.STAFF)
RECOVERY_CODES_MADE = declare("recovery_codes_made", _("made new recovery codes"), Audience.STAFF)

ROLE_GIVEN = declare("role_given", _("gave a role"), Audience.STAFF)
ROLE_ENDED = declare("role_ended", _("ended a role"), Audience.STAFF)

PERSON_INVITED = declare("person_invited", _("sent an invitation"), Audience.STAFF, Audience.GROUP)
INVITATION_ACCEPTED = declare("invitation_accepted", _("accepted an invitation"), Audience.STAFF, Audience.GROUP)
INVITATION_CANCELLED = declare("invitation_cancelled", _("cancelled an invitation"), Audience.STAFF, Audience.GROUP)

ORGANISATION_ADDED = declare("organisation_added", _("added the group"), Audience.STAFF, Audience.GROUP)
ORGANISATION_CHANGED = declare("organisation_changed", _("changed the group’s details"), Audience.STAFF, Audience.GROUP)
ORGANISATION_JOINED = declare("organisation_joined", _("added someone to the group"), Audience.STAFF, Audience.GROUP)
JOIN_ASKED = declare("join_asked", _("asked to join a group"), Audience.STAFF)
JOIN_ACCEPTED = declare("join_accepted", _("let somebody into the group who had asked"), Audience.STAFF, Audience.GROUP)
JOIN_REFUSED = declare("join_refused", _("did not let somebody into the group who had asked"), Audience.STAFF)
ORGANISATION_LEFT = declare("organisation_left", _("took someone off the group"), Audience.STAFF, Audience.GROUP)
