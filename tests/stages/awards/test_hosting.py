"""A grant that a host holds: the host is paid, the agreement names it, the recipient stays the group."""

import pytest

from grants.ground.bank.models import BankAccount
from grants.ground.kit.errors import Refusal
from grants.stages.applications.models import Facts, Hosting
from grants.stages.awards.actions import pay_through_host
from grants.stages.awards.models import Award
from grants.stages.awards.queries import awards_held_by, has_verified_account, without_way_to_pay
from tests.factories.applications import actor, make_group
from tests.factories.assessment import NOW, make_officer
from tests.factories.awards import make_account, make_decided, make_offer, release, sign, signatories

pytestmark = pytest.mark.django_db


def confirm(application, choice="another_group"):
    """As if a host had confirmed what the application says."""
    organisation, by = make_group("Shared Table")
    Facts.objects.filter(application=application).update(host_choice=choice)
    facts = Facts.objects.get(application=application, is_current=True)
    Hosting.objects.create(
        application=application, status="confirmed", host_name="Shared Table", contact_name="Tess",
        email=by.email, fee_percent=5, title=facts.title, public_summary=facts.public_summary,
        amount=facts.requested_amount, token_digest="x", asked_at=NOW, asked_by_id=by.person_id, expires_at=NOW,
        answered_at=NOW, answered_name="Tess", answered_role="Treasurer", organisation=organisation,
    )  # fmt: skip
    return organisation, by


def test_the_host_that_confirmed_is_paid_and_named_in_the_agreement():
    decision = make_decided(amount=100_000)
    host, by = confirm(decision.candidate.application)
    release(decision)
    award = Award.objects.get(decision=decision)
    assert (award.payee, award.organisation) == (host, decision.candidate.application.organisation)
    assert "Shared Table holds the money for" in award.agreement.text
    assert "It may keep £50 as its fee." in award.agreement.text
    assert list(awards_held_by(by)) == [award]


def test_an_unconfirmed_host_is_not_paid_and_the_office_is_told():
    decision = make_decided()
    application = decision.candidate.application
    Facts.objects.filter(application=application).update(host_choice="another_group")
    assert without_way_to_pay([application.pk]) == {application.pk}
    release(decision)
    assert Award.objects.get(decision=decision).payee == application.organisation


def test_the_groups_own_account_does_not_stand_for_the_hosts():
    decision = make_decided()
    confirm(decision.candidate.application)
    release(decision)
    award = Award.objects.get(decision=decision)
    make_account(award)
    assert BankAccount.objects.exists()
    assert not has_verified_account(award)


def test_a_host_that_confirms_after_the_offer_is_paid_until_somebody_signed():
    award = make_offer(amount=100_000)
    host, _by = confirm(award.application, choice="not_sure")
    changed = pay_through_host(award, by=make_officer(), now=NOW)
    assert (changed.payee, "Shared Table" in changed.agreement.text) == (host, True)
    assert pay_through_host(award, by=make_officer(), now=NOW) == changed
    with pytest.raises(Refusal):
        pay_through_host(award, by=actor(award.application.lead), now=NOW)


def test_who_is_paid_stays_once_somebody_signed_and_without_a_host():
    award = make_offer(amount=100_000)
    with pytest.raises(Refusal) as refused:
        pay_through_host(award, by=make_officer(), now=NOW)
    assert [b.code for b in refused.value.blockers] == ["no_host"]
    sign(award, signatories(award)[0])
    confirm(award.application)
    with pytest.raises(Refusal) as refused:
        pay_through_host(award, by=make_officer(), now=NOW)
    assert [b.code for b in refused.value.blockers] == ["already_signed"]
