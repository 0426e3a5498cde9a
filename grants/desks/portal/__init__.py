"""Community groups: find, apply, accept, report."""
