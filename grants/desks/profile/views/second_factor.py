"""The second step of signing in: setting it up, being asked for it, recovery codes."""

from dataclasses import replace
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import InvalidToken
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from grants.desks.profile.forms.sign_in import SecondStepForm, SetUpForm
from grants.desks.profile.gate import profile_screen, second_step_screen
from grants.desks.profile.views.sign_in import after_sign_in
from grants.desks.web.forms import act
from grants.desks.web.sessions import has_passed_second_step, note_second_step
from grants.ground.kit import clock
from grants.ground.kit.errors import Refusal
from grants.ground.people.actions import make_recovery_codes, prove_second_factor, set_up_second_factor
from grants.ground.people.queries import has_second_factor, unused_recovery_codes

CODES_SHOWN_UNTIL = "recovery_codes_until"
CODES_SHOWN_SECONDS = 10 * 60


@second_step_screen
def second_factor_check(request: Any) -> HttpResponse:
    """Asks for the second factor, or for setting one up where there is none yet."""
    next_path = request.POST.get("next") or request.GET.get("next", "")
    if not has_second_factor(request.actor.person_id):
        return redirect("profile:second_factor")
    if has_passed_second_step(request):
        return redirect(after_sign_in(request, next_path))
    form = SecondStepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        if act(form, lambda: prove_second_factor(code, by=request.actor, now=clock.now())):
            note_second_step(request)
            return redirect(after_sign_in(request, next_path))
    return render(request, "profile/second_factor_check.html", {"form": form, "next": next_path})


@second_step_screen
def second_factor(request: Any) -> HttpResponse:
    """Ties an authenticator app to the account, or another one in its place."""
    is_first = not has_second_factor(request.actor.person_id)
    if not is_first and not has_passed_second_step(request):
        return redirect("profile:second_factor_check")
    secret = _opened(request.POST.get("secret", ""), request.actor.person_id) or generate_totp_secret()
    form = SetUpForm(request.POST or None, is_first=is_first, initial={"secret": _locked(secret, request.actor)})
    if request.method == "POST" and form.is_valid() and act(form, lambda: _set_up(request, form, secret)):
        note_second_step(request)
        return _show_codes(request)
    address = get_adapter().build_totp_url(request.user, secret)
    context = {"form": form, "is_first": is_first, "address": address}
    context |= {"picture": _drawn(address), "secret": _spaced(secret)}
    return render(request, "profile/second_factor.html", context)


def _set_up(request: Any, form: SetUpForm, secret: str) -> list[str]:
    now, actor = clock.now(), request.actor
    try:
        proof = prove_second_factor(form.cleaned_data["proof"], by=actor, now=now) if "proof" in form.fields else None
    except Refusal as refusal:
        raise Refusal(replace(blocker, field="proof") for blocker in refusal.blockers) from None
    return set_up_second_factor(secret, form.cleaned_data["code"], by=actor, now=now, proof=proof)


@profile_screen
def second_factor_recovery(request: Any) -> HttpResponse:
    """Shows new recovery codes for ten minutes; later, how many are left, and makes new ones against a code."""
    if not has_second_factor(request.actor.person_id):
        return redirect("profile:second_factor")
    form = SecondStepForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and act(form, lambda: _new_codes(request, form)):
        return _show_codes(request)
    codes = unused_recovery_codes(request.actor.person_id)
    is_shown = request.session.get(CODES_SHOWN_UNTIL, 0) > clock.now().timestamp()
    context = {"form": form, "codes": codes if is_shown else [], "left": len(codes)}
    return render(request, "profile/second_factor_recovery.html", context | {"onwards": after_sign_in(request, "")})


def _new_codes(request: Any, form: SecondStepForm) -> list[str]:
    now = clock.now()
    proof = prove_second_factor(form.cleaned_data["code"], by=request.actor, now=now)
    return make_recovery_codes(by=request.actor, proof=proof, now=now)


def _show_codes(request: Any) -> HttpResponse:
    request.session[CODES_SHOWN_UNTIL] = clock.now().timestamp() + CODES_SHOWN_SECONDS
    messages.success(request, _("Your second step is set up. Keep the recovery codes below in a safe place."))
    return redirect("profile:second_factor_recovery")


def _locked(secret: str, actor: Any) -> str:
    return get_adapter().encrypt(f"{actor.person_id}:{secret}")


def _opened(locked: str, person_id: int) -> str:
    """The secret that was locked for this person; empty for anything else."""
    try:
        owner, _colon, secret = get_adapter().decrypt(locked).partition(":")
    except InvalidToken:
        return ""
    return secret if owner == str(person_id) else ""


def _drawn(address: str) -> str:
    """The picture that the app scans, as SVG to stand in the page."""
    svg = get_adapter().build_totp_svg(address)
    return svg[svg.index("<svg") :]


def _spaced(secret: str) -> str:
    return " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
