"""What stands in the way of publishing a form, and what to think about again first."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.ground.kit.errors import Blocker
from grants.ground.questions.rules.asked import band_problems, mention_problems
from grants.ground.questions.rules.checks import blockers_of_checks
from grants.ground.questions.rules.conditions import condition_problems
from grants.ground.questions.rules.spec import FormSpec, QuestionSpec, SectionSpec, facts_of

# What the panel is shown of every application whatever its form says, so that no form can keep it from them.
SHOWN_TO_PANEL = frozenset({"project_title", "public_summary", "amount_requested", "budget", "group_name"})


def blockers_to_publish(form: FormSpec) -> list[Blocker]:
    """Why a form cannot be published. `field` is the key of the question or section, or the id of the check, meant."""
    if not form.sections:
        return [Blocker("no_sections", _("Add a section first."))]
    empty = [section for section in form.sections if not section.questions]
    found = [Blocker("section_empty", _("This section has no question yet."), section.key) for section in empty]
    before: dict[str, QuestionSpec] = {fact.key: fact for fact in facts_of(form.purpose)}
    for section in form.sections:
        found += _section_problems(section, before)
        for question in section.questions:
            found += _question_problems(form.purpose, question, before) + _fact_problems(form.purpose, question)
            before[question.key] = question
    return found + _meaning_problems(form) + blockers_of_checks(form)


def _section_problems(section: SectionSpec, before: Mapping[str, QuestionSpec]) -> list[Blocker]:
    """The words of a section are read by everybody who reads one of its answers."""
    words = (section.title, section.intro)
    return condition_problems(section.show_if, before, section.key) + mention_problems(
        words, before, "panel", section.key
    )


def _question_problems(purpose: str, question: QuestionSpec, before: Mapping[str, QuestionSpec]) -> list[Blocker]:
    words = (question.label, question.help, question.why)
    return [
        *condition_problems(question.show_if, before, question.key),
        *mention_problems(words, before, question.readers, question.key),
        *band_problems(question, before),
        *_outcome_problems(question, before),
        *_reader_problems(question),
        *_quiz_problems(purpose, question),
    ]


def _fact_problems(purpose: str, question: QuestionSpec) -> list[Blocker]:
    """A fact that is given with the form keeps its name to itself."""
    if question.key not in {fact.key for fact in facts_of(purpose)}:
        return []
    return [
        Blocker("key_of_fact", _("We know this without asking. Give the question another short name."), question.key)
    ]


def _outcome_problems(question: QuestionSpec, before: Mapping[str, QuestionSpec]) -> list[Blocker]:
    """Signs of change are narrowed by the outcomes chosen in an earlier question."""
    if not question.outcomes_key:
        return []
    asked = before.get(question.outcomes_key)
    if asked and asked.type == "terms" and asked.vocabulary == "outcomes":
        return []
    sentence = _("The signs offered depend on a question about outcomes that is not there. Change it.")
    return [Blocker("outcomes_without_question", sentence, question.key)]


def _reader_problems(question: QuestionSpec) -> list[Blocker]:
    if question.readers == "panel" or question.meaning not in SHOWN_TO_PANEL:
        return []
    sentence = _("The panel is shown this of every application, so it cannot be kept from them.")
    return [Blocker("readers_of_meaning", sentence, question.key)]


def _meaning_problems(form: FormSpec) -> list[Blocker]:
    """Meanings that contradict each other, and a table that stands for the budget without saying what is asked for."""
    found = []
    for question in form.questions:
        if question.meaning == "budget" and question.type == "table" and not question.amount_column:
            sentence = _("Say which column of this table is the amount that is asked for.")
            found.append(Blocker("budget_without_amount", sentence, question.key))
        if question.meaning in {"start", "end"} and any(other.meaning == "period" for other in form.questions):
            sentence = _("The start and the end are asked twice. Keep one question for them.")
            found.append(Blocker("period_twice", sentence, question.key))
    return found


def _quiz_problems(purpose: str, question: QuestionSpec) -> list[Blocker]:
    if purpose != "quiz":
        return []
    if question.type not in {"yes_no", "choice"}:
        sentence = _("A quiz asks yes or no, or for one choice. Change the type of this question.")
        return [Blocker("quiz_type", sentence, question.key)]
    if not any(option.next == "continue" for option in question.options):
        return [Blocker("quiz_dead_end", _("Let at least one answer go on."), question.key)]
    if any(option.next == "stop" and not option.stop_text for option in question.options):
        sentence = _("Say something kind for each answer that ends the quiz.")
        return [Blocker("quiz_stop_without_text", sentence, question.key)]
    return []


def reasons_to_think_again(form: FormSpec) -> Sequence[str]:
    """Warnings before publishing: they do not stand in the way."""
    found = []
    unexplained = sum(1 for question in form.questions if not question.why)
    if unexplained and form.purpose == "application":
        found.append(
            ngettext(
                "%(count)s question does not say why we ask.",
                "%(count)s questions do not say why we ask.",
                unexplained,
            )
            % {"count": unexplained}
        )
    without_end = [question for question in form.questions if question.type == "long_text" and question.most is None]
    if without_end:
        found.append(
            ngettext(
                "%(count)s long answer has no word limit.",
                "%(count)s long answers have no word limit.",
                len(without_end),
            )
            % {"count": len(without_end)}
        )
    return found
