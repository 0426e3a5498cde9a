"""Papers of my group: those that stand, each with the day until which it counts; add, replace, put away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from grants.desks.portal.forms.papers import NewPaperForm, PaperForm
from grants.desks.portal.gate import portal_screen
from grants.desks.web.forms import act, act_or_tell, is_sent
from grants.desks.web.gates import ActingRequest
from grants.desks.web.serve import serve_file
from grants.ground.kit import clock
from grants.ground.papers import actions
from grants.ground.papers.models import Paper
from grants.ground.papers.queries import papers_of, shelf_of, standing_papers
from grants.ground.people.models import Organisation
from grants.ground.people.queries import organisations_of
from grants.ground.reference.queries import funder


def _group(request: ActingRequest, pk: int) -> Organisation:
    """One of my own groups."""
    return get_object_or_404(organisations_of(request.actor), pk=pk)


def _standing(request: ActingRequest, pk: int, paper_pk: int) -> Paper:
    rows = standing_papers(request.actor, _group(request, pk).pk).select_related("organisation")
    return get_object_or_404(rows, pk=paper_pk)


@portal_screen()
@require_GET
def papers(request: ActingRequest, pk: int) -> HttpResponse:
    """Every paper that we keep for my group."""
    found, today = _group(request, pk), clock.local_date(clock.now(), funder().timezone)
    shelf = shelf_of(papers_of(request.actor, found.pk), today=today)
    return render(request, "portal/papers.html", {"group": found, "shelf": shelf})


@portal_screen()
def paper_add(request: ActingRequest, pk: int) -> HttpResponse:
    """One more paper."""
    found, now = _group(request, pk), clock.now()
    form = NewPaperForm(request.POST or None, request.FILES or None)
    if is_sent(request, form) and act(
        form, lambda: actions.add_paper(found, **form.cleaned_data, by=request.actor, now=now)
    ):
        messages.success(request, _("The paper is kept. You can use it in your applications."))
        return redirect("portal:papers", pk)
    return render(request, "portal/paper_add.html", {"group": found, "form": form})


@portal_screen()
def paper_replace(request: ActingRequest, pk: int, paper_pk: int) -> HttpResponse:
    """A newer file in the place of a paper, or none."""
    found, now = _standing(request, pk, paper_pk), clock.now()
    form = PaperForm(request.POST or None, request.FILES or None)
    if is_sent(request, form) and act(
        form, lambda: actions.replace_paper(found, **form.cleaned_data, by=request.actor, now=now)
    ):
        messages.success(request, _("The newer paper stands here now. The earlier one is kept below."))
        return redirect("portal:papers", pk)
    return render(request, "portal/paper_replace.html", {"group": found.organisation, "paper": found, "form": form})


@portal_screen()
@require_POST
def paper_put_away(request: ActingRequest, pk: int, paper_pk: int) -> HttpResponse:
    """The paper no longer stands; it is kept among the earlier ones."""
    rows = papers_of(request.actor, _group(request, pk).pk).select_related("organisation")
    found = get_object_or_404(rows, pk=paper_pk)
    if act_or_tell(request, lambda: actions.put_paper_away(found, by=request.actor, now=clock.now())):
        messages.success(request, _("The paper is put away. It is not erased."))
    return redirect("portal:papers", pk)


@portal_screen()
@require_GET
def paper_file(request: ActingRequest, pk: int, paper_pk: int) -> HttpResponse:
    """The file of a paper, earlier ones too."""
    found = get_object_or_404(papers_of(request.actor, _group(request, pk).pk), pk=paper_pk)
    return serve_file(found.file)
