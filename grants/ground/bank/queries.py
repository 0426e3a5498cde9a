"""Reads of bank accounts. Full numbers are only read by `actions.reveal_account` and by the payment file."""

from django.db.models import Count, QuerySet

from grants.ground.bank.models import AccountStatus, BankAccount
from grants.ground.bank.vault import unseal
from grants.ground.people.actor import Actor
from grants.ground.people.models import Organisation
from grants.ground.people.roles import Permission

LIVE = (AccountStatus.ENTERED, AccountStatus.CHECKED, AccountStatus.VERIFIED)


def live_account(organisation: Organisation) -> BankAccount | None:
    """The account version in use or on its way there; None when there is none."""
    return BankAccount.objects.filter(organisation=organisation, status__in=LIVE).first()


def verified_account(organisation_id: int) -> BankAccount | None:
    """The account that may be paid."""
    return BankAccount.objects.filter(organisation_id=organisation_id, status=AccountStatus.VERIFIED).first()


def staff_accounts(actor: Actor) -> QuerySet[BankAccount]:
    """Every account version, for finance; nothing for anyone else."""
    if not actor.may(Permission.SEE_FINANCE):
        return BankAccount.objects.none()
    return BankAccount.objects.select_related("organisation", "entered_by", "checked_by", "verified_by")


def same_elsewhere(account: BankAccount) -> QuerySet[Organisation]:
    """Other organisations with the very same account: something to look at, never a verdict."""
    others = BankAccount.objects.filter(fingerprint=account.fingerprint).exclude(organisation=account.organisation_id)
    return Organisation.objects.filter(pk__in=others.values("organisation_id")).order_by("sort_name")


def full_numbers(account: BankAccount) -> tuple[str, str]:
    """Sort code and account number in clear. For payment files and for a reveal that is recorded."""
    return unseal(account.sort_code_sealed), unseal(account.account_number_sealed)


def count_accounts_waiting() -> dict[str, int]:
    """How many accounts wait to be checked, and to be verified."""
    waiting = BankAccount.objects.filter(status__in=[AccountStatus.ENTERED, AccountStatus.CHECKED])
    counts = dict(waiting.order_by().values_list("status").annotate(number=Count("pk")))
    return {"to_check": counts.get(AccountStatus.ENTERED, 0), "to_verify": counts.get(AccountStatus.CHECKED, 0)}


def last_account(organisation: Organisation) -> BankAccount | None:
    """The newest version that the organisation gave, refused ones too."""
    return BankAccount.objects.filter(organisation=organisation).order_by("-number").first()
