"""What is done to the site's lists, for the audit."""

from django.utils.translation import gettext_noop as _

from grants.ground.audit.verbs import Audience, declare

ITEM_ADDED = declare("list_item_added", _("added something to a list"), Audience.STAFF)
ITEM_CHANGED = declare("list_item_changed", _("changed the words of something on a list"), Audience.STAFF)
ITEM_MOVED = declare("list_item_moved", _("moved something within a list"), Audience.STAFF)
ITEM_RETIRED = declare("list_item_retired", _("retired something from a list"), Audience.STAFF)
ITEM_RESTORED = declare("list_item_restored", _("brought something back to a list"), Audience.STAFF)
LIST_TRANSLATED = declare("list_translated", _("translated a list"), Audience.STAFF)
