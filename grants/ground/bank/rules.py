"""Rules of bank accounts: what may be typed, and who may prove what."""

import re

from django.utils.translation import gettext_lazy as _

from grants.ground.kit.bankfiles.bank_csv import bank_text
from grants.ground.kit.errors import Blocker
from grants.ground.kit.lifecycle import lifecycle
from grants.ground.reference.rules import CHECK_NOT_VERIFY, PeoplePolicy

ACCOUNT = lifecycle(
    "account",
    _("These bank details have moved on since you opened the page. Look at them again."),
    {"entered": {"checked", "refused"}, "checked": {"verified", "refused"}},
)

CHECK_METHODS = {
    "payee_check": _("The bank’s payee check matched the name"),
    "statement": _("We saw a bank statement"),
    "call": _("We called the group on a number we already had"),
}

CHANGE_REFUSED = _(
    "We already hold bank details for your group. To change them, call us on the number in your agreement: "
    "we never change bank details from a form or a mail."
)


def clean_sort_code(typed: str) -> str:
    """Six digits from what was typed, with spaces and hyphens ignored; empty when it is not a sort code."""
    digits = re.sub(r"[\s\-–\u200b]", "", typed)
    return digits if re.fullmatch(r"[0-9]{6}", digits) else ""


def clean_account_number(typed: str) -> str:
    """Eight digits, padded on the left from six or seven; empty when it is not an account number."""
    digits = re.sub(r"[\s\-–\u200b]", "", typed)
    return digits.zfill(8) if re.fullmatch(r"[0-9]{6,8}", digits) else ""


def problems_of_details(holder_name: str, sort_code: str, account_number: str) -> list[Blocker]:
    """What is wrong with bank details as typed (messages after the GOV.UK pattern, domain 4.5)."""
    found = []
    if not holder_name.strip():
        found.append(Blocker("holder_missing", _("Enter the name on the account."), "holder_name"))
    if len(holder_name.strip()) > 70:
        found.append(
            Blocker("holder_long", _("The name on the account must be 70 characters or fewer."), "holder_name")
        )
    if holder_name.strip() and not bank_text(holder_name):
        sentence = _("Enter the name in Latin letters, as your bank writes it.")
        found.append(Blocker("holder_not_latin", sentence, "holder_name"))
    if not clean_sort_code(sort_code):
        found.append(Blocker("sort_code_wrong", _("Enter a valid sort code like 309430."), "sort_code"))
    if not clean_account_number(account_number):
        sentence = _("Account number must be between 6 and 8 digits.")
        found.append(Blocker("account_number_wrong", sentence, "account_number"))
    return found


def blockers_to_verify(
    *, entered_by: int | None, checked_by: int | None, verifier: int | None, policy: PeoplePolicy
) -> list[Blocker]:
    """Whoever verifies neither typed nor checked the details."""
    found = []
    if policy.is_same_person_refused(CHECK_NOT_VERIFY, checked_by, verifier):
        found.append(
            Blocker("checker_may_not_verify", _("You checked these details, so someone else must verify them."))
        )
    if entered_by is not None and entered_by == verifier:
        found.append(Blocker("enterer_may_not_verify", _("You typed these details, so someone else must verify them.")))
    return found
