"""A grant of my group: its letter, the agreement, bank details, conditions, what was paid."""

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from grants.desks.portal.forms.grants import BankForm, ConditionForm, SignForm
from grants.desks.portal.gate import portal_screen
from grants.desks.web.forms import act, act_or_tell
from grants.desks.web.gates import ActingRequest
from grants.desks.web.serve import serve_file
from grants.ground.bank.actions import enter_account
from grants.ground.bank.permissions import can_enter_account
from grants.ground.bank.queries import last_account, live_account
from grants.ground.files.actions import store_upload
from grants.ground.kit import clock
from grants.ground.kit.dates import in_manner
from grants.outputs.documents.layout import blocks_of
from grants.stages.awards import actions, queries
from grants.stages.awards.models import Condition, ReportDue
from grants.stages.awards.permissions import can_answer_for_group, can_sign_agreement
from grants.stages.awards.rules import is_over, told_award_status
from grants.stages.outcomes.models import Report
from grants.stages.outcomes.queries import reports_of_award
from grants.stages.outcomes.rules import is_being_written, report_phase
from grants.stages.payments.queries import payments_of_award

PHASES = {
    "done": (gettext_lazy("Done"), "ok"),
    "overdue": (gettext_lazy("Late: please send it"), "care"),
    "open": (gettext_lazy("Open"), "info"),
    "planned": (gettext_lazy("Later"), "neutral"),
    "not_needed": (gettext_lazy("No longer needed"), "neutral"),
}
SENT = (gettext_lazy("Sent"), "ok")
EVIDENCE_KINDS = frozenset({"pdf", "image", "office"})


@portal_screen()
@require_GET
def letter(request: ActingRequest, pk: int) -> HttpResponse:
    """The decision letter of one of my group's applications."""
    found = get_object_or_404(queries.letters_of(request.actor), application=pk)
    award = queries.awards_of(request.actor).filter(application=pk).first()
    return render(request, "portal/letter.html", {"letter": found, "award": award, "blocks": blocks_of(found.text)})


@portal_screen()
@require_GET
def letter_file(request: ActingRequest, pk: int) -> HttpResponse:
    """The letter as PDF."""
    found = get_object_or_404(queries.letters_of(request.actor), application=pk, file__isnull=False)
    return serve_file(found.file)


@portal_screen()
@require_GET
def grant(request: ActingRequest, pk: int) -> HttpResponse:
    """Everything about one grant, with the next thing to do on top."""
    found = get_object_or_404(queries.awards_of(request.actor), pk=pk)
    agreement = queries.agreement_of(found)
    reports, today = reports_of_award(found), queries.today_here(clock.now())
    context = {
        "award": found,
        "told": told_award_status(found.status, all_reports_in=all(r and r.submitted_at for _due, r in reports)),
        "agreement": agreement,
        "has_signed": any(s.person_id == request.actor.person_id for s in agreement.signatures.all()),
        "may_sign": can_sign_agreement(request.actor, found),
        "may_answer": can_answer_for_group(request.actor, found),
        "may_give_account": can_enter_account(request.actor, found.payee_id),
        "account": live_account(found.payee),
        "is_hosted": found.payee_id != found.organisation_id,
        "conditions": queries.conditions_of(found),
        "instalments": queries.instalments_of(found),
        "payments": payments_of_award(found.pk),
        "report_tasks": [_report_row(due, written, today, is_over=is_over(found.status)) for due, written in reports],
    }
    return render(request, "portal/grant.html", context)


def _report_row(due: ReportDue, written: Report | None, today: dt.date, *, is_over: bool) -> dict[str, object]:
    """A promised report as the task list shows it."""
    is_sent = written is not None and not is_being_written(written.status)
    phase = report_phase(due.due_on, is_done=bool(due.accepted_at or due.waived_at), is_over=is_over, today=today)
    word, kind = SENT if is_sent and phase != "done" else PHASES[phase]
    hint = _("Due %(day)s") % {"day": date_format(due.due_on, in_manner("j F Y"))}
    url = reverse("portal:report", args=[due.pk])
    return {"label": due.get_kind_display(), "url": url, "hint": hint, "status": word, "status_kind": kind}


@portal_screen()
def grant_sign(request: ActingRequest, pk: int) -> HttpResponse:
    """The agreement to read, and the form that signs it with a mailed code."""
    found = get_object_or_404(queries.awards_of(request.actor), pk=pk)
    agreement, now = queries.agreement_of(found), clock.now()
    form = SignForm(request.POST or None, initial={"name": request.actor.name})

    def sign() -> object:
        name, code = form.cleaned_data["name"], form.cleaned_data["code"]
        return actions.sign_agreement(agreement, code=code, name=name, by=request.actor, now=now)

    if request.method == "POST" and form.is_valid() and act(form, sign):
        messages.success(request, _("Signed. Thank you."))
        return redirect("portal:grant", pk=pk)
    context = {"award": found, "agreement": agreement, "blocks": blocks_of(agreement.text), "form": form}
    context["may_sign"] = can_sign_agreement(request.actor, found)
    return render(request, "portal/grant_sign.html", context)


