"""Reads of bank accounts. Full numbers are only read by `actions.reveal_account` and by the payment file."""

from collections.abc import Iterable

from django.db.models import Count, QuerySet

from grants.ground.bank.models import AccountStatus, BankAccount
from grants.ground.bank.rules import blockers_to_verify
from grants.ground.bank.vault import unseal
from grants.ground.kit.errors import Blocker
from grants.ground.people.actor import Actor
from grants.ground.people.models import Organisation
from grants.ground.people.roles import Permission
from grants.ground.reference.queries import people_policy

LIVE = (AccountStatus.ENTERED, AccountStatus.CHECKED, AccountStatus.VERIFIED)


def live_account(organisation: Organisation) -> BankAccount | None:
    """The account version in use or on its way there; None when there is none."""
    return BankAccount.objects.filter(organisation=organisation, status__in=LIVE).first()


def verified_accounts(organisation_ids: Iterable[int]) -> dict[int, BankAccount]:
    """The account that may be paid, by organisation; those without one are left out. One query."""
    rows = BankAccount.objects.filter(organisation_id__in=list(organisation_ids), status=AccountStatus.VERIFIED)
    return {row.organisation_id: row for row in rows}


def staff_accounts(actor: Actor) -> QuerySet[BankAccount]:
    """Every account version, for finance; nothing for anyone else."""
    if not actor.may(Permission.SEE_FINANCE):
        return BankAccount.objects.none()
    return BankAccount.objects.select_related("organisation", "entered_by", "checked_by", "verified_by")


def accounts_with_status(actor: Actor, status: str) -> QuerySet[BankAccount]:
    """Accounts that finance may see, of one state; of all states when the word is not one."""
    found = staff_accounts(actor)
    return found.filter(status=status) if status in AccountStatus.values else found


def same_elsewhere(account: BankAccount) -> QuerySet[Organisation]:
    """Other organisations with the very same account: something to look at, never a verdict."""
    others = BankAccount.objects.filter(fingerprint=account.fingerprint).exclude(organisation=account.organisation_id)
    return Organisation.objects.filter(pk__in=others.values("organisation_id")).order_by("sort_name")


def who_may_not_verify(account: BankAccount, verifier: int | None) -> list[Blocker]:
    """Why this person must leave verifying to someone else; empty when they need not."""
    return blockers_to_verify(
        entered_by=account.entered_by_id,
        checked_by=account.checked_by_id,
        verifier=verifier,
        policy=people_policy(),
    )


def full_numbers(account: BankAccount) -> tuple[str, str]:
    """Sort code and account number in clear. For payment files and for a reveal that is recorded."""
    return unseal(account.sort_code_sealed), unseal(account.account_number_sealed)


def count_accounts_waiting() -> dict[str, int]:
    """How many accounts wait to be checked, and to be verified, by their state."""
    waiting = BankAccount.objects.filter(status__in=[AccountStatus.ENTERED, AccountStatus.CHECKED])
    counts = dict(waiting.order_by().values_list("status").annotate(number=Count("pk")))
    return {AccountStatus.ENTERED.value: 0, AccountStatus.CHECKED.value: 0} | counts


def last_account(organisation: Organisation) -> BankAccount | None:
    """The newest version that the organisation gave, refused ones too."""
    return BankAccount.objects.filter(organisation=organisation).order_by("-number").first()
