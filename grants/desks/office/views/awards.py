"""Awards: the list, the case, conditions, instalments, holds, closing."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from grants.desks.office.forms.awards import ReasonForm
from grants.desks.office.gate import office_screen
from grants.desks.web.forms import act, act_or_tell, is_sent
from grants.desks.web.gates import ActingRequest
from grants.desks.web.pages import Sort, keyset_page
from grants.desks.web.serve import serve_file
from grants.desks.web.tabs import state_tabs
from grants.ground.audit.queries import timeline
from grants.ground.audit.rules import subject_key
from grants.ground.audit.verbs import Audience
from grants.ground.kit import clock
from grants.ground.people.roles import Permission
from grants.stages.awards import actions, queries
from grants.stages.awards.models import Award, AwardStatus
from grants.stages.awards.rules import blockers_to_activate, blockers_to_close, is_over
from grants.stages.outcomes.queries import reports_of_award
from grants.stages.payments.queries import count_unsettled, payments_of_award

SORTS = {
    "newest": Sort(gettext_lazy("Newest first"), ("-id",)),
    "group": Sort(gettext_lazy("Group"), ("sort_name", "id")),
}
TIMELINE_ROWS = 30


@office_screen(Permission.SEE_CASES)
@require_GET
def awards(request: ActingRequest) -> HttpResponse:
    """Every award, by state if asked."""
    status = request.GET.get("status", "")
    page = keyset_page(request, queries.awards_with_status(request.actor, status), SORTS)
    tabs = state_tabs(AwardStatus.choices, status)
    return render(request, "office/awards_list.html", {"page": page, "status": status, "sorts": SORTS, "tabs": tabs})


@office_screen(Permission.SEE_CASES)
@require_GET
def award(request: ActingRequest, pk: int) -> HttpResponse:
    """One award with everything promised on both sides, and what can be done now."""
    found = get_object_or_404(queries.staff_awards(request.actor), pk=pk)
    facts = queries.award_facts(found, unsettled_payments=count_unsettled(found.pk))
    context = {
        "award": found,
        "host": queries.host_of_offer(found, now=clock.now()),
        "agreement": queries.agreement_of(found),
        "conditions": queries.conditions_of(found),
        "instalments": queries.instalments_of(found),
        "reports": reports_of_award(found),
        "holds": queries.open_holds(found),
        "payments": payments_of_award(found.pk),
        "to_activate": blockers_to_activate(facts),
        "to_close": blockers_to_close(facts),
        "may_manage": request.actor.may(Permission.MANAGE_AWARDS),
        "may_close": request.actor.may(Permission.CLOSE_AWARDS),
        "is_over": is_over(found.status),
        "timeline": timeline(subject_key(found.application), audiences=[Audience.STAFF])[:TIMELINE_ROWS],
    }
    return render(request, "office/award_detail.html", context)


def _do(request: ActingRequest, award_pk: int, action: Callable[[], object], done: str) -> HttpResponse:
    """Acts, says how it went, and goes back to the award."""
    if act_or_tell(request, action):
        messages.success(request, done)
    return redirect("office:award", pk=award_pk)


@office_screen(Permission.MANAGE_AWARDS)
@require_POST
def award_host(request: ActingRequest, pk: int) -> HttpResponse:
    """The host that confirmed is paid, before anybody has signed."""
    found = get_object_or_404(queries.staff_awards(request.actor), pk=pk)
    now = clock.now()
    done = _("The agreement names the host now, and the host is paid.")
    return _do(request, pk, lambda: actions.pay_through_host(found, by=request.actor, now=now), done)


@office_screen(Permission.MANAGE_AWARDS)
@require_POST
def award_activate(request: ActingRequest, pk: int) -> HttpResponse:
    """Starts the grant."""
    found, now = get_object_or_404(queries.staff_awards(request.actor), pk=pk), clock.now()
    return _do(
        request, pk, lambda: actions.activate_award(found, by=request.actor, now=now), _("The grant has started.")
    )


@office_screen(Permission.CLOSE_AWARDS)
@require_POST
def award_close(request: ActingRequest, pk: int) -> HttpResponse:
    """Closes the grant."""
    found, now = get_object_or_404(queries.staff_awards(request.actor), pk=pk), clock.now()

    def close() -> Award:
        return actions.close_award(found, by=request.actor, now=now, unsettled_payments=count_unsettled(pk))

    return _do(request, pk, close, _("The grant is closed."))


@office_screen(Permission.MANAGE_AWARDS)
def award_recall(request: ActingRequest, pk: int) -> HttpResponse:
    """Takes back an offer that nobody has accepted, after asking once more."""
    found, now = get_object_or_404(queries.staff_awards(request.actor), pk=pk), clock.now()
    if request.method == "POST":
        done = _("The offer is recalled.")
        return _do(request, pk, lambda: actions.recall_offer(found, by=request.actor, now=now), done)
    return render(request, "office/award_recall.html", {"award": found})


@office_screen(Permission.MANAGE_AWARDS)
def award_hold(request: ActingRequest, pk: int) -> HttpResponse:
    """Stops payments, for a reason."""
    found, now = get_object_or_404(queries.staff_awards(request.actor), pk=pk), clock.now()
    form = ReasonForm(request.POST or None, label=_("Why payments must wait"))

    def hold() -> object:
        return actions.place_hold(found, reason=form.cleaned_data["reason"], by=request.actor, now=now)

    if is_sent(request, form) and act(form, hold):
        messages.success(request, _("Payments are on hold."))
        return redirect("office:award", pk=pk)
    return render(request, "office/award_hold.html", {"award": found, "form": form})


@office_screen(Permission.MANAGE_AWARDS)
@require_POST
def hold_lift(request: ActingRequest, pk: int) -> HttpResponse:
    """Lets payments go on."""
    hold, now = get_object_or_404(queries.staff_holds(request.actor), pk=pk), clock.now()
    return _do(
        request, hold.award_id, lambda: actions.lift_hold(hold, by=request.actor, now=now), _("The hold is lifted.")
    )


@office_screen(Permission.MANAGE_AWARDS)
@require_POST
def instalment_release(request: ActingRequest, pk: int) -> HttpResponse:
    """Says that an instalment may be paid."""
    row, now = get_object_or_404(queries.staff_instalments(request.actor), pk=pk), clock.now()
    done = _("Released. Finance can pay it now.")
    return _do(request, row.award_id, lambda: actions.release_instalment(row, by=request.actor, now=now), done)


@office_screen(Permission.MANAGE_AWARDS)
def condition(request: ActingRequest, pk: int) -> HttpResponse:
    """One condition: what the group showed, and whether it is met."""
    found, now = get_object_or_404(queries.staff_conditions(request.actor), pk=pk), clock.now()
    form = ReasonForm(request.POST if "return" in request.POST else None, label=_("What is still missing"))

    def answer() -> object:
        if "return" in request.POST:
            return actions.return_condition(found, reason=form.cleaned_data["reason"], by=request.actor, now=now)
        return actions.meet_condition(found, by=request.actor, now=now)

    if request.method == "POST":
        if "met" in request.POST:
            return _do(request, found.award_id, answer, _("The condition is met."))
        if form.is_valid() and act(form, answer):
            messages.success(request, _("We asked the group for more."))
            return redirect("office:award", pk=found.award_id)
    return render(request, "office/condition_detail.html", {"condition": found, "form": form})


@office_screen(Permission.SEE_CASES)
@require_GET
def condition_file(request: ActingRequest, pk: int) -> HttpResponse:
    """The file that shows a condition met."""
    return serve_file(
        get_object_or_404(queries.staff_conditions(request.actor), pk=pk, evidence__isnull=False).evidence
    )


@office_screen(Permission.SEE_CASES)
@require_GET
def award_agreement(request: ActingRequest, pk: int) -> HttpResponse:
    """The signed agreement as PDF."""
    found = get_object_or_404(queries.staff_awards(request.actor), pk=pk, agreement__file__isnull=False)
    return serve_file(found.agreement.file)


@office_screen(Permission.MANAGE_AWARDS)
def report_waive(request: ActingRequest, pk: int) -> HttpResponse:
    """Does without a report, for a reason."""
    due, now = get_object_or_404(queries.staff_reports_due(request.actor), pk=pk), clock.now()
    form = ReasonForm(request.POST or None, label=_("Why no report is needed"))

    def waive() -> object:
        return actions.waive_report(due, reason=form.cleaned_data["reason"], by=request.actor, now=now)

    if is_sent(request, form) and act(form, waive):
        messages.success(request, _("No report is needed any more."))
        return redirect("office:award", pk=due.award_id)
    return render(request, "office/report_waive.html", {"due": due, "award": due.award, "form": form})
