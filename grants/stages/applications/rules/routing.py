"""When a draft moves to another call."""

from django.utils.translation import gettext as _

from grants.ground.kit.errors import Blocker


def blockers_to_move(*, is_draft: bool, is_led: bool, has_draft: bool, accepts_new: bool, call: str) -> list[Blocker]:
    """Why a draft does not move to a call: only one that is being written does, and where its answers lead."""
    if not is_draft:
        return [Blocker("not_a_draft", _("Only what you are still writing can move to another call."))]
    if not is_led:
        return [Blocker("no_way_there", _("Your answers no longer lead to another call. Go on here."))]
    if has_draft:
        sentence = _("Your group is writing an application to %(call)s already. Go on with that one.")
        return [Blocker("draft_there", sentence % {"call": call}, "call")]
    if not accepts_new:
        sentence = _("%(call)s is not taking new applications now. What you wrote is kept here. Write to us.")
        return [Blocker("call_not_open", sentence % {"call": call}, "call")]
    return []
