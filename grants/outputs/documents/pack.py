"""The question pack of a call: all it asks, by what it judges, who decides and when, before anybody signs in.

`pack_content` gathers it as plain JSON; the page, the PDF and the Word file show exactly that.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.ground.kit.clock import local_date
from grants.ground.kit.dates import day_words
from grants.ground.kit.money import format_minor
from grants.ground.kit.text import in_language, language_of
from grants.ground.questions.queries import form_of
from grants.ground.questions.rules import FormSpec, Option, QuestionSpec, same_language
from grants.ground.reference.models import Funder
from grants.ground.reference.queries import funder
from grants.outputs.documents.engine import render
from grants.outputs.documents.pack_words import limits_in_words, when_asked
from grants.outputs.documents.paper import room_of
from grants.stages.calls.models import Call, WhoDecides
from grants.stages.calls.queries import form_mends, question_keys_of, rubric_spec
from grants.stages.calls.rules import CriterionSpec, RubricSpec, key_dates

# Places, words of a vocabulary and the like: beyond this many the pack says how many there are to choose from.
MOST_OPTIONS = 60


def pack_content(call: Call, language: str, *, form: FormSpec | None = None, quiz: FormSpec | None = None) -> Any:
    """Everything the pack of a call says, as JSON. `form` and `quiz` are the call's own frozen ones unless given."""
    giver = funder()
    form = form or (form_of(call.form_version) if call.form_version else None)
    quiz = quiz or (form_of(call.quiz_version) if call.quiz_version else None)
    rubric = rubric_spec(call.rubric)
    with translation.override(language):
        served = _served(rubric, question_keys_of(call.rubric), language)
        return {
            "code": call.code,
            "title": call.title,
            "summary": call.summary,
            "language": language,
            "funder": giver.name,
            "facts": _facts(call, giver),
            "quiz": _sections(quiz, {}, language),
            "sections": _sections(form, served, language),
            "least_total": rubric.least_total if rubric else None,
            "criteria": [_criterion(criterion, language) for criterion in rubric.criteria] if rubric else [],
        }


def pack_languages(form: FormSpec) -> list[str]:
    """Languages of the site in which every question has its words; the site's first one always."""
    codes = [code for code, _name in settings.LANGUAGES]
    asked = list(form.questions)
    return [code for code in codes if code == codes[0] or all(question.label.get(code) for question in asked)]


def pack_pdf(content: Mapping[str, Any]) -> bytes:
    """The pack as a tagged PDF."""
    title = _title(content)
    return render("documents/pack.html", {"pack": content}, title=title, language=content["language"])


def _title(content: Mapping[str, Any]) -> str:
    with translation.override(content["language"]):
        return _("%(call)s: all our questions") % {"call": content["title"]}


def _facts(call: Call, giver: Funder) -> list[list[str]]:
    """Label and words of each fact: amounts, places, dates, who decides."""
    amounts = {
        "smallest": format_minor(call.smallest_amount, giver.currency),
        "largest": format_minor(call.largest_amount, giver.currency),
    }
    months = ngettext("Up to %(months)s month", "Up to %(months)s months", call.longest_months)
    reading = translation.get_language() or "en-gb"
    places = [in_language(place.label, reading) for place in call.districts.order_by("position", "name")]
    dates = key_dates(call, zone=giver.timezone, place=giver.place_name).rows
    return [
        [_("How much"), _("%(smallest)s to %(largest)s") % amounts],
        [_("How long"), months % {"months": call.longest_months}],
        [_("Where"), ", ".join(places) or _("Everywhere we work")],
        *([date.label, date.words] for date in dates),
        *_mends(call, giver),
        [_("Who decides"), _decider(call.who_decides)],
    ]


def _mends(call: Call, giver: Funder) -> list[list[str]]:
    """When and why the questions were corrected after the call was announced."""
    return [
        [_("Questions corrected"), f"{day_words(local_date(mend.mended_at, giver.timezone))}\n{mend.reason}"]
        for mend in form_mends(call)
    ]


def _decider(code: str) -> str:
    return {
        WhoDecides.OFFICER.value: _("One of our grants officers"),
        WhoDecides.OFFICER_AND_APPROVER.value: _("A grants officer, and a second person confirms it"),
        WhoDecides.PANEL.value: _("A panel of local people"),
        WhoDecides.PANEL_THEN_BOARD.value: _("A panel of local people, and our board confirms it"),
    }[code]


def _served(rubric: RubricSpec | None, keys: Mapping[str, Iterable[str]], language: str) -> dict[str, list[str]]:
    """For each question key, the criteria it serves, in words with their weight."""
    served: dict[str, list[str]] = {}
    for criterion in rubric.criteria if rubric else ():
        facts = {"title": in_language(criterion.title, language), "weight": criterion.weight}
        for key in keys.get(criterion.key, ()):
            served.setdefault(key, []).append(_("%(title)s (%(weight)s of 100 points)") % facts)
    return served


def _criterion(criterion: CriterionSpec, language: str) -> dict[str, Any]:
    return {
        "title": in_language(criterion.title, language),
        "question": in_language(criterion.question, language),
        "weight": criterion.weight,
        "is_gate": criterion.is_gate,
        "anchors": [
            [in_language(anchor.name, language), in_language(anchor.text, language)] for anchor in criterion.anchors
        ],
    }


def _sections(form: FormSpec | None, served: Mapping[str, list[str]], language: str) -> list[dict[str, Any]]:
    """Sections with their questions, numbered through the whole form."""
    found, number = [], 0
    for section in form.sections if form else ():
        asked = []
        for question in section.questions:
            number += 1
            asked.append({"number": number, **_question(question, form, served, language)})
        title, intro = section.title_in(language), in_language(section.intro, language)
        conditions = when_asked(section.show_if, form, language) if form else []
        found.append({"key": section.key, "title": title, "intro": intro, "conditions": conditions, "questions": asked})
    return found


def _question(
    question: QuestionSpec, form: FormSpec | None, served: Mapping[str, list[str]], language: str
) -> dict[str, Any]:
    offered = [option for option in question.options if option.is_offered]
    return {
        "key": question.key,
        "room": room_of(question, language),
        "label": question.label_in(language),
        "help": in_language(question.help, language),
        "why": in_language(question.why, language),
        "is_required": question.is_required,
        "limits": limits_in_words(question, form.currency if form else "GBP", language),
        "conditions": when_asked(question.show_if, form, language) if form else [],
        "options": [_option(option, language) for option in offered[:MOST_OPTIONS]],
        "more_options": max(0, len(offered) - MOST_OPTIONS),
        "criteria": served.get(question.key, []),
    }


def _option(option: Option, language: str) -> list[str]:
    """What can be chosen, for a quiz what is said to whoever chooses it and cannot go on, and the language of the first
    where it is not the reader's.
    """
    names = {"yes": _("Yes"), "no": _("No")}
    label = in_language(option.label, language) or names.get(option.code, option.code)
    found = language_of(option.label, language)
    foreign = "" if same_language(found, language) else found
    return [label, in_language(option.stop_text, language) if option.next == "stop" else "", foreign]
