"""Reads: which call another one renews, and what the two have in common."""

from django.db.models import QuerySet

from grants.ground.questions.models import Question, Questionnaire, Version, VersionStatus
from grants.ground.questions.rules import NEVER_REUSED
from grants.stages.calls.models import Call
from grants.stages.calls.rules import Renewed


def calls_to_renew(call: Call | None = None) -> QuerySet[Call]:
    """Calls whose grants may be renewed in another one: every other one that was announced, the newest first."""
    rows = Call.objects.filter(is_rehearsal=False, form_version__isnull=False)
    return rows.exclude(pk=call.pk if call else None).order_by("-opens_at", "-pk")


def renewed_by(call: Call) -> Renewed | None:
    """The call that this one renews, as it stands; None, without a query, for an ordinary call."""
    earlier = call.renews
    if earlier is None:
        return None
    return Renewed(
        title=earlier.title,
        comes_back=_comes_back(call, earlier),
        is_announced=earlier.form_version_id is not None,
        shares_questions=_shares_questions(call, earlier),
    )


def _comes_back(call: Call, earlier: Call) -> bool:
    """Whether the line of renewals that begins with `earlier` leads to the call. One query for each further step."""
    seen: set[int] = set()
    step: int | None = earlier.pk
    while step is not None and step not in seen and step != call.pk:
        seen.add(step)
        step = Call.objects.filter(pk=step).values_list("renews_id", flat=True).first()
    return step is not None and step == call.pk


def _shares_questions(call: Call, earlier: Call) -> bool | None:
    """Whether a question with an answer worth keeping is asked by both in the same way."""
    asked = [_asked(one.form, one.form_version_id) for one in (call, earlier)]
    return None if None in asked else bool(set.intersection(*filter(None, asked)))


def _asked(form: Questionnaire | None, version_id: int | None) -> set[tuple[str, str]] | None:
    """Key and type of what a call asks: in its frozen form, else in the newest version of the form chosen for it."""
    if form is None:
        return None
    if version_id is None:
        newest = Version.objects.filter(questionnaire=form).order_by("-number")
        published = newest.filter(status=VersionStatus.PUBLISHED).first()
        version_id = (published or newest.first() or Version()).pk
    rows = Question.objects.filter(version=version_id).exclude(type__in=NEVER_REUSED)
    return set(rows.values_list("key", "type"))
