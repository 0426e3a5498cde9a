"""What people do to mails."""

from django.utils.translation import gettext_lazy as _

from grants.ground.audit.verbs import Audience, declare

MAIL_RESENT = declare("mail_resent", _("asked for a mail to be sent again"), Audience.STAFF)
MAIL_CANCELLED = declare("mail_cancelled", _("stopped a mail that was waiting"), Audience.STAFF)
