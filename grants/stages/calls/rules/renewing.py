"""Calls that renew the grants of an earlier one: what stands in the way of that."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from grants.ground.kit.errors import Blocker


@dataclass(frozen=True)
class Renewed:
    """The call that another one renews. `comes_back` says that its own line of renewals leads to the other one, or is
    the other one. `shares_questions` is None as long as one of the two has no form.
    """

    title: str
    comes_back: bool
    is_announced: bool
    shares_questions: bool | None


def blockers_to_renew(renewed: Renewed | None) -> list[Blocker]:
    """Why a call cannot renew another one, however it stands itself."""
    if renewed is None:
        return []
    if renewed.comes_back:
        sentence = _("A call cannot renew itself, nor a call that renews it. Choose an earlier one.")
        return [Blocker("renews_itself", sentence, "renews")]
    if renewed.shares_questions is False:
        sentence = _(
            "The forms of this call and of “%(title)s” have no question in common, so nothing could come over."
        )
        return [Blocker("renews_nothing_in_common", sentence % {"title": renewed.title}, "renews")]
    return []


def blockers_to_announce_renewal(renewed: Renewed | None) -> list[Blocker]:
    """As `blockers_to_renew`, and that nobody can have got a grant in the other one yet."""
    found = blockers_to_renew(renewed)
    if renewed is None or found or renewed.is_announced:
        return found
    sentence = _("“%(title)s” was never announced, so there is no grant to renew.")
    return [Blocker("renews_unannounced", sentence % {"title": renewed.title}, "renews")]
