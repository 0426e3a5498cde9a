"""Reads of question packs: the files in which the public reads what a call asks."""

from django.db.models import QuerySet

from grants.stages.calls.models import Call, QuestionPack
from grants.stages.calls.queries import announced_calls


def calls_with_pack() -> QuerySet[Call]:
    """Calls whose questions the public may read."""
    asked = announced_calls().filter(form_version__isnull=False)
    return asked.select_related("form_version__questionnaire", "quiz_version__questionnaire", "rubric")


def packs_without_files() -> QuerySet[QuestionPack]:
    """Packs whose files are still to be made."""
    return QuestionPack.objects.filter(made_at=None).select_related("call")


def newest_pack(call: Call, language: str) -> QuestionPack | None:
    """The files of a call's questions that were made last, in this language or else in any."""
    made = QuestionPack.objects.filter(call=call, made_at__isnull=False).select_related("pdf", "word").order_by("-pk")
    return made.filter(language=language).first() or made.first()
