"""Forms: the list, one form with its versions, publishing, and how it looks to those who fill it in."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.desks.office.forms.questions import PublishForm, QuestionnaireForm, ReasonForm, TitleForm
from grants.desks.office.gate import office_screen
from grants.desks.office.views.form_meters import meters
from grants.desks.web.forms import act, is_sent
from grants.desks.web.gates import ActingRequest
from grants.desks.web.pages import Sort, keyset_page
from grants.ground.kit import clock
from grants.ground.kit.text import in_language
from grants.ground.people.roles import Permission
from grants.ground.questions import actions, queries
from grants.ground.questions.models import Purpose, Questionnaire, Version
from grants.ground.questions.permissions import can_edit_forms
from grants.ground.questions.queries.translating import meters_of, unfinished_languages
from grants.ground.questions.rules import (
    Check,
    FormSpec,
    blockers_to_publish,
    check_in_words,
    measures_of,
    reasons_to_think_again,
)
from grants.stages.calls.models import Call
from grants.stages.calls.permissions import can_announce_calls, can_edit_calls
from grants.stages.calls.queries import calls_on_older_versions

SORTS = {
    "newest": Sort(gettext_lazy("Newest first"), ("-created_at", "-id")),
    "oldest": Sort(gettext_lazy("Oldest first"), ("created_at", "id")),
}


@office_screen(Permission.EDIT_FORMS, Permission.SEE_CASES)
def forms(request: ActingRequest) -> HttpResponse:
    """Every form, by purpose if asked."""
    found = queries.questionnaires(request.actor)
    purpose = request.GET.get("purpose", "")
    if purpose in Purpose.values:
        found = found.filter(purpose=purpose)
    page = keyset_page(request, found, SORTS)
    context = {"page": page, "purpose": purpose, "purposes": Purpose.choices, "may_edit": can_edit_forms(request.actor)}
    return render(request, "office/forms_list.html", context)


@office_screen(Permission.EDIT_FORMS)
def form_new(request: ActingRequest) -> HttpResponse:
    """Begins a form."""
    form = QuestionnaireForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data, now = form.cleaned_data, clock.now()
        made = act(
            form, lambda: actions.create_questionnaire(data["title"], data["purpose"], by=request.actor, now=now)
        )
        if made:
            return redirect("office:form", pk=made.pk)
    return render(request, "office/form_new.html", {"form": form})


@office_screen(Permission.EDIT_FORMS, Permission.SEE_CASES)
def form(request: ActingRequest, pk: int) -> HttpResponse:
    """A form at its newest version: the draft where there is one."""
    found = get_object_or_404(queries.questionnaires(request.actor), pk=pk)
    return _show(request, queries.newest_version(found))


@office_screen(Permission.EDIT_FORMS, Permission.SEE_CASES)
def form_version(request: ActingRequest, pk: int) -> HttpResponse:
    """A form at one of its versions."""
    return _show(request, get_object_or_404(queries.versions(request.actor), pk=pk))


def _show(request: ActingRequest, version: Version) -> HttpResponse:
    """Sections and questions, with what can be done to them while the version is a draft."""
    sections = queries.sections_of(version)
    spec = queries.form_of(version, sections)
    is_draft = version.is_draft
    outline = queries.outline(sections, spec, request.actor.language)
    context = meters(request.actor, version, spec, outline) | {
        "version": version,
        "outline": outline,
        "checks": _checks(spec, request.actor.language),
        "can_check": bool(measures_of(spec)),
        "is_draft": is_draft,
        "may_change": is_draft and can_edit_forms(request.actor),
        "may_edit": can_edit_forms(request.actor),
        "may_rehearse": can_edit_calls(request.actor) and not is_draft,
        "blockers": _placed_blockers(spec) if is_draft and outline else [],
        "language_meters": meters_of(version, [section.row for section in outline]),
        "mendable": _mendable(request, version),
        "versions": list(version.questionnaire.versions.order_by("-number")),
    }
    return render(request, "office/form_detail.html", context)


def _mendable(request: ActingRequest, version: Version) -> list[Call]:
    """Open calls that ask an older version; none for a first version, before which there is none."""
    if version.number == 1 or not can_announce_calls(request.actor):
        return []
    return list(calls_on_older_versions(version, clock.now()))


def _checks(spec: FormSpec, language: str) -> list[tuple[Check, str, str]]:
    """Each check with its words, and with what a group reads when it is not met."""
    return [
        (check, check_in_words(check, spec, language), in_language(check.sentence, language)) for check in spec.checks
    ]


def _placed_blockers(spec: FormSpec) -> list[dict[str, Any]]:
    """What stands in the way of publishing, with the words of the question or section meant."""
    titles = {section.key: in_language(section.title, "en-gb") for section in spec.sections}
    labels = titles | {question.key: question.label_in("en-gb") for question in spec.questions}
    labels |= {check.id: check_in_words(check, spec, "en-gb") for check in spec.checks}
    return [
        {"sentence": blocker.sentence, "about": labels.get(blocker.field, ""), "key": blocker.field}
        for blocker in blockers_to_publish(spec)
    ]


@office_screen(Permission.EDIT_FORMS)
def form_rename(request: ActingRequest, pk: int) -> HttpResponse:
    """Gives a form another name."""
    found = get_object_or_404(queries.questionnaires(request.actor), pk=pk)
    title_form = TitleForm(request.POST or None, initial={"title": found.title})
    if request.method == "POST" and title_form.is_valid():
        title, now = title_form.cleaned_data["title"], clock.now()
        if act(title_form, lambda: actions.rename_questionnaire(found, title=title, by=request.actor, now=now)):
            return redirect("office:form", pk=pk)
    return render(request, "office/form_rename.html", {"form": title_form, "questionnaire": found})


@office_screen(Permission.EDIT_FORMS)
def form_draft(request: ActingRequest, pk: int) -> HttpResponse:
    """Begins a new version of a published form, for a reason."""
    found: Questionnaire = get_object_or_404(queries.questionnaires(request.actor), pk=pk)
    reason_form = ReasonForm(request.POST or None)
    if request.method == "POST" and reason_form.is_valid():
        reason, now = reason_form.cleaned_data["reason"], clock.now()
        if act(reason_form, lambda: actions.new_draft_version(found, reason=reason, by=request.actor, now=now)):
            messages.success(request, _("A new version is started. The published one stays in use until you publish."))
            return redirect("office:form", pk=pk)
    return render(request, "office/form_draft.html", {"form": reason_form, "questionnaire": found})


@office_screen(Permission.EDIT_FORMS)
def form_publish(request: ActingRequest, pk: int) -> HttpResponse:
    """Says what publishing means and what might be better, and publishes."""
    version = get_object_or_404(queries.versions(request.actor), pk=pk)
    spec = queries.form_of(version)
    data = request.POST if request.method == "POST" else None
    unfinished = unfinished_languages(version) if version.is_draft else []
    form = PublishForm(data, version=version, is_unfinished=bool(unfinished))
    if is_sent(request, form):
        given, now = form.cleaned_data, clock.now()
        if act(form, lambda: actions.publish_version(version, **given, by=request.actor, now=now)):
            messages.success(request, _("The form is published. Calls can use it now."))
            return redirect("office:form", pk=version.questionnaire_id)
    warnings = reasons_to_think_again(spec)
    context = {"form": form, "version": version, "warnings": warnings, "unfinished": unfinished}
    return render(request, "office/form_publish.html", context)
