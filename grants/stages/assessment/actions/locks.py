"""Locking rows of the judgement, and refusing whoever may not act."""

from django.utils.translation import gettext_lazy as _

from grants.ground.kit.errors import refuse
from grants.stages.assessment.models import Assignment, Candidate, Panel
from grants.stages.assessment.rules.panels import CHANGED


def lock_panel(panel_id: int) -> Panel:
    """The panel, locked and read anew, with its call."""
    return Panel.objects.select_for_update(of=("self",)).select_related("call__rubric").get(pk=panel_id)


def lock_candidate(candidate: Candidate) -> Candidate:
    """The candidate, locked after its panel, with its application."""
    panel = lock_panel(candidate.panel_id)
    rows = Candidate.objects.select_for_update(of=("self",)).select_related("application__organisation")
    locked = rows.get(pk=candidate.pk)
    locked.panel = panel
    return locked


def lock_assignment(assignment: Assignment) -> Assignment:
    """The assignment, locked and read anew, with its panel and application."""
    related = ("candidate__panel__call__rubric", "candidate__application__organisation", "person")
    return Assignment.objects.select_for_update(of=("self",)).select_related(*related).get(pk=assignment.pk)


def permit(is_permitted: bool) -> None:
    """Refuses whoever may not do this."""
    if not is_permitted:
        raise refuse("not_allowed", _("You may not do this."))


def require(is_so: bool) -> None:
    """Refuses what the panel has moved past."""
    if not is_so:
        raise refuse("panel_moved_on", CHANGED)
