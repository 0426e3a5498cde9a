"""Audit verbs of calls and rubrics."""

from django.utils.translation import gettext_lazy as _

from grants.ground.audit.verbs import Audience, declare

CALL_CREATED = declare("call_created", _("began a new call"), Audience.STAFF)
CALL_CHANGED = declare("call_changed", _("changed the call"), Audience.STAFF)
CALL_ANNOUNCED = declare("call_announced", _("announced the call"), Audience.STAFF, Audience.PUBLIC)
CALL_EXTENDED = declare("call_extended", _("moved the closing date of the call"), Audience.STAFF, Audience.PUBLIC)
FORM_MENDED = declare("form_mended", _("corrected the form of the call"), Audience.STAFF, Audience.PUBLIC)
CALL_CANCELLED = declare("call_cancelled", _("cancelled the call"), Audience.STAFF, Audience.PUBLIC)
CALL_ARCHIVED = declare("call_archived", _("put the call away"), Audience.STAFF)
CALL_REHEARSED = declare("call_rehearsed", _("began a rehearsal of the call"), Audience.STAFF)
REHEARSAL_ENDED = declare("rehearsal_ended", _("ended a rehearsal of the call"), Audience.STAFF)
PACK_MADE = declare("pack_made", _("made the question pack"), Audience.STAFF)
RUBRIC_CREATED = declare("rubric_created", _("began a new rubric"), Audience.STAFF)
RUBRIC_CHANGED = declare("rubric_changed", _("changed the rubric"), Audience.STAFF)
