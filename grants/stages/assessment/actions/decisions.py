"""Recommending and deciding. Under embargo: nobody outside is told anything before the panel is released."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import Blocker, Refusal, refuse, refuse_if
from grants.ground.kit.text import digest, tidy
from grants.ground.people.actor import Actor
from grants.ground.reference.queries import people_policy
from grants.ground.reference.rules import RECOMMEND_NOT_DECIDE
from grants.stages.applications.actions import mark_decided, mark_recommended
from grants.stages.applications.models import ApplicationStatus
from grants.stages.assessment import permissions, verbs
from grants.stages.assessment.actions.locks import lock_candidate, permit, require
from grants.stages.assessment.models import Candidate, Decision, PanelStatus, Recommendation
from grants.stages.assessment.queries.conflicts import effect_for
from grants.stages.assessment.queries.decisions import current_recommendation, standing_of
from grants.stages.assessment.rules import decisions as rules
from grants.stages.assessment.rules.conflicts import may_score
from grants.stages.assessment.rules.panels import STEPS


def recommend(
    candidate: Candidate,
    *,
    verdict: str,
    reason: str,
    feedback: str = "",
    amount: int | None = None,
    exception: str = "",
    by: Actor,
    now: dt.datetime,
) -> Recommendation:
    """Advises what to do with one application. A newer recommendation takes the place of the last until it is decided.

    `exception` explains why money should go below the rubric's bar.
    """
    with transaction.atomic():
        candidate = lock_candidate(candidate)
        permit(permissions.can_recommend(by))
        _require_open(candidate)
        _refuse_conflict(candidate, by)
        standing = standing_of(candidate)
        proposal = _proposal(verdict, amount, reason, feedback, exception, standing)
        refuse_if(rules.blockers_to_propose(proposal, standing))
        return _recommend(candidate, proposal, by=by, now=now)


def decide(
    candidate: Candidate,
    *,
    verdict: str,
    reason: str,
    feedback: str = "",
    amount: int | None = None,
    exception: str = "",
    by: Actor,
    now: dt.datetime,
) -> Decision:
    """Decides one application, once. Its money is shown but not yet taken from the fund: the release does that.

    Where the call asks for no confirming and the people-rules for no second person, the decision is its own
    recommendation.
    """
    with transaction.atomic():
        candidate = lock_candidate(candidate)
        has_confirming = STEPS[candidate.panel.call.who_decides].has_confirming
        permit(permissions.can_decide(by, has_confirming=has_confirming))
        standing = standing_of(candidate)
        proposal = _proposal(verdict, amount, reason, feedback, exception, standing)
        taken = Decision.objects.filter(candidate=candidate).first()
        if taken:
            return _same_or_refuse(taken, proposal, by)
        _require_open(candidate)
        advised = current_recommendation(candidate)
        hand = _hand(candidate, advised, proposal, by)
        refuse_if(rules.blockers_to_decide(proposal, standing, hand, candidate.panel.call.who_decides))
        advised = advised or _recommend(candidate, proposal, by=by, now=now)
        return _decide(candidate, advised, proposal, by=by, now=now)


def _require_open(candidate: Candidate) -> None:
    """The panel meets, and the application is neither decided nor withdrawn."""
    require(candidate.panel.status == PanelStatus.MEETING)
    open_to = {ApplicationStatus.ELIGIBLE, ApplicationStatus.IN_REVIEW, ApplicationStatus.RECOMMENDED}
    if candidate.application.status not in open_to:
        raise refuse("application_moved_on", _("This application has moved on. Look at where it is now."))


def _refuse_conflict(candidate: Candidate, by: Actor) -> None:
    if not may_score(effect_for(by, candidate.application)):
        raise refuse("conflict", _("You have a conflict of interest here. Somebody else recommends."))


def _proposal(
    verdict: str, amount: int | None, reason: str, feedback: str, exception: str, standing: rules.Standing
) -> rules.Proposal:
    fitting = rules.amount_for(verdict, amount, standing.requested)
    return rules.Proposal(verdict, fitting, tidy(reason), tidy(feedback), tidy(exception))


def _recommend(candidate: Candidate, proposal: rules.Proposal, *, by: Actor, now: dt.datetime) -> Recommendation:
    last = current_recommendation(candidate)
    if last and last.recommended_by_id == by.person_id and _as_proposed(last) == proposal:
        return last
    Recommendation.objects.filter(candidate=candidate, is_current=True).update(is_current=False)
    advised = Recommendation.objects.create(
        candidate=candidate,
        verdict=proposal.verdict,
        amount=proposal.amount,
        reason=proposal.reason,
        feedback=proposal.feedback,
        exception=proposal.exception if rules.needs_exception(proposal.verdict, standing_of(candidate)) else "",
        recommended_at=now,
        recommended_by_id=by.person_id,
    )
    if candidate.application.status != ApplicationStatus.RECOMMENDED:
        mark_recommended(candidate.application, by=by, now=now)
    record(
        verbs.RECOMMENDED, advised, by=by, now=now, case=candidate.application,
        verdict=advised.verdict, amount=advised.amount, reason=digest(advised.reason),
    )  # fmt: skip
    return advised


def _as_proposed(advised: Recommendation) -> rules.Proposal:
    return rules.Proposal(advised.verdict, advised.amount, advised.reason, advised.feedback, advised.exception)


def _hand(candidate: Candidate, advised: Recommendation | None, proposal: rules.Proposal, by: Actor) -> rules.Hand:
    """Whoever decides, with what the policy and their ties say."""
    policy = people_policy()
    recommender = advised.recommended_by_id if advised else by.person_id
    is_same = policy.is_same_person_refused(RECOMMEND_NOT_DECIDE, recommender, by.person_id, amount=proposal.amount)
    return rules.Hand(
        limit=by.decision_limit,
        effect=effect_for(by, candidate.application),
        is_same_refused=is_same,
        has_recommendation=advised is not None,
        is_exception_recommended=bool(advised and advised.exception),
    )


def _same_or_refuse(taken: Decision, proposal: rules.Proposal, by: Actor) -> Decision:
    """A second click returns the decision; a second decision is refused."""
    same = (proposal.verdict, proposal.amount, proposal.reason) == (taken.verdict, taken.amount, taken.reason)
    if same and taken.decided_by_id == by.person_id:
        return taken
    raise Refusal([Blocker("already_decided", _("This has been decided already. Look at the decision."))])


def _decide(
    candidate: Candidate, advised: Recommendation, proposal: rules.Proposal, *, by: Actor, now: dt.datetime
) -> Decision:
    decision = Decision.objects.create(
        candidate=candidate,
        recommendation=advised,
        verdict=proposal.verdict,
        amount=proposal.amount,
        reason=proposal.reason,
        feedback=proposal.feedback,
        decided_at=now,
        decided_by_id=by.person_id,
    )
    mark_decided(candidate.application, by=by, now=now)
    record(
        verbs.DECIDED, decision, by=by, now=now, case=candidate.application,
        verdict=decision.verdict, amount=decision.amount, reason=digest(decision.reason),
    )  # fmt: skip
    return decision
