"""The office."""

from tests.architecture.access import ADMINISTRATORS, AUDITORS, CASE_READERS, EVERYBODY, OFFICE, OFFICERS

ACCESS = {
    "office:home": OFFICE,
    "office:calls": CASE_READERS,
    "office:call": CASE_READERS,
    "office:call_new": OFFICERS,
    "office:call_edit": OFFICERS,
    "office:call_announce": OFFICERS,
    "office:call_cancel": OFFICERS,
    "office:call_archive": OFFICERS,
    "office:rubrics": CASE_READERS,
    "office:rubric": CASE_READERS,
    "office:rubric_new": OFFICERS,
    "office:rubric_edit": OFFICERS,
    "office:rubric_copy": OFFICERS,
    "office:criterion": OFFICERS,
    "office:criterion_new": OFFICERS,
    "office:criterion_move": OFFICERS,
    "office:criterion_remove": OFFICERS,
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
