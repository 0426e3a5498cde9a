"""Reads: applications a group or the office may see, drafts, submissions, messages."""

from grants.stages.applications.queries.applications import (
    applications_of,
    case_of_reference,
    drafts_in,
    drafts_to_lapse,
    messages_of,
    other_drafts,
    own_group_named,
    own_groups,
    references_of_cases,
    search,
    staff_applications,
    with_current_facts,
)
from grants.stages.applications.queries.drafts import (
    Draft,
    QuestionProblem,
    Task,
    draft_of,
    problems_by_question,
    tasks_of,
)
from grants.stages.applications.queries.submissions import (
    current_facts,
    latest_snapshot,
    own_file,
    promised_on,
    sent_file,
    times_sent,
)

__all__ = [
    "Draft",
    "QuestionProblem",
    "Task",
    "applications_of",
    "case_of_reference",
    "current_facts",
    "draft_of",
    "drafts_in",
    "drafts_to_lapse",
    "latest_snapshot",
    "messages_of",
    "other_drafts",
    "own_file",
    "own_group_named",
    "own_groups",
    "problems_by_question",
    "promised_on",
    "references_of_cases",
    "search",
    "sent_file",
    "staff_applications",
    "tasks_of",
    "times_sent",
    "with_current_facts",
]
