"""Makes the PDFs of letters and signed agreements, outside any transaction, and files them."""

import datetime as dt

from grants.desks.jobs.drains.claim import NotNow, drain
from grants.ground.files.actions import store_bytes
from grants.ground.people.actor import TIMER
from grants.outputs.documents.engine import DocumentsUnavailable
from grants.outputs.documents.letters import agreement_pdf, letter_pdf
from grants.stages.awards.actions import attach_agreement_file, attach_letter_file
from grants.stages.awards.models import Agreement, Letter
from grants.stages.awards.queries import agreements_without_file, letters_without_file

PDF = "application/pdf"


def make_letters(now: dt.datetime) -> int:
    """A PDF for each released letter that has none."""
    return drain(letters_without_file(), "file_claimed_until", _make_letter, now=now)


def make_agreements(now: dt.datetime) -> int:
    """A PDF for each agreement that everybody signed and that has none."""
    return drain(agreements_without_file(), "file_claimed_until", _make_agreement, now=now)


def _make_letter(letter: Letter, now: dt.datetime) -> None:
    try:
        content = letter_pdf(letter)
    except DocumentsUnavailable as error:
        raise NotNow(str(error)) from error
    name = f"{letter.application.reference}.pdf"
    attach_letter_file(letter, store_bytes(content, name=name, content_type=PDF, by=TIMER, now=now), now=now)


def _make_agreement(agreement: Agreement, now: dt.datetime) -> None:
    try:
        content = agreement_pdf(agreement)
    except DocumentsUnavailable as error:
        raise NotNow(str(error)) from error
    name = f"{agreement.award.reference}-agreement.pdf"
    attach_agreement_file(agreement, store_bytes(content, name=name, content_type=PDF, by=TIMER, now=now), now=now)
