"""The change: indicators, reports, and what groups tell us came of it."""
