"""Releasing decisions: letters, offers and ledger at one moment, or not at all."""

import datetime as dt

import pytest

from grants.ground.kit.errors import Refusal
from grants.ground.notifications.models import Mail
from grants.stages.applications.models import Application, ApplicationStatus
from grants.stages.awards.actions import release_decisions
from grants.stages.awards.models import Award, Letter
from grants.stages.awards.queries import letter_words
from grants.stages.calls.models import Call
from grants.stages.funds.actions import withdraw
from grants.stages.funds.queries import balance_differences, fund_totals
from tests.factories.actors import make_actor, make_proof
from tests.factories.assessment import make_decider, make_officer
from tests.factories.awards import make_decided, proof_of, release
from tests.factories.funds import YEAR
from tests.factories.people import belong, make_person
from tests.threads import run_together

pytestmark = pytest.mark.django_db


def totals(decision):
    call = decision.candidate.application.call
    return fund_totals(call.fund, call.financial_year)


def test_release_offers_the_grant_and_sets_the_money_aside():
    decision = make_decided(amount=100_000, money=500_000)
    release(decision)
    award = Award.objects.get(decision=decision)
    assert (award.status, award.amount) == ("offered", 100_000)
    assert award.reference == f"{award.earmark.fund.code}-2026-0001"
    assert (totals(decision).offers, totals(decision).available) == (100_000, 400_000)
    assert Application.objects.get(pk=decision.candidate.application_id).status == ApplicationStatus.OFFERED


def test_release_writes_the_letter_that_was_previewed():
    decision = make_decided()
    preview = letter_words(decision, today=decision.decided_at.date())
    release(decision)
    letter = Letter.objects.get(application=decision.candidate.application)
    assert (letter.kind, letter.subject, letter.text) == ("offer", preview.subject, preview.text)


def test_release_mails_every_member_without_telling_the_decision():
    decision = make_decided()
    person = make_person()
    belong(person, decision.candidate.application.organisation)
    release(decision)
    mail = Mail.objects.get(kind="decision_ready", to_person=person)
    assert "£" not in mail.text


def test_a_refused_group_gets_a_letter_and_no_offer():
    decision = make_decided(verdict="no")
    release(decision)
    assert Letter.objects.get().kind == "decline"
    assert not Award.objects.exists()
    assert Application.objects.get(pk=decision.candidate.application_id).status == ApplicationStatus.DECLINED


def test_a_short_source_stops_everything_and_is_named():
    decision = make_decided(amount=100_000, money=500_000)
    source = decision.candidate.application.call.fund.sources.get()
    keeper, day = make_actor(), decision.decided_at.date()
    withdraw(
        source,
        amount=450_000,
        financial_year=YEAR,
        effective_on=day,
        by=keeper,
        proof=make_proof(keeper),
        now=decision.decided_at,
    )
    with pytest.raises(Refusal):
        release(decision)
    assert not Letter.objects.exists()
    assert not Award.objects.exists()
    assert totals(decision).offers == 0


def test_whoever_decided_may_not_release():
    decision = make_decided()
    decider = make_decider()
    both = type(decider)(**{**vars(decider), "permissions": decider.permissions | make_officer().permissions})
    with pytest.raises(Refusal, match="decider_may_not_release"):
        release(decision, by=both)


def test_a_second_release_is_refused():
    decision = make_decided()
    release(decision)
    with pytest.raises(Refusal, match="panel_not_decided"):
        release(decision)
    assert Award.objects.count() == 1


def test_an_old_code_does_not_release():
    decision = make_decided()
    officer = make_officer()
    stale = proof_of(officer, decision.decided_at - dt.timedelta(minutes=6))
    with pytest.raises(Refusal, match="second_factor_not_proved"):
        release_decisions(decision.candidate.panel, by=officer, proof=stale, now=decision.decided_at)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_panels_that_release_the_last_thousand_exactly_one_wins():
    first, second = (make_decided(amount=100_000, money=100_000) for _ in range(2))
    call = second.candidate.application.call
    Call.objects.filter(pk=call.pk).update(fund=first.candidate.application.call.fund)
    results = run_together(lambda: release(first), lambda: release(second))
    assert sorted(type(result).__name__ for result in results) == ["Panel", "Refusal"]
    assert (Award.objects.count(), Letter.objects.count()) == (1, 1)
    assert balance_differences() == []
