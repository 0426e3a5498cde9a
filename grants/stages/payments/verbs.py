"""Audit verbs of payments."""

from django.utils.translation import gettext_lazy as _

from grants.ground.audit.verbs import Audience, declare

FINANCE, STAFF, GROUP = Audience.FINANCE, Audience.STAFF, Audience.GROUP

BATCH_BUILT = declare("batch_built", _("built a payment batch"), FINANCE)
PAYMENT_REMOVED = declare("payment_removed", _("took a payment out of a batch"), FINANCE)
BATCH_APPROVED = declare("batch_approved", _("approved and sealed a payment batch"), FINANCE)
BATCH_CANCELLED = declare("batch_cancelled", _("cancelled a payment batch"), FINANCE)
BATCH_FILE_DOWNLOADED = declare("batch_file_downloaded", _("downloaded the bank file"), FINANCE)
PAYMENT_SENT = declare("payment_sent", _("sent a payment"), FINANCE, STAFF, GROUP)
PAYMENT_CLEARED = declare("payment_cleared", _("marked a payment as arrived"), FINANCE, STAFF, GROUP)
PAYMENT_RETURNED = declare("payment_returned", _("marked a payment as returned by the bank"), FINANCE, STAFF)
