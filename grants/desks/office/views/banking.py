"""The bank of questions: the list, one question, keeping one, putting one into a form, taking one out."""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from grants.desks.office.forms.banking import BankFilter, KeepForm
from grants.desks.office.forms.questions import QUIZ_TYPES
from grants.desks.office.gate import office_screen
from grants.desks.web.forms import act, act_or_tell, is_sent
from grants.desks.web.gates import ActingRequest
from grants.desks.web.pages import Sort, keyset_page
from grants.desks.web.questions import preview_section
from grants.ground.kit import clock
from grants.ground.kit.text import in_language
from grants.ground.people.roles import Permission
from grants.ground.questions import actions, queries
from grants.ground.questions.models import BankedQuestion
from grants.ground.questions.permissions import can_edit_forms

SORTS = {
    "name": Sort(gettext_lazy("Name"), ("sort_name", "id")),
    "-name": Sort(gettext_lazy("Name, from the end"), ("-sort_name", "-id")),
    "-kept": Sort(gettext_lazy("Newest first"), ("-kept_at", "-id")),
    "kept": Sort(gettext_lazy("Oldest first"), ("kept_at", "id")),
}


@office_screen(Permission.EDIT_FORMS, Permission.SEE_CASES)
def bank(request: ActingRequest) -> HttpResponse:
    """Every question of the bank, by words and kind if asked."""
    return render(request, "office/bank_list.html", _listed(request))


def _listed(request: ActingRequest, types: Collection[str] = ()) -> dict[str, Any]:
    """A page of the bank, as filtered; of some types only where a form takes no others."""
    form = BankFilter(request.GET)
    wanted = form.wanted
    found = queries.banked_questions(request.actor, words=wanted.get("words", ""), types=types)
    if wanted.get("type"):
        found = found.filter(type=wanted["type"])
    page = keyset_page(request, found, SORTS)
    rows = [(row, in_language(row.label, request.actor.language)) for row in page.rows]
    return {"page": page, "rows": rows, "form_of_filter": form, "active": sum(bool(value) for value in wanted.values())}


def _banked(request: ActingRequest, pk: int) -> BankedQuestion:
    return get_object_or_404(queries.banked_questions(request.actor), pk=pk)


@office_screen(Permission.EDIT_FORMS, Permission.SEE_CASES)
def banked_question(request: ActingRequest, pk: int) -> HttpResponse:
    """A question of the bank, as a group would see it."""
    banked = _banked(request, pk)
    spec = queries.banked_form(banked)
    context = {
        "banked": banked,
        "section_form": preview_section(spec, spec.sections[0], language=request.actor.language),
        "languages": sorted(banked.label),
        "may_edit": can_edit_forms(request.actor),
    }
    return render(request, "office/bank_question.html", context)


@office_screen(Permission.EDIT_FORMS)
def question_keep(request: ActingRequest, pk: int) -> HttpResponse:
    """Keeps a copy of a question of any version in the bank."""
    question = get_object_or_404(queries.questions(request.actor), pk=pk)
    form = KeepForm.of(question, request.POST or None)
    if is_sent(request, form):
        given, now = form.cleaned_data, clock.now()
        made = act(form, lambda: actions.keep_question(question, **given, by=request.actor, now=now))
        if made:
            messages.success(request, _("The question is in the bank."))
            return redirect("office:form_version", pk=question.version_id)
    context = {"form": form, "question": question, "label": in_language(question.label, request.actor.language)}
    return render(request, "office/bank_keep.html", context)


@office_screen(Permission.EDIT_FORMS)
def section_bank(request: ActingRequest, pk: int) -> HttpResponse:
    """The bank, to choose a question for a section."""
    section = get_object_or_404(queries.sections(request.actor), pk=pk)
    is_quiz = section.version.questionnaire.purpose == "quiz"
    context = _listed(request, QUIZ_TYPES if is_quiz else ()) | {"section": section, "is_quiz": is_quiz}
    return render(request, "office/bank_choose.html", context)


@office_screen(Permission.EDIT_FORMS)
@require_POST
def section_put(request: ActingRequest, pk: int, banked_pk: int) -> HttpResponse:
    """Puts a copy of a question of the bank at the end of a section."""
    section = get_object_or_404(queries.sections(request.actor), pk=pk)
    banked = _banked(request, banked_pk)
    made = act_or_tell(request, lambda: actions.put_question(banked, section, by=request.actor, now=clock.now()))
    if made is None:
        return redirect("office:section_bank", pk=pk)
    messages.success(request, _("The question is in the form."))
    if banked.meaning and not made.meaning:
        told = _("Another question of this form stands for “%(meaning)s” already, so this one does not.")
        messages.warning(request, told % {"meaning": banked.get_meaning_display()})
    response = redirect("office:form", pk=section.version.questionnaire_id)
    response["Location"] += f"#question-{made.pk}"
    return response


@office_screen(Permission.EDIT_FORMS)
def banked_remove(request: ActingRequest, pk: int) -> HttpResponse:
    """Asks, then takes a question out of the bank."""
    banked = _banked(request, pk)
    if request.method == "POST":
        if act_or_tell(request, lambda: actions.remove_banked_question(banked, by=request.actor, now=clock.now())):
            messages.success(request, _("The question is out of the bank."))
        return redirect("office:bank")
    return render(request, "office/bank_remove.html", {"banked": banked})
