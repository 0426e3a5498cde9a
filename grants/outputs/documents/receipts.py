"""The receipt of an application: every answer and file that was sent, with sizes and digests."""

from typing import Any

from grants.desks.web.answers import answer_sections
from grants.outputs.documents.engine import render
from grants.stages.applications.queries import current_facts, promised_on


def receipt_pdf(application: Any) -> bytes:
    """The receipt of what was sent last, as a tagged PDF in the language of the answers."""
    facts = current_facts(application)
    if facts is None:
        raise ValueError("nothing was sent")
    snapshot = facts.snapshot
    context = {
        "application": application,
        "snapshot": snapshot,
        "sections": answer_sections(snapshot.content),
        "promised": promised_on(application),
    }
    return render(
        "documents/receipt.html",
        context,
        title=f"{application.reference} {application.call.title}",
        language=snapshot.content["language"],
    )
