"""Bank accounts of groups, entered, checked and verified by the people who would do it."""

from grants.ground.bank.actions import check_account, enter_account, refuse_account, verify_account
from grants.ground.people.models import MemberRole
from grants.ground.people.roles import ROLES, Role
from tests.factories.actors import NOW, make_actor, make_proof
from tests.factories.people import belong, make_organisation, make_person

GIVEN = {"holder_name": "Harbour Lights", "sort_code": "30-94-30", "account_number": "12345678"}


def make_giver(organisation=None, role=MemberRole.SIGNATORY):
    """Somebody of a group, as an actor, with the group itself."""
    organisation = organisation or make_organisation("Harbour Lights Peer Circle")
    person = make_person()
    belong(person, organisation, role)
    actor = make_actor(person.email, person.name, permissions=())
    return type(actor)(kind="person", person_id=person.pk, name=person.name, memberships={organisation.pk: role})


def finance(name):
    """A finance preparer."""
    return make_actor(f"{name.lower()}@finance.example", name, ROLES[Role.FINANCE_PREPARER])


def make_entered(organisation=None, **given):
    """Details that a signatory gave; nobody looked at them yet."""
    organisation = organisation or make_organisation("Harbour Lights Peer Circle")
    return enter_account(organisation, **GIVEN | given, by=make_giver(organisation), now=NOW)


def make_checked(organisation=None, *, by=None, **given):
    """Details that one finance person checked."""
    by = by or finance("Frank")
    account = make_entered(organisation, **given)
    return check_account(account, method="call", note="Spoke to Amina.", by=by, proof=make_proof(by), now=NOW)


def make_verified(organisation=None, **given):
    """Details that may be paid."""
    by = finance("Priya")
    return verify_account(make_checked(organisation, **given), by=by, proof=make_proof(by), now=NOW)


def make_refused(organisation=None, **given):
    """Details that finance could not prove."""
    return refuse_account(make_entered(organisation, **given), reason="Not your name.", by=finance("Frank"), now=NOW)
