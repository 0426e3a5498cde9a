"""What a call is now, what it promises, and when it may be announced. Pure."""

from grants.stages.calls.rules.announcing import (
    REQUIRED_MEANINGS,
    CallPlan,
    FormChoice,
    Part,
    blockers_to_announce,
    readiness,
    warnings_to_announce,
)
from grants.stages.calls.rules.dates import KeyDate, KeyDates, key_dates
from grants.stages.calls.rules.extending import blockers_to_extend, may_extend
from grants.stages.calls.rules.mending import FIXED_WHILE_OPEN, blockers_to_mend, fixed_blockers, may_mend
from grants.stages.calls.rules.phases import (
    CALL_LIFECYCLE,
    PAPER_TAKEN_FOR,
    PHASE_LABELS,
    Dated,
    Phase,
    accepts_new,
    accepts_submit,
    grace_until,
    next_change,
    open_moves,
    phase,
    takes_paper,
)
from grants.stages.calls.rules.rehearsing import REHEARSAL_LASTS, blockers_to_rehearse, rehearsal_code
from grants.stages.calls.rules.renewing import Renewed, blockers_to_announce_renewal, blockers_to_renew
from grants.stages.calls.rules.rubrics import (
    LEVEL_NAMES,
    AnchorSpec,
    CriterionSpec,
    RubricSpec,
    rubric_problems,
)

__all__ = [
    "CALL_LIFECYCLE",
    "FIXED_WHILE_OPEN",
    "LEVEL_NAMES",
    "PAPER_TAKEN_FOR",
    "PHASE_LABELS",
    "REHEARSAL_LASTS",
    "REQUIRED_MEANINGS",
    "AnchorSpec",
    "CallPlan",
    "CriterionSpec",
    "Dated",
    "FormChoice",
    "KeyDate",
    "KeyDates",
    "Part",
    "Phase",
    "Renewed",
    "RubricSpec",
    "accepts_new",
    "accepts_submit",
    "blockers_to_announce",
    "blockers_to_announce_renewal",
    "blockers_to_extend",
    "blockers_to_mend",
    "blockers_to_rehearse",
    "blockers_to_renew",
    "fixed_blockers",
    "grace_until",
    "key_dates",
    "may_extend",
    "may_mend",
    "next_change",
    "open_moves",
    "phase",
    "readiness",
    "rehearsal_code",
    "rubric_problems",
    "takes_paper",
    "warnings_to_announce",
]
