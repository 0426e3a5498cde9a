"""Question widgets: a section of a form as people see and fill it in, without script, on every desk."""

from grants.desks.web.questions.autosave import autosave
from grants.desks.web.questions.fields import QuestionField
from grants.desks.web.questions.pages import SheetPages, section_page
from grants.desks.web.questions.pieces import begin, piece
from grants.desks.web.questions.posting import SectionResult, handle_section_post
from grants.desks.web.questions.sections import (
    ErrorRow,
    SectionForm,
    open_section,
    preview_section,
    question_form,
)
from grants.desks.web.questions.spoken import with_recorder

__all__ = [
    "ErrorRow",
    "QuestionField",
    "SectionForm",
    "SectionResult",
    "SheetPages",
    "autosave",
    "begin",
    "handle_section_post",
    "open_section",
    "piece",
    "preview_section",
    "question_form",
    "section_page",
    "with_recorder",
]
