"""docs/domain.md says what the code does."""

import re

import pytest

from grants.env import BASE_DIR
from grants.ground.bank.models import AccountStatus
from grants.ground.questions.models import VersionStatus
from grants.stages.applications.models import ApplicationStatus
from grants.stages.assessment.models import AssignmentStatus, PanelStatus, ReviewStatus
from grants.stages.awards.models import AwardStatus, InstalmentStatus
from grants.stages.calls.models import CallStatus
from grants.stages.outcomes.models import ReportStatus
from grants.stages.payments.models import BatchStatus, PaymentStatus

STATES = {
    "Call": CallStatus,
    "Panel": PanelStatus,
    "Application": ApplicationStatus,
    "Assignment": AssignmentStatus,
    "Review": ReviewStatus,
    "Award": AwardStatus,
    "Instalment": InstalmentStatus,
    "Bank account": AccountStatus,
    "Batch": BatchStatus,
    "Payment": PaymentStatus,
    "Report": ReportStatus,
    "Form version": VersionStatus,
}


def table(heading):
    """The two-column table under a heading, as a dict."""
    text = (BASE_DIR / "docs/domain.md").read_text()
    part = re.search(rf"^## {heading}$(.*?)(?=^## |\Z)", text, re.S | re.M)[1]
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", part, re.M)
    return dict(rows[1:])


def test_domain_names_everything_that_has_a_state():
    assert {name for name in table("States") if name != "---"} == set(STATES)


@pytest.mark.parametrize("thing", STATES)
def test_domain_lists_the_states_that_are_stored(thing):
    assert table("States")[thing].split(", ") == STATES[thing].values
