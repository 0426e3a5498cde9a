"""Where the words of an answer come from."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Source(TextChoices):
    """Whose words an answer is, and how they came to us."""

    OWN = "own", _("Written by the group")
    HELPER = "helper", _("Written by a helper of the group")
    PAPER = "paper", _("Sent on paper, typed in for the group")
    PHONE = "phone", _("Said on the phone, typed in for the group")
    VISIT = "visit", _("Said face to face, typed in for the group")
