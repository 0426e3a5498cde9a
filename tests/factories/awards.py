"""Awards and everything after them, reached by the acts of the people who would do them."""

import datetime as dt

from grants.ground.bank.actions import check_account, enter_account, verify_account
from grants.ground.notifications.models import Mail
from grants.ground.people.actor import Actor, SecondFactorProof
from grants.ground.people.models import MemberRole, Person
from grants.ground.people.roles import ROLES, Role
from grants.stages.assessment.actions import decide, finish_panel, recommend
from grants.stages.awards import actions
from grants.stages.awards.models import Award
from grants.stages.payments.actions import approve_batch, build_batch, download_batch_file
from tests.factories.assessment import NOW, make_actor, make_decider, make_meeting, make_officer
from tests.factories.funds import make_source
from tests.factories.people import belong, make_person

TODAY = NOW.date()


def proof_of(actor: Actor, now=NOW) -> SecondFactorProof:
    """As if the actor had just typed a code."""
    return SecondFactorProof(actor.person_id, now, "totp")


def make_finance(role, name) -> Actor:
    person = Person.objects.filter(name=name).first() or make_person(name)
    return Actor(kind="person", person_id=person.pk, name=name, permissions=ROLES[role])


def preparer() -> Actor:
    return make_finance(Role.FINANCE_PREPARER, "Priya Preparer")


def approver() -> Actor:
    return make_finance(Role.FINANCE_APPROVER, "Frank Approver")


def make_decided_panel(
    *, groups=1, amount=100_000, money=500_000, verdict="fund", feedback="Well done.", second_source=0, **fields
):
    """A panel whose applications were all decided alike, with `money` in the call's fund, from one source or two."""
    panel = make_meeting(groups=groups, requested=amount, **fields)
    make_source(panel.call.fund, amount=money)
    if second_source:
        make_source(panel.call.fund, name="Harvest appeal", amount=second_source)
    given = {"verdict": verdict, "reason": "Strong.", "feedback": feedback}
    given["amount"] = amount // 2 if verdict == "part" else None
    for candidate in panel.candidates.order_by("pk"):
        recommend(candidate, **given, by=make_officer(), now=NOW)
        decide(candidate, **given, by=make_decider(), now=NOW)
    return finish_panel(panel, by=make_officer(), now=NOW)


def make_decided(**fields):
    """The decision on the one application of a panel."""
    return make_decided_panel(**fields).candidates.get().decision


def release(decision, *, by=None, now=NOW):
    """Releases the panel of a decision."""
    officer = by or make_officer()
    return actions.release_decisions(decision.candidate.panel, by=officer, proof=proof_of(officer, now), now=now)


def make_offer(**fields) -> Award:
    """An award on offer."""
    decision = make_decided(**fields)
    release(decision)
    return Award.objects.get(decision=decision)


def signatories(award, count=2) -> list[Actor]:
    """Signatories of the group, made as needed."""
    held = award.organisation.memberships.filter(role=MemberRole.SIGNATORY, ended_at=None)
    for _ in range(count - held.count()):
        belong(make_person(), award.organisation, MemberRole.SIGNATORY)
    return [make_actor(membership.person) for membership in held.all()[:count]]


def code_for(actor) -> str:
    """The code in the last mail to this person."""
    mail = Mail.objects.filter(kind="signing_code", to_person=actor.person_id).latest("pk")
    return "".join(c for c in mail.subject if c.isdigit())


def sign(award, actor, *, now=NOW):
    """One person asks for a code and signs with it."""
    actions.send_signing_code(award.agreement, by=actor, now=now)
    return actions.sign_agreement(award.agreement, code=code_for(actor), name=actor.name, by=actor, now=now)


def make_accepted(**fields) -> Award:
    """An award that everybody signed."""
    award = make_offer(**fields)
    for actor in signatories(award, award.agreement.signatures_needed):
        sign(award, actor)
    award.refresh_from_db()
    return award


def make_account(award, *, number="12345678", verified=True):
    """Bank details of the award's group: entered, checked and verified."""
    giver = signatories(award, 1)[0]
    details = {"holder_name": award.organisation.name, "sort_code": "30-94-30", "account_number": number}
    account = enter_account(award.organisation, **details, by=giver, now=NOW)
    if not verified:
        return account
    account = check_account(
        account, method="statement", note="Seen.", by=approver(), proof=proof_of(approver()), now=NOW
    )
    return verify_account(account, by=preparer(), proof=proof_of(preparer()), now=NOW)


def make_active(**fields) -> Award:
    """An award that has started."""
    award = make_accepted(**fields)
    make_account(award)
    return actions.activate_award(award, by=make_officer(), now=NOW)


def make_batch(award, *, number=1, now=NOW):
    """A batch with one released instalment of the award, being built."""
    instalment = award.instalments.get(number=number)
    actions.release_instalment(instalment, by=make_officer(), now=now)
    return build_batch([instalment], pay_on=now.date() + dt.timedelta(days=1), by=preparer(), now=now)


def make_sent(award, *, number=1, now=NOW):
    """A batch whose file the bank has; returns its payment. The approver of the account may not approve the batch."""
    batch = make_batch(award, number=number, now=now)
    batch = approve_batch(batch, by=approver(), proof=proof_of(approver(), now), now=now)
    return download_batch_file(batch, by=preparer(), now=now).payments.get()
