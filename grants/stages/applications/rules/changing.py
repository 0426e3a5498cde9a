"""Rules of changing one's mind: taking back, withdrawing, deleting a draft, and bringing back what was put away."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from grants.ground.kit.errors import Blocker
from grants.stages.applications.rules.applications import BEING_WRITTEN, LIFECYCLE, Told

RESTORE_SENT = dt.timedelta(days=14)
RESTORE_DRAFT = dt.timedelta(days=30)
# Once the office holds it, a withdrawal may be undone until a decision is made about it.
RESTORED_AS_IT_WAS = frozenset({"submitted", "sent_back", "eligible", "in_review", "recommended"})
BEFORE_A_PANEL = frozenset({"in_review", "recommended"})


def choices_of_the_group(told: Told, *, is_open: bool) -> frozenset[str]:
    """What the status page offers: take_back, withdraw. It follows from what is told, so that nothing inner shows."""
    offered = {"withdraw"} if told in {Told.BEING_JUDGED, Told.QUESTIONS, Told.RESERVED} else set()
    return frozenset(offered | {"take_back"} if told == Told.BEING_JUDGED and is_open else offered)


def blockers_to_take_back(*, status: str, is_open: bool, has_other_draft: bool) -> list[Blocker]:
    """Why a sent application cannot be changed now."""
    if status != "submitted":
        return [Blocker(f"application_is_{status}", LIFECYCLE.refusal)]
    if not is_open:
        return [Blocker("call_closed", _("The call has closed, so what you sent can no longer be changed."))]
    return _other_draft(has_other_draft)


def _other_draft(has_other_draft: bool) -> list[Blocker]:
    if has_other_draft:
        return [Blocker("other_draft", _("Your group has another draft in this call. Send or withdraw that first."))]
    return []


def blockers_to_withdraw(*, status: str) -> list[Blocker]:
    """Why an application cannot be withdrawn now. Embargoed decisions give no sign beyond "write to us"."""
    if LIFECYCLE.allows(status, "withdrawn"):
        return []
    return [Blocker("cannot_withdraw", _("This can no longer be withdrawn here. Write to us and we will help."))]


def restorable_until(*, status: str, withdrawn_from: str, since: dt.datetime) -> dt.datetime | None:
    """The last moment for bringing back what was put away; None when it is out for good."""
    if status != "withdrawn":
        return None
    if withdrawn_from in BEING_WRITTEN:
        return since + RESTORE_DRAFT
    return since + RESTORE_SENT if withdrawn_from in RESTORED_AS_IT_WAS else None


def restored_status(withdrawn_from: str) -> str:
    """Where what was put away goes back to: drafts to the writers, everything else to where it was."""
    return "draft" if withdrawn_from in BEING_WRITTEN else withdrawn_from


def blockers_to_restore(
    *,
    until: dt.datetime | None,
    withdrawn_from: str,
    now: dt.datetime,
    accepts: bool,
    has_other_draft: bool,
    is_still_judged: bool,
) -> list[Blocker]:
    """Why what was put away cannot be brought back. `accepts` is the call's verdict on sending drafts.

    `is_still_judged` says whether the panel that had it has yet to decide.
    """
    if until is None or now >= until:
        return [Blocker("restore_too_late", _("It is too late to bring this back. Write to us and we will help."))]
    if withdrawn_from in BEING_WRITTEN:
        closed = Blocker("call_closed", _("This call has closed, so the draft could not be sent."))
        return [] if accepts and not has_other_draft else _other_draft(has_other_draft) or [closed]
    if withdrawn_from in BEFORE_A_PANEL and not is_still_judged:
        return [Blocker("already_judged", _("The decisions of this round are made. Write to us and we will help."))]
    return []


def forgets_before(now: dt.datetime) -> dt.datetime:
    """What was written in drafts deleted before this moment, and files removed before it, is forgotten."""
    return now - RESTORE_DRAFT
