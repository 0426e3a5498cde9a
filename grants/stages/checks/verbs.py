"""What is done at the check-in, in the past tense, and who reads it."""

from django.utils.translation import gettext_lazy as _

from grants.ground.audit.verbs import Audience, declare

LINE_ANSWERED = declare("check_line_answered", _("answered a line of the checklist"), Audience.STAFF)
FOUND_ELIGIBLE = declare("application_found_eligible", _("found the application eligible"), Audience.STAFF)
FOUND_INELIGIBLE = declare("application_found_ineligible", _("found the application not eligible"), Audience.STAFF)
INELIGIBLE_CONFIRMED = declare(
    "application_ineligible_told",
    _("told the group that the application is not eligible"),
    Audience.STAFF,
    Audience.GROUP,
)
FINDING_UNDONE = declare("finding_undone", _("took the check-in up again"), Audience.STAFF)
