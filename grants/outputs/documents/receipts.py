"""The receipt of an application: every answer and file that was sent, with sizes and digests."""

from typing import Any

from grants.desks.web.answers import answer_sections
from grants.ground.reference.queries import installed_language
from grants.outputs.documents.engine import render
from grants.stages.applications.queries import latest_snapshot, promised_on, quiz_told, renewed_content


def receipt_pdf(application: Any, snapshot: Any = None) -> bytes:
    """The receipt of what was sent, the last time unless told, as a tagged PDF.

    It is in the language of the answers where this installation has it.
    """
    snapshot = snapshot or latest_snapshot(application)
    if snapshot is None:
        raise ValueError("nothing was sent")
    language = snapshot.content["language"]
    context = {
        "application": application,
        "snapshot": snapshot,
        "sections": answer_sections(snapshot.content, language=language, last_time=renewed_content(application)),
        "quiz": quiz_told(application, language=language, until=snapshot.taken_at),
        "promised": promised_on(application),
        "came_how": application.get_intake_display() if snapshot.number == 1 else "",
        "came_on": application.came_on if snapshot.number == 1 else None,
        "is_late": bool(application.late_reason),
    }
    return render(
        "documents/receipt.html",
        context,
        title=f"{application.reference} {application.call.title}",
        language=installed_language(language),
    )
