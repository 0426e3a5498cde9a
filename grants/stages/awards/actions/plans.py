"""Planning an offer before it is released."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse, refuse_if
from grants.ground.people.actor import Actor
from grants.stages.assessment.models import Decision
from grants.stages.awards.models import OfferPlan
from grants.stages.awards.rules import Plan, plan_to_json, problems_of_plan
from grants.stages.awards.verbs import PLAN_SAVED


@transaction.atomic
def save_offer_plan(decision: Decision, plan: Plan, *, by: Actor, now: dt.datetime) -> OfferPlan:
    """Keeps how this grant would be paid and reported. Refuses a plan that does not add up, or after release."""
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if decision.released_at:
        raise refuse("decision_released", _("This decision is already released; change the grant instead."))
    refuse_if(problems_of_plan(plan, decision.amount))
    saved, _created = OfferPlan.objects.update_or_create(
        decision=decision,
        defaults={
            "starts_on": plan.starts_on,
            "ends_on": plan.ends_on,
            **plan_to_json(plan),
            "saved_at": now,
            "saved_by_id": by.person_id,
        },
    )
    record(PLAN_SAVED, decision, by=by, now=now, case=decision.candidate.application, instalments=len(plan.instalments))
    return saved
