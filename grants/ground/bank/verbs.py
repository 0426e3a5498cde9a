"""Audit verbs of bank accounts."""

from django.utils.translation import gettext_lazy as _

from grants.ground.audit.verbs import Audience, declare

ACCOUNT_ENTERED = declare("account_entered", _("gave bank details"), Audience.GROUP, Audience.FINANCE)
ACCOUNT_CHECKED = declare("account_checked", _("checked bank details"), Audience.FINANCE)
ACCOUNT_VERIFIED = declare("account_verified", _("verified bank details"), Audience.GROUP, Audience.FINANCE)
ACCOUNT_REFUSED = declare("account_refused", _("refused bank details"), Audience.GROUP, Audience.FINANCE)
ACCOUNT_REVEALED = declare("account_revealed", _("looked at full bank details"), Audience.FINANCE)
