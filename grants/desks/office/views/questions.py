"""Building a form: sections and questions, added, changed, moved and removed, without a mouse and without script."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from grants.desks.office.forms.options import OptionRows, option_rows
from grants.desks.office.forms.questions import LANGUAGE, MoveForm, QuestionForm, SectionForm, TypeForm, worded
from grants.desks.office.gate import office_screen
from grants.desks.web.forms import act, act_or_tell
from grants.desks.web.gates import ActingRequest
from grants.desks.web.questions import ErrorRow
from grants.ground.kit import clock
from grants.ground.people.roles import Permission
from grants.ground.questions import actions, queries
from grants.ground.questions.models import Question, QuestionType, Section, Version
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
    form = SectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        title, intro = ({LANGUAGE: form.cleaned_data[name]} for name in ("title", "intro"))
        made = act(
            form, lambda: actions.add_section(version, title=title, intro=intro, by=request.actor, now=clock.now())
        )
        if made:
            return _back(version, f"section-{made.pk}")
    return render(request, "office/form_section.html", {"form": form, "version": version})


@office_screen(Permission.EDIT_FORMS)
def form_section(request: ActingRequest, pk: int) -> HttpResponse:
    """Changes the words of a section."""
    section = get_object_or_404(queries.sections(request.actor), pk=pk)
    form = SectionForm.of(section, request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = {name: worded(getattr(section, name), form.cleaned_data[name]) for name in ("title", "intro")}
        if act(form, lambda: actions.change_section(section, **words, by=request.actor, now=clock.now())):
            return _back(section.version, f"section-{pk}")
    return render(request, "office/form_section.html", {"form": form, "version": section.version, "section": section})


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
    form, rows = _question_forms(request, section.version, kind)
    if request.method == "POST" and _is_complete(request, form, rows):
        given = form.given(rows.options() if rows else [])
        made = act(form, lambda: actions.add_question(section, type=kind, **given, by=request.actor, now=clock.now()))
        if made:
            return _back(section.version, f"question-{made.pk}")
    return _question_page(request, section, kind, form, rows)


@office_screen(Permission.EDIT_FORMS)
def form_question(request: ActingRequest, pk: int) -> HttpResponse:
    """Changes a question."""
    question = get_object_or_404(queries.questions(request.actor), pk=pk)
    form, rows = _question_forms(request, question.version, question.type, question)
    if request.method == "POST" and _is_complete(request, form, rows):
        given = form.given(rows.options() if rows else [])
        if act(form, lambda: actions.change_question(question, **given, by=request.actor, now=clock.now())):
            return _back(question.version, f"question-{pk}")
    return _question_page(request, question.section, question.type, form, rows, question)


def _question_forms(
    request: ActingRequest, version: Version, kind: str, question: Question | None = None
) -> tuple[QuestionForm, OptionRows | None]:
    """The form of a question, and the rows of its options where it has any."""
    data, purpose = request.POST or None, version.questionnaire.purpose
    form = QuestionForm(
        data,
        kind=kind,
        purpose=purpose,
        currency=funder().currency,
        earlier=queries.conditions_offered(version, question),
        question=question,
    )
    return form, option_rows(data, kind=kind, purpose=purpose, question=question)


def _is_complete(request: ActingRequest, form: QuestionForm, rows: OptionRows | None) -> bool:
    """Whether everything can be kept. Asking for more rows keeps what was typed and shows the page again."""
    is_valid = form.is_valid() & (rows is None or rows.is_valid())
    return is_valid and "add_options" not in request.POST


def _question_page(
    request: ActingRequest,
    section: Section,
    kind: str,
    form: QuestionForm,
    rows: OptionRows | None,
    question: Question | None = None,
) -> HttpResponse:
    is_asking_for_rows = "add_options" in request.POST
    context = {
        "form": form,
        "rows": rows,
        "errors": [] if is_asking_for_rows or rows is None else _row_errors(rows),
        "section": section,
        "question": question,
        "type_label": QuestionType(kind).label,
        "version": section.version,
    }
    return render(request, "office/form_question.html", context)


def _row_errors(rows: OptionRows) -> list[ErrorRow]:
    """What is wrong with options, with the control that it is about."""
    if not rows.is_bound:
        return []
    return [
        ErrorRow(str(error), row[name].id_for_label)
        for row in rows.forms
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
