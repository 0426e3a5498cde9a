"""Reads: the bank of questions."""

from collections.abc import Collection

from django.db.models import QuerySet

from grants.ground.kit.text import search_text
from grants.ground.people.actor import Actor
from grants.ground.questions.models import BankedQuestion
from grants.ground.questions.permissions import can_see_forms
from grants.ground.questions.queries.forms import WORD_COLUMNS, currency_for, lists_for
from grants.ground.questions.rules import FormSpec, SectionSpec, question_from_record

BANKED_COLUMNS = (*WORD_COLUMNS, "meaning", "is_required", "settings", "use", "readers")


def banked_questions(actor: Actor, *, words: str = "", types: Collection[str] = ()) -> QuerySet[BankedQuestion]:
    """Questions of the bank that staff may see: those with all these words in any language, and of these types."""
    if not can_see_forms(actor):
        return BankedQuestion.objects.none()
    found = BankedQuestion.objects.select_related("kept_by")
    for word in search_text(words).split()[:8]:
        found = found.filter(words__contains=word)
    return found.filter(type__in=types) if types else found


def banked_form(banked: BankedQuestion) -> FormSpec:
    """A form with nothing in it but a question of the bank, to show it. At most six queries."""
    row = {name: getattr(banked, name) for name in BANKED_COLUMNS}
    section = SectionSpec("bank", {}, questions=(question_from_record(row, lists_for([row])),))
    return FormSpec(0, banked.name, "", currency=currency_for([row]), sections=(section,))
