"""Reads: what mending the form of a call would change, which drafts are behind, what a group is told of it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial

from django.db.models import Count, F, QuerySet

from grants.ground.kit.errors import Blocker
from grants.ground.kit.text import in_language
from grants.ground.questions.models import Answer, Purpose, Version
from grants.ground.questions.queries import form_of
from grants.ground.questions.rules import FormChanges, FormSpec, blockers_to_publish, form_changes
from grants.stages.applications import rules
from grants.stages.applications.models import Application
from grants.stages.applications.queries.applications import drafts_of_call
from grants.stages.calls.models import Call, FormMend
from grants.stages.calls.queries import judged_keys
from grants.stages.calls.rules import fixed_blockers
from grants.stages.calls.rules.mending import asked_version


def drafts_behind(call: Call) -> QuerySet[Application]:
    """What is being written in a call on another version of the form than the call asks now."""
    return drafts_of_call(call).exclude(sheet__version=F("call__form_version"))


def drafts_begun_before(mend: FormMend) -> QuerySet[Application]:
    """What is being written in a call since before its form was mended: whom that concerns."""
    return drafts_of_call(mend.call).filter(started_at__lt=mend.mended_at)


def mends_for(application: Application) -> list[FormMend]:
    """Mends of the form since the application was started that changed a question, the last first. No query where the
    form was never mended since.
    """
    mended_at = application.call.form_mended_at
    if mended_at is None or mended_at <= application.started_at:
        return []
    rows = FormMend.objects.filter(call=application.call_id, mended_at__gt=application.started_at)
    rows = rows.filter(after__questionnaire__purpose=Purpose.APPLICATION)
    return [mend for mend in rows.order_by("-pk") if any(mend.changes.values())]


@dataclass(frozen=True)
class SetAside:
    """A question whose answers will not count any more: how many drafts have one."""

    label: str
    is_gone: bool
    answers: int


@dataclass(frozen=True)
class MendPreview:
    """What publishing a version into an open call would do."""

    before: FormSpec
    after: FormSpec
    changes: FormChanges
    blockers: list[Blocker]
    drafts: int
    sent: int
    set_aside: list[SetAside]

    @property
    def placed_blockers(self) -> list[tuple[str, str]]:
        """(words of the question or section meant, what stands in the way)."""
        return [(self._words(blocker.field), str(blocker.sentence)) for blocker in self.blockers]

    def _words(self, key: str) -> str:
        asked = self.after.question(key) or self.before.question(key)
        section = self.after.section(key)
        return asked.label_in("en-gb") if asked else section.title_in("en-gb") if section else ""


def mend_preview(call: Call, version: Version, *, language: str) -> MendPreview:
    """What mending a form of a call with `version` would change, and for whom. A constant number of queries.

    A quiz concerns whoever takes it from then on; reports are counted by `outcomes.queries.report_mend_preview`.
    """
    if version.questionnaire.purpose == Purpose.APPLICATION:
        concerned = Concerned(drafts_of_call(call).count(), _sent(call).count(), partial(_answers, call))
    else:
        concerned = Concerned()
    return preview_of(call, version, concerned, language=language)


@dataclass(frozen=True)
class Concerned:
    """Whom a mend concerns: how many drafts, how many sent, and how many drafts answer each of some questions."""

    drafts: int = 0
    sent: int = 0
    answers: Callable[[Collection[str]], Mapping[str, int]] = lambda keys: {}


def preview_of(call: Call, version: Version, concerned: Concerned, *, language: str) -> MendPreview:
    """The preview, once it is counted whom it concerns."""
    asked = asked_version(call, version.questionnaire.purpose)
    before, after = form_of(asked), form_of(version)
    changes = form_changes(before, after, language)
    found = fixed_blockers(before, after, judged_keys([call.rubric_id] if call.rubric_id else []))
    if version.is_draft:
        found += blockers_to_publish(after)
    counts = concerned.answers(changes.keys_set_aside)
    rows = [change for change in changes.questions if change.key in changes.keys_set_aside]
    return MendPreview(
        before=before,
        after=after,
        changes=changes,
        blockers=found,
        drafts=concerned.drafts,
        sent=concerned.sent,
        set_aside=[
            SetAside(in_language(row.label, language), row.kind == "removed", counts.get(row.key, 0)) for row in rows
        ],
    )


def _sent(call: Call) -> QuerySet[Application]:
    rows = Application.objects.filter(call=call, submitted_at__isnull=False)
    return rows.exclude(status__in=rules.BEING_WRITTEN)


def _answers(call: Call, keys: Collection[str]) -> dict[str, int]:
    """How many drafts of a call answer each of these questions. One query."""
    if not keys:
        return {}
    drafts = drafts_of_call(call).order_by().values("sheet")
    rows = Answer.objects.filter(sheet__in=drafts, key__in=keys, value__isnull=False).order_by().values("key")
    return dict(rows.annotate(n=Count("pk")).values_list("key", "n"))
