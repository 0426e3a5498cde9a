"""The office: grants officers, decision-makers, administrators, auditors."""

from grants.desks.web.gates import desk_screen

office_screen = desk_screen("office")
