"""The second factor: each code once, few tries, secrets locked, recovery codes, replacing and taking off."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.notifications.models import Mail
from grants.ground.people.actions import (
    make_recovery_codes,
    prove_second_factor,
    set_up_second_factor,
    take_off_second_factor,
)
from grants.ground.people.actor import SecondFactorProof
from grants.ground.people.queries import has_second_factor, unused_recovery_codes
from tests.cast import NOW, SECRET, code_of

pytestmark = pytest.mark.django_db

OTHER_SECRET = "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU"
STEP = dt.timedelta(seconds=30)


def refused(act):
    with pytest.raises(Refusal) as caught:
        act()
    return [(blocker.code, blocker.field) for blocker in caught.value.blockers]


@pytest.fixture
def officer(cast):
    """An officer whose app knows SECRET since a minute ago."""
    before = NOW - dt.timedelta(minutes=1)
    set_up_second_factor(SECRET, code_of(SECRET, before), by=cast.actor("officer"), now=before)
    return cast.actor("officer")


def verbs():
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def test_set_up_needs_a_code_of_the_app(cast):
    actor = cast.actor("officer")
    assert refused(lambda: set_up_second_factor(SECRET, "000000", by=actor, now=NOW)) == [
        ("second_factor_wrong", "code")
    ]
    assert not has_second_factor(actor.person_id)
    codes = set_up_second_factor(SECRET, code_of(SECRET, NOW), by=actor, now=NOW)
    assert codes == unused_recovery_codes(actor.person_id)
    assert (len(codes), {len(code) for code in codes}) == (10, {8})
    assert verbs() == ["second_factor_set_up"]
    assert [mail.kind for mail in Mail.objects.all()] == ["second_factor_set_up"]


def test_secrets_are_locked_at_rest(officer):
    stored = {row.type: row.data for row in Authenticator.objects.all()}
    assert SECRET not in str(stored)
    assert stored["totp"]["secret"].startswith("gAAAA")
    assert stored["recovery_codes"]["seed"].startswith("gAAAA")


def test_code_proves_once(officer):
    code = code_of(SECRET, NOW)
    proof = prove_second_factor(f"{code[:3]} {code[3:]}", by=officer, now=NOW)
    assert proof == SecondFactorProof(person_id=officer.person_id, proved_at=NOW, method="totp")
    proof.refuse_unless_for(officer, NOW)
    assert refused(lambda: prove_second_factor(code, by=officer, now=NOW)) == [("second_factor_repeated", "code")]
    later = NOW + STEP
    assert refused(lambda: prove_second_factor(code, by=officer, now=later)) == [("second_factor_repeated", "code")]
    assert prove_second_factor(code_of(SECRET, later), by=officer, now=later).method == "totp"


def test_code_of_set_up_does_not_count_again(cast):
    actor, code = cast.actor("officer"), code_of(SECRET, NOW)
    set_up_second_factor(SECRET, code, by=actor, now=NOW)
    assert refused(lambda: prove_second_factor(code, by=actor, now=NOW)) == [("second_factor_repeated", "code")]


def test_clock_may_differ_by_one_step_but_not_more(officer):
    assert prove_second_factor(code_of(SECRET, NOW + STEP), by=officer, now=NOW).method == "totp"
    far = NOW + dt.timedelta(minutes=10)
    assert refused(lambda: prove_second_factor(code_of(SECRET, far - 2 * STEP), by=officer, now=far)) == [
        ("second_factor_wrong", "code")
    ]


def test_five_wrong_codes_lock_for_a_quarter_of_an_hour(officer):
    for _try in range(5):
        assert refused(lambda: prove_second_factor("000000", by=officer, now=NOW)) == [("second_factor_wrong", "code")]
    right = code_of(SECRET, NOW)
    assert refused(lambda: prove_second_factor(right, by=officer, now=NOW)) == [("second_factor_locked", "code")]
    later = NOW + dt.timedelta(minutes=15)
    assert prove_second_factor(code_of(SECRET, later), by=officer, now=later).method == "totp"


def test_recovery_code_proves_once(officer):
    code = unused_recovery_codes(officer.person_id)[0]
    assert prove_second_factor(code, by=officer, now=NOW).method == "recovery_code"
    assert refused(lambda: prove_second_factor(code, by=officer, now=NOW)) == [("second_factor_wrong", "code")]
    assert len(unused_recovery_codes(officer.person_id)) == 9
    assert verbs() == ["second_factor_set_up", "recovery_code_used"]


def test_nothing_is_proved_without_a_second_factor(cast):
    assert refused(lambda: prove_second_factor("123456", by=cast.actor("editor"), now=NOW)) == [
        ("second_factor_missing", "code")
    ]


def test_replacing_needs_proof_of_the_old_one_and_new_codes_take_over(cast, officer):
    old = unused_recovery_codes(officer.person_id)
    code = code_of(OTHER_SECRET, NOW)
    assert refused(lambda: set_up_second_factor(OTHER_SECRET, code, by=officer, now=NOW)) == [
        ("second_factor_not_proved", "proof")
    ]
    theirs = cast.proof("second_officer")
    assert refused(lambda: set_up_second_factor(OTHER_SECRET, code, by=officer, now=NOW, proof=theirs)) == [
        ("second_factor_not_proved", "code")
    ]
    set_up_second_factor(OTHER_SECRET, code, by=officer, now=NOW, proof=cast.proof("officer"))
    later = NOW + STEP
    assert refused(lambda: prove_second_factor(code_of(SECRET, later), by=officer, now=later)) == [
        ("second_factor_wrong", "code")
    ]
    assert prove_second_factor(code_of(OTHER_SECRET, later), by=officer, now=later).method == "totp"
    assert set(old).isdisjoint(unused_recovery_codes(officer.person_id))
    assert verbs() == ["second_factor_set_up", "second_factor_replaced"]


def test_new_recovery_codes_take_the_place_of_the_old(cast, officer):
    old = unused_recovery_codes(officer.person_id)
    new = make_recovery_codes(by=officer, proof=cast.proof("officer"), now=NOW)
    assert new == unused_recovery_codes(officer.person_id)
    assert set(old).isdisjoint(new)


def test_administrator_takes_off_a_colleagues_lost_factor(cast, officer):
    take_off_second_factor(cast.officer, by=cast.actor("administrator"), now=NOW)
    take_off_second_factor(cast.officer, by=cast.actor("administrator"), now=NOW)
    assert not has_second_factor(officer.person_id)
    assert verbs() == ["second_factor_set_up", "second_factor_taken_off"]


@pytest.mark.parametrize(
    ("who", "whose", "code"),
    [("officer", "auditor", "not_allowed"), ("administrator", "administrator", "not_for_self")],
)
def test_nobody_else_takes_off_and_nobody_their_own(cast, who, whose, code):
    act = lambda: take_off_second_factor(getattr(cast, whose), by=cast.actor(who), now=NOW)  # noqa: E731
    assert refused(act) == [(code, "")]
