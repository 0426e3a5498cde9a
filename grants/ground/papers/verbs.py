"""What is done with the papers of a group."""

from django.utils.translation import gettext_lazy as _

from grants.ground.audit.verbs import Audience, declare

BOTH = (Audience.STAFF, Audience.GROUP)

PAPER_ADDED = declare("paper_added", _("added a paper of the group"), *BOTH)
PAPER_REPLACED = declare("paper_replaced", _("replaced a paper of the group"), *BOTH)
PAPER_PUT_AWAY = declare("paper_put_away", _("put away a paper of the group"), *BOTH)
PAPER_REMINDED = declare("paper_reminded", _("reminded the group of a paper that ends soon"), *BOTH)
