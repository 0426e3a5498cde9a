"""The one gate for what somebody who judges may read. Page, files, search, mail and export all start here."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q

from grants.ground.files.models import StoredFile
from grants.ground.files.queries import unshown
from grants.ground.files.rules import note_of
from grants.ground.people.actor import Actor
from grants.ground.people.roles import Permission
from grants.ground.questions.models import SheetSnapshot
from grants.ground.questions.permissions import can_read_answer
from grants.ground.questions.queries import texts_beside
from grants.ground.questions.rules import TextSpec, read_in
from grants.ground.questions.rules.differences import Compared, compared
from grants.ground.questions.rules.sources import Source
from grants.stages.applications.models import Application, Facts
from grants.stages.applications.queries import content_sent, is_renewal
from grants.stages.assessment.models import AssignmentStatus, Candidate, PanelMember, PanelRole
from grants.stages.assessment.queries.conflicts import declared, effect_for
from grants.stages.assessment.rules.conflicts import may_read
from grants.stages.assessment.rules.panels import OPEN_TO_SCORES

# How to reach people, and whom the group does not want: nothing that a score may rest on.
LEFT_OUT_TYPES = frozenset({"email", "phone", "people"})
FOR_PANEL = "panel"
LEFT_OUT_MEANINGS = frozenset({"contacts", "excluded_reviewers"})

# What a group says in its own words, and in its own language.
OWN_WORDS = frozenset({"short_text", "long_text"})


@dataclass(frozen=True)
class ReadFile:
    """A file as the snapshot lists it. `id` is the stored file's; `note` says why it cannot be opened now."""

    id: int
    name: str
    size: int
    note: str = ""
    seconds: int | None = None

    @property
    def kind(self) -> str:
        """The end of its name, as short as a label: pdf, jpg."""
        return self.name.rpartition(".")[2][:4]


@dataclass(frozen=True)
class ReadAnswer:
    """One answer: `text`, or `rows` of a table named by `heads`, or files. `key` names the question across versions.

    `texts` are what people wrote about it since, or with it: what a recording says, and translations. `source` says how
    it came to us, without names; empty where the group wrote it. `since` sets it beside last time's answer.
    """

    key: str
    label: str
    text: str
    rows: tuple[tuple[str, ...], ...]
    heads: tuple[str, ...]
    is_budget: bool
    files: tuple[ReadFile, ...]
    texts: tuple[TextSpec, ...] = ()
    source: str = ""
    is_own_words: bool = False
    since: Compared | None = None

    @property
    def is_same(self) -> bool:
        """Whether it is known to be as it was last time."""
        return self.since is not None and self.since.standing == "same"

    @property
    def is_changed(self) -> bool:
        """Whether it is another one than last time, in a renewal."""
        return self.since is not None and self.since.standing == "changed"


@dataclass(frozen=True)
class ReadSection:
    title: str
    answers: tuple[ReadAnswer, ...]


@dataclass(frozen=True)
class Reading:
    """What one person may see of one application: its last snapshot, without what is not theirs to know.

    Amounts are minor units; `language` is that of the answers. `renewed` is the call whose grant this one renews, where
    last time's answers may be seen; empty for any other application.
    """

    application_id: int
    reference: str
    title: str
    group: str
    summary: str
    requested_amount: int
    snapshot_id: int
    snapshot_number: int
    taken_at: dt.datetime
    language: str
    sections: tuple[ReadSection, ...]
    renewed: str = ""

    def only_changed(self) -> "Reading":
        """The same without what is as it was last time; of what is no renewal, all of it."""
        if not self.renewed:
            return self
        changed = (
            replace(section, answers=tuple(answer for answer in section.answers if not answer.is_same))
            for section in self.sections
        )
        return replace(self, sections=tuple(section for section in changed if section.answers))

    def files(self) -> Iterator[ReadFile]:
        """Every file that is listed, in order."""
        return (file for section in self.sections for answer in section.answers for file in answer.files)

    def labels(self) -> dict[str, str]:
        """What was asked, by question key."""
        return {answer.key: answer.label for section in self.sections for answer in section.answers}


def reading(actor: Actor, application: Application) -> Reading | None:
    """What the actor may see of the application; None when that is nothing.

    Staff who see cases read all of it that their roles let them. A member of its panel reads it while scores are open:
    the chair all that are not hidden, a reviewer those that they accepted; both without contacts and without what is
    not for the panel. A tie that hides, hides from everybody.
    """
    if not may_read(effect_for(actor, application)):
        return None
    is_staff = actor.may_any(Permission.SEE_CASES)
    if not is_staff and not _reads_for_panel(actor, application):
        return None
    facts = (
        Facts.objects.filter(application=application, is_current=True)
        .select_related("snapshot", "application__organisation", "application__call__renews")
        .first()
    )
    return _reading(facts, actor, is_staff=is_staff) if facts else None