@portal_screen()
@require_POST
def grant_sign_code(request: ActingRequest, pk: int) -> HttpResponse:
    """Mails a code to sign with."""
    found = get_object_or_404(queries.awards_of(request.actor), pk=pk)
    agreement, now = queries.agreement_of(found), clock.now()
    if act_or_tell(request, lambda: actions.send_signing_code(agreement, by=request.actor, now=now)):
        messages.success(request, _("We mailed you a code. It works for 15 minutes."))
    return redirect("portal:grant_sign", pk=pk)


@portal_screen()
def grant_refuse(request: ActingRequest, pk: int) -> HttpResponse:
    """Turns the offer down, after asking once more."""
    found = get_object_or_404(queries.awards_of(request.actor), pk=pk)
    if request.method == "POST":
        if act_or_tell(request, lambda: actions.refuse_offer(found, by=request.actor, now=clock.now())):
            messages.success(request, _("You turned this offer down. Thank you for telling us."))
        return redirect("portal:grant", pk=pk)
    return render(request, "portal/grant_refuse.html", {"award": found})


@portal_screen()
@require_GET
def agreement_file(request: ActingRequest, pk: int) -> HttpResponse:
    """The signed agreement as PDF."""
    found = get_object_or_404(queries.awards_of(request.actor), pk=pk, agreement__file__isnull=False)
    return serve_file(found.agreement.file)


@portal_screen()
@require_GET
def held(request: ActingRequest, pk: int) -> HttpResponse:
    """A grant that my organisation holds for another group: what it is, and where the money goes."""
    found = get_object_or_404(queries.awards_held_by(request.actor), pk=pk)
    context = {
        "award": found,
        "told": told_award_status(found.status),
        "account": live_account(found.payee),
        "may_give_account": can_enter_account(request.actor, found.payee_id),
        "payments": payments_of_award(found.pk),
    }
    return render(request, "portal/held.html", context)


@portal_screen()
def grant_bank(request: ActingRequest, pk: int) -> HttpResponse:
    """Bank details of whoever is paid, the group or its host: given once, by a signatory."""
    found = get_object_or_404(queries.awards_paid_to(request.actor), pk=pk, accepted_at__isnull=False)
    form, now = BankForm(request.POST or None), clock.now()
    page = "portal:grant" if found.payee_id == found.organisation_id else "portal:held"

    def enter() -> object:
        return enter_account(found.payee, **form.cleaned_data, by=request.actor, now=now)

    if request.method == "POST" and form.is_valid() and act(form, enter):
        messages.success(request, _("Thank you. Two of our people will check these details."))
        return redirect(page, pk=pk)
    context = {"award": found, "form": form, "account": last_account(found.payee), "back_url": reverse(page, args=[pk])}
    context["may_give_account"] = can_enter_account(request.actor, found.payee_id)
    return render(request, "portal/grant_bank.html", context)


@portal_screen()
def condition(request: ActingRequest, pk: int, condition_pk: int) -> HttpResponse:
    """One condition: what we need, and how the group says that it is done."""
    found = get_object_or_404(queries.awards_of(request.actor), pk=pk)
    asked = get_object_or_404(queries.conditions_of(found), pk=condition_pk)
    form = ConditionForm(request.POST or None, request.FILES or None, initial={"text": asked.answer})
    if request.method == "POST" and form.is_valid() and act(form, lambda: _answer(request, asked, form)):
        messages.success(request, _("Sent. We will look at it."))
        return redirect("portal:grant", pk=pk)
    context = {"award": found, "condition": asked, "form": form}
    context["may_answer"] = can_answer_for_group(request.actor, found)
    return render(request, "portal/condition.html", context)


@portal_screen()
@require_GET
def condition_file(request: ActingRequest, pk: int, condition_pk: int) -> HttpResponse:
    """The file that my group gave for a condition."""
    found = get_object_or_404(queries.awards_of(request.actor), pk=pk)
    asked = get_object_or_404(queries.conditions_of(found), pk=condition_pk, evidence__isnull=False)
    return serve_file(asked.evidence)


def _answer(request: ActingRequest, asked: Condition, form: ConditionForm) -> Condition:
    """Stores the file, if there is one, and answers the condition."""
    now, upload = clock.now(), form.cleaned_data["evidence"]
    stored = store_upload(upload, kinds=EVIDENCE_KINDS, by=request.actor, now=now, field="evidence") if upload else None
    text = form.cleaned_data["text"]
    return actions.answer_condition(asked, text=text, evidence=stored, by=request.actor, now=now)
