"""All that the audit trail hears of equality answers: how many came, the day after."""

from django.utils.translation import gettext_lazy as _

from grants.ground.audit.verbs import Audience, declare

ANSWERS_COUNTED = declare("equality_answers_counted", _("counted the equality answers of a day"), Audience.STAFF)
