"""What is done to an application, in the past tense, and who reads it."""

from django.utils.translation import gettext_lazy as _

from grants.ground.audit.verbs import Audience, declare

BOTH = (Audience.GROUP, Audience.STAFF)

STARTED = declare("application_started", _("started the application"), *BOTH)
SUBMITTED = declare("application_submitted", _("sent the application"), *BOTH)
TAKEN_BACK = declare("application_taken_back", _("took the application back to change it"), *BOTH)
WITHDRAWN = declare("application_withdrawn", _("withdrew the application"), *BOTH)
LAPSED = declare("application_lapsed", _("closed the draft, which was not sent in time"), *BOTH)
MESSAGE_SENT = declare("message_sent", _("wrote a message"), *BOTH)
# Evidence only: the act that moved it has its own sentence in the timelines.
MOVED = declare("application_moved", _("moved the application on"))
