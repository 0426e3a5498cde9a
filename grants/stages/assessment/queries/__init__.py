"""Reads of the judgement. Whoever starts from `workable_by`, `reading` or `board` sees only what they may."""

from grants.stages.assessment.queries.board import Board, BoardRow, Flag, board
from grants.stages.assessment.queries.conflicts import effect_for, effects_for, groups_to_declare, ties_of
from grants.stages.assessment.queries.decisions import decisions_of, standing_of, waiting_to_decide
from grants.stages.assessment.queries.panels import (
    applications_waiting,
    candidates_of,
    chairs,
    members_of,
    open_places,
    panels_sat_on,
    roll_of,
    staff_panels,
)
from grants.stages.assessment.queries.readings import Reading, file_of, reading
from grants.stages.assessment.queries.reviews import assignments_of, others_reviews, rubric_of, workable_by

__all__ = [
    "Board",
    "BoardRow",
    "Flag",
    "Reading",
    "applications_waiting",
    "assignments_of",
    "board",
    "candidates_of",
    "chairs",
    "decisions_of",
    "effect_for",
    "effects_for",
    "file_of",
    "groups_to_declare",
    "members_of",
    "open_places",
    "others_reviews",
    "panels_sat_on",
    "reading",
    "roll_of",
    "rubric_of",
    "staff_panels",
    "standing_of",
    "ties_of",
    "waiting_to_decide",
    "workable_by",
]
