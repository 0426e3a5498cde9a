"""Signing in and one's own account."""

from tests.architecture.access import EVERYBODY, SIGNED_IN

ACCESS = {
    "profile:home": SIGNED_IN,
    "profile:sign_in": EVERYBODY,
    "profile:sign_in_code": EVERYBODY,
    "profile:sign_out": EVERYBODY,
    "profile:kept_form": SIGNED_IN,
    "profile:details": SIGNED_IN,
    "profile:contact": SIGNED_IN,
    "profile:sign_in_phone": EVERYBODY,
    "profile:language": EVERYBODY,
    "profile:sessions": SIGNED_IN,
    "profile:session_end": SIGNED_IN,
    "profile:second_factor": SIGNED_IN,
    "profile:second_factor_check": SIGNED_IN,
    "profile:second_factor_recovery": SIGNED_IN,
    "profile:invitation": SIGNED_IN,
}
