"""What a form is, what counts as an answer, what stands in the way of sending it. Pure: no models, no clock."""

from grants.ground.questions.rules.answers import clean_answer, display, limit_problems
from grants.ground.questions.rules.asked import as_asked, form_as_asked, section_as_asked
from grants.ground.questions.rules.building import blockers_to_publish, reasons_to_think_again
from grants.ground.questions.rules.checks import OPERATORS, check_from_record, measure_record, measures_of
from grants.ground.questions.rules.conditions import (
    CODED_TYPES,
    TESTS,
    Shown,
    clause_holds,
    clean_condition,
    condition_from_record,
    shown,
)
from grants.ground.questions.rules.forms import disagreements, is_writable, problems, section_state, visible_questions
from grants.ground.questions.rules.quiz import QuizStep, quiz_step
from grants.ground.questions.rules.records import (
    Lists,
    checks_from_records,
    form_digest,
    question_from_record,
    section_from_record,
    texts,
)
from grants.ground.questions.rules.settings import ASKS, MEANING_TYPES, SETTING_NAMES, clean_settings
from grants.ground.questions.rules.snapshot import (
    files_by_meaning,
    snapshot_content,
    value_by_meaning,
    values_by_meaning,
)
from grants.ground.questions.rules.spec import (
    Check,
    Clause,
    Condition,
    FileSpec,
    FormSpec,
    Measure,
    Option,
    QuestionSpec,
    SectionSpec,
    budget_total,
    word_count,
)
from grants.ground.questions.rules.telling import check_in_words, condition_in_words, measure_in_words

__all__ = [
    "ASKS",
    "CODED_TYPES",
    "MEANING_TYPES",
    "OPERATORS",
    "SETTING_NAMES",
    "TESTS",
    "Check",
    "Clause",
    "Condition",
    "FileSpec",
    "FormSpec",
    "Lists",
    "Measure",
    "Option",
    "QuestionSpec",
    "QuizStep",
    "SectionSpec",
    "Shown",
    "as_asked",
    "blockers_to_publish",
    "budget_total",
    "check_from_record",
    "check_in_words",
    "checks_from_records",
    "clause_holds",
    "clean_answer",
    "clean_condition",
    "clean_settings",
    "condition_from_record",
    "condition_in_words",
    "disagreements",
    "display",
    "files_by_meaning",
    "form_as_asked",
    "form_digest",
    "is_writable",
    "limit_problems",
    "measure_in_words",
    "measure_record",
    "measures_of",
    "problems",
    "question_from_record",
    "quiz_step",
    "reasons_to_think_again",
    "section_as_asked",
    "section_from_record",
    "section_state",
    "shown",
    "snapshot_content",
    "texts",
    "value_by_meaning",
    "values_by_meaning",
    "visible_questions",
    "word_count",
]
