"""The pages of a sheet: its task list, its sections one by one, and the page that checks them all."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.desks.web.gates import ActingRequest
from grants.desks.web.questions.leftovers import keep_leftovers
from grants.desks.web.questions.posting import SectionResult, handle_section_post
from grants.desks.web.questions.sections import NO_OFFERS, LastTime, Offers, SectionForm, open_section
from grants.desks.web.questions.tongues import marked_words, screen_language
from grants.ground.kit import clock
from grants.ground.questions.models import AnswerSheet
from grants.ground.questions.queries import Task, form_of
from grants.ground.questions.queries.histories import had_section
from grants.ground.questions.rules import FormSpec, SectionSpec
from grants.ground.questions.rules.sources import Source

CHANGE, BASE, SLUG = "change", "base-", re.compile(r"[-\w]{1,40}")
OffersFor = Callable[[FormSpec, SectionSpec], Offers]

STATES = {
    "completed": (_("Completed"), "ok"),
    "to_confirm": (_("Look through"), "care"),
    "look_again": (_("Look again"), "care"),
    "in_progress": (_("In progress"), "info"),
    "not_started": (_("Not started"), "neutral"),
}


@dataclass(frozen=True)
class SheetPages:
    """Where the pages of one sheet lie: names of addresses, each of which begins with `pk`."""

    pk: int
    tasks: str
    section: str
    check: str
    autosave: str
    added_file: str
    own_file: str
    uploads: str = ""

    def url(self, name: str, *more: object) -> str:
        return reverse(name, args=[self.pk, *more])

    def added_file_url(self, row_pk: int) -> str:
        """Where a file opens that stands as an answer now, by its row."""
        return self.url(self.added_file, row_pk)

    def own_file_url(self, file_pk: int) -> str:
        """Where a file of a snapshot opens, by the file itself."""
        return self.url(self.own_file, file_pk)

    def change_url(self, section: str, key: str) -> str:
        """One question of a section, to change it and come back to the check page."""
        return f"{self.url(self.section, section)}?from=check#question-{key}"

    def open_url(self, section: str, key: str) -> str:
        """As `change_url`, where the answer of last time would be shown instead of a control."""
        return f"{self.url(self.section, section)}?from=check&{CHANGE}={key}#question-{key}"

    def way_to_change(self, *, is_renewal: bool) -> Callable[[str, str], str]:
        """What says, by section and key, where a question is changed."""
        return self.open_url if is_renewal else self.change_url

    def task_rows(self, tasks: Iterable[Task]) -> list[dict[str, object]]:
        """Sections as a task list shows them."""
        return [
            {
                "label": marked_words(task.title, task.said_in, screen_language()),
                "url": self.url(self.section, task.key),
                "status": word,
                "status_kind": kind,
            }
            for task in tasks
            for word, kind in [STATES[task.state]]
        ]


def section_page(
    request: ActingRequest,
    sheet: AnswerSheet,
    key: str,
    pages: SheetPages,
    *,
    among: Collection[str] | None = None,
    source: str = Source.OWN,
    offers_for: OffersFor | None = None,
    renewed: Mapping[str, Any] | None = None,
) -> HttpResponseRedirect | dict[str, Any]:
    """What one section of a sheet shows, after saving what was posted; or the way on, when all is well.
    A section that the answers do not call for, or that a mended form has no more, leads to the task list.

    Problems are told at once to whoever comes from the check page, and that is where they go back to. The way on leads
    through all sections, or through those of `among`. `offers_for` finds answers from elsewhere that may be taken.
    `renewed` is what a renewal began with: what still stands as it was then is shown, not asked, until somebody wants
    to change it.
    """
    form, by, now = form_of(sheet.version), request.actor, clock.now()
    spec = form.section(key) or _section_gone(sheet, key)
    is_checking = request.GET.get("from") == "check"
    offers = offers_for(form, spec) if offers_for else NO_OFFERS
    last_time = LastTime(renewed, _opened(request)) if renewed else None
    given: dict[str, Any] = {"file_url": pages.added_file_url, "offers": offers, "last_time": last_time}
    if request.method == "POST":
        keep_leftovers(request, sheet, form, spec, by=by, now=now)
    if form.section(key) is None:
        return redirect(pages.url(pages.tasks))
    if request.method == "POST":
        result = handle_section_post(request, sheet, form, spec, by=by, now=now, source=source, **given)
        if result.next != "stay":
            if among is not None:
                result = replace(result, following=_following(form, key, among))
            return redirect(_way_on(request, pages, result, is_checking=is_checking))
        return _shown(pages, result.form, sheet, is_checking=is_checking)
    opened = open_section(sheet, form, spec, tell=is_checking, **given)
    if not opened.is_called_for:
        return redirect(pages.url(pages.tasks))
    return _shown(pages, opened, sheet, is_checking=is_checking)


def _opened(request: ActingRequest) -> frozenset[str]:
    """Questions whose answers of last time somebody wants to change: asked for in the address, just now, or opened on
    the page that was sent.
    """
    sent = {name.removeprefix(BASE) for name in request.POST if name.startswith(BASE)}
    return frozenset({*request.GET.getlist(CHANGE), *request.POST.getlist(CHANGE), *sent})


def _section_gone(sheet: AnswerSheet, key: str) -> SectionSpec:
    """A section that an earlier version had, with nothing in it. 404 where none ever had it."""
    if not had_section(sheet, key):
        raise Http404
    return SectionSpec(key, {})


def _shown(pages: SheetPages, form: SectionForm, sheet: AnswerSheet, *, is_checking: bool) -> dict[str, Any]:
    return {
        "section_form": form,
        "errors": form.named_errors,
        "autosave_url": pages.url(pages.autosave, "KEY"),
        "uploads_url": pages.url(pages.uploads, "KEY") if pages.uploads else "",
        "sheet_id": sheet.pk,
        "back_url": pages.url(pages.check if is_checking else pages.tasks),
    }


def _following(form: FormSpec, key: str, among: Collection[str]) -> str:
    """The next section of `among` after this one; empty for none."""
    keys = [section.key for section in form.sections]
    return next((after for after in keys[keys.index(key) + 1 :] if after in among), "")


def _way_on(request: ActingRequest, pages: SheetPages, result: SectionResult, *, is_checking: bool) -> str:
    """This page again, the task list, the check page one came from, or the next section that is called for."""
    if result.next == "again":
        return _again(request)
    if result.next == "later":
        return pages.url(pages.tasks)
    if is_checking or not result.following:
        return pages.url(pages.check)
    return pages.url(pages.section, result.following)


def _again(request: ActingRequest) -> str:
    """This page again, at the question that was just opened, if any."""
    key = request.POST.get(CHANGE, "")
    if not SLUG.fullmatch(key):
        return request.get_full_path()
    query = request.GET.copy()
    query.setlist(CHANGE, list(dict.fromkeys([*query.getlist(CHANGE), key])))
    return f"{request.path}?{query.urlencode()}#question-{key}"
