"""Rules of renewing a grant: who may, and what has to be looked through before it is sent."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from grants.ground.kit.errors import Blocker


def blockers_to_renew(*, may_renew: bool) -> list[Blocker]:
    """Why a group cannot start in a call that renews grants. The sentence tells nothing about any group."""
    if may_renew:
        return []
    sentence = _("This call renews earlier grants. Only groups that were offered one of these can apply here.")
    return [Blocker("nothing_to_renew", sentence)]


def blockers_to_confirm_answers(titles: Iterable[str]) -> list[Blocker]:
    """Why a renewal cannot be sent yet: tasks, by title, with answers from last time that nobody looked through."""
    sentence = _("Look through “%(task)s” first: your answers of last time stand there.")
    return [Blocker("not_looked_through", sentence % {"task": title}) for title in titles]
