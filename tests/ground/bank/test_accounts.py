"""Bank details of a group: given once, checked by one, verified by another, never changed from a form."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from grants.ground.audit.models import Entry
from grants.ground.audit.rules import subject_key
from grants.ground.bank import actions, queries
from grants.ground.bank.models import BankAccount
from grants.ground.kit.errors import Refusal
from grants.ground.notifications.models import Mail
from grants.ground.people.models import MemberRole
from grants.ground.people.roles import Permission
from tests.factories.actors import NOW, make_actor, make_proof
from tests.factories.bank import (
    GIVEN,
    finance,
    make_checked,
    make_entered,
    make_giver,
    make_refused,
    make_verified,
)
from tests.factories.funds import make_funder
from tests.factories.people import belong, make_organisation, make_person
from tests.threads import run_together

CHANGE_REFUSED = (
    "We already hold bank details for your group. To change them, call us on the number in your agreement: "
    "we never change bank details from a form or a mail."
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house():
    make_funder()


def refused(action, *args, **kwargs):
    """Codes and sentences of a refusal."""
    with pytest.raises(Refusal) as caught:
        action(*args, **kwargs)
    return [(blocker.code, str(blocker.sentence)) for blocker in caught.value.blockers]


def check(account, by, **changes):
    terms = {"method": "statement", "note": "", "by": by, "proof": make_proof(by), "now": NOW}
    return actions.check_account(account, **terms | changes)


def verify(account, by, **changes):
    return actions.verify_account(account, **{"by": by, "proof": make_proof(by), "now": NOW} | changes)


def evidence(account):
    return list(Entry.objects.filter(subject=subject_key(account)).order_by("pk").values_list("verb", "facts"))


def test_signatory_gives_details_that_lie_encrypted_and_every_member_is_told():
    group = make_organisation("Quiet Hour")
    belong(make_person(), group)
    account = make_entered(group)
    stored = BankAccount.objects.values().get()
    assert [name for name, value in stored.items() if "12345678" in str(value) or "309430" in str(value)] == []
    assert (str(account), queries.full_numbers(account)) == ("•••• 5678", ("309430", "12345678"))
    assert evidence(account) == [("account_entered", {"version": 1})]
    told = Mail.objects.filter(kind="account_entered")
    assert (told.count(), [mail for mail in told if "12345678" in mail.text or "309430" in mail.text]) == (2, [])


@pytest.mark.parametrize("role", [MemberRole.MEMBER, None])
def test_only_a_signatory_gives_details_never_staff(role):
    group = make_organisation()
    by = make_giver(group, role) if role else make_actor(permissions=frozenset(Permission))
    sentence = "Only signatories of the group can give its bank details."
    assert refused(actions.enter_account, group, **GIVEN, by=by, now=NOW) == [("may_not_enter", sentence)]


def test_giving_the_same_details_again_changes_nothing():
    group = make_organisation()
    first = make_entered(group)
    assert make_entered(group, sort_code="309430", account_number="1234 5678") == first
    assert (BankAccount.objects.count(), len(evidence(first))) == (1, 1)


@pytest.mark.parametrize("state", [make_entered, make_checked, make_verified])
@pytest.mark.parametrize("change", [{"account_number": "87654321"}, {"holder_name": "Somebody Else"}])
def test_change_of_details_is_refused_with_its_sentence(state, change):
    group = make_organisation()
    state(group)
    refusal = refused(actions.enter_account, group, **GIVEN | change, by=make_giver(group), now=NOW)
    assert refusal == [("account_held", CHANGE_REFUSED)]
    assert BankAccount.objects.count() == 1


def test_refused_details_stay_and_new_ones_are_the_next_version():
    group = make_organisation()
    old = make_refused(group)
    new = make_entered(group, account_number="87654321")
    assert [(a.number, a.status, a.last_four) for a in BankAccount.objects.order_by("number")] == [
        (1, "refused", "5678"),
        (2, "entered", "4321"),
    ]
    assert (queries.last_account(group), queries.live_account(group)) == (new, new)
    assert queries.full_numbers(BankAccount.objects.get(pk=old.pk)) == ("309430", "12345678")


def test_check_keeps_how_and_what_was_seen():
    account = make_entered()
    by = finance("Frank")
    checked = check(account, by, note=" Seen on  paper.\r\n")
    assert (checked.status, checked.check_method, checked.check_note) == ("checked", "statement", "Seen on  paper.")
    assert (checked.checked_by_id, checked.checked_at) == (by.person_id, NOW)
    assert evidence(account)[1:] == [("account_checked", {"method": "statement"})]


def test_check_asks_how():
    by = finance("Frank")
    assert refused(check, make_entered(), by, method="a feeling") == [("method_missing", "Choose how you checked.")]


def test_account_is_verified_by_another_person():
    account, priya = make_checked(by=finance("Frank")), finance("Priya")
    sentence = "You checked these details, so someone else must verify them."
    assert refused(verify, account, finance("Frank")) == [("checker_may_not_verify", sentence)]
    verified = verify(account, priya)
    assert (verified.status, verified.verified_by_id) == ("verified", priya.person_id)
    assert queries.verified_accounts([account.organisation_id]) == {account.organisation_id: verified}
    assert [verb for verb, _facts in evidence(account)] == ["account_entered", "account_checked", "account_verified"]


def test_database_itself_refuses_one_person_on_both_sides():
    account = make_checked()
    row = BankAccount.objects.filter(pk=account.pk)
    for field in ("checked_by", "entered_by"):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.update(status="verified", verified_by=getattr(account, f"{field}_id"), verified_at=NOW)


@pytest.mark.parametrize(
    ("make", "act"),
    [
        (make_checked, lambda account: check(account, finance("Priya"))),
        (make_verified, lambda account: verify(account, finance("Third"))),
        (make_entered, lambda account: verify(account, finance("Priya"))),
        (make_verified, lambda account: actions.refuse_account(account, reason="No", by=finance("Frank"), now=NOW)),
    ],
    ids=["checked twice", "verified twice", "verified unchecked", "refused after verifying"],
)
def test_act_that_comes_too_late_or_too_early_changes_nothing(make, act):
    account = make()
    before = (account.status, len(evidence(account)))
    (_code, sentence), *more = refused(act, account)
    assert (sentence, more) == ("These bank details have moved on since you opened the page. Look at them again.", [])
    account.refresh_from_db()
    assert (account.status, len(evidence(account))) == before


def test_every_act_on_accounts_needs_its_permission_and_its_own_fresh_proof():
    account, auditor, frank = (
        make_entered(),
        make_actor("a@a.example", "Anders", {Permission.SEE_FINANCE}),
        finance("F"),
    )
    assert [code for code, _s in refused(check, account, auditor)] == ["may_not_check"]
    assert [code for code, _s in refused(verify, account, auditor)] == ["may_not_verify"]
    assert [code for code, _s in refused(actions.reveal_account, account, by=auditor, now=NOW)] == ["may_not_reveal"]
    refusal = refused(actions.refuse_account, account, reason="x", by=auditor, now=NOW)
    assert [code for code, _sentence in refusal] == ["may_not_check"]
    for proof in (make_proof(finance("Other")), make_proof(frank, NOW - dt.timedelta(minutes=6))):
        assert len(refused(check, account, frank, proof=proof)) == 1
    assert len(evidence(account)) == 1


def test_refusal_needs_a_reason_and_tells_the_members_why_they_must_act():
    account = make_entered()
    blank = refused(actions.refuse_account, account, reason=" ", by=finance("Frank"), now=NOW)
    assert blank == [("reason_missing", "Say what is wrong, so that the group can mend it.")]
    turned_down = actions.refuse_account(account, reason="The name differs.", by=finance("Frank"), now=NOW)
    assert (turned_down.status, turned_down.refused_reason) == ("refused", "The name differs.")
    assert Mail.objects.filter(kind="account_refused").count() == 1
    (_entered, (verb, facts)) = evidence(account)
    assert (verb, "The name differs." in str(facts)) == ("account_refused", False)


def test_every_look_at_full_numbers_is_recorded_and_no_number_stands_in_the_record():
    account = make_verified()
    looks = [actions.reveal_account(account, by=finance("Priya"), now=NOW) for _ in range(2)]
    assert looks == [("309430", "12345678")] * 2
    assert evidence(account)[-2:] == [("account_revealed", {}), ("account_revealed", {})]


def test_same_account_of_another_group_is_noticed():
    first, second = make_organisation("Alder"), make_organisation("Birch")
    make_refused(first)
    account = make_entered(second)
    assert list(queries.same_elsewhere(account)) == [first]
    assert list(queries.same_elsewhere(make_entered(make_organisation(), account_number="87654321"))) == []


def test_only_finance_sees_accounts():
    account = make_entered()
    assert list(queries.staff_accounts(finance("Priya"))) == [account]
    assert list(queries.staff_accounts(make_giver(account.organisation))) == []
    assert list(queries.accounts_with_status(finance("Priya"), "verified")) == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_signatories_give_details_at_once_and_one_version_stands():
    group = make_organisation()
    one, two = make_giver(group), make_giver(group)
    results = run_together(
        lambda: actions.enter_account(group, **GIVEN, by=one, now=NOW),
        lambda: actions.enter_account(group, **GIVEN | {"account_number": "87654321"}, by=two, now=NOW),
    )
    assert sorted(type(result).__name__ for result in results) == ["BankAccount", "Refusal"]
    assert BankAccount.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_verify_at_once_and_one_does():
    account = make_checked()
    one, two = finance("One"), finance("Two")
    results = run_together(lambda: verify(account, one), lambda: verify(account, two))
    assert sorted(type(result).__name__ for result in results) == ["BankAccount", "Refusal"]
    assert Entry.objects.filter(verb="account_verified").count() == 1
