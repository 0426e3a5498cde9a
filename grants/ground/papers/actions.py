"""Acts on papers. A paper is replaced or put away; its row and its file stay, since applications may point to them."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.files.actions import store_upload
from grants.ground.files.models import StoredFile
from grants.ground.kit.clock import local_date
from grants.ground.kit.errors import refuse, refuse_if
from grants.ground.notifications.actions import queue_mail
from grants.ground.papers import queries, verbs
from grants.ground.papers.models import Paper, PaperKind
from grants.ground.papers.permissions import can_keep_papers
from grants.ground.papers.rules import KINDS_OF_FILE, blockers_to_add
from grants.ground.people.actor import TIMER, Actor
from grants.ground.people.models import Organisation
from grants.ground.people.queries import members_of
from grants.ground.reference.queries import funder

REMIND_AT_ONCE = 500


@transaction.atomic
def add_paper(
    organisation: Organisation, *, kind: str, upload: Any, valid_until: dt.date | None, by: Actor, now: dt.datetime
) -> Paper:
    """Keeps a file as a paper of the group, after the checks of every upload. The same file of the same kind again
    changes nothing.
    """
    organisation = _locked(organisation, by=by)
    _refuse_paper(organisation, kind=kind, valid_until=valid_until, now=now)
    stored = store_upload(upload, kinds=KINDS_OF_FILE, by=by, now=now, field="upload")
    same = Paper.objects.filter(
        organisation=organisation, kind=kind, ended_at=None, valid_until=valid_until, file__sha256=stored.sha256
    ).first()
    if same:
        return same
    return _keep(organisation, kind, stored, valid_until, by=by, now=now)


@transaction.atomic
def replace_paper(paper: Paper, *, upload: Any, valid_until: dt.date | None, by: Actor, now: dt.datetime) -> Paper:
    """A newer file in the place of a paper. The old one stays readable; one that no longer stands is not replaced."""
    organisation = _locked(paper.organisation, by=by)
    paper = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    if paper.ended_at is not None:
        raise refuse("paper_ended", _("This paper no longer stands here. Look at your papers again."))
    _refuse_paper(organisation, kind=paper.kind, valid_until=valid_until, now=now, replacing=1)
    stored = store_upload(upload, kinds=KINDS_OF_FILE, by=by, now=now, field="upload")
    _end(paper, by=by, now=now)
    return _keep(organisation, paper.kind, stored, valid_until, by=by, now=now, replaces=paper)


@transaction.atomic
def put_paper_away(paper: Paper, *, by: Actor, now: dt.datetime) -> Paper:
    """The paper no longer stands. It is not erased: what was sent with it stays true. Twice is once."""
    organisation = _locked(paper.organisation, by=by)
    paper = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    if paper.ended_at is None:
        _end(paper, by=by, now=now)
        record(verbs.PAPER_PUT_AWAY, organisation, by=by, now=now, paper=paper.pk, kind=paper.kind)
    return paper


def remind_of_papers(*, now: dt.datetime) -> int:
    """Tells groups, once for each paper, that one of theirs ends within 30 days. How many papers, 500 at a time."""
    due = queries.papers_to_remind(local_date(now, funder().timezone))
    return sum(_remind(pk, now=now) for pk in list(due.values_list("pk", flat=True)[:REMIND_AT_ONCE]))


@transaction.atomic
def _remind(pk: int, *, now: dt.datetime) -> bool:
    rows = queries.papers_to_remind(local_date(now, funder().timezone)).select_for_update(of=("self",))
    paper = rows.select_related("organisation").filter(pk=pk).first()
    if paper is None:
        return False
    paper.reminded_at = now
    paper.save(update_fields=["reminded_at"])
    record(verbs.PAPER_REMINDED, paper.organisation, by=TIMER, now=now, paper=paper.pk, kind=paper.kind)
    _tell_members("paper_ends_soon", paper, now=now)
    return True


@transaction.atomic
def tell_of_refused_paper(paper: Paper, *, now: dt.datetime) -> None:
    """Tells the group that the check for viruses refused one of its papers."""
    _tell_members("paper_refused", paper, now=now)


def _tell_members(kind: str, paper: Paper, *, now: dt.datetime) -> None:
    for person in members_of(paper.organisation):
        queue_mail(
            kind,
            to=person,
            key=f"{paper.pk}.{person.pk}",
            context={
                "organisation": paper.organisation.name,
                "paper": paper,
                "path": reverse("portal:papers", args=[paper.organisation_id]),
            },
            now=now,
        )


def _locked(organisation: Organisation, *, by: Actor) -> Organisation:
    """The group, locked, for somebody who may keep its papers."""
    if not can_keep_papers(by, organisation.pk):
        raise refuse("not_allowed", _("Only people of the group and officers can change this."))
    return Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)


def _refuse_paper(
    organisation: Organisation, *, kind: str, valid_until: dt.date | None, now: dt.datetime, replacing: int = 0
) -> None:
    standing = Paper.objects.filter(organisation=organisation, ended_at=None).count() - replacing
    today = local_date(now, funder().timezone)
    refuse_if(
        blockers_to_add(is_kind_known=kind in PaperKind.values, valid_until=valid_until, standing=standing, today=today)
    )


def _end(paper: Paper, *, by: Actor, now: dt.datetime) -> None:
    paper.ended_at, paper.ended_by_id = now, by.person_id
    paper.save(update_fields=["ended_at", "ended_by"])


def _keep(
    organisation: Organisation,
    kind: str,
    stored: StoredFile,
    valid_until: dt.date | None,
    *,
    by: Actor,
    now: dt.datetime,
    replaces: Paper | None = None,
) -> Paper:
    paper = Paper.objects.create(
        organisation=organisation,
        kind=kind,
        file=stored,
        valid_until=valid_until,
        replaces=replaces,
        added_at=now,
        added_by_id=by.person_id,
    )
    verb = verbs.PAPER_REPLACED if replaces else verbs.PAPER_ADDED
    record(verb, organisation, by=by, now=now, paper=paper.pk, kind=kind, sha256=stored.sha256)
    return paper
