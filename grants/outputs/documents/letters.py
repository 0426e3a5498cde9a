"""Decision letters and signed agreements, from words that were frozen when they were released."""

from typing import Any

from grants.ground.people.queries import members_of
from grants.outputs.documents.engine import render
from grants.outputs.documents.layout import blocks_of


def letter_pdf(letter: Any) -> bytes:
    """A released letter as a tagged PDF, word for word; in large print where somebody of the group asked for that."""
    application = letter.application
    context = {
        "letter": letter,
        "application": application,
        "blocks": blocks_of(letter.text),
        "is_large_print": members_of(application.organisation).filter(needs_large_print=True).exists(),
    }
    return render("documents/letter.html", context, title=letter.subject, language=letter.language)


def agreement_pdf(agreement: Any) -> bytes:
    """A signed agreement as a tagged PDF: the exact terms, who signed when, and the digest of the terms."""
    heading, _, text = agreement.text.partition("\n\n")
    context = {
        "agreement": agreement,
        "award": agreement.award,
        "blocks": blocks_of(text),
        "signatures": agreement.signatures.order_by("signed_at"),
    }
    return render("documents/agreement.html", context, title=heading, language=agreement.language)
