"""Reads: applications a group or the office may see, drafts, submissions, messages."""

from grants.stages.applications.queries.applications import (
    applications_of,
    case_of_reference,
    drafts_in,
    drafts_to_lapse,
    listed_applications,
    messages_of,
    other_drafts,
    own_group_named,
    own_groups,
    references_of_cases,
    search,
    staff_applications,
)
from grants.stages.applications.queries.drafts import draft_of
from grants.stages.applications.queries.submissions import (
    closing_of,
    current_facts,
    latest_snapshot,
    own_file,
    promised_on,
    sent_file,
    times_sent,
)

__all__ = [
    "applications_of",
    "case_of_reference",
    "closing_of",
    "current_facts",
    "draft_of",
    "drafts_in",
    "drafts_to_lapse",
    "latest_snapshot",
    "listed_applications",
    "messages_of",
    "other_drafts",
    "own_file",
    "own_group_named",
    "own_groups",
    "promised_on",
    "references_of_cases",
    "search",
    "sent_file",
    "staff_applications",
    "times_sent",
]
