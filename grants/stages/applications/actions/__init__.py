"""What people do with an application, and what later stages do to it.

Locks are taken from the top of the house down: the application, then its sheet, then the running number.
"""

from grants.stages.applications.actions.drafts import lapse_drafts, start_application, start_with_new_group
from grants.stages.applications.actions.messages import send_message
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
from grants.stages.applications.actions.sending import submit_application, take_back_application, withdraw_application

__all__ = [
    "lapse_drafts",
    "mark_decided",
    "mark_declined",
    "mark_eligible",
    "mark_in_review",
    "mark_ineligible",
    "mark_offered",
    "mark_recommended",
    "mark_reserved",
    "mark_unchecked",
    "send_message",
    "start_application",
    "start_with_new_group",
    "submit_application",
    "take_back_application",
    "withdraw_application",
]
