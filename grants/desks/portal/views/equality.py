"""Who runs the groups that apply: asked after sending, answered by whoever likes, counted without a way back."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grants.desks.portal.forms.equality import EqualityForm, Link, read_link
from grants.desks.web.forms import act, is_sent
from grants.desks.web.gates import unnamed
from grants.desks.web.shell import NavItem
from grants.ground.equality.actions import count_answers
from grants.ground.equality.queries import is_spent, questions
from grants.ground.kit import clock
from grants.ground.kit.clock import local_date
from grants.ground.reference.queries import funder


@unnamed
def equality(request: HttpRequest, token: str) -> HttpResponse:
    """The questions, once. This page does not know who reads it."""
    link = read_link(token)
    if link is None:
        raise Http404
    if is_spent(link.nonce):
        return _show(request, "portal/equality_done.html", was_answered=True)
    form = EqualityForm(request.POST if request.method == "POST" else None, asked=questions(get_language() or ""))
    if is_sent(request, form) and act(form, lambda: _count(form, link)) is not None:
        return _show(request, "portal/equality_done.html", was_answered=bool(form.given()))
    return _show(request, "portal/equality.html", form=form)


def _show(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """A page under the public site's head: nobody is named in it."""
    nav = [NavItem(_("Front page"), "/")]
    return render(request, template, {"nav": nav, **context})


def _count(form: EqualityForm, link: Link) -> int:
    today = local_date(clock.now(), funder().timezone)
    return count_answers(form.given(), call_code=link.call_code, nonce=link.nonce, today=today)
