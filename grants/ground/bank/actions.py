"""Acts on bank accounts: entered by the group, checked by one person, verified by another."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.bank.models import AccountStatus, BankAccount
from grants.ground.bank.permissions import can_check_accounts, can_enter_account, can_verify_accounts
from grants.ground.bank.queries import full_numbers, live_account, who_may_not_verify
from grants.ground.bank.rules import (
    ACCOUNT,
    CHANGE_REFUSED,
    CHECK_METHODS,
    clean_account_number,
    clean_sort_code,
    problems_of_details,
)
from grants.ground.bank.vault import fingerprint, seal
from grants.ground.bank.verbs import (
    ACCOUNT_CHECKED,
    ACCOUNT_ENTERED,
    ACCOUNT_REFUSED,
    ACCOUNT_REVEALED,
    ACCOUNT_VERIFIED,
)
from grants.ground.kit.errors import refuse, refuse_if
from grants.ground.kit.text import digest, tidy
from grants.ground.notifications.actions import queue_mail
from grants.ground.people.actor import Actor, SecondFactorProof
from grants.ground.people.models import Organisation
from grants.ground.people.queries import members_of


@transaction.atomic
def enter_account(
    organisation: Organisation, *, holder_name: str, sort_code: str, account_number: str, by: Actor, now: dt.datetime
) -> BankAccount:
    """The group gives its bank details, once. Every member is told. A change is refused until we have called back."""
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    if not can_enter_account(by, organisation.pk):
        raise refuse("may_not_enter", _("Only signatories of the group can give its bank details."))
    refuse_if(problems_of_details(holder_name, sort_code, account_number))
    code, number = clean_sort_code(sort_code), clean_account_number(account_number)
    held = live_account(organisation)
    if held is not None:
        if held.fingerprint == fingerprint(code, number) and held.holder_name == tidy(holder_name):
            return held
        raise refuse("account_held", str(CHANGE_REFUSED))
    account = BankAccount(
        organisation=organisation,
        number=BankAccount.objects.filter(organisation=organisation).count() + 1,
        holder_name=tidy(holder_name),
        sort_code_sealed=seal(code),
        account_number_sealed=seal(number),
        last_four=number[-4:],
        fingerprint=fingerprint(code, number),
        entered_by_id=by.person_id,
        entered_at=now,
    )
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError:
        raise refuse("account_held", str(CHANGE_REFUSED)) from None
    record(ACCOUNT_ENTERED, account, by=by, now=now, version=account.number)
    _tell_members(account, "account_entered", now=now)
    return account


@transaction.atomic
def check_account(
    account: BankAccount, *, method: str, note: str, by: Actor, proof: SecondFactorProof, now: dt.datetime
) -> BankAccount:
    """One finance person says how the account was found to be the group's."""
    proof.refuse_unless_for(by, now)
    account = _lock(account)
    if not can_check_accounts(by):
        raise refuse("may_not_check", _("Your roles do not let you check bank details."))
    if method not in CHECK_METHODS:
        raise refuse("method_missing", _("Choose how you checked."), "method")
    ACCOUNT.require(account.status, AccountStatus.CHECKED)
    account.status, account.check_method, account.check_note = AccountStatus.CHECKED, method, tidy(note)
    account.checked_at, account.checked_by_id = now, by.person_id
    account.save(update_fields=["status", "check_method", "check_note", "checked_at", "checked_by"])
    record(ACCOUNT_CHECKED, account, by=by, now=now, method=method)
    return account


@transaction.atomic
def verify_account(account: BankAccount, *, by: Actor, proof: SecondFactorProof, now: dt.datetime) -> BankAccount:
    """A second finance person, who neither typed nor checked the details, says that they may be paid."""
    proof.refuse_unless_for(by, now)
    account = _lock(account)
    if not can_verify_accounts(by):
        raise refuse("may_not_verify", _("Your roles do not let you verify bank details."))
    ACCOUNT.require(account.status, AccountStatus.VERIFIED)
    refuse_if(who_may_not_verify(account, by.person_id))
    account.status, account.verified_at, account.verified_by_id = AccountStatus.VERIFIED, now, by.person_id
    account.save(update_fields=["status", "verified_at", "verified_by"])
    record(ACCOUNT_VERIFIED, account, by=by, now=now)
    return account


@transaction.atomic
def refuse_account(account: BankAccount, *, reason: str, by: Actor, now: dt.datetime) -> BankAccount:
    """Finance cannot prove the account. The group is told why and may give other details."""
    account = _lock(account)
    if not can_check_accounts(by):
        raise refuse("may_not_check", _("Your roles do not let you refuse bank details."))
    if not tidy(reason):
        raise refuse("reason_missing", _("Say what is wrong, so that the group can mend it."), "reason")
    ACCOUNT.require(account.status, AccountStatus.REFUSED)
    account.status, account.refused_reason = AccountStatus.REFUSED, tidy(reason)
    account.refused_at, account.refused_by_id = now, by.person_id
    account.save(update_fields=["status", "refused_reason", "refused_at", "refused_by"])
    record(ACCOUNT_REFUSED, account, by=by, now=now, reason=digest(account.refused_reason))
    _tell_members(account, "account_refused", now=now)
    return account


@transaction.atomic
def reveal_account(account: BankAccount, *, by: Actor, now: dt.datetime) -> tuple[str, str]:
    """Sort code and account number in clear, for a finance person; every look is recorded."""
    if not can_check_accounts(by):
        raise refuse("may_not_reveal", _("Your roles do not let you see full bank details."))
    record(ACCOUNT_REVEALED, account, by=by, now=now)
    return full_numbers(account)


def _lock(account: BankAccount) -> BankAccount:
    return BankAccount.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=account.pk)


def _tell_members(account: BankAccount, kind: str, *, now: dt.datetime) -> None:
    for person in members_of(account.organisation):
        queue_mail(
            kind,
            to=person,
            key=f"{account.pk}.{person.pk}",
            context={
                "organisation": account.organisation.name,
                "last_four": account.last_four,
                "reason": account.refused_reason,
                "path": reverse("portal:home"),
            },
            now=now,
        )
