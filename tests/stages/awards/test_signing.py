"""Signing an agreement: who, with which code, how often; and what the last signature does."""

import datetime as dt

import pytest

from grants.ground.kit.errors import Refusal
from grants.ground.people.models import MemberRole
from grants.stages.awards import actions
from grants.stages.awards.models import Award, Signature, SigningCode
from grants.stages.funds.queries import fund_totals
from tests.factories.assessment import NOW, make_actor, make_officer
from tests.factories.awards import code_for, make_offer, sign, signatories
from tests.factories.people import belong, make_person
from tests.threads import run_together

pytestmark = pytest.mark.django_db


def try_to_sign(award, actor, code, *, name="Carys Lloyd", now=NOW):
    return actions.sign_agreement(award.agreement, code=code, name=name, by=actor, now=now)


def ask(award, actor, now=NOW):
    actions.send_signing_code(award.agreement, by=actor, now=now)
    return code_for(actor)


def refused(call, *args, **options):
    """The codes of a refusal."""
    with pytest.raises(Refusal) as caught:
        call(*args, **options)
    return [blocker.code for blocker in caught.value.blockers]


def wrong(code):
    return f"{(int(code) + 1) % 10**6:06d}"


def totals(award):
    found = fund_totals(award.call.fund, award.call.financial_year)
    return (found.offers, found.committed, found.available)


def test_the_last_signature_needed_accepts_the_award_and_commits_its_money():
    award = make_offer(amount=100_000, money=500_000)
    first, second = signatories(award)
    sign(award, first)
    assert (Award.objects.get().status, totals(award)) == ("offered", (100_000, 0, 400_000))
    sign(award, second)
    award.refresh_from_db()
    assert (award.status, award.accepted_at, totals(award)) == ("accepted", NOW, (0, 100_000, 400_000))
    assert award.agreement.signatures.count() == 2


def test_one_signature_is_enough_for_a_small_grant():
    award = make_offer(amount=50_000)
    sign(award, signatories(award, 1)[0])
    assert Award.objects.get().status == "accepted"


def test_a_signature_holds_the_digest_of_exactly_these_words():
    award = make_offer()
    signature = sign(award, signatories(award)[0])
    assert (signature.digest, signature.method) == (award.agreement.digest, "mailed_code")


def test_signing_twice_returns_the_first_signature():
    award = make_offer()
    actor = signatories(award)[0]
    first = sign(award, actor)
    again = try_to_sign(award, actor, "000000", name="Somebody else")
    assert (again.pk, again.name, Signature.objects.count()) == (first.pk, first.name, 1)


def test_spaces_and_hyphens_in_a_code_do_not_matter():
    award = make_offer()
    actor = signatories(award)[0]
    code = ask(award, actor)
    assert try_to_sign(award, actor, f" {code[:3]} - {code[3:]} ").person_id == actor.person_id


def test_five_wrong_codes_use_a_code_up():
    award = make_offer()
    actor = signatories(award)[0]
    code = ask(award, actor)
    assert [refused(try_to_sign, award, actor, wrong(code)) for _ in range(5)] == [["wrong_code"]] * 5
    assert refused(try_to_sign, award, actor, code) == ["no_code"]
    assert SigningCode.objects.get().tries_left == 0


def test_a_code_lasts_fifteen_minutes():
    award = make_offer()
    actor = signatories(award)[0]
    code = ask(award, actor)
    late = NOW + dt.timedelta(minutes=15)
    assert refused(try_to_sign, award, actor, code, now=late) == ["no_code"]


def test_a_new_code_ends_the_one_before():
    award = make_offer()
    actor = signatories(award)[0]
    first = ask(award, actor)
    second = ask(award, actor, now=NOW + dt.timedelta(minutes=1))
    if first != second:
        assert refused(try_to_sign, award, actor, first, now=NOW + dt.timedelta(minutes=2)) == ["wrong_code"]
    assert try_to_sign(award, actor, second, now=NOW + dt.timedelta(minutes=2)).pk


def test_a_code_is_for_one_person_only():
    award = make_offer()
    first, second = signatories(award)
    code = ask(award, first)
    assert refused(try_to_sign, award, second, code) == ["no_code"]


def test_a_sixth_code_within_an_hour_is_refused():
    award = make_offer()
    actor = signatories(award)[0]
    for minute in range(5):
        ask(award, actor, now=NOW + dt.timedelta(minutes=minute))
    assert refused(ask, award, actor, now=NOW + dt.timedelta(minutes=6)) == ["too_many_codes"]


@pytest.mark.parametrize("role", [MemberRole.MEMBER, MemberRole.HELPER])
def test_only_signatories_sign(role):
    award = make_offer()
    person = make_person()
    belong(person, award.organisation, role)
    actor = make_actor(person)
    assert refused(ask, award, actor) == ["may_not_sign"]
    assert refused(try_to_sign, award, actor, "123456") == ["may_not_sign"]


def test_a_name_is_needed_and_asking_for_it_costs_no_try():
    award = make_offer()
    actor = signatories(award)[0]
    code = ask(award, actor)
    assert refused(try_to_sign, award, actor, code, name=" ") == ["name_missing"]
    assert try_to_sign(award, actor, code).name == "Carys Lloyd"


def test_an_offer_that_ended_cannot_be_signed_and_the_code_is_not_spent():
    award = make_offer()
    actor = signatories(award)[0]
    code = ask(award, actor)
    actions.recall_offer(award, by=make_officer(), now=NOW)
    assert refused(try_to_sign, award, actor, code) == ["offer_not_open"]
    assert SigningCode.objects.get().used_at is None


def test_the_last_day_to_answer_can_still_be_used():
    award = make_offer()
    actor = signatories(award)[0]
    last = NOW + dt.timedelta(days=28)
    assert try_to_sign(award, actor, ask(award, actor, now=last), now=last).signed_at == last
    other, next_day = signatories(award)[1], NOW + dt.timedelta(days=29)
    assert refused(ask, award, other, now=next_day) == ["offer_late"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_signatures_at_the_same_moment_accept_once():
    award = make_offer(amount=100_000, money=500_000)
    people = signatories(award)
    codes = [ask(award, actor) for actor in people]
    run_together(*(lambda a=a, c=c: try_to_sign(award, a, c) for a, c in zip(people, codes, strict=True)))
    assert (Award.objects.get().status, totals(award)) == ("accepted", (0, 100_000, 400_000))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_double_click_signs_once_and_both_hear_that_it_is_signed():
    award = make_offer()
    actor = signatories(award)[0]
    code = ask(award, actor)
    answers = run_together(*[lambda: try_to_sign(award, actor, code)] * 2)
    assert [type(answer) for answer in answers] == [Signature, Signature]
    assert Signature.objects.count() == 1
