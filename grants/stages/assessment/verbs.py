"""Audit verbs of the judgement. Ties to a group are never told to the group."""

from django.utils.translation import gettext_lazy as _

from grants.ground.audit.verbs import Audience, declare

STAFF, PANEL = Audience.STAFF, Audience.PANEL

PANEL_CREATED = declare("panel_created", _("set up the panel"), STAFF)
PANEL_CHANGED = declare("panel_changed", _("changed the panel"), STAFF)
MEMBER_ADDED = declare("panel_member_added", _("added a member to the panel"), STAFF)
MEMBER_REMOVED = declare("panel_member_removed", _("took a member off the panel"), STAFF)
PUT_BEFORE_PANEL = declare("put_before_panel", _("put the application before the panel"), STAFF, PANEL)
REVIEWER_ASKED = declare("reviewer_asked", _("asked a reviewer to read the application"), STAFF)
REVIEWER_TAKEN_OFF = declare("reviewer_taken_off", _("took a reviewer off the application"), STAFF)
ASSIGNMENT_ACCEPTED = declare("assignment_accepted", _("agreed to read the application"), STAFF)
ASSIGNMENT_DECLINED = declare("assignment_declined", _("could not read the application"), STAFF)
ASSIGNMENT_LAPSED = declare("assignment_lapsed", _("did not answer in time"), STAFF)
CONFLICTS_DECLARED = declare("conflicts_declared", _("said which groups they know"), STAFF)
CONFLICT_DECLARED = declare("conflict_declared", _("declared a tie to the group"), STAFF)
CONFLICT_DETECTED = declare("conflict_detected", _("found a possible tie to the group"), STAFF)
CONFLICT_SETTLED = declare("conflict_settled", _("settled what a tie to the group means"), STAFF)
CONFLICT_CORRECTED = declare("conflict_corrected", _("corrected a declared tie to the group"), STAFF)
SCORING_STARTED = declare("scoring_started", _("started scoring"), STAFF, PANEL)
SCORING_CLOSED = declare("scoring_closed", _("ended scoring"), STAFF, PANEL)
SCORING_REOPENED = declare("scoring_reopened", _("opened scoring again"), STAFF, PANEL)
REVIEW_SUBMITTED = declare("review_submitted", _("sent in a review"), STAFF, PANEL)
REVIEW_CHANGED = declare("review_changed", _("sent in a changed review"), STAFF, PANEL)
RECOMMENDED = declare("recommended", _("recommended what to do"), STAFF)
DECIDED = declare("decided", _("decided"), STAFF)
PANEL_FINISHED = declare("panel_finished", _("finished deciding"), STAFF)
