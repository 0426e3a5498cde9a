"""Community groups. Anyone signed in may knock; what they find starts from their own groups."""

from grants.desks.web.gates import desk_screen

portal_screen = desk_screen("portal")
