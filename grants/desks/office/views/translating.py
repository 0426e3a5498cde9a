"""The languages of a form: which ones, how complete, and all its texts beside their translations."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.desks.office.forms.translating import LanguagesForm, TranslationForm
from grants.desks.office.gate import office_screen
from grants.desks.web.forms import act, is_sent
from grants.desks.web.gates import ActingRequest
from grants.ground.kit import clock
from grants.ground.kit.text import direction
from grants.ground.kit.translating import meter
from grants.ground.people.roles import Permission
from grants.ground.questions import queries
from grants.ground.questions.actions import choose_languages, translate_version
from grants.ground.questions.queries.translating import meters_of, offered_languages, texts_of_version


@office_screen(Permission.EDIT_FORMS)
def form_languages(request: ActingRequest, pk: int) -> HttpResponse:
    """In which languages a version is offered, and how complete each is."""
    version = get_object_or_404(queries.versions(request.actor), pk=pk)
    data = request.POST if request.method == "POST" else None
    form = LanguagesForm(data, offered=offered_languages(), chosen=version.languages)
    if is_sent(request, form):
        chosen, now = form.cleaned_data["languages"], clock.now()
        if act(form, lambda: choose_languages(version, chosen, by=request.actor, now=now)):
            messages.success(request, _("The languages are saved."))
            return redirect("office:form_languages", pk)
    context = {"version": version, "form": form, "offered": offered_languages(), "language_meters": meters_of(version)}
    return render(request, "office/form_languages.html", context)


@office_screen(Permission.EDIT_FORMS)
def form_translate(request: ActingRequest, pk: int, language: str) -> HttpResponse:
    """Every text of a version beside its translation, saved all at once."""
    version = get_object_or_404(queries.versions(request.actor), pk=pk)
    if language not in version.languages:
        raise Http404
    groups = texts_of_version(version)
    data = request.POST if request.method == "POST" else None
    form = TranslationForm(data, groups=groups, language=language, translated=version.translated)
    if is_sent(request, form):
        changed = act(form, lambda: str(_translate(request, form, pk=version.pk)))
        if changed is not None:
            messages.success(request, _saved(int(changed)))
            return redirect("office:form_translate", pk, language)
        form.show_what_stands()
    context = {"version": version, "form": form, "language": language, "direction": direction(language)}
    context["meter"] = meter(groups, language, version.translated)
    return render(request, "office/form_translate.html", context)


def _translate(request: ActingRequest, form: TranslationForm, *, pk: int) -> int:
    version = queries.versions(request.actor).get(pk=pk)
    return translate_version(version, form.language, **form.given(), by=request.actor, now=clock.now())


def _saved(count: int) -> str:
    return ngettext("%(count)s text is saved.", "%(count)s texts are saved.", count) % {"count": count}
