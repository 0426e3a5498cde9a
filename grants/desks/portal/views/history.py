"""What an answer was before, who wrote it, and bringing an earlier text or a removed file back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from grants.desks.portal.gate import portal_screen
from grants.desks.web.forms import act_or_tell
from grants.desks.web.gates import ActingRequest
from grants.desks.web.questions.fields import as_text
from grants.desks.web.questions.tongues import screen_language
from grants.ground.kit import clock
from grants.ground.people.queries import helped_at
from grants.ground.questions.actions import put_file_back
from grants.ground.questions.queries import form_of, values_of
from grants.ground.questions.queries.histories import (
    files_to_put_back,
    hands_on,
    questions_gone,
    readings_of,
    revision_in,
    texts_of,
)
from grants.ground.questions.rules import FormSpec, QuestionSpec, as_asked, displayed, taken_words
from grants.stages.applications.actions import restore_answer_of
from grants.stages.applications.models import Application
from grants.stages.applications.queries import applications_of, hands_of
from grants.stages.applications.rules import is_being_written


@dataclass(frozen=True)
class TextRow:
    """One text of an answer, in words."""

    pk: int | None
    text: Any
    at: Any
    who: str
    by_helper: bool
    taken_from: Any = ""


def labels_as_asked(form: FormSpec, values: Mapping[str, Any]) -> dict[str, str]:
    """What each question asks, by its key, with earlier answers repeated where its words name them."""
    language = screen_language()
    return {question.key: as_asked(form, question, values).label_in(language) for question in form.questions}


@portal_screen()
def history(request: ActingRequest, pk: int) -> HttpResponse:
    """Who wrote what last, question by question; and files that were taken away."""
    found = get_object_or_404(applications_of(request.actor), pk=pk)
    form, touched, helped = form_of(found.sheet.version), hands_on(found.sheet), helped_at(found.organisation)
    labels = labels_as_asked(form, {key: answer.value for key, answer in touched.items()})
    rows = [
        (key, label, answer.revision, answer.saved_at, answer.saved_by, helped(answer.saved_by_id, answer.saved_at))
        for key, label in labels.items()
        for answer in [touched.get(key)]
        if answer is not None
    ]
    context = {
        "application": found,
        "rows": rows,
        "gone": questions_gone(found.sheet, form),
        "removed": [(row, labels.get(row.key, "")) for row in files_to_put_back(found.sheet)],
        "hands": hands_of(found),
        "can_write": is_being_written(found.status),
    }
    return render(request, "portal/history.html", context)


@portal_screen()
def answer_history(request: ActingRequest, pk: int, key: str) -> HttpResponse:
    """Every text of one answer, newest first."""
    found = get_object_or_404(applications_of(request.actor), pk=pk)
    texts, readings = texts_of(found.sheet, key), readings_of(found.sheet, key)
    if not readings or not texts:
        raise Http404
    helped, language = helped_at(found.organisation), screen_language()
    context = {
        "application": found,
        "key": key,
        "label": _label(found, readings[0].question),
        "base": texts[0].revision,
        "texts": [
            TextRow(
                row.pk,
                as_text(displayed(readings, row.value, language)),
                row.saved_at,
                row.person.get_full_name() if row.person else "",
                helped(row.person.pk if row.person else None, row.saved_at),
                taken_words(row.taken_from),
            )
            for row in texts
        ],
        "can_write": is_being_written(found.status) and not readings[0].is_gone,
    }
    return render(request, "portal/answer_history.html", context)


def _label(found: Application, question: QuestionSpec) -> str:
    """What a question asks; other answers are read only where its words name them."""
    label = question.label_in(screen_language())
    if "{{" not in label:
        return label
    return labels_as_asked(form_of(found.sheet.version), values_of(found.sheet)).get(question.key, label)


@portal_screen()
@require_POST
def answer_restore(request: ActingRequest, pk: int, key: str, revision_pk: int) -> HttpResponse:
    """Puts an earlier text back; the present one stays in the history."""
    found = get_object_or_404(applications_of(request.actor), pk=pk)
    revision = get_object_or_404(revision_in(found.sheet, key), pk=revision_pk)
    number = request.POST.get("base", "")
    base = int(number) if number.isdecimal() and len(number) < 10 else 0
    done = act_or_tell(request, lambda: _restore(found, revision, base, request))
    if done == "restored":
        messages.success(request, _("The earlier text is back. The other one stays in the history."))
    elif done == "stale":
        messages.error(request, _("Somebody changed this answer just now. Look at it again first."))
    return redirect("portal:answer_history", pk, key)


def _restore(found: Application, revision: Any, base: int, request: ActingRequest) -> str:
    is_done = restore_answer_of(found, revision, base=base, by=request.actor, now=clock.now())
    return "restored" if is_done else "stale"


@portal_screen()
@require_POST
def file_put_back(request: ActingRequest, pk: int, row_pk: int) -> HttpResponse:
    """A file that was taken away counts as an answer again."""
    found = get_object_or_404(applications_of(request.actor), pk=pk)
    row = get_object_or_404(files_to_put_back(found.sheet), pk=row_pk)
    if act_or_tell(request, lambda: put_file_back(row, by=request.actor, now=clock.now())):
        messages.success(request, _("The file is back."))
    return redirect("portal:history", pk)
