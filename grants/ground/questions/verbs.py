"""What is done to forms, for the audit. Saving an answer is not an act: its revisions are the evidence."""

from django.utils.translation import gettext_noop as _

from grants.ground.audit.verbs import Audience, declare

QUESTIONNAIRE_CREATED = declare("questionnaire_created", _("began a form"), Audience.STAFF)
QUESTIONNAIRE_RENAMED = declare("questionnaire_renamed", _("renamed a form"), Audience.STAFF)
QUESTIONNAIRE_COPIED = declare("questionnaire_copied", _("made a form from another form"), Audience.STAFF)
QUESTIONNAIRE_IMPORTED = declare("questionnaire_imported", _("made a form from a file"), Audience.STAFF)
VERSION_DRAFTED = declare("version_drafted", _("began a new version of a form"), Audience.STAFF)
VERSION_PUBLISHED = declare("version_published", _("published a version of a form"), Audience.STAFF)
SECTION_ADDED = declare("section_added", _("added a section to a form"), Audience.STAFF)
SECTION_CHANGED = declare("section_changed", _("changed a section of a form"), Audience.STAFF)
SECTION_MOVED = declare("section_moved", _("moved a section of a form"), Audience.STAFF)
SECTION_REMOVED = declare("section_removed", _("removed a section from a form"), Audience.STAFF)
QUESTION_ADDED = declare("question_added", _("added a question to a form"), Audience.STAFF)
QUESTION_CHANGED = declare("question_changed", _("changed a question of a form"), Audience.STAFF)
QUESTION_MOVED = declare("question_moved", _("moved a question of a form"), Audience.STAFF)
QUESTION_REMOVED = declare("question_removed", _("removed a question from a form"), Audience.STAFF)
CHECK_ADDED = declare("check_added", _("added a check across questions to a form"), Audience.STAFF)
CHECK_CHANGED = declare("check_changed", _("changed a check across questions of a form"), Audience.STAFF)
CHECK_REMOVED = declare("check_removed", _("removed a check across questions from a form"), Audience.STAFF)
LANGUAGES_CHOSEN = declare("languages_chosen", _("chose the languages of a form"), Audience.STAFF)
FORM_TRANSLATED = declare("form_translated", _("translated a form"), Audience.STAFF)
QUESTION_KEPT = declare("question_kept", _("kept a question in the bank"), Audience.STAFF)
QUESTION_PUT = declare("question_put", _("put a question from the bank into a form"), Audience.STAFF)
BANKED_QUESTION_REMOVED = declare("banked_question_removed", _("took a question out of the bank"), Audience.STAFF)
TRANSCRIPT_WRITTEN = declare("transcript_written", _("wrote down what a recording says"), Audience.STAFF)
TRANSLATION_WRITTEN = declare("translation_written", _("translated an answer"), Audience.STAFF)
TEXT_CLAIMED = declare("text_claimed", _("began to write down or translate an answer"), Audience.STAFF)
TEXT_PUT_BACK = declare("text_put_back", _("left writing down an answer to somebody else"), Audience.STAFF)
