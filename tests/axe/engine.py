"""Runs axe-core (tests/vendor) in a page of a real browser."""

from pathlib import Path

AXE = Path(__file__).parent.parent / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page, *, leaving_out=()):
    """What axe finds wrong on the page as it stands: (rule, first offending element)."""
    page.evaluate(AXE.read_text())
    off = {rule: {"enabled": False} for rule in leaving_out}
    options = {"runOnly": {"type": "tag", "values": RULES}, "rules": off, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [(issue["id"], issue["nodes"][0]["html"], issue["nodes"][0]["failureSummary"]) for issue in found]
