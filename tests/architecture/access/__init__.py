"""Who may enter where: one table a desk, `ACCESS = {"office:calls": OFFICERS | AUDITOR}`, names of the cast.

Every address of ours stands in one of them. "signed_out" stands for somebody who has not signed in.
"""

from tests.cast import NAMES

SIGNED_IN = frozenset(NAMES)
EVERYBODY = SIGNED_IN | {"signed_out"}

OFFICERS = frozenset({"officer", "second_officer"})
DECISION_MAKERS = frozenset({"decision_maker"})
PREPARERS = frozenset({"finance_preparer"})
APPROVERS = frozenset({"finance_approver"})
FINANCE = PREPARERS | APPROVERS
EDITORS = frozenset({"editor"})
ADMINISTRATORS = frozenset({"administrator"})
AUDITORS = frozenset({"auditor"})

# Who sees calls, applications and awards.
CASE_READERS = OFFICERS | DECISION_MAKERS | AUDITORS
# Who has a staff role of any kind but the editor's.
OFFICE = CASE_READERS | FINANCE | ADMINISTRATORS
