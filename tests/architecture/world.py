"""A small world with one of everything, so that every address can be asked about something that is there."""

import datetime as dt
from itertools import product

from django.apps import apps

from grants.ground.equality.models import EqualityQuestion
from grants.ground.people.actions import ask_to_join, look_at_requests
from grants.stages.outcomes.actions import start_report
from tests.architecture.routes import STRANGE
from tests.factories.actors import make_actor
from tests.factories.applications import actor, make_application, make_draft
from tests.factories.assessment import make_scoring
from tests.factories.awards import make_active, make_offer, make_sent
from tests.factories.calls import make_call, make_draft_call
from tests.factories.notifications import NOW, make_mail, make_telling
from tests.factories.papers import make_paper
from tests.factories.people import MemberRole, belong
from tests.factories.questions import make_banked, make_lists

# What an argument is about, by the part of the path before it.
MODELS = {
    "accounts": "bank.BankAccount",
    "added-files": "questions.AnswerFile",
    "applications": "applications.Application",
    "assignments": "assessment.Assignment",
    "awards": "awards.Award",
    "bank": "questions.BankedQuestion",
    "batches": "payments.PaymentBatch",
    "calls": "calls.Call",
    "candidates": "assessment.Candidate",
    "conditions": "awards.Condition",
    "criteria": "calls.Criterion",
    "decisions": "assessment.Decision",
    "files": "files.StoredFile",
    "form-questions": "questions.Question",
    "form-sections": "questions.Section",
    "form-versions": "questions.Version",
    "forms": "questions.Questionnaire",
    "funds": "funds.Fund",
    "grants": "awards.Award",
    "groups": "people.Organisation",
    "holds": "awards.Hold",
    "instalments": "awards.Instalment",
    "invitations": "people.Invitation",
    "items": "reference.Term",
    "join-requests": "people.JoinRequest",
    "ledger": "funds.LedgerEntry",
    "members": "assessment.PanelMember",
    "mend": "questions.Version",
    "organisations": "people.Organisation",
    "outbox": "notifications.Mail",
    "papers": "papers.Paper",
    "panel": "assessment.Panel",
    "panels": "assessment.Panel",
    "parts": "people.Membership",
    "payments": "payments.Payment",
    "people": "people.Person",
    "questions": "equality.EqualityQuestion",
    "read": "assessment.Assignment",
    "photos": "outcomes.Evidence outcomes.PhotoSize",
    "removed-files": "questions.AnswerFile",
    "requests": "people.JoinRequest",
    "reports": "outcomes.Report awards.ReportDue",
    "reports-due": "awards.ReportDue",
    "roles": "people.RoleHolding",
    "rubrics": "calls.Rubric",
    "sessions": "usersessions.UserSession",
    "texts": "questions.AnswerRevision",
    "intake": "applications.Application",
    "scans": "applications.Scan",
    "ties": "assessment.Conflict",
    "to-tell": "notifications.Mail",
}
CODES = {
    "calls": "calls.Call.code",
    "history": "questions.Question.key",
    "lists": "reference.Term.vocabulary",
    "quiz": "questions.Question.key",
    "save": "questions.Question.key",
    "tasks": "questions.Section.key",
}
# Arguments that stand in no column of their own.
LITERALS = {"answers": ["women"], "languages": ["ar"]}
STRANGERS = {str(value) for value in STRANGE.values()}


def make_world(cast):
    """One grant that is being paid, one on offer, a panel that scores, an application, a draft, a call to come."""
    call = make_call()
    award = make_active()
    award.call.report_version = call.report_version
    award.call.save()
    make_sent(award)
    group = award.organisation
    belong(cast.applicant, group, MemberRole.SIGNATORY)
    belong(cast.applicant, make_offer().organisation, MemberRole.SIGNATORY)
    applicant = actor(cast.applicant)
    start_report(award.reports_due.first(), by=applicant, now=NOW)
    make_scoring(cast.reviewer)
    make_application(call)
    make_draft(call, organisation=group, by=applicant)
    make_paper(group, by=applicant)
    make_draft_call("next")
    make_mail()
    make_telling(cast.applicant)
    ask_to_join(group.name, by=make_actor("new@people.example", "Nia New"), now=dt.datetime.now(dt.UTC))
    look_at_requests(now=dt.datetime.now(dt.UTC))
    make_banked()
    make_lists()
    answers = [{"code": code, "label": {"en-gb": code.title()}} for code in ("women", "men", "prefer_not_to_say")]
    EqualityQuestion.objects.create(key="gender", label={"en-gb": "Who runs it?"}, options=answers)


def real_paths(route):
    """The path of a route about the first and the last thing of each kind that its arguments name."""
    parts = route.path.strip("/").split("/")
    choices = [_values(parts[place - 1], part) if part in STRANGERS else [part] for place, part in enumerate(parts)]
    return ["/" + "/".join(chosen) + "/" for chosen in product(*choices)]


def _values(before, placeholder):
    if before in LITERALS:
        return LITERALS[before]
    if placeholder != str(STRANGE["int"]):
        return _ends(CODES[before]) if before in CODES else [placeholder]
    return _ends(*[f"{label}.pk" for label in MODELS.get(before, "").split()])


def _ends(*columns):
    """The first and the last value of each column, `app.Model.column`; 1 when there is none."""
    found = set()
    for column in columns:
        label, _dot, field = column.rpartition(".")
        rows = apps.get_model(label)._default_manager.order_by("pk").values_list(field, flat=True)
        found |= {rows.first(), rows.last()} - {None}
    return sorted(str(value) for value in found) or ["1"]
