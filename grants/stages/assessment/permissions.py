"""Who may do what in the judgement. When is a rule's business; ties to a group are conflicts, checked by the acts.

Chairs and reviewers are members of a panel, not staff: whoever asks passes in what the panel knows of them.
"""

from grants.ground.people.actor import Actor
from grants.ground.people.roles import Permission


def can_run_panels(actor: Actor) -> bool:
    """Set panels up, put applications before them, ask reviewers, start and end scoring."""
    return actor.may(Permission.RUN_PANELS)


def can_see_board(actor: Actor, *, is_chair: bool) -> bool:
    """Staff who see cases, and the panel's chair."""
    return actor.may(Permission.SEE_CASES) or is_chair


def can_settle_conflict(actor: Actor, person_id: int, *, is_chair: bool) -> bool:
    """An officer or the chair; nobody settles a tie of their own."""
    return actor.person_id != person_id and (actor.may(Permission.RUN_PANELS) or is_chair)


def can_recommend(actor: Actor) -> bool:
    return actor.may(Permission.RECOMMEND)


def can_decide(actor: Actor, *, has_confirming: bool) -> bool:
    """Decision-makers; where nobody confirms, also an officer, who records what was decided."""
    return actor.may(Permission.DECIDE) or (not has_confirming and actor.may(Permission.RECOMMEND))
