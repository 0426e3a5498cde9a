"""Building a form: sections and questions, added, changed, moved and removed, without a mouse and without script."""

from collections.abc import Iterable

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from grants.desks.office.forms.conditions import ConditionRows, condition_rows
from grants.desks.office.forms.question_parts import QuestionParts, question_parts
from grants.desks.office.forms.questions import MoveForm, SectionForm, TypeForm
from grants.desks.office.forms.words import LANGUAGE, worded
from grants.desks.office.gate import office_screen
from grants.desks.web.forms import act, act_or_tell
from grants.desks.web.gates import ActingRequest
from grants.desks.web.questions import ErrorRow
from grants.ground.kit import clock
from grants.ground.people.roles import Permission
from grants.ground.questions import actions, queries
from grants.ground.questions.models import Question, QuestionType, Section, Version
from grants.ground.questions.rules import word_hints
from grants.ground.reference.queries import funder


def _back(version: Version, anchor: str) -> HttpResponse:
    """To the form, at the place that was worked on."""
    response = redirect("office:form", pk=version.questionnaire_id)
    response["Location"] += f"#{anchor}"
    return response


@office_screen(Permission.EDIT_FORMS)
def form_section_new(request: ActingRequest, pk: int) -> HttpResponse:
    """Adds a section at the end."""
    version = get_object_or_404(queries.versions(request.actor), pk=pk)
    form, condition = SectionForm(request.POST or None), _section_condition(request, version)
    if request.method == "POST" and _both_valid(form, condition):
        words = {name: {LANGUAGE: form.cleaned_data[name]} for name in ("title", "intro")}
        words["show_if"] = condition.record() if condition and condition.is_bound else {}
        made = act(form, lambda: actions.add_section(version, **words, by=request.actor, now=clock.now()))
        if made:
            return _back(version, f"section-{made.pk}")
    return _section_page(request, version, form, condition)


@office_screen(Permission.EDIT_FORMS)
def form_section(request: ActingRequest, pk: int) -> HttpResponse:
    """Changes the words of a section, and who it is for."""
    section = get_object_or_404(queries.sections(request.actor), pk=pk)
    form, condition = (
        SectionForm.of(section, request.POST or None),
        _section_condition(request, section.version, section),
    )
    if request.method == "POST" and _both_valid(form, condition):
        words = {name: worded(getattr(section, name), form.cleaned_data[name]) for name in ("title", "intro")}
        words["show_if"] = condition.record() if condition and condition.is_bound else section.show_if
        if act(form, lambda: actions.change_section(section, **words, by=request.actor, now=clock.now())):
            return _back(section.version, f"section-{pk}")
    return _section_page(request, section.version, form, condition, section)


def _section_condition(
    request: ActingRequest, version: Version, section: Section | None = None
) -> ConditionRows | None:
    """The condition of a section: a new one may look at everything."""
    spec = queries.form_of(version)
    earlier = queries.earlier_questions(spec, section=section.key if section else "")
    stored = section.show_if if section else {}
    return condition_rows(request.POST or None, stored=stored, earlier=earlier, currency=funder().currency)


def _both_valid(form: SectionForm, condition: ConditionRows | None) -> bool:
    return form.is_valid() & (condition is None or not condition.is_bound or condition.is_valid())


def _section_page(
    request: ActingRequest,
    version: Version,
    form: SectionForm,
    condition: ConditionRows | None,
    section: Section | None = None,
) -> HttpResponse:
    errors = _row_errors(condition.forms) if condition else []
    context = {"form": form, "condition": condition, "version": version, "section": section, "errors": errors}
    return render(request, "office/form_section.html", context)


@office_screen(Permission.EDIT_FORMS)
@require_POST
def form_section_move(request: ActingRequest, pk: int) -> HttpResponse:
    """Moves a section one place up or down."""
    section = get_object_or_404(queries.sections(request.actor), pk=pk)
    place = section.position + (1 if request.POST.get("way") == "down" else -1)
    act_or_tell(request, lambda: actions.move_section(section, to_position=place, by=request.actor, now=clock.now()))
    return _back(section.version, f"section-{pk}")


@office_screen(Permission.EDIT_FORMS)
def form_section_remove(request: ActingRequest, pk: int) -> HttpResponse:
    """Asks, then takes a section and its questions out."""
    section = get_object_or_404(queries.sections(request.actor), pk=pk)
    if request.method == "POST":
        if act_or_tell(request, lambda: actions.remove_section(section, by=request.actor, now=clock.now())):
            messages.success(request, _("The section is removed."))
        return redirect("office:form", pk=section.version.questionnaire_id)
    return render(request, "office/form_section_remove.html", {"section": section, "version": section.version})


@office_screen(Permission.EDIT_FORMS)
def form_question_type(request: ActingRequest, pk: int) -> HttpResponse:
    """Asks which kind of answer a new question needs."""
    section = get_object_or_404(queries.sections(request.actor), pk=pk)
    form = TypeForm(request.GET if "type" in request.GET else None, purpose=section.version.questionnaire.purpose)
    if form.is_valid():
        return redirect("office:form_question_new", pk=pk, kind=form.cleaned_data["type"])
    return render(request, "office/form_question_type.html", {"form": form, "section": section})


