"""Who may do what, as one table that an auditor can read."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Permission(TextChoices):
    """Things that only some staff may do."""

    SEE_CASES = "see_cases", _("See calls, applications and awards")
    EDIT_CALLS = "edit_calls", _("Prepare calls and rubrics")
    ANNOUNCE_CALLS = "announce_calls", _("Announce and cancel calls")
    EDIT_FORMS = "edit_forms", _("Build and publish forms")
    CHECK_APPLICATIONS = "check_applications", _("Check applications in")
    RUN_PANELS = "run_panels", _("Set up panels, assign reviewers, see the board")
    RECOMMEND = "recommend", _("Recommend what to fund")
    DECIDE = "decide", _("Decide what to fund")
    RELEASE_DECISIONS = "release_decisions", _("Release decisions to groups")
    MANAGE_AWARDS = "manage_awards", _("Look after awards and their conditions")
    ANSWER_REPORTS = "answer_reports", _("Read and answer reports")
    CLOSE_AWARDS = "close_awards", _("Close awards")
    SEE_FINANCE = "see_finance", _("See funds, ledger and payments")
    MANAGE_FUNDS = "manage_funds", _("Put money into funds")
    PREPARE_PAYMENTS = "prepare_payments", _("Check bank details, build batches, mark payments as arrived")
    APPROVE_PAYMENTS = "approve_payments", _("Verify bank details and approve batches")
    EXPORT_AWARDS = "export_awards", _("Download the award workbook")
    EDIT_SITE = "edit_site", _("Edit the public site")
    MANAGE_PEOPLE = "manage_people", _("Invite colleagues and give roles")
    SEE_EQUALITY = "see_equality", _("See how many answered what to the equality questions")
    SEE_AUDIT = "see_audit", _("Read the audit trail and the outbox")


class Role(TextChoices):
    """Staff roles. Reviewers and chairs are members of a panel; signatories, members and helpers of a group."""

    OFFICER = "officer", _("Grants officer")
    DECISION_MAKER = "decision_maker", _("Decision-maker")
    FINANCE_PREPARER = "finance_preparer", _("Finance preparer")
    FINANCE_APPROVER = "finance_approver", _("Finance approver")
    EDITOR = "editor", _("Editor")
    ADMINISTRATOR = "administrator", _("Administrator")
    AUDITOR = "auditor", _("Auditor")


ROLES: dict[str, frozenset[Permission]] = {
    Role.OFFICER: frozenset(
        {
            Permission.SEE_CASES,
            Permission.EDIT_CALLS,
            Permission.ANNOUNCE_CALLS,
            Permission.EDIT_FORMS,
            Permission.CHECK_APPLICATIONS,
            Permission.RUN_PANELS,
            Permission.RECOMMEND,
            Permission.RELEASE_DECISIONS,
            Permission.MANAGE_AWARDS,
            Permission.ANSWER_REPORTS,
            Permission.CLOSE_AWARDS,
            Permission.SEE_EQUALITY,
        }
    ),
    Role.DECISION_MAKER: frozenset({Permission.SEE_CASES, Permission.DECIDE}),
    Role.FINANCE_PREPARER: frozenset(
        {
            Permission.SEE_FINANCE,
            Permission.MANAGE_FUNDS,
            Permission.PREPARE_PAYMENTS,
            Permission.EXPORT_AWARDS,
        }
    ),
    Role.FINANCE_APPROVER: frozenset(
        {
            Permission.SEE_FINANCE,
            Permission.PREPARE_PAYMENTS,
            Permission.APPROVE_PAYMENTS,
            Permission.EXPORT_AWARDS,
        }
    ),
    Role.EDITOR: frozenset({Permission.EDIT_SITE}),
    Role.ADMINISTRATOR: frozenset({Permission.MANAGE_PEOPLE, Permission.SEE_EQUALITY, Permission.SEE_AUDIT}),
    Role.AUDITOR: frozenset(
        {Permission.SEE_CASES, Permission.SEE_FINANCE, Permission.SEE_EQUALITY, Permission.SEE_AUDIT}
    ),
}

# Whoever holds one of these signs in with a second factor, always.
NEEDS_SECOND_FACTOR: frozenset[Permission] = frozenset(
    {
        Permission.MANAGE_PEOPLE,
        Permission.MANAGE_FUNDS,
        Permission.PREPARE_PAYMENTS,
        Permission.APPROVE_PAYMENTS,
        Permission.RELEASE_DECISIONS,
        Permission.DECIDE,
    }
)
