"""Writing to the office."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from grants.desks.portal.forms.applications import MessageForm
from grants.desks.portal.gate import portal_screen
from grants.desks.portal.views.applications import application_page
from grants.desks.web.forms import act
from grants.desks.web.gates import ActingRequest
from grants.ground.kit import clock
from grants.stages.applications.actions import send_message
from grants.stages.applications.queries import applications_of


@portal_screen()
@require_POST
def message(request: ActingRequest, pk: int) -> HttpResponse:
    """Adds a message to the thread."""
    found = get_object_or_404(applications_of(request.actor), pk=pk)
    form = MessageForm(request.POST)
    if form.is_valid():
        text = form.cleaned_data["text"]
        if act(form, lambda: send_message(found, text, by=request.actor, now=clock.now())):
            messages.success(request, _("Your message is sent. We will answer here."))
            return redirect("portal:application", found.pk)
    return application_page(request, found, form)
