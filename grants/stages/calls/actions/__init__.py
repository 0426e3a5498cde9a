"""Acts on calls and rubrics."""

from grants.stages.calls.actions.announcing import announce_call, archive_call, cancel_call
from grants.stages.calls.actions.calls import change_call, create_call
from grants.stages.calls.actions.extending import extend_call, mark_change_told
from grants.stages.calls.actions.mending import begin_mend, mark_mend_moved, mark_mend_told, mend_form
from grants.stages.calls.actions.packs import attach_pack_files, want_pack
from grants.stages.calls.actions.quiz_stops import count_quiz_stop
from grants.stages.calls.actions.rehearsing import put_rehearsal_away, rehearse_call
from grants.stages.calls.actions.rubrics import (
    add_criterion,
    build_rubric,
    change_criterion,
    change_rubric,
    copy_rubric,
    create_rubric,
    move_criterion,
    remove_criterion,
)

__all__ = [
    "add_criterion",
    "announce_call",
    "archive_call",
    "attach_pack_files",
    "begin_mend",
    "build_rubric",
    "cancel_call",
    "change_call",
    "change_criterion",
    "change_rubric",
    "copy_rubric",
    "count_quiz_stop",
    "create_call",
    "create_rubric",
    "extend_call",
    "mark_change_told",
    "mark_mend_moved",
    "mark_mend_told",
    "mend_form",
    "move_criterion",
    "put_rehearsal_away",
    "rehearse_call",
    "remove_criterion",
    "want_pack",
]
