"""What people do when they judge.

Locks are taken from the top of the house down: the panel, its candidates or assignments by key, then the application.
"""

from grants.stages.assessment.actions.assignments import (
    answer_assignment,
    assign,
    change_assignments,
    remove_assignment,
)
from grants.stages.assessment.actions.conflicts import correct_conflict, declare_conflicts, settle_conflict
from grants.stages.assessment.actions.decisions import decide, recommend
from grants.stages.assessment.actions.members import add_member, invite_member, remove_member
from grants.stages.assessment.actions.panels import (
    change_panel,
    close_scoring,
    create_panel,
    finish_panel,
    mark_panel_released,
    put_before_panel,
    reopen_scoring,
    start_scoring,
)
from grants.stages.assessment.actions.reviews import save_review, submit_review

__all__ = [
    "add_member",
    "answer_assignment",
    "assign",
    "change_assignments",
    "change_panel",
    "close_scoring",
    "correct_conflict",
    "create_panel",
    "decide",
    "declare_conflicts",
    "finish_panel",
    "invite_member",
    "mark_panel_released",
    "put_before_panel",
    "recommend",
    "remove_assignment",
    "remove_member",
    "reopen_scoring",
    "save_review",
    "settle_conflict",
    "start_scoring",
    "submit_review",
]
