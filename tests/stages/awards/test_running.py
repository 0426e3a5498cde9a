"""A grant after its letter: offers that end, conditions, starting, gates, holds, closing."""

import datetime as dt

import pytest

from grants.ground.kit.errors import Refusal
from grants.ground.notifications.models import Mail
from grants.stages.awards import actions
from grants.stages.awards.models import Award, Condition, Gate
from grants.stages.awards.queries import award_facts
from grants.stages.funds.queries import fund_totals
from grants.stages.payments.actions import mark_cleared
from tests.factories.assessment import NOW, make_officer
from tests.factories.awards import (
    make_accepted,
    make_account,
    make_active,
    make_decider,
    make_offer,
    make_sent,
    preparer,
    sign,
    signatories,
)
from tests.factories.outcomes import make_answered_report

pytestmark = pytest.mark.django_db

LATE = NOW + dt.timedelta(days=300)


def refused(call, *args, **options):
    """The codes of a refusal."""
    with pytest.raises(Refusal) as caught:
        call(*args, **options)
    return [blocker.code for blocker in caught.value.blockers]


def money(award):
    found = fund_totals(award.call.fund, award.call.financial_year)
    return (found.offers, found.committed, found.available)


def group(award):
    return signatories(award, 1)[0]


def make_condition(award):
    return Condition.objects.create(award=award, text="Send us your constitution.")


def answer(condition, text="Here."):
    return actions.answer_condition(condition, text=text, evidence=None, by=group(condition.award), now=NOW)


def make_gated():
    """An active grant in two instalments, the second behind the interim report."""
    return make_active(amount=600_000, money=900_000)


@pytest.mark.parametrize(
    ("end", "status"),
    [
        (lambda award: actions.refuse_offer(award, by=group(award), now=NOW), "refused"),
        (lambda award: actions.recall_offer(award, by=make_officer(), now=NOW), "recalled"),
        (lambda award: actions.lapse_offers(now=NOW + dt.timedelta(days=29)), "lapsed"),
    ],
    ids=["refused", "recalled", "lapsed"],
)
def test_an_offer_that_ends_gives_its_money_back_and_nothing_is_left_to_pay(end, status):
    award = make_offer(amount=600_000, money=900_000)
    assert money(award) == (600_000, 0, 300_000)
    end(award)
    assert (Award.objects.get().status, money(award)) == (status, (0, 0, 900_000))
    assert list(award.instalments.values_list("status", flat=True)) == ["cancelled", "cancelled"]


def test_offers_lapse_the_day_after_the_last_day_and_once():
    make_offer()
    moments = [NOW + dt.timedelta(days=days) for days in (28, 29, 30)]
    assert [actions.lapse_offers(now=moment) for moment in moments] == [0, 1, 0]


def test_an_offer_ends_once():
    award = make_offer()
    actions.recall_offer(award, by=make_officer(), now=NOW)
    assert refused(actions.refuse_offer, award, by=group(award), now=NOW) == ["award_is_recalled"]
    assert Award.objects.get().status == "recalled"


def test_an_accepted_offer_cannot_be_recalled():
    award = make_accepted()
    with pytest.raises(Refusal):
        actions.recall_offer(award, by=make_officer(), now=NOW)
    assert Award.objects.get().status == "accepted"


def test_a_condition_is_answered_and_met_once():
    condition = answer(make_condition(make_accepted()))
    met = [actions.meet_condition(condition, by=make_officer(), now=NOW) for _ in range(2)]
    assert [(row.met_at, row.met_by_id) for row in met] == [(NOW, make_officer().person_id)] * 2
    assert refused(answer, condition) == ["condition_met"]


def test_a_condition_needs_an_answer_before_it_is_met():
    condition = make_condition(make_accepted())
    assert refused(answer, condition, " ") == ["answer_missing"]
    assert refused(actions.meet_condition, condition, by=make_officer(), now=NOW) == ["condition_unanswered"]


def test_a_condition_that_goes_back_tells_the_group_what_is_missing():
    condition = answer(make_condition(make_accepted()))
    back = actions.return_condition(condition, reason="It is not signed.", by=make_officer(), now=NOW)
    assert (back.answered_at, back.returned_reason) == (None, "It is not signed.")
    assert Mail.objects.filter(kind="condition_returned").count() == 2
    assert refused(actions.meet_condition, condition, by=make_officer(), now=NOW) == ["condition_unanswered"]
    assert answer(condition, "Here, signed.").returned_reason == ""


