"""Saying yes, by a link of one's own, to what the office or a helper wrote for a group; or that it is not theirs."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from grants.desks.portal.forms.confirming import ConfirmForm, DenyForm
from grants.desks.web.answers import AnswerSection, answer_sections
from grants.desks.web.forms import act, is_sent
from grants.desks.web.gates import ActingRequest, anyone
from grants.desks.web.limits import is_over_limit
from grants.ground.kit import clock
from grants.ground.reference.queries import funder
from grants.stages.applications.actions import confirm_by_link, deny_by_link
from grants.stages.applications.models import Confirmation
from grants.stages.applications.queries import confirmation_by, is_current

HOUR = 60 * 60


@anyone
def confirm(request: ActingRequest, token: str) -> HttpResponse:
    """Every answer as it was written for the group, and a yes to it, or that it is not theirs."""
    found = get_object_or_404(confirmation_by(token, now=clock.now()))
    kind = DenyForm if "not_ours" in request.POST else ConfirmForm
    form = kind(request.POST if request.method == "POST" else None)
    if is_sent(request, form):
        if is_over_limit(request, "confirm", limit=30, seconds=HOUR):
            form.add_error(None, _("Too many tries from this computer. Wait an hour, or ring us."))
        elif _answer(form, token):
            return redirect("portal:confirm", token)
    context = {
        "confirmation": found,
        "application": found.application,
        "helper": found.application.started_by if found.contact_id else None,
        "form": form,
        "phone": funder().phone,
        "is_current": is_current(found),
        "sections": [_unsourced(section) for section in answer_sections(found.snapshot.content)],
    }
    return render(request, "portal/confirm.html", context)


def _unsourced(section: AnswerSection) -> AnswerSection:
    """Without how each answer came: here all of it came in one way, which the page says once."""
    return replace(section, rows=[replace(row, source="") for row in section.rows])


def _answer(form: ConfirmForm | DenyForm, token: str) -> Confirmation | None:
    now = clock.now()
    if isinstance(form, DenyForm):
        return act(form, lambda: deny_by_link(token, now=now))
    return act(form, lambda: confirm_by_link(token, name=form.cleaned_data["name"], now=now))
