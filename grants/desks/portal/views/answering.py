"""In which language an application is answered."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from grants.desks.portal.forms.applications import AnswerLanguageForm
from grants.desks.portal.gate import portal_screen
from grants.desks.web.forms import act, is_sent
from grants.desks.web.gates import ActingRequest
from grants.ground.kit import clock
from grants.stages.applications.actions import choose_answer_language
from grants.stages.applications.queries import applications_of


@portal_screen()
def answer_language(request: ActingRequest, pk: int) -> HttpResponse:
    """Chooses another language for the answers; what is written stays."""
    found = get_object_or_404(applications_of(request.actor), pk=pk)
    data = request.POST if request.method == "POST" else None
    form = AnswerLanguageForm(data, chosen=found.sheet.language)
    if is_sent(request, form):
        chosen, now = form.cleaned_data["language"], clock.now()
        if act(form, lambda: choose_answer_language(found, chosen, by=request.actor, now=now)):
            messages.success(request, _("The language of your answers is saved."))
            return redirect("portal:application", pk)
    return render(request, "portal/answer_language.html", {"application": found, "form": form})
