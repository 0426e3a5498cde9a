"""Panels: reviewers and chairs. Anyone signed in may knock; what they find starts from their own panels."""

from grants.desks.web.gates import desk_screen

panel_screen = desk_screen("panel")
