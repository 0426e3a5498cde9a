"""What people do with an application, and what later stages do to it.

Locks are taken from the top of the house down: the application, then its sheet, then the running number.
"""

from grants.stages.applications.actions.answering import choose_answer_language
from grants.stages.applications.actions.changing import (
    forget_drafts,
    restore_application,
    take_back_application,
    withdraw_application,
)
from grants.stages.applications.actions.confirming import confirm_by_link, deny_by_link, record_confirming_call
from grants.stages.applications.actions.copying import copy_application
from grants.stages.applications.actions.drafts import lapse_drafts, start_application, start_with_new_group
from grants.stages.applications.actions.helping import start_as_helper
from grants.stages.applications.actions.hosting import answer_host, ask_host, take_back_host
from grants.stages.applications.actions.intake import (
    add_scan,
    change_coming,
    start_for_group,
    start_for_new_group,
)
from grants.stages.applications.actions.mending import finish_mends, move_drafts
from grants.stages.applications.actions.messages import mark_thread_read, send_message, tell_of_refused_file
from grants.stages.applications.actions.moves import (
    mark_decided,
    mark_declined,
    mark_eligible,
    mark_in_review,
    mark_ineligible,
    mark_offered,
    mark_recommended,
    mark_reserved,
    mark_unchecked,
)
from grants.stages.applications.actions.quiz import keep_quiz_answers
from grants.stages.applications.actions.rehearsing import end_old_rehearsals, end_rehearsal
from grants.stages.applications.actions.reminding import remind_drafters, tell_of_extensions
from grants.stages.applications.actions.routing import move_application
from grants.stages.applications.actions.sending import submit_application
from grants.stages.applications.actions.sent_back import end_round, remind_of_questions, send_back
from grants.stages.applications.actions.taking_down import take_down_answers
from grants.stages.applications.actions.together import (
    ask_for_sign_off,
    end_part,
    give_back_to_writers,
    hand_over_application,
    restore_answer_of,
)

__all__ = [
    "add_scan",
    "answer_host",
    "ask_for_sign_off",
    "ask_host",
    "change_coming",
    "choose_answer_language",
    "confirm_by_link",
    "copy_application",
    "deny_by_link",
    "end_old_rehearsals",
    "end_part",
    "end_rehearsal",
    "end_round",
    "finish_mends",
    "forget_drafts",
    "give_back_to_writers",
    "hand_over_application",
    "keep_quiz_answers",
    "lapse_drafts",
    "mark_decided",
    "mark_declined",
    "mark_eligible",
    "mark_in_review",
    "mark_ineligible",
    "mark_offered",
    "mark_recommended",
    "mark_reserved",
    "mark_thread_read",
    "mark_unchecked",
    "move_application",
    "move_drafts",
    "record_confirming_call",
    "remind_drafters",
    "remind_of_questions",
    "restore_answer_of",
    "restore_application",
    "send_back",
    "send_message",
    "start_application",
    "start_as_helper",
    "start_for_group",
    "start_for_new_group",
    "start_with_new_group",
    "submit_application",
    "take_back_application",
    "take_back_host",
    "take_down_answers",
    "tell_of_extensions",
    "tell_of_refused_file",
    "withdraw_application",
]
