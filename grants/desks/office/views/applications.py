"""Applications that the office was sent: the list, and each case with its tabs."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from grants.desks.office.forms.applications import ApplicationFilter, MessageForm
from grants.desks.office.gate import office_screen
from grants.desks.web.answers import Texts, answer_sections, as_records, only_changed, remark_rows
from grants.desks.web.forms import act
from grants.desks.web.gates import ActingRequest
from grants.desks.web.pages import Sort, keyset_page
from grants.desks.web.serve import show_file
from grants.ground.audit.queries import timeline
from grants.ground.audit.verbs import Audience
from grants.ground.kit import clock
from grants.ground.people.actor import Actor
from grants.ground.people.roles import Permission
from grants.ground.questions.permissions import can_read_answer
from grants.ground.questions.queries import texts_beside
from grants.ground.reference.queries import district_texts, term_texts
from grants.stages.applications import queries
from grants.stages.applications.actions import mark_thread_read, send_message
from grants.stages.applications.models import Application
from grants.stages.applications.permissions import can_write_as_office
from grants.stages.applications.queries import listed_applications, staff_applications
from grants.stages.assessment.queries import unhidden
from grants.stages.calls.queries import call_choices

SORTS = {
    "-since": Sort(gettext_lazy("Newest"), ("-status_since", "-id")),
    "since": Sort(gettext_lazy("Oldest"), ("status_since", "id")),
    "group": Sort(gettext_lazy("Group"), ("sort_name", "id")),
    "-group": Sort(gettext_lazy("Group, from the end"), ("-sort_name", "-id")),
}
TABS = (
    ("application", gettext_lazy("Facts")),
    ("application_answers", gettext_lazy("Answers")),
    ("application_check", gettext_lazy("Check-in")),
    ("application_questions", gettext_lazy("Questions")),
    ("application_messages", gettext_lazy("Messages")),
    ("application_contacts", gettext_lazy("People")),
    ("application_timeline", gettext_lazy("Timeline")),
)
NEWEST_ENTRIES = 200


@office_screen(Permission.SEE_CASES)
def applications(request: ActingRequest) -> HttpResponse:
    """Every application that was sent, newest first, by name, status, call."""
    calls = call_choices(request.actor)
    filters = ApplicationFilter(request.GET, queryset=staff_applications(request.actor), calls=calls)
    page = keyset_page(request, listed_applications(filters.qs), SORTS)
    return render(request, "office/applications.html", {"page": page, "filters": filters})


def case(request: ActingRequest, pk: int, tab: str) -> tuple[Application, dict[str, Any]]:
    """The application and what the top of each of its tabs shows; not found for whoever may not see it."""
    found = get_object_or_404(unhidden(staff_applications(request.actor), request.actor), pk=pk)
    items = [
        {"label": label, "url": reverse(f"office:{name}", args=[pk]), "is_current": name == tab} for name, label in TABS
    ]
    return found, {"application": found, "tabs": items, "facts": queries.current_facts(found)}


@office_screen(Permission.SEE_CASES)
def application(request: ActingRequest, pk: int) -> HttpResponse:
    """What the application states, in short."""
    found, context = case(request, pk, "application")
    facts = context["facts"]
    context |= term_texts({name: getattr(facts, name) for name in ("populations", "activities", "outcomes")})
    context |= {
        "districts": district_texts(facts.districts),
        "times_sent": queries.times_sent(found),
        "host": queries.host_of(found, queries.stated_by(facts), now=clock.now()),
    }
    return render(request, "office/application_facts.html", context)


@office_screen(Permission.SEE_CASES)
def application_answers(request: ActingRequest, pk: int) -> HttpResponse:
    """Everything that was sent last."""
    found, context = case(request, pk, "application_answers")
    snapshot = context["facts"].snapshot
    texts, earlier = as_records(texts_beside(snapshot)), renewed_case(found, request.actor)
    last_time = queries.renewed_content(found) if earlier else None
    sections = sent_sections(snapshot.content, found, request.actor, texts, last_time)
    context["renewed"], context["only_changed"] = earlier, earlier is not None and request.GET.get("changed") == "1"
    context["sections"] = only_changed(sections) if context["only_changed"] else sections
    context["remarks"] = remark_rows(
        snapshot.content, request.actor.language, may_read=partial(can_read_answer, request.actor)
    )
    context["hands"] = queries.hands_of(found)
    context["quiz"] = queries.quiz_told(found, language=request.actor.language)
    return render(request, "office/application_answers.html", context)


def renewed_case(found: Application, actor: Actor) -> Application | None:
    """The application whose grant this one renews, where the actor may see it. No query where it renews nothing."""
    if not queries.is_renewal(found):
        return None
    return unhidden(staff_applications(actor), actor).filter(pk=found.copied_from_id).first()


def sent_sections(
    content: dict[str, Any],
    found: Application,
    actor: Actor,
    texts: Texts | None = None,
    last_time: Mapping[str, Any] | None = None,
) -> Any:
    """The answers of a snapshot that the actor may read, with links to their files for the office; of a renewal, each
    beside that of `last_time`.
    """
    return answer_sections(
        content,
        file_url=lambda pk: reverse("office:application_file", args=[found.pk, pk]),
        may_read=partial(can_read_answer, actor),
        texts=texts,
        last_time=last_time,
    )


@office_screen(Permission.SEE_CASES)
def application_file(request: ActingRequest, pk: int, file_pk: int) -> HttpResponse:
    """A file that was sent with the application, shown in the page's place where a browser can."""
    found = get_object_or_404(unhidden(staff_applications(request.actor), request.actor), pk=pk)
    stored = queries.sent_file(found, file_pk, may_read=partial(can_read_answer, request.actor))
    if stored is None:
        raise Http404
    return show_file(request, stored)


@office_screen(Permission.SEE_CASES)
def application_messages(request: ActingRequest, pk: int) -> HttpResponse:
    """The thread with the group; officers write into it."""
    found, context = case(request, pk, "application_messages")
    may_write = can_write_as_office(request.actor)
    form = MessageForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and may_write and form.is_valid():
        text = form.cleaned_data["text"]
        if act(form, lambda: send_message(found, text, by=request.actor, now=clock.now())):
            messages.success(request, _("Your message is sent. The group gets a mail that says so."))
            return redirect("office:application_messages", pk)
    thread = queries.thread_of(found, request.actor)
    context |= {"form": form, "thread": thread, "may_write": may_write}
    context["has_news"] = may_write and any(letter.is_new for letter in thread)
    return render(request, "office/application_messages.html", context)


@office_screen(Permission.CHECK_APPLICATIONS, Permission.MANAGE_AWARDS)
@require_POST
def application_messages_read(request: ActingRequest, pk: int) -> HttpResponse:
    """The thread counts as read by the office."""
    found, _context = case(request, pk, "application_messages")
    mark_thread_read(found, by=request.actor, now=clock.now())
    return redirect("office:application_messages", pk)


@office_screen(Permission.SEE_CASES)
def application_timeline(request: ActingRequest, pk: int) -> HttpResponse:
    """What was done, by whom, newest first."""
    found, context = case(request, pk, "application_timeline")
    context["entries"] = timeline(f"application:{found.pk}", audiences=[Audience.STAFF])[:NEWEST_ENTRIES]
    return render(request, "office/application_timeline.html", context)
