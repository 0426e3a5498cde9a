"""What may be set on a question, and what stands in the way of publishing a form."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.ground.kit.errors import Blocker, refuse, refuse_if
from grants.ground.questions.rules.spec import FormSpec, QuestionSpec, texts

CHOOSING_TYPES = frozenset({"yes_no", "choice", "choices"})
OPTION_TYPES = frozenset({"choice", "choices"})
COUNTED = ("least", "most")

SETTING_NAMES: dict[str, tuple[str, ...]] = {
    "short_text": ("most",),
    "long_text": COUNTED,
    "number": COUNTED,
    "money": COUNTED,
    "date": ("earliest", "latest"),
    "yes_no": ("options",),
    "choice": ("options",),
    "choices": ("options", *COUNTED),
    "email": (),
    "phone": (),
    "file": ("kinds", *COUNTED),
    "budget": ("most", "least_total", "most_total"),
    "people": (),
    "districts": COUNTED,
    "terms": ("vocabulary", *COUNTED),
}

# Which types can carry a meaning: what the rest of the house will find there.
MEANING_TYPES: dict[str, frozenset[str]] = {
    "project_title": frozenset({"short_text"}),
    "public_summary": frozenset({"short_text", "long_text"}),
    "amount_requested": frozenset({"money"}),
    "smallest_amount": frozenset({"money"}),
    "budget": frozenset({"budget"}),
    "start": frozenset({"date"}),
    "end": frozenset({"date"}),
    "districts": frozenset({"districts"}),
    "populations": frozenset({"terms"}),
    "activities": frozenset({"terms"}),
    "outcomes": frozenset({"terms"}),
    "contacts": frozenset({"people"}),
    "group_name": frozenset({"short_text"}),
    "legal_form": frozenset({"choice"}),
    "host": frozenset({"choice"}),
    "excluded_reviewers": frozenset({"short_text", "long_text"}),
    "safeguarding": frozenset({"choice"}),
    "spend": frozenset({"money"}),
    "people_reached": frozenset({"number"}),
    "attendances": frozenset({"number"}),
    "feel_part": frozenset({"number"}),
    "people_asked": frozenset({"number"}),
    "photo": frozenset({"file"}),
    "photo_consent": frozenset({"yes_no"}),
    "story": frozenset({"long_text"}),
}


def clean_settings(kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The settings that a type of question knows, empty ones dropped. Refuses what contradicts itself."""
    kept = {name: given[name] for name in SETTING_NAMES[kind] if given.get(name) not in (None, "", [], ())}
    refuse_if([*_bounds(kept, "least", "most"), *_bounds(kept, "least_total", "most_total"), *_dates(kept)])
    if "options" in kept:
        kept["options"] = [_clean_option(option) for option in kept["options"]]
    refuse_if(_option_problems(kind, kept))
    if kind == "terms" and "vocabulary" not in kept:
        raise refuse("vocabulary_missing", _("Choose the list of words."), "vocabulary")
    return kept


def _clean_option(option: Mapping[str, Any]) -> dict[str, Any]:
    """An option as stored: texts by language, a code, what comes next in a quiz; nothing else."""
    words = {name: dict(texts(option.get(name) or "")) for name in ("label", "stop_text", "result_text")}
    kept = {"code": option["code"], "label": words.pop("label")}
    if "next" in option:
        kept["next"] = "stop" if option["next"] == "stop" else "continue"
    return kept | {name: text for name, text in words.items() if text}


def _bounds(kept: Mapping[str, Any], low: str, high: str) -> list[Blocker]:
    if low in kept and high in kept and kept[low] > kept[high]:
        return [Blocker("limits_cross", _("The most must not be smaller than the least."), high)]
    return []


def _dates(kept: Mapping[str, Any]) -> list[Blocker]:
    if "earliest" in kept and "latest" in kept and kept["earliest"] > kept["latest"]:
        return [Blocker("limits_cross", _("The latest date must not be before the earliest."), "latest")]
    return []


def _option_problems(kind: str, kept: Mapping[str, Any]) -> list[Blocker]:
    codes = [option["code"] for option in kept.get("options", [])]
    if kind in OPTION_TYPES and len(codes) < 2:
        return [Blocker("too_few_options", _("Give at least two things to choose from."), "options")]
    if kind == "yes_no" and codes and sorted(codes) != ["no", "yes"]:
        return [Blocker("not_yes_and_no", _("Say what happens after yes, and what after no."), "options")]
    double = [code for code, count in Counter(codes).items() if count > 1]
    if double:
        sentence = _("Two options have the same code: %(code)s.") % {"code": double[0]}
        return [Blocker("option_twice", sentence, "options")]
    return []


def blockers_to_publish(form: FormSpec) -> list[Blocker]:
    """Why a form cannot be published. `field` is the key of the question or section that is meant."""
    if not form.sections:
        return [Blocker("no_sections", _("Add a section first."))]
    empty = [section for section in form.sections if not section.questions]
    found = [Blocker("section_empty", _("This section has no question yet."), section.key) for section in empty]
    before: dict[str, QuestionSpec] = {}
    for question in form.questions:
        found += _condition_problems(question, before)
        found += _quiz_problems(form.purpose, question)
        before[question.key] = question
    return found


def _condition_problems(question: QuestionSpec, before: Mapping[str, QuestionSpec]) -> list[Blocker]:
    """A condition looks at one earlier question that is always shown, and at an answer it offers."""
    condition = question.show_if
    if condition is None:
        return []
    asked = before.get(condition.key)
    if asked is None or asked.type not in CHOOSING_TYPES or asked.show_if is not None:
        sentence = _("This question waits for an earlier question that is not there. Change its condition.")
        return [Blocker("condition_without_question", sentence, question.key)]
    if asked.option(condition.code) is None:
        sentence = _("This question waits for an answer that is no longer offered. Change its condition.")
        return [Blocker("condition_without_answer", sentence, question.key)]
    return []


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