@office_screen(Permission.EDIT_FORMS)
def form_question_new(request: ActingRequest, pk: int, kind: str) -> HttpResponse:
    """Adds a question at the end of a section."""
    section = get_object_or_404(queries.sections(request.actor), pk=pk)
    if kind not in QuestionType.values:
        raise Http404
    parts = _parts(request, section.version, kind, section=section)
    if request.method == "POST" and _is_complete(request, parts):
        given = parts.given()
        made = act(
            parts.form, lambda: actions.add_question(section, type=kind, **given, by=request.actor, now=clock.now())
        )
        if made and "and_another" in request.POST:
            messages.success(request, _("“%(label)s” is saved.") % {"label": made.label.get("en-gb", made.key)})
            return redirect("office:form_question_type", section.pk)
        if made:
            return _back(section.version, f"question-{made.pk}")
    return _question_page(request, section, kind, parts)


@office_screen(Permission.EDIT_FORMS)
def form_question(request: ActingRequest, pk: int) -> HttpResponse:
    """Changes a question."""
    question = get_object_or_404(queries.questions(request.actor), pk=pk)
    parts = _parts(request, question.version, question.type, question=question)
    if request.method == "POST" and _is_complete(request, parts):
        given = parts.given()
        if act(parts.form, lambda: actions.change_question(question, **given, by=request.actor, now=clock.now())):
            return _back(question.version, f"question-{pk}")
    return _question_page(request, question.section, question.type, parts, question)


def _parts(
    request: ActingRequest,
    version: Version,
    kind: str,
    *,
    section: Section | None = None,
    question: Question | None = None,
) -> QuestionParts:
    """The page of a question: as stored, or as sent."""
    spec = queries.form_of(version)
    if section is not None:
        earlier = queries.earlier_than_new(spec, section.key)
    else:
        earlier = queries.earlier_questions(spec, before=question.key if question else "")
    return question_parts(
        request.POST or None,
        kind=kind,
        purpose=version.questionnaire.purpose,
        currency=funder().currency,
        earlier=earlier,
        question=question,
    )


def _is_complete(request: ActingRequest, parts: QuestionParts) -> bool:
    """Whether everything can be kept. Asking for more rows keeps what was typed and shows the page again."""
    return parts.is_valid() and "add_options" not in request.POST


def _question_page(
    request: ActingRequest, section: Section, kind: str, parts: QuestionParts, question: Question | None = None
) -> HttpResponse:
    is_asking_for_rows = "add_options" in request.POST
    context = {
        "form": parts.form,
        "parts": parts,
        "rows": parts.options,
        "errors": [] if is_asking_for_rows else _row_errors(parts.row_forms()),
        "section": section,
        "question": question,
        "hints": word_hints((question.label, question.help, question.why)) if question else [],
        "type_label": QuestionType(kind).label,
        "version": section.version,
    }
    return render(request, "office/form_question.html", context)


def _row_errors(rows: Iterable[Form]) -> list[ErrorRow]:
    """What is wrong in small rows, with the control that it is about."""
    return [
        ErrorRow(str(error), row[name].id_for_label)
        for row in rows
        if row.is_bound
        for name, found in row.errors.items()
        for error in found
    ]


@office_screen(Permission.EDIT_FORMS)
def form_question_move(request: ActingRequest, pk: int) -> HttpResponse:
    """Moves a question: one place up or down by a button, or anywhere by choosing."""
    question = get_object_or_404(queries.questions(request.actor), pk=pk)
    sections = queries.sections_of(question.version)
    if request.POST.get("way") in {"up", "down"}:
        place = question.position + (1 if request.POST["way"] == "down" else -1)
        return _move(request, question, question.section, place)
    form = MoveForm(request.POST or None, question=question, sections=sections)
    if request.method == "POST" and form.is_valid():
        section_pk, place = form.target
        return _move(request, question, next(s for s in sections if s.pk == section_pk), place)
    return render(request, "office/form_question_move.html", {"form": form, "question": question})


def _move(request: ActingRequest, question: Question, section: Section, place: int) -> HttpResponse:
    by, now = request.actor, clock.now()
    act_or_tell(request, lambda: actions.move_question(question, to_position=place, section=section, by=by, now=now))
    return _back(question.version, f"question-{question.pk}")


@office_screen(Permission.EDIT_FORMS)
def form_question_remove(request: ActingRequest, pk: int) -> HttpResponse:
    """Asks, then takes a question out."""
    question = get_object_or_404(queries.questions(request.actor), pk=pk)
    if request.method == "POST":
        if act_or_tell(request, lambda: actions.remove_question(question, by=request.actor, now=clock.now())):
            messages.success(request, _("The question is removed."))
        return _back(question.version, f"section-{question.section_id}")
    return render(request, "office/form_question_remove.html", {"question": question, "version": question.version})
