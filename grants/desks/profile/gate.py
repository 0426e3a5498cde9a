"""Signing in, and one's own account. Anyone signed in may enter: everybody sees their own."""

from grants.desks.web.gates import desk_screen

profile_screen = desk_screen("profile")()

# The second step itself comes before the second step.
second_step_screen = desk_screen("profile", is_before_second_step=True)()
