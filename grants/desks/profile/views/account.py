"""One's own details, and the browsers one is signed in with."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from grants.desks.profile.forms.details import DetailsForm
from grants.desks.profile.gate import profile_screen
from grants.desks.profile.views.sign_in import safe_next
from grants.desks.web.contact import contact_form
from grants.desks.web.forms import act, is_sent
from grants.ground.kit import clock
from grants.ground.people.actions import change_contact, change_details, end_other_sessions, end_session
from grants.ground.people.queries import has_second_factor, open_sessions, organisations_of


@profile_screen
def details(request: Any) -> HttpResponse:
    """Shows and changes name, phone and language."""
    person, actor = request.user, request.actor
    next_path = request.POST.get("next") or request.GET.get("next", "")
    form = DetailsForm(
        request.POST or None, initial={"name": person.name, "phone": person.phone, "language": person.language}
    )
    if person.email is None:
        del form.fields["phone"]  # they sign in with it: it is changed with how to reach them
    if is_sent(request, form) and act(
        form, lambda: change_details(person, **form.cleaned_data, by=actor, now=clock.now())
    ):
        messages.success(request, _("Your details are saved."))
        return redirect(safe_next(request, next_path) if next_path else "profile:details")
    context = {"form": form, "person": person, "next": next_path, "organisations": organisations_of(actor)}
    return render(request, "profile/details.html", context | {"has_second_factor": has_second_factor(actor.person_id)})


@profile_screen
def contact(request: Any) -> HttpResponse:
    """Shows and changes how to reach oneself."""
    person, actor = request.user, request.actor
    form = contact_form(request.POST if request.method == "POST" else None, person)
    if is_sent(request, form) and act(form, lambda: change_contact(person, form.contact, by=actor, now=clock.now())):
        messages.success(request, _("We reach you like this from now on."))
        return redirect("profile:details")
    return render(request, "profile/contact.html", {"form": form})


@profile_screen
def sessions(request: Any) -> HttpResponse:
    """Shows where one is signed in; ends all others."""
    key, now = request.session.session_key, clock.now()
    if request.method == "POST":
        count = end_other_sessions(key, by=request.actor, now=now)
        sentence = ngettext(
            "You are signed out of %d other browser.", "You are signed out of %d other browsers.", count
        )
        messages.success(request, sentence % count)
        return redirect("profile:sessions")
    rows = open_sessions(request.actor.person_id, session_key=key, now=now)
    return render(request, "profile/sessions.html", {"sessions": rows})


@profile_screen
@require_POST
def session_end(request: Any, pk: int) -> HttpResponse:
    """Signs out of one other browser."""
    if not end_session(pk, by=request.actor, now=clock.now()):
        raise Http404
    messages.success(request, _("You are signed out there."))
    return redirect("profile:sessions")
