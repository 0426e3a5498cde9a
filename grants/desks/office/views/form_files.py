"""Forms from forms: a copy under another name, a form as a file, a form from a file."""

import json

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from grants.desks.office.forms.questions import ImportForm, TitleForm
from grants.desks.office.gate import office_screen
from grants.desks.web.forms import act, is_sent
from grants.desks.web.gates import ActingRequest
from grants.ground.kit import clock
from grants.ground.people.roles import Permission
from grants.ground.questions import actions, queries
from grants.ground.questions.models import Version
from grants.ground.questions.rules import LARGEST_FILE, read_form_file


@office_screen(Permission.EDIT_FORMS)
def form_copy(request: ActingRequest, pk: int) -> HttpResponse:
    """Makes a new form that asks what this version asks."""
    version = get_object_or_404(queries.versions(request.actor), pk=pk)
    form = TitleForm(request.POST or None)
    if is_sent(request, form):
        title, now = form.cleaned_data["title"], clock.now()
        made = act(form, lambda: actions.copy_form(version, title=title, by=request.actor, now=now))
        if made:
            messages.success(request, _("Here is the copy. It keeps the short names, so answers match."))
            return redirect("office:form", pk=made.questionnaire_id)
    return render(request, "office/form_copy.html", {"form": form, "version": version})


@office_screen(Permission.EDIT_FORMS, Permission.SEE_CASES)
@require_GET
def form_download(request: ActingRequest, pk: int) -> HttpResponse:
    """A version as a file that can be brought into this system or another one like it."""
    version = get_object_or_404(queries.versions(request.actor), pk=pk)
    content = json.dumps(queries.description_of(version), indent=2, ensure_ascii=False)
    name = f"{slugify(version.questionnaire.title) or 'form'}-v{version.number}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content + "\n", content_type="application/json", headers=headers)


@office_screen(Permission.EDIT_FORMS)
def form_import(request: ActingRequest) -> HttpResponse:
    """Makes a new form, as a draft, from a file; or says what is wrong with the file, and where."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if is_sent(request, form):
        made = act(form, lambda: _import(request, form))
        if made:
            messages.success(request, _("The form is here. Look through it, then publish it."))
            return redirect("office:form", pk=made.questionnaire_id)
    return render(request, "office/form_import.html", {"form": form})


def _import(request: ActingRequest, form: ImportForm) -> Version:
    described = read_form_file(form.cleaned_data["file"].read(LARGEST_FILE + 1))
    return actions.import_form(described, title=form.cleaned_data["title"], by=request.actor, now=clock.now())
