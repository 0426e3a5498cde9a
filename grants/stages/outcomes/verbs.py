"""Audit verbs of outcomes."""

from django.utils.translation import gettext_lazy as _

from grants.ground.audit.verbs import Audience, declare

STAFF, GROUP = Audience.STAFF, Audience.GROUP

REPORT_STARTED = declare("report_started", _("started a report"), GROUP, STAFF)
REPORT_SUBMITTED = declare("report_submitted", _("sent a report"), GROUP, STAFF)
REPORT_SENT_BACK = declare("report_sent_back", _("asked for more about a report"), GROUP, STAFF)
REPORT_ANSWERED = declare("report_answered", _("read and answered a report"), GROUP, STAFF)
REPORTS_MOVED = declare("reports_moved", _("brought reports over to the corrected form"), STAFF)
PHOTO_SIZED = declare("photo_sized", _("made a photo ready for the public page"), STAFF)