def _reads_for_panel(actor: Actor, application: Application) -> bool:
    before = Candidate.objects.filter(application=application, panel__status__in=OPEN_TO_SCORES)
    own = PanelMember.objects.filter(person_id=actor.person_id, left_at=None)
    chairs = Q(panel__in=own.filter(role=PanelRole.CHAIR).values("panel_id"))
    accepted = Q(
        panel__in=own.values("panel_id"),
        assignments__person_id=actor.person_id,
        assignments__status=AssignmentStatus.ACCEPTED,
    )
    return before.filter(declared(actor.person_id, "application_id")).filter(chairs | accepted).exists()


def _reading(facts: Facts, actor: Actor, *, is_staff: bool) -> Reading:
    application, snapshot = facts.application, facts.snapshot
    beside = _beside(snapshot)
    content = read_in(snapshot.content, actor.language)
    since = _since(application, content, actor, is_staff=is_staff)
    sections = (_section(section, actor, beside, since or {}, is_staff=is_staff) for section in content["sections"])
    return Reading(
        application_id=application.pk,
        reference=application.reference,
        title=facts.title,
        group=application.organisation.name,
        summary=facts.public_summary,
        requested_amount=facts.requested_amount,
        snapshot_id=snapshot.pk,
        snapshot_number=snapshot.number,
        taken_at=snapshot.taken_at,
        language=content["language"],
        sections=tuple(section for section in sections if section.answers),
        renewed=application.call.renews.title if application.call.renews and since is not None else "",
    )


def _since(
    application: Application, content: Mapping[str, Any], actor: Actor, *, is_staff: bool
) -> dict[str, Compared] | None:
    """Each answer of a renewal beside that of last time, by question key; None, without a query, for any other
    application, and where a tie hides the earlier one. What the actor may not read of it is left out.
    """
    earlier = Application(pk=application.copied_from_id)
    if not is_renewal(application) or not may_read(effect_for(actor, earlier)):
        return None
    before = read_in(content_sent(earlier.pk) or {"sections": [], "language": actor.language}, actor.language)
    every = (answer for section in before["sections"] for answer in section["answers"])
    hidden = {answer["key"] for answer in every if not _may_read(answer, actor, is_staff=is_staff)}
    return {key: found for key, found in compared(before, content).items() if key not in hidden}


@dataclass(frozen=True)
class Beside:
    """What is known of a snapshot's answers besides: files that may not be opened now, and texts by question key."""

    hidden: Mapping[int, str]
    texts: Mapping[str, list[TextSpec]]


def _beside(snapshot: SheetSnapshot) -> Beside:
    """At most two queries, and none where there are neither files nor a language to translate from."""
    answers = [answer for section in snapshot.content["sections"] for answer in section["answers"]]
    hidden = unshown([file["id"] for answer in answers for file in answer["files"]])
    return Beside(hidden, texts_beside(snapshot))


def _section(
    section: Mapping[str, Any], actor: Actor, beside: Beside, since: Mapping[str, Compared], *, is_staff: bool
) -> ReadSection:
    shown = (answer for answer in section["answers"] if _may_read(answer, actor, is_staff=is_staff))
    return ReadSection(section["title"], tuple(_answer(answer, beside, since) for answer in shown))


def _may_read(answer: Mapping[str, Any], actor: Actor, *, is_staff: bool) -> bool:
    """Staff read by their roles; whoever reads for a panel, only what is for the panel."""
    readers = answer.get("readers", FOR_PANEL)
    if is_staff:
        return can_read_answer(actor, readers)
    return readers == FOR_PANEL and not _is_left_out(answer)


def _is_left_out(answer: Mapping[str, Any]) -> bool:
    return answer["type"] in LEFT_OUT_TYPES or answer["meaning"] in LEFT_OUT_MEANINGS


def _answer(answer: Mapping[str, Any], beside: Beside, since: Mapping[str, Compared]) -> ReadAnswer:
    display = answer["display"]
    is_text = isinstance(display, str)
    return ReadAnswer(
        key=answer["key"],
        label=answer["label"],
        is_own_words=answer["type"] in OWN_WORDS,
        text=display if is_text else "",
        heads=tuple(answer.get("heads", ())),
        is_budget=answer["type"] == "budget",
        rows=() if is_text else tuple(tuple(row) for row in display),
        files=tuple(_file(file, beside.hidden) for file in answer["files"]),
        texts=tuple(beside.texts.get(answer["key"], ())),
        source=str(Source(answer["source"]).label) if answer.get("source") else "",
        since=since.get(answer["key"]),
    )


def _file(file: Mapping[str, Any], hidden: Mapping[int, str]) -> ReadFile:
    return ReadFile(file["id"], file["name"], file["size"], note_of(hidden.get(file["id"], "")), file.get("seconds"))


def file_of(shown: Reading, file_id: int) -> StoredFile | None:
    """The stored file, if the reading lists it."""
    if file_id not in {file.id for file in shown.files()}:
        return None
    return StoredFile.objects.filter(pk=file_id).first()
