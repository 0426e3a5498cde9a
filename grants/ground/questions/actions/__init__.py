"""Everything that is done to forms and to sheets of answers."""

from grants.ground.questions.actions.banking import keep_question, put_question, remove_banked_question
from grants.ground.questions.actions.building import (
    add_question,
    add_section,
    change_question,
    change_section,
    create_questionnaire,
    move_question,
    move_section,
    remove_question,
    remove_section,
    rename_questionnaire,
)
from grants.ground.questions.actions.checking import remove_check, set_check
from grants.ground.questions.actions.copying import copy_form
from grants.ground.questions.actions.describing import build_questionnaire, import_form
from grants.ground.questions.actions.facts import give_facts
from grants.ground.questions.actions.files import attach_file, remove_file
from grants.ground.questions.actions.moving import move_sheet, move_sheets
from grants.ground.questions.actions.publishing import new_draft_version, publish_version
from grants.ground.questions.actions.putting_back import put_back
from grants.ground.questions.actions.restoring import (
    empty_sheet,
    erase_sheet,
    forget_removed_files,
    put_file_back,
    restore_answer,
)
from grants.ground.questions.actions.reusing import ask_to_confirm, mark_confirmed, take_answers, take_files
from grants.ground.questions.actions.sheets import (
    Write,
    close_sheet,
    keep_answer,
    mark_looked_at,
    open_sheet,
    reopen_sheet,
    require_writable,
    save_answer,
    save_answers,
    set_answer_language,
    take_snapshot,
)
from grants.ground.questions.actions.texts import claim_text, put_back_text, write_office_text, write_own_transcript
from grants.ground.questions.actions.translating import choose_languages, translate_version

__all__ = [
    "Write",
    "add_question",
    "add_section",
    "ask_to_confirm",
    "attach_file",
    "build_questionnaire",
    "change_question",
    "change_section",
    "choose_languages",
    "claim_text",
    "close_sheet",
    "copy_form",
    "create_questionnaire",
    "empty_sheet",
    "erase_sheet",
    "forget_removed_files",
    "give_facts",
    "import_form",
    "keep_answer",
    "keep_question",
    "mark_confirmed",
    "mark_looked_at",
    "move_question",
    "move_section",
    "move_sheet",
    "move_sheets",
    "new_draft_version",
    "open_sheet",
    "publish_version",
    "put_back",
    "put_back_text",
    "put_file_back",
    "put_question",
    "remove_banked_question",
    "remove_check",
    "remove_file",
    "remove_question",
    "remove_section",
    "rename_questionnaire",
    "reopen_sheet",
    "require_writable",
    "restore_answer",
    "save_answer",
    "save_answers",
    "set_answer_language",
    "set_check",
    "take_answers",
    "take_files",
    "take_snapshot",
    "translate_version",
    "write_office_text",
    "write_own_transcript",
]
