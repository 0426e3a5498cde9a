"""How a session finds its person."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from grants.ground.kit import clock
from grants.ground.people.models import Person
from grants.ground.people.queries import person_with_standing


class PersonBackend(AuthenticationBackend):
    """Reads the person of a session together with their roles and memberships, which every request asks for."""

    def get_user(self, user_id: Any) -> Person | None:
        """The person, active and with `standing`; None otherwise."""
        return person_with_standing(user_id, today=clock.now().date())
