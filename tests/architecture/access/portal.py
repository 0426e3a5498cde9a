"""The portal. Whoever has signed in may knock; what they find starts from their own groups."""

from tests.architecture.access import EVERYBODY, SIGNED_IN

ACCESS = {
    "portal:home": SIGNED_IN,
    "portal:quiz": EVERYBODY,
    "portal:quiz_question": EVERYBODY,
    "portal:quiz_result": EVERYBODY,
    "portal:start": SIGNED_IN,
    "portal:application": SIGNED_IN,
    "portal:answers": SIGNED_IN,
    "portal:section": SIGNED_IN,
    "portal:autosave": SIGNED_IN,
    "portal:file": SIGNED_IN,
    "portal:own_file": SIGNED_IN,
    "portal:message": SIGNED_IN,
    "portal:check": SIGNED_IN,
    "portal:sent": SIGNED_IN,
    "portal:receipt": SIGNED_IN,
    "portal:take_back": SIGNED_IN,
    "portal:withdraw": SIGNED_IN,
}
