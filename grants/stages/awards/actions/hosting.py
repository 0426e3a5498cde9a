"""Paying an offer through a host that confirmed only after the offer was made."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse, refuse_if
from grants.ground.kit.text import digest
from grants.ground.people.actor import Actor
from grants.stages.applications.queries import confirmed_host
from grants.stages.awards.actions.offers import terms_text
from grants.stages.awards.models import Award, Signature
from grants.stages.awards.permissions import can_manage_award
from grants.stages.awards.rules import blockers_to_pay_through_host
from grants.stages.awards.verbs import PAYEE_CHANGED


@transaction.atomic
def pay_through_host(award: Award, *, by: Actor, now: dt.datetime) -> Award:
    """The host that confirmed is paid, and the agreement names it: before anybody has signed. Twice is once."""
    if not can_manage_award(by):
        raise refuse("may_not_manage", _("Your roles do not let you change who is paid."))
    award = Award.objects.select_for_update(of=("self",)).select_related("application__organisation").get(pk=award.pk)
    host = confirmed_host(award.application, now=now)
    if host and award.payee_id == host.row.organisation_id:
        return award
    has_signature = Signature.objects.filter(agreement__award=award).exists()
    refuse_if(blockers_to_pay_through_host(award.status, has_host=host is not None, has_signature=has_signature))
    award.payee = host.row.organisation  # type: ignore[union-attr, assignment]
    award.save(update_fields=["payee"])
    agreement = award.agreement
    agreement.text = terms_text(award, award.decision, host, now=now)
    agreement.digest = digest(agreement.text.encode())
    agreement.save(update_fields=["text", "digest"])
    record(PAYEE_CHANGED, award, by=by, now=now, case=award.application, digest=agreement.digest)
    return award
