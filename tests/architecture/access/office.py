"""The office."""

from tests.architecture.access import ADMINISTRATORS, AUDITORS, CASE_READERS, EVERYBODY

ACCESS = {
    "office:components": EVERYBODY,
    "office:people": ADMINISTRATORS | AUDITORS,
    "office:invite": ADMINISTRATORS,
    "office:person": ADMINISTRATORS | AUDITORS,
    "office:second_factor_off": ADMINISTRATORS,
    "office:role_end": ADMINISTRATORS,
    "office:invitation_cancel": ADMINISTRATORS,
    "office:organisations": CASE_READERS | ADMINISTRATORS,
    "office:organisation": CASE_READERS | ADMINISTRATORS,
}
