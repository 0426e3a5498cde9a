"""What the office tells by phone or by post: the queue, one message, and letters printed all at once."""

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from grants.desks.office.forms.telling import ToldForm, WayFilter
from grants.desks.office.gate import office_screen
from grants.desks.web.downloads import pdf_download
from grants.desks.web.forms import act, act_or_tell, is_sent
from grants.desks.web.gates import ActingRequest
from grants.desks.web.pages import Sort, keyset_page
from grants.ground.kit import clock
from grants.ground.notifications.queries import last_printing, mails, messages_to_tell, printed_letters
from grants.ground.notifications.telling import mark_posted, mark_told, print_letters
from grants.ground.people.roles import Permission
from grants.outputs.documents.engine import DocumentsUnavailable
from grants.outputs.documents.post import post_pdf
from grants.stages.applications.queries import references_of_cases
from grants.stages.assessment.queries import hidden_cases

SORTS = {
    "since": Sort(gettext_lazy("Oldest first"), ("not_before", "id")),
    "-since": Sort(gettext_lazy("Newest first"), ("-not_before", "-id")),
}
telling_screen = office_screen(Permission.CHECK_APPLICATIONS, Permission.MANAGE_AWARDS)


@telling_screen
@require_GET
def to_tell(request: ActingRequest) -> HttpResponse:
    """Every message that waits for somebody to ring or to write, oldest first."""
    form, hidden = WayFilter(request.GET), hidden_cases(request.actor)
    way = form.cleaned_data["way"] if form.is_valid() else ""
    page = keyset_page(request, messages_to_tell(clock.now(), way=way, but=hidden), SORTS)
    printed_at = last_printing()
    references = references_of_cases(mail.case for mail in page.rows)
    context = {
        "page": page,
        "form_of_filter": form,
        "active": int(bool(way)),
        "rows": [{"mail": mail, "reference": references.get(mail.case, "")} for mail in page.rows],
        "printed_at": printed_at,
        "printed": printed_letters(printed_at, but=hidden).count() if printed_at else 0,
    }
    return render(request, "office/to_tell.html", context)


@telling_screen
def tell(request: ActingRequest, pk: int) -> HttpResponse:
    """One message with the words to say or print; notes how the person was told."""
    rows = mails().filter(handed_over_at__isnull=False).exclude(case__in=hidden_cases(request.actor))
    mail = get_object_or_404(rows.select_related("told_by"), pk=pk)
    usual = "post" if mail.to_person.reach_by == "post" else "phone"
    form = ToldForm(request.POST if request.method == "POST" else None, initial={"how": usual})
    if is_sent(request, form) and act(
        form, lambda: mark_told(mail, **form.cleaned_data, by=request.actor, now=clock.now())
    ):
        messages.success(request, _("%(name)s is told.") % {"name": mail.to_person})
        return redirect("office:to_tell")
    reference = references_of_cases([mail.case]).get(mail.case, "")
    application_pk = mail.case.partition(":")[2] if reference else ""
    context = {"mail": mail, "form": form, "reference": reference, "application_pk": application_pk}
    return render(request, "office/tell.html", context)


@telling_screen
@require_POST
def letters_print(request: ActingRequest) -> HttpResponse:
    """Puts the letters that wait for the post together, as one document."""
    hidden = hidden_cases(request.actor)
    letters = act_or_tell(request, lambda: print_letters(by=request.actor, now=clock.now(), but=hidden))
    if letters == []:
        messages.info(request, _("No letter waits for the post."))
    return redirect("office:to_tell")


@telling_screen
@require_GET
def letters_pdf(request: ActingRequest) -> HttpResponse:
    """The letters of the last printing, one after the other, as one PDF."""
    printed_at = last_printing()
    if printed_at is None:
        return redirect("office:to_tell")
    try:
        content = post_pdf(list(printed_letters(printed_at, but=hidden_cases(request.actor))), on=clock.now())
    except DocumentsUnavailable as unavailable:
        messages.error(request, str(unavailable.sentence))
        return redirect("office:to_tell")
    return pdf_download(content, f"letters-{printed_at:%Y-%m-%d-%H%M}.pdf")


@telling_screen
@require_POST
def letters_posted(request: ActingRequest) -> HttpResponse:
    """All letters of one printing were posted."""
    printed_at = _moment(request.POST.get("printed_at", ""))
    count = act_or_tell(request, lambda: mark_posted(printed_at, by=request.actor, now=clock.now()))
    if count is not None:
        sentence = ngettext("%(count)s letter is posted.", "%(count)s letters are posted.", count)
        messages.success(request, sentence % {"count": count})
    return redirect("office:to_tell")


def _moment(text: str) -> dt.datetime:
    """The moment that our own form carries; not found for anything else."""
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise Http404
    return found
