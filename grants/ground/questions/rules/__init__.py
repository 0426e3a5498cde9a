"""What a form is, what counts as an answer, what stands in the way of sending it. Pure: no models, no clock."""

from grants.ground.questions.rules.answers import clean_answer
from grants.ground.questions.rules.building import (
    CHOOSING_TYPES,
    MEANING_TYPES,
    SETTING_NAMES,
    blockers_to_publish,
    clean_settings,
    reasons_to_think_again,
)
from grants.ground.questions.rules.forms import (
    is_visible,
    is_writable,
    limit_problems,
    problems,
    section_state,
    visible_questions,
)
from grants.ground.questions.rules.quiz import QuizStep, quiz_step
from grants.ground.questions.rules.snapshot import (
    display,
    files_by_meaning,
    snapshot_content,
    value_by_meaning,
    values_by_meaning,
)
from grants.ground.questions.rules.spec import (
    Condition,
    FileSpec,
    FormSpec,
    Option,
    QuestionSpec,
    SectionSpec,
    budget_total,
    form_digest,
    section_from_record,
    word_count,
)

__all__ = [
    "CHOOSING_TYPES",
    "MEANING_TYPES",
    "SETTING_NAMES",
    "Condition",
    "FileSpec",
    "FormSpec",
    "Option",
    "QuestionSpec",
    "QuizStep",
    "SectionSpec",
    "blockers_to_publish",
    "budget_total",
    "clean_answer",
    "clean_settings",
    "display",
    "files_by_meaning",
    "form_digest",
    "is_visible",
    "is_writable",
    "limit_problems",
    "problems",
    "quiz_step",
    "reasons_to_think_again",
    "section_from_record",
    "section_state",
    "snapshot_content",
    "value_by_meaning",
    "values_by_meaning",
    "visible_questions",
    "word_count",
]
