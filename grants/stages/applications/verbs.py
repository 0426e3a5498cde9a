"""What is done to an application, in the past tense, and who reads it."""

from django.utils.translation import gettext_lazy as _

from grants.ground.audit.verbs import Audience, declare

BOTH = (Audience.GROUP, Audience.STAFF)

STARTED = declare("application_started", _("started the application"), *BOTH)
TYPED_IN = declare("application_typed_in", _("started to type in an application that came to the office"), *BOTH)
COMING_CHANGED = declare("coming_changed", _("put right how and when an application came"), Audience.STAFF)
LATE_TAKEN = declare("late_taken", _("took an application that came after the call closed"), *BOTH)
STARTED_BY_HELPER = declare("application_started_by_helper", _("began the application as a helper of the group"), *BOTH)
BACKED = declare("application_backed", _("stood behind the application for the group"), *BOTH)
DENIED = declare("application_denied", _("said that the application is not theirs"), *BOTH)
SCAN_ADDED = declare("scan_added", _("added a scan of what came on paper"), Audience.STAFF)
CONFIRMATION_ASKED = declare("confirmation_asked", _("asked the group to confirm what was typed in for it"), *BOTH)
CONFIRMED = declare("application_confirmed", _("confirmed what was typed in for the group"), *BOTH)
CONFIRMED_BY_CALL = declare("application_confirmed_by_call", _("noted that the group confirmed on the phone"), *BOTH)
COPIED = declare("application_copied", _("began with the answers of an earlier application"), *BOTH)
QUIZ_PASSED = declare("quiz_passed", _("answered the eligibility quiz, which fits the call"), *BOTH)
MOVED_TO_CALL = declare("application_moved_to_call", _("moved the draft to another call"), *BOTH)
SUBMITTED = declare("application_submitted", _("sent the application"), *BOTH)
TAKEN_BACK = declare("application_taken_back", _("took the application back to change it"), *BOTH)
WITHDRAWN = declare("application_withdrawn", _("withdrew the application"), *BOTH)
RESTORED = declare("application_restored", _("brought the application back"), *BOTH)
# What a group does with its draft before sending is its own affair.
SIGN_OFF_ASKED = declare("sign_off_asked", _("asked for the application to be signed off"), Audience.GROUP)
GIVEN_BACK = declare("application_given_back", _("gave the application back to the writers"), Audience.GROUP)
HANDED_OVER = declare("application_handed_over", _("gave the application to somebody else to look after"), *BOTH)
ANSWER_RESTORED = declare("answer_restored", _("brought an earlier answer back"), Audience.GROUP)
ANSWER_LANGUAGE_CHOSEN = declare("answer_language_chosen", _("chose the language of the answers"), Audience.GROUP)
FORGOTTEN = declare("application_forgotten", _("forgot what was written in a deleted draft"), *BOTH)
LAPSED = declare("application_lapsed", _("closed the draft, which was not sent in time"), *BOTH)
MESSAGE_SENT = declare("message_sent", _("wrote a message"), *BOTH)
SENT_BACK = declare("application_sent_back", _("sent questions back to the group"), *BOTH)
QUESTIONS_ANSWERED = declare("questions_answered", _("answered the questions and sent the application again"), *BOTH)
ANSWERS_TAKEN_DOWN = declare("answers_taken_down", _("began to type in the answers of the group"), *BOTH)
QUESTIONS_ENDED = declare("questions_ended", _("went on with the application as it was sent before"), *BOTH)
QUESTIONS_REMINDED = declare("questions_reminded", _("reminded the group of the questions"), *BOTH)
DRAFTS_MOVED = declare("drafts_moved", _("brought drafts over to the corrected form"), Audience.STAFF)
# Evidence only: the act that moved it has its own sentence in the timelines.
MOVED = declare("application_moved", _("moved the application on"))

HOST_ASKED = declare("host_asked", _("asked another organisation to hold the money"), *BOTH)
HOST_CONFIRMED = declare("host_confirmed", _("confirmed to hold the money for the group"), *BOTH)
HOST_DECLINED = declare("host_declined", _("said no to holding the money for the group"), *BOTH)
HOST_WITHDRAWN = declare("host_withdrawn", _("no longer asks another organisation to hold the money"), *BOTH)
