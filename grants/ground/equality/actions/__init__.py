"""What is done with equality questions: counting their answers, and writing them."""

from grants.ground.equality.actions.counting import count_answers, forget_links, note_days
from grants.ground.equality.actions.writing import (
    add_option,
    add_question,
    move_option,
    move_question,
    switch_option,
    switch_question,
    translate_questions,
    word_option,
    word_question,
)

__all__ = [
    "add_option",
    "add_question",
    "count_answers",
    "forget_links",
    "move_option",
    "move_question",
    "note_days",
    "switch_option",
    "switch_question",
    "translate_questions",
    "word_option",
    "word_question",
]
