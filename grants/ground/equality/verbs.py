"""All that the audit trail hears of equality answers: how many came, the day after. And who wrote the questions."""

from django.utils.translation import gettext_lazy as _

from grants.ground.audit.verbs import Audience, declare

ANSWERS_COUNTED = declare("equality_answers_counted", _("counted the equality answers of a day"), Audience.STAFF)
QUESTIONS_CHANGED = declare("equality_questions_changed", _("changed the equality questions"), Audience.STAFF)
QUESTIONS_TRANSLATED = declare("equality_questions_translated", _("translated the equality questions"), Audience.STAFF)
