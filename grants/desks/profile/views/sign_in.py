"""Signing in by a code, mailed or sent as a text message, and signing out."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from grants.desks.profile.forms.sign_in import AddressForm, CodeForm, PhoneForm
from grants.desks.profile.gate import profile_screen
from grants.desks.web.forms import act, is_sent
from grants.desks.web.gates import doorstep
from grants.desks.web.kept_forms import kept_form
from grants.desks.web.limits import is_over_limit
from grants.desks.web.sessions import enter, leave
from grants.ground.kit import clock
from grants.ground.people.actions import send_sign_in_code, send_sign_in_code_by_text, use_sign_in_code

ASKED = "sign_in"
QUARTER_OF_AN_HOUR = 15 * 60


def safe_next(request: HttpRequest, path: str) -> str:
    """`path` when it leads somewhere on this site, else the desk."""
    is_ours = url_has_allowed_host_and_scheme(path, {request.get_host()}, require_https=request.is_secure())
    return path if is_ours else reverse("profile:home")


@doorstep
def sign_in(request: Any) -> HttpResponse:
    """Asks for an address, and mails a code to it. The answer is the same whether or not we know the address."""
    next_path = request.POST.get("next") or request.GET.get("next", "")
    if request.actor.is_person:
        return redirect(safe_next(request, next_path))
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if is_over_limit(request, "sign-in", limit=60, seconds=QUARTER_OF_AN_HOUR):
            form.add_error(None, _("Too many people asked for a code from this computer. Wait 15 minutes."))
        elif asked := act(form, lambda: _send(form.cleaned_data["email"])):
            request.session[ASKED] = {"id": asked.pk, "email": form.cleaned_data["email"], "next": next_path}
            return redirect("profile:sign_in_code")
    context = {"form": form, "next": next_path, "kept": kept_form(request), "has_texts": settings.GRANTS_SMS_BACKEND}
    return render(request, "profile/sign_in.html", context)


@doorstep
def sign_in_phone(request: Any) -> HttpResponse:
    """Asks for a number, and sends a code to it where somebody without email gave it to us. The answer is the same."""
    if not settings.GRANTS_SMS_BACKEND:
        return redirect("profile:sign_in")
    next_path = request.POST.get("next") or request.GET.get("next", "")
    if request.actor.is_person:
        return redirect(safe_next(request, next_path))
    form = PhoneForm(request.POST or None)
    if is_sent(request, form):
        if is_over_limit(request, "sign-in", limit=60, seconds=QUARTER_OF_AN_HOUR):
            form.add_error(None, _("Too many people asked for a code from this computer. Wait 15 minutes."))
        elif asked := act(form, lambda: _send_text(form.cleaned_data["phone"])):
            request.session[ASKED] = {"id": asked.pk, "phone": form.cleaned_data["phone"], "next": next_path}
            return redirect("profile:sign_in_code")
    return render(request, "profile/sign_in_phone.html", {"form": form, "next": next_path})


def _send_text(phone: str) -> Any:
    return send_sign_in_code_by_text(phone, now=clock.now(), language=get_language() or settings.LANGUAGE_CODE)


def _send(email: str) -> Any:
    return send_sign_in_code(email, now=clock.now(), language=get_language() or settings.LANGUAGE_CODE)


@doorstep
def sign_in_code(request: Any) -> HttpResponse:
    """Asks for the code from the mail. It counts in the browser that asked for it, and nowhere else."""
    asked = request.session.get(ASKED)
    if request.actor.is_person or asked is None:
        return redirect("profile:sign_in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if is_over_limit(request, "sign-in-code", limit=100, seconds=QUARTER_OF_AN_HOUR):
            form.add_error("code", _("Too many codes from this computer. Wait 15 minutes."))
        elif person := act(form, lambda: use_sign_in_code(asked["id"], form.cleaned_data["code"], now=clock.now())):
            enter(request, person)
            del request.session[ASKED]
            return redirect(after_sign_in(request, asked["next"]))
    door = reverse("profile:sign_in_phone" if "phone" in asked else "profile:sign_in")
    again = f"{door}?{urlencode({'next': asked['next']})}"
    return render(request, "profile/sign_in_code.html", {"form": form, "asked": asked, "again": again})


def after_sign_in(request: HttpRequest, next_path: str) -> str:
    """Where somebody goes on: to the form that was being sent, else where they were going, else to their desk."""
    return reverse("profile:kept_form") if kept_form(request) else safe_next(request, next_path)


@profile_screen
def kept(request: Any) -> HttpResponse:
    """Shows the form that came while nobody was signed in, to be looked at and sent again."""
    form = kept_form(request)
    if form is None:
        return redirect("profile:home")
    return render(request, "profile/kept_form.html", {"kept": form})


@doorstep
@require_POST
def sign_out(request: Any) -> HttpResponse:
    """Ends this session."""
    leave(request)
    messages.success(request, _("You have signed out."))
    return redirect("profile:sign_in")
