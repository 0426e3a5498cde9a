"""Audit verbs of awards."""

from django.utils.translation import gettext_lazy as _

from grants.ground.audit.verbs import Audience, declare

STAFF, GROUP, FINANCE, PUBLIC = Audience.STAFF, Audience.GROUP, Audience.FINANCE, Audience.PUBLIC

PLAN_SAVED = declare("offer_plan_saved", _("planned how the grant would be paid"), STAFF)
DECISIONS_RELEASED = declare("decisions_released", _("released the decisions of the panel"), STAFF)
LETTER_RELEASED = declare("letter_released", _("sent the decision letter"), STAFF, GROUP)
OFFER_MADE = declare("offer_made", _("offered the grant"), STAFF, GROUP, FINANCE)
OFFER_REFUSED = declare("offer_refused", _("turned the offer down"), STAFF, GROUP, FINANCE)
OFFER_RECALLED = declare("offer_recalled", _("recalled the offer"), STAFF, GROUP, FINANCE)
OFFER_LAPSED = declare("offer_lapsed", _("let the offer lapse"), STAFF, GROUP, FINANCE)
SIGNING_CODE_SENT = declare("signing_code_sent", _("asked for a code to sign with"), STAFF, GROUP)
AGREEMENT_SIGNED = declare("agreement_signed", _("signed the agreement"), STAFF, GROUP, FINANCE)
AWARD_ACCEPTED = declare("award_accepted", _("accepted the grant"), STAFF, GROUP, FINANCE)
AGREEMENT_FILED = declare("agreement_filed", _("made the agreement document"), STAFF, GROUP)
LETTER_FILED = declare("letter_filed", _("made the letter document"), STAFF, GROUP)
CONDITION_ANSWERED = declare("condition_answered", _("answered a condition"), STAFF, GROUP)
CONDITION_MET = declare("condition_met", _("found a condition met"), STAFF, GROUP)
CONDITION_RETURNED = declare("condition_returned", _("asked again about a condition"), STAFF, GROUP)
AWARD_ACTIVATED = declare("award_activated", _("started the grant"), STAFF, GROUP, FINANCE)
INSTALMENT_RELEASED = declare("instalment_released", _("released an instalment for payment"), STAFF, FINANCE)
INSTALMENT_PAID = declare("instalment_paid", _("paid an instalment"), STAFF, GROUP, FINANCE)
INSTALMENT_REOPENED = declare("instalment_reopened", _("made an instalment ready to pay again"), STAFF, FINANCE)
GATE_OPENED = declare("gate_opened", _("opened the way to the next instalment"), STAFF, GROUP, FINANCE)
HOLD_PLACED = declare("hold_placed", _("put payments on hold"), STAFF, FINANCE)
HOLD_LIFTED = declare("hold_lifted", _("lifted the hold on payments"), STAFF, FINANCE)
REPORT_DUE_ACCEPTED = declare("report_due_accepted", _("accepted the report"), STAFF, GROUP)
REPORT_WAIVED = declare("report_waived", _("waived a report"), STAFF, GROUP)
AWARD_CLOSED = declare("award_closed", _("closed the grant"), STAFF, GROUP, FINANCE)
PAYEE_CHANGED = declare("payee_changed", _("made the host the one who is paid"), Audience.STAFF, Audience.GROUP)
