"""Releasing a panel's decisions: letters, offers, ledger and mails at one moment, all or nothing."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.audit.rules import subject_key
from grants.ground.files.models import StoredFile
from grants.ground.kit.errors import Blocker, Refusal, refuse
from grants.ground.notifications.actions import queue_mail
from grants.ground.people.actor import TIMER, Actor, SecondFactorProof
from grants.ground.people.queries import members_of
from grants.ground.reference.queries import installed_language, people_policy
from grants.ground.reference.rules import DECIDE_NOT_RELEASE
from grants.stages.applications.actions import mark_declined, mark_offered, mark_reserved
from grants.stages.assessment.actions import mark_panel_released
from grants.stages.assessment.models import Decision, Panel, PanelStatus
from grants.stages.assessment.queries import decisions_of
from grants.stages.awards.actions.offers import make_offer
from grants.stages.awards.models import Letter
from grants.stages.awards.permissions import can_release_decisions
from grants.stages.awards.queries import letter_kind, letter_words, today_here
from grants.stages.awards.verbs import DECISIONS_RELEASED, LETTER_FILED, LETTER_RELEASED
from grants.stages.funds.actions import lock_balances

FUNDED = {"fund", "part"}
TOLD = {"reserve": mark_reserved, "no": mark_declined}


def release_decisions(panel: Panel, *, by: Actor, proof: SecondFactorProof, now: dt.datetime) -> Panel:
    """Tells every group of a decided panel its decision, makes the offers and posts them to the ledger.

    All or nothing: when one source is short, nobody is told anything, and the Refusal names the source. Refuses a
    panel that is not decided, a second release, and (by people-rule) whoever took one of the decisions.
    """
    proof.refuse_unless_for(by, now)
    with transaction.atomic():
        panel = Panel.objects.select_for_update(of=("self",)).get(pk=panel.pk)
        decisions = list(decisions_of(panel).order_by("candidate__application_id"))
        _refuse_release(panel, decisions, by)
        lock_balances(panel.call.fund.sources.all(), panel.call.financial_year)
        for decision in decisions:
            _tell_decision(decision, by=by, now=now)
        mark_panel_released(panel, by=by, now=now)
        record(DECISIONS_RELEASED, panel, by=by, now=now, decisions=len(decisions))
    return panel


def _refuse_release(panel: Panel, decisions: list[Decision], by: Actor) -> None:
    if not can_release_decisions(by):
        raise refuse("may_not_release", _("Your roles do not let you release decisions."))
    if panel.status != PanelStatus.DECIDED:
        raise refuse(
            "panel_not_decided", _("Only a panel whose decisions are all taken can be released, and only once.")
        )
    policy = people_policy()
    same = [
        d
        for d in decisions
        if policy.is_same_person_refused(DECIDE_NOT_RELEASE, d.decided_by_id, by.person_id, amount=d.amount)
    ]
    if same:
        raise refuse(
            "decider_may_not_release", _("You took one of these decisions, so someone else must release them.")
        )


def _tell_decision(decision: Decision, *, by: Actor, now: dt.datetime) -> Letter:
    """One group: its letter, its offer if there is one, the new state of its application, and a mail to its members."""
    application = decision.candidate.application
    if decision.verdict in FUNDED:
        try:
            make_offer(decision, by=by, now=now)
        except Refusal as refusal:
            raise Refusal(
                Blocker(b.code, f"{application.reference}: {b.sentence}", b.field) for b in refusal.blockers
            ) from None
        mark_offered(application, by=by, now=now)
    else:
        TOLD[decision.verdict](application, by=by, now=now)
    letter = _write_letter(decision, now=now)
    record(LETTER_RELEASED, letter, by=by, now=now, case=application, kind=letter.kind)
    for person in members_of(application.organisation):
        queue_mail(
            "decision_ready",
            to=person,
            key=f"{letter.pk}.{person.pk}",
            context={
                "organisation": application.organisation.name,
                "call": application.call.title,
                "letter": letter,
                "path": reverse("portal:letter", args=[application.pk]),
            },
            now=now,
            case=subject_key(application),
        )
    return letter


def _write_letter(decision: Decision, *, now: dt.datetime) -> Letter:
    application = decision.candidate.application
    words = letter_words(decision, today=today_here(now))
    return Letter.objects.create(
        application=application,
        kind=letter_kind(decision.verdict),
        language=installed_language(application.sheet.language),
        subject=words.subject,
        text=words.text,
        released_at=now,
    )


@transaction.atomic
def attach_letter_file(letter: Letter, stored: StoredFile, *, now: dt.datetime) -> Letter:
    """Files the PDF that a job made. A second PDF for the same letter is left aside."""
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if letter.file_id is None:
        letter.file = stored
        letter.save(update_fields=["file"])
        record(LETTER_FILED, letter, by=TIMER, now=now, case=letter.application, sha256=stored.sha256)
    return letter