def test_a_grant_starts_when_nothing_is_missing_and_once():
    award = make_accepted()
    condition = make_condition(award)
    assert refused(actions.activate_award, award, by=make_officer(), now=NOW) == [
        "conditions_open",
        "account_not_verified",
    ]
    actions.meet_condition(answer(condition), by=make_officer(), now=NOW)
    make_account(award)
    assert actions.activate_award(award, by=make_officer(), now=NOW).status == "active"
    assert refused(actions.activate_award, award, by=make_officer(), now=NOW) == ["award_not_accepted"]


def test_a_closed_grant_is_not_started_again():
    award = make_closed()
    assert refused(actions.activate_award, award, by=make_officer(), now=LATE) == ["award_not_accepted"]


def test_an_instalment_waits_for_its_day_and_its_report():
    award = make_gated()
    second = award.instalments.get(number=2)
    assert refused(actions.release_instalment, second, by=make_officer(), now=NOW) == ["gate_closed", "not_due"]
    make_answered_report(award, now=LATE)
    assert Gate.objects.get().opened_at == LATE
    assert actions.release_instalment(second, by=make_officer(), now=LATE).status == "released"
    assert refused(actions.release_instalment, second, by=make_officer(), now=LATE) == ["instalment_not_planned"]


def test_waiving_a_report_opens_the_gate_that_waits_for_it():
    award = make_gated()
    due = award.reports_due.get(number=1)
    assert refused(actions.waive_report, due, reason=" ", by=make_officer(), now=NOW) == ["reason_missing"]
    actions.waive_report(due, reason="We visited.", by=make_officer(), now=NOW)
    assert Gate.objects.get().opened_at == NOW
    assert refused(actions.waive_report, due, reason="Again.", by=make_officer(), now=NOW) == ["report_done"]


def test_a_hold_stops_instalments_until_it_is_lifted():
    award = make_active()
    instalment = award.instalments.get()
    hold = actions.place_hold(award, reason="We cannot reach them.", by=make_officer(), now=NOW)
    assert actions.place_hold(award, reason="We cannot reach them. ", by=make_officer(), now=NOW).pk == hold.pk
    assert refused(actions.release_instalment, instalment, by=make_officer(), now=NOW) == ["award_on_hold"]
    actions.lift_hold(hold, by=make_officer(), now=NOW)
    assert actions.release_instalment(instalment, by=make_officer(), now=NOW).status == "released"


def test_only_a_running_grant_is_put_on_hold():
    award = make_offer()
    assert refused(actions.place_hold, award, reason="Why not.", by=make_officer(), now=NOW) == ["award_not_running"]


def test_whoever_decides_does_not_run_grants():
    award = make_active()
    instalment = award.instalments.get()
    calls = [
        lambda: actions.release_instalment(instalment, by=make_decider(), now=NOW),
        lambda: actions.place_hold(award, reason="Why not.", by=make_decider(), now=NOW),
        lambda: actions.waive_report(award.reports_due.get(), reason="No.", by=make_decider(), now=NOW),
        lambda: actions.close_award(award, by=make_decider(), now=NOW, unsettled_payments=0),
    ]
    assert [refused(call) for call in calls] == [
        ["may_not_release_money"],
        ["may_not_hold"],
        ["may_not_manage"],
        ["may_not_close"],
    ]


def make_closed():
    award = make_active()
    payment = make_sent(award)
    make_answered_report(award, now=LATE)
    mark_cleared(payment, cleared_on=LATE.date(), by=preparer(), now=LATE)
    return actions.close_award(award, by=make_officer(), now=LATE, unsettled_payments=0)


def test_a_grant_closes_when_all_is_paid_reported_and_answered():
    award = make_closed()
    assert (award.status, award.closed_at, award.closed_by_id) == ("closed", LATE, make_officer().person_id)


def test_closing_names_everything_that_is_open():
    award = make_active()
    actions.place_hold(award, reason="We cannot reach them.", by=make_officer(), now=NOW)
    assert refused(actions.close_award, award, by=make_officer(), now=NOW, unsettled_payments=1) == [
        "reports_open",
        "instalments_open",
        "payments_open",
        "award_on_hold",
    ]


def test_facts_are_gathered_in_two_queries(django_assert_num_queries):
    award = make_accepted(amount=600_000, money=900_000)
    make_condition(award)
    with django_assert_num_queries(2):
        facts = award_facts(award)
    assert (facts.is_agreement_complete, facts.unmet_conditions, facts.open_reports, facts.unpaid_instalments) == (
        True,
        1,
        2,
        2,
    )


def test_one_signature_of_two_is_not_a_complete_agreement():
    award = make_offer()
    sign(award, signatories(award)[0])
    assert award_facts(award).is_agreement_complete is False
