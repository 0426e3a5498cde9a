"""Acts on awards, one function for each thing a person can do."""

from grants.stages.awards.actions.agreements import attach_agreement_file, send_signing_code, sign_agreement
from grants.stages.awards.actions.conditions import (
    answer_condition,
    meet_condition,
    return_condition,
    tell_of_refused_evidence,
)
from grants.stages.awards.actions.hosting import pay_through_host
from grants.stages.awards.actions.instalments import (
    lift_hold,
    mark_instalment_paid,
    open_gates,
    place_hold,
    release_instalment,
    reopen_instalment,
)
from grants.stages.awards.actions.offers import lapse_offers, recall_offer, refuse_offer
from grants.stages.awards.actions.plans import save_offer_plan
from grants.stages.awards.actions.release import attach_letter_file, release_decisions
from grants.stages.awards.actions.running import accept_report_due, activate_award, close_award, waive_report

__all__ = [
    "accept_report_due",
    "activate_award",
    "answer_condition",
    "attach_agreement_file",
    "attach_letter_file",
    "close_award",
    "lapse_offers",
    "lift_hold",
    "mark_instalment_paid",
    "meet_condition",
    "open_gates",
    "pay_through_host",
    "place_hold",
    "recall_offer",
    "refuse_offer",
    "release_decisions",
    "release_instalment",
    "reopen_instalment",
    "return_condition",
    "save_offer_plan",
    "send_signing_code",
    "sign_agreement",
    "tell_of_refused_evidence",
    "waive_report",
]
