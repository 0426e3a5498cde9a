"""Finance: funds, bank checks, batches, payments."""

from grants.desks.web.gates import desk_screen

finance_screen = desk_screen("finance")
