"""What people do to mails."""

from django.utils.translation import gettext_lazy as _

from grants.ground.audit.verbs import Audience, declare

MAIL_RESENT = declare("mail_resent", _("asked for a mail to be sent again"), Audience.STAFF)
MAIL_TOLD = declare("mail_told", _("passed a message on by phone, by post or face to face"), Audience.STAFF)
MAIL_PRINTED = declare("mail_printed", _("printed letters to people who have no email"), Audience.STAFF)
MAIL_CANCELLED = declare("mail_cancelled", _("stopped a mail that was waiting"), Audience.STAFF)
