"""Files, which are rows of their own."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import ngettext

from grants.ground.questions.rules.spec import FileSpec, QuestionSpec
from grants.ground.questions.rules.types.raw import Found, above, below


def clean_file(question: QuestionSpec, raw: Any, currency: str) -> None:
    """Files are rows of their own."""


def limit_files(question: QuestionSpec, value: Sequence[FileSpec], currency: str) -> Found:
    """Between `least` and `most` files."""
    if above(question, len(value)):
        sentence = ngettext("Keep %(most)s file and remove the rest.", "Keep up to %(most)s files.", question.most or 0)
        return [("too_many_files", sentence % {"most": question.most})]
    if below(question, len(value)):
        sentence = ngettext("Add at least %(least)s file.", "Add at least %(least)s files.", question.least or 0)
        return [("too_few_files", sentence % {"least": question.least})]
    return []
