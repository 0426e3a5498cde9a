"""The check-in, done by an officer."""

from grants.ground.reference.models import ReasonCode
from grants.stages.checks.actions import answer_check, find_eligible
from grants.stages.checks.queries import requested_amount
from grants.stages.checks.rules import checklist
from tests.factories.actors import NOW, make_actor


def make_reason(code="not_ours", *, purpose="ineligible", sentence="This call is for Larkfield."):
    """A published reason."""
    defaults = {"sentence": {"en-gb": sentence}}
    return ReasonCode.objects.get_or_create(purpose=purpose, code=code, defaults=defaults)[0]


def answer_lines(application, *, by=None, now=NOW, **answers):
    """Answers every line of the checklist with yes, or as given."""
    by = by or make_actor()
    for line in checklist(requested_amount(application)):
        answer = answers.get(line.key, "yes")
        note = "This is missing." if answer == "no" else ""
        answer_check(application, line.key, answer=answer, note=note, by=by, now=now)


def check_in(application, *, by=None, now=NOW):
    """The application, found eligible."""
    by = by or make_actor()
    answer_lines(application, by=by, now=now)
    find_eligible(application, by=by, now=now)
    application.refresh_from_db()
    return application
