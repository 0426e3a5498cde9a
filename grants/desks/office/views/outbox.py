"""The outbox: what waits, what was sent, what could not be delivered."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from grants.desks.office.forms.evidence import MailFilter
from grants.desks.office.gate import office_screen
from grants.desks.web.forms import act_or_tell
from grants.desks.web.gates import ActingRequest
from grants.desks.web.pages import Sort, keyset_page
from grants.ground.kit import clock
from grants.ground.notifications.actions import cancel_mail, resend_mail
from grants.ground.notifications.queries import mails, row_of
from grants.ground.people.roles import Permission

SORTS = {
    "-queued": Sort(gettext_lazy("Newest first"), ("-queued_at", "-id")),
    "queued": Sort(gettext_lazy("Oldest first"), ("queued_at", "id")),
}


@office_screen(Permission.SEE_AUDIT)
@require_GET
def outbox(request: ActingRequest) -> HttpResponse:
    """Every mail, newest first, by state, address or subject."""
    filters = MailFilter(request.GET, queryset=mails())
    page = keyset_page(request, filters.qs, SORTS)
    context = {"page": page, "rows": [row_of(mail) for mail in page.rows], "filters": filters}
    return render(request, "office/outbox.html", context)


@office_screen(Permission.SEE_AUDIT)
@require_GET
def outbox_mail(request: ActingRequest, pk: int) -> HttpResponse:
    """One mail as it was written, and what became of it."""
    row = row_of(get_object_or_404(mails(), pk=pk))
    may_act = request.actor.may(Permission.MANAGE_PEOPLE)
    return render(request, "office/outbox_mail.html", {"row": row, "mail": row.mail, "may_act": may_act})


@office_screen(Permission.MANAGE_PEOPLE)
@require_POST
def outbox_resend(request: ActingRequest, pk: int) -> HttpResponse:
    """Puts a mail back into the outbox."""
    return _act(request, pk, resend_mail, _("The mail is in the outbox again and goes out within a minute."))


@office_screen(Permission.MANAGE_PEOPLE)
@require_POST
def outbox_cancel(request: ActingRequest, pk: int) -> HttpResponse:
    """Stops a mail that waits."""
    return _act(request, pk, cancel_mail, _("The mail is stopped. It will not be sent."))


def _act(request: ActingRequest, pk: int, action: Callable[..., object], done: str) -> HttpResponse:
    mail = get_object_or_404(mails(), pk=pk)
    if act_or_tell(request, lambda: action(mail, by=request.actor, now=clock.now())):
        messages.success(request, done)
    return redirect("office:outbox_mail", pk)
