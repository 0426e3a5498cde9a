"""What whoever opens a sheet knows about it without asking."""

from collections.abc import Mapping

from grants.ground.questions.models import AnswerSheet
from grants.ground.questions.rules import facts_of


def give_facts(sheet: AnswerSheet, facts: Mapping[str, str]) -> AnswerSheet:
    """Tells a fresh sheet its facts, by key: those that its form knows, each with one of the codes it offers."""
    known = {fact.key: fact for fact in facts_of(sheet.version.questionnaire.purpose)}
    wrong = [key for key, code in facts.items() if key not in known or known[key].option(code) is None]
    if wrong:
        raise ValueError(f"this form knows no such facts: {wrong}")
    sheet.facts = dict(facts)
    sheet.save(update_fields=["facts"])
    return sheet
