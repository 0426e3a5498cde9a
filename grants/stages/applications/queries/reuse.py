"""Reads: what a group may take over instead of writing it again."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from grants.ground.papers.models import Paper
from grants.ground.papers.queries import standing_papers
from grants.ground.people.actor import Actor
from grants.ground.people.models import MemberRole, Organisation
from grants.ground.people.queries import open_memberships
from grants.ground.questions.queries import draft_of_sheet
from grants.ground.questions.rules import (
    CarriedOver,
    FormSpec,
    Offer,
    QuestionSpec,
    Reused,
    ReusedFile,
    SectionSpec,
    carried_over,
    fitting_files,
)
from grants.stages.applications import rules
from grants.stages.applications.models import Application, ApplicationStatus, Facts
from grants.stages.applications.queries.renewing import is_renewal
from grants.stages.applications.queries.submissions import latest_snapshot
from grants.stages.calls.models import Call
from grants.stages.calls.queries import in_phase

Offers = Mapping[str, Sequence[Offer]]
ANSWERS_FOR_GROUP = (MemberRole.SIGNATORY, MemberRole.MEMBER)


def offers_for(
    application: Application, actor: Actor, form: FormSpec, section: SectionSpec, *, now: dt.datetime
) -> Offers:
    """What may be taken at each question of a section: last time's answer, what we know of the group, its papers.

    At most two queries: what was sent last, and the papers where the section asks for files, else the group's people
    where it asks for some and nothing was sent before. Nobody outside the group is given anything.
    """
    if not actor.belongs_to(application.organisation_id):
        return {}
    before = sent_before(application)
    asks_files = any(question.type == "file" for question in section.questions)
    asks_people = any(question.meaning == "contacts" for question in section.questions)
    papers = _papers(actor, application.organisation_id, timezone.localtime(now).date()) if asks_files else []
    group = known_group(application.organisation, with_people=asks_people and not asks_files and before is None)
    found = {
        question.key: [
            *_one(rules.offer_from_before(question, before, form.currency) if before else None),
            *_one(rules.offer_from_group(question, group, form.currency)),
            *_papers_for(question, papers),
        ]
        for question in section.questions
    }
    return {key: offers for key, offers in found.items() if offers}


def _one(offer: Offer | None) -> list[Offer]:
    return [offer] if offer else []


def sent_before(application: Application) -> rules.SentBefore | None:
    """What the group sent last, in any call, before this application; what a renewal renews. None for nothing. One
    query.
    """
    rows = Facts.objects.filter(
        application__organisation=application.organisation_id,
        application__submitted_at__isnull=False,
        is_current=True,
    ).exclude(application=application)
    if is_renewal(application):
        rows = rows.filter(application=application.copied_from_id)
    columns = ("application_id", "application__call__title", "snapshot__taken_at", "snapshot__content")
    last = rows.order_by("-application__submitted_at", "-pk").values_list(*columns).first()
    if last is None:
        return None
    application_id, call, sent_at, content = last
    return rules.SentBefore(application_id, call, timezone.localtime(sent_at).date(), content)


def known_group(organisation: Organisation, *, with_people: bool = False) -> rules.KnownGroup:
    """What we know of a group. With its people, signatories first, one query."""
    people: list[dict[str, str]] = []
    if with_people:
        rows = open_memberships(organisation).filter(role__in=ANSWERS_FOR_GROUP).order_by("-role", "pk")
        people = [
            {"name": row.person.name, "email": row.person.email or "", "phone": row.person.phone}
            for row in rows[: rules.CONTACTS_OFFERED]
        ]
    number = organisation.charity_number or organisation.company_number
    return rules.KnownGroup(organisation.name, organisation.legal_form, number, people)


def _papers(actor: Actor, organisation_id: int, today: dt.date) -> list[Paper]:
    """Papers of the group that count today. One query."""
    rows = standing_papers(actor, organisation_id).select_related(None).select_related("file")
    return list(rows.filter(Q(valid_until=None) | Q(valid_until__gte=today)).exclude(file__scan_state="infected"))


def _papers_for(question: QuestionSpec, papers: Sequence[Paper]) -> list[Offer]:
    """Each paper that a question for files takes."""
    if question.type != "file":
        return []
    found = []
    for paper in papers:
        fits = fitting_files(question, [ReusedFile(paper.file.pk, paper.file.name)])
        if fits:
            told = rules.paper_words(paper.get_kind_display(), paper.valid_until)
            found.append(Offer(f"paper-{paper.pk}", told, f"paper:{paper.pk}", Reused(files=fits)))
    return found


def content_to_copy(application: Application) -> Mapping[str, Any]:
    """Everything that an application said: as it was sent last, or as it stood in a draft or when it was not sent."""
    is_draft = rules.is_unsent(application.status) or application.withdrawn_from in rules.BEING_WRITTEN
    snapshot = None if is_draft or application.status == ApplicationStatus.LAPSED else latest_snapshot(application)
    content: Mapping[str, Any] = snapshot.content if snapshot else draft_of_sheet(application.sheet).content
    return content


def carried_into(application: Application, form: FormSpec) -> CarriedOver:
    """What of an application fits another form, and what does not."""
    return carried_over(content_to_copy(application), form)


def calls_to_copy_into(application: Application, *, now: dt.datetime) -> QuerySet[Call]:
    """Calls that are open now and in which the group is not writing yet, the one that closes first on top. Those that
    renew grants bring the answers over themselves.
    """
    if application.call.is_rehearsal:
        return Call.objects.none()
    writing = Application.objects.filter(organisation=application.organisation_id, status__in=rules.BEING_WRITTEN)
    rows = in_phase("open", now).filter(form_version__isnull=False, renews=None)
    return rows.exclude(pk__in=writing.values("call_id")).order_by(F("closes_at").asc(nulls_last=True), "pk")
