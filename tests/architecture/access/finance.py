"""Finance. Auditors read; who may do what with money, the people-rules then narrow down to two different people."""

from tests.architecture.access import AUDITORS, FINANCE, PREPARERS

ACCESS = {
    "finance:funds": FINANCE | AUDITORS,
    "finance:fund": FINANCE | AUDITORS,
    "finance:ledger": FINANCE | AUDITORS,
    "finance:fund_new": PREPARERS,
    "finance:source_new": PREPARERS,
    "finance:allocate": PREPARERS,
    "finance:withdraw": PREPARERS,
    "finance:transfer": PREPARERS,
    "finance:reverse": PREPARERS,
    "finance:home": FINANCE | AUDITORS,
    "finance:accounts": FINANCE | AUDITORS,
    "finance:account": FINANCE | AUDITORS,
    "finance:account_check": FINANCE,
    "finance:account_refuse": FINANCE,
    "finance:account_reveal": FINANCE,
    "finance:account_verify": FINANCE,
    "finance:instalments": FINANCE | AUDITORS,
    "finance:batches": FINANCE | AUDITORS,
    "finance:batch": FINANCE | AUDITORS,
    "finance:batch_approve": FINANCE,
    "finance:batch_cancel": FINANCE,
    "finance:batch_cleared": FINANCE,
    "finance:batch_file": FINANCE,
    "finance:payments": FINANCE | AUDITORS,
    "finance:payment": FINANCE | AUDITORS,
    "finance:payment_remove": FINANCE,
    "finance:award_workbook": FINANCE,
}
