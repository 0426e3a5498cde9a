"""Panels: the list, setting one up, who sits on it, what lies before it, its way to decided."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from grants.desks.office.forms.panels import CloseForm, MemberForm, NewPanelForm, PanelForm, first_values
from grants.desks.office.gate import office_screen
from grants.desks.web.forms import act, act_or_tell
from grants.desks.web.gates import ActingRequest
from grants.desks.web.pages import Sort, keyset_page
from grants.ground.kit import clock
from grants.ground.people.roles import Permission
from grants.stages.assessment import actions, permissions
from grants.stages.assessment.models import Panel
from grants.stages.assessment.queries import applications_waiting, members_of, roll_of, staff_panels
from grants.stages.assessment.rules import panels as rules
from grants.stages.calls.queries import announced_calls

SORTS = {"newest": Sort(gettext_lazy("Newest first"), ("-id",))}
BY_NAME = {"name": Sort(gettext_lazy("Group"), ("sort_name", "id"))}


@office_screen(Permission.SEE_CASES)
@require_GET
def panels(request: ActingRequest) -> HttpResponse:
    """Every panel, newest first."""
    page = keyset_page(request, staff_panels(request.actor), SORTS)
    may_run = permissions.can_run_panels(request.actor)
    return render(request, "office/panels_list.html", {"page": page, "may_run": may_run})


@office_screen(Permission.RUN_PANELS)
def panel_new(request: ActingRequest) -> HttpResponse:
    """A panel, or a batch that nobody scores, for a call that was announced."""
    form = NewPanelForm(request.POST if request.method == "POST" else None, calls=announced_calls().order_by("-id"))

    def create() -> Panel:
        said = form.cleaned_data
        words = {"name": said["name"], "scores_due_at": form.due_at(), "reviews_each": said["reviews_each"]}
        return actions.create_panel(said["call"], **words, by=request.actor, now=clock.now())

    if request.method == "POST" and form.is_valid() and (panel := act(form, create)):
        return redirect("office:panel", panel.pk)
    return render(request, "office/panel_new.html", {"form": form})


@office_screen(Permission.SEE_CASES)
def panel(request: ActingRequest, pk: int) -> HttpResponse:
    """One panel: where it stands, what is next, who sits on it. Adding a member is posted here."""
    found = get_object_or_404(staff_panels(request.actor), pk=pk)
    may_run = permissions.can_run_panels(request.actor)
    form = MemberForm(request.POST if may_run and request.method == "POST" else None)

    def invite() -> object:
        return actions.invite_member(found, **form.cleaned_data, by=request.actor, now=clock.now())

    if form.is_valid() and act(form, invite):
        messages.success(request, _("Added. We have written to them."))
        return redirect("office:panel", pk)
    return render(request, "office/panel_detail.html", {"form": form, "may_run": may_run} | _standing(found))


def _standing(panel: Panel) -> dict[str, object]:
    """Where a panel stands, counted, with what is worth a look before the next step."""
    roll = roll_of(panel)
    return {
        "panel": panel,
        "steps": rules.STEPS[panel.call.who_decides],
        "roll": roll,
        "candidates": len(roll.asked),
        "members": members_of(panel),
        "waiting": applications_waiting(panel.call).count(),
        "takes_candidates": rules.takes_candidates(panel.status, panel.call.who_decides),
        "takes_members": rules.takes_members(panel.status),
        "warnings": rules.warnings_before_scoring(roll, panel.reviews_each),
        "thin": rules.thin(roll.received, panel.reviews_each),
    }


@office_screen(Permission.RUN_PANELS)
def panel_edit(request: ActingRequest, pk: int) -> HttpResponse:
    """Another name, day or number of reviews."""
    found = get_object_or_404(staff_panels(request.actor), pk=pk)
    form = PanelForm(request.POST if request.method == "POST" else None, initial=first_values(found))

    def change() -> Panel:
        said = form.cleaned_data
        words = {"name": said["name"], "scores_due_at": form.due_at(), "reviews_each": said["reviews_each"]}
        return actions.change_panel(found, **words, by=request.actor, now=clock.now())

    if request.method == "POST" and form.is_valid() and act(form, change):
        messages.success(request, _("Saved."))
        return redirect("office:panel", pk)
    return render(request, "office/panel_edit.html", {"panel": found, "form": form})


@office_screen(Permission.RUN_PANELS)
def panel_put(request: ActingRequest, pk: int) -> HttpResponse:
    """Eligible applications of the call that lie before no panel yet."""
    found = get_object_or_404(staff_panels(request.actor), pk=pk)
    if request.method == "POST":
        wanted = applications_waiting(found.call).filter(pk__in=_numbers(request.POST.getlist("application")))
        now = clock.now()
        put = act_or_tell(request, lambda: actions.put_before_panel(found, wanted, by=request.actor, now=now))
        if put:
            messages.success(request, _("They lie before the panel now."))
        return redirect("office:panel", pk)
    page = keyset_page(request, applications_waiting(found.call), BY_NAME)
    return render(request, "office/panel_put.html", {"panel": found, "page": page})


def _numbers(texts: list[str]) -> list[int]:
    return [int(text) for text in texts if text.isdecimal()]


@office_screen(Permission.RUN_PANELS)
@require_POST
def member_remove(request: ActingRequest, pk: int, member_pk: int) -> HttpResponse:
    """Takes somebody off the panel."""
    found = get_object_or_404(staff_panels(request.actor), pk=pk)
    member = get_object_or_404(members_of(found), pk=member_pk)
    if act_or_tell(request, lambda: actions.remove_member(member, by=request.actor, now=clock.now())):
        messages.success(request, _("%(person)s no longer sits on this panel.") % {"person": member.person})
    return redirect("office:panel", pk)


STEPS = {
    "start": (actions.start_scoring, gettext_lazy("Scoring has started. We have written to every reviewer.")),
    "reopen": (actions.reopen_scoring, gettext_lazy("Scoring is open again.")),
    "finish": (actions.finish_panel, gettext_lazy("All is decided. Nobody outside knows until you release it.")),
}


@office_screen(Permission.RUN_PANELS)
@require_POST
def panel_step(request: ActingRequest, pk: int, step: str) -> HttpResponse:
    """Start scoring, open it again, or finish deciding."""
    found = get_object_or_404(staff_panels(request.actor), pk=pk)
    action, done = STEPS[step]
    if act_or_tell(request, lambda: action(found, by=request.actor, now=clock.now())):
        messages.success(request, done)
    return redirect("office:panel", pk)


@office_screen(Permission.RUN_PANELS)
def panel_close(request: ActingRequest, pk: int) -> HttpResponse:
    """Ends scoring; asks for a reason where reviews are thin."""
    found = get_object_or_404(staff_panels(request.actor), pk=pk)
    form = CloseForm(request.POST if request.method == "POST" else None)

    def close() -> Panel:
        reason = form.cleaned_data["reason"]
        return actions.close_scoring(found, reason=reason, by=request.actor, now=clock.now())

    if request.method == "POST" and form.is_valid() and act(form, close):
        messages.success(request, _("Scoring has ended. Look at the board."))
        return redirect("office:panel_board", pk)
    return render(request, "office/panel_close.html", {"form": form} | _standing(found))
