"""Reads of the judgement. Whoever starts from `workable_by`, `reading` or `board` sees only what they may."""

from grants.stages.assessment.queries.board import Board, BoardRow, Flag, board
from grants.stages.assessment.queries.conflicts import (
    correctable_ties,
    effect_for,
    effects_for,
    groups_to_declare,
    ties_of,
    ties_to_settle,
    unhidden,
)
from grants.stages.assessment.queries.decisions import (
    current_recommendation,
    decisions_of,
    is_open,
    staff_candidates,
    standing_of,
    waiting_to_decide,
)
from grants.stages.assessment.queries.grids import Grid, grid_of
from grants.stages.assessment.queries.panels import (
    applications_waiting,
    candidates_of,
    chairs,
    is_still_judged,
    members_of,
    open_places,
    panels_sat_on,
    roll_of,
    staff_panels,
)
from grants.stages.assessment.queries.readings import Reading, file_of, reading
from grants.stages.assessment.queries.reviews import (
    assignments_of,
    latest_review,
    live_assignments,
    others_reviews,
    review_texts,
    rubric_of,
    scores_of,
    workable_by,
)
from grants.stages.assessment.queries.seats import Seat, next_task, seats_of

__all__ = [
    "Board",
    "BoardRow",
    "Flag",
    "Grid",
    "Reading",
    "Seat",
    "applications_waiting",
    "assignments_of",
    "board",
    "candidates_of",
    "chairs",
    "correctable_ties",
    "current_recommendation",
    "decisions_of",
    "effect_for",
    "effects_for",
    "file_of",
    "grid_of",
    "groups_to_declare",
    "is_open",
    "is_still_judged",
    "latest_review",
    "live_assignments",
    "members_of",
    "next_task",
    "open_places",
    "others_reviews",
    "panels_sat_on",
    "reading",
    "review_texts",
    "roll_of",
    "rubric_of",
    "scores_of",
    "seats_of",
    "staff_candidates",
    "staff_panels",
    "standing_of",
    "ties_of",
    "ties_to_settle",
    "unhidden",
    "waiting_to_decide",
    "workable_by",
]
