"""What is done to files, for the audit."""

from django.utils.translation import gettext_noop as _

from grants.ground.audit.verbs import Audience, declare

FILE_REFUSED = declare("file_refused", _("refused a file that carries a virus"), Audience.STAFF, Audience.GROUP)
