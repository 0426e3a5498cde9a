"""Audit verbs of the purse."""

from django.utils.translation import gettext_lazy as _

from grants.ground.audit.verbs import Audience, declare

STAFF = (Audience.STAFF, Audience.FINANCE)

FUND_CREATED = declare("fund_created", _("set up the fund"), *STAFF)
SOURCE_ADDED = declare("source_added", _("added a source of money"), *STAFF)
MONEY_ALLOCATED = declare("money_allocated", _("put money in"), *STAFF)
MONEY_WITHDRAWN = declare("money_withdrawn", _("took money out"), *STAFF)
MONEY_MOVED = declare("money_moved", _("moved money between sources"), *STAFF)
LINE_REVERSED = declare("ledger_line_reversed", _("reversed a line of the ledger"), *STAFF)
