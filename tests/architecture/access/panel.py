"""The panel desk admits everybody who is signed in: what they find starts from their own seats."""

from tests.architecture.access import SIGNED_IN

ACCESS = {
    "panel:home": SIGNED_IN,
    "panel:declare": SIGNED_IN,
    "panel:ties": SIGNED_IN,
    "panel:tie_correct": SIGNED_IN,
    "panel:board": SIGNED_IN,
    "panel:application": SIGNED_IN,
    "panel:answer": SIGNED_IN,
    "panel:tie": SIGNED_IN,
    "panel:file": SIGNED_IN,
}
