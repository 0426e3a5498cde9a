"""Makes the PDFs of letters and agreements, and finds documents for mails."""

import datetime as dt

from grants.desks.jobs.attachments import Attachment, NotReady, finder
from grants.desks.jobs.drains.claim import drain
from grants.ground.files.actions import store_bytes
from grants.ground.files.models import StoredFile
from grants.ground.files.queries import open_file
from grants.ground.files.rules import safe_name
from grants.ground.people.actor import TIMER
from grants.outputs.documents.engine import is_available
from grants.outputs.documents.letters import agreement_pdf, letter_pdf
from grants.outputs.documents.receipts import receipt_pdf
from grants.stages.applications.models import Facts
from grants.stages.awards.actions import attach_agreement_file, attach_letter_file
from grants.stages.awards.models import Agreement, Letter
from grants.stages.awards.queries import agreements_without_file, letters_without_file


def make_letters(now: dt.datetime) -> int:
    """The PDF of every released letter that has none."""
    return drain(letters_without_file(), "file_claimed_until", _make_letter, now=now) if is_available() else 0


def make_agreements(now: dt.datetime) -> int:
    """The PDF of every agreement that all have signed and that has none."""
    return drain(agreements_without_file(), "file_claimed_until", _make_agreement, now=now) if is_available() else 0


def _make_letter(letter: Letter, now: dt.datetime) -> None:
    name = f"{letter.application.reference} {letter.subject}"
    attach_letter_file(letter, _stored(letter_pdf(letter), name, now), now=now)


def _make_agreement(agreement: Agreement, now: dt.datetime) -> None:
    name = agreement.text.partition("\n")[0]
    attach_agreement_file(agreement, _stored(agreement_pdf(agreement), name, now), now=now)


def _stored(content: bytes, name: str, now: dt.datetime) -> StoredFile:
    return store_bytes(content, name=safe_name(name, "pdf"), content_type="application/pdf", by=TIMER, now=now)


@finder("receipt")
def find_receipt(pk: int) -> Attachment | None:
    """The receipt of one sending, by its snapshot: what was sent then, even when more was sent since."""
    facts = Facts.objects.select_related("application__call", "application__organisation", "snapshot").get(snapshot=pk)
    if not is_available():
        return None
    application = facts.application
    return Attachment(safe_name(application.reference, "pdf"), receipt_pdf(application, facts.snapshot))


@finder("letter")
def find_letter(pk: int) -> Attachment | None:
    """A letter, once its PDF is made."""
    return _filed(Letter.objects.select_related("file").get(pk=pk).file)


@finder("agreement")
def find_agreement(pk: int) -> Attachment | None:
    """A signed agreement, once its PDF is made."""
    return _filed(Agreement.objects.select_related("file").get(pk=pk).file)


def _filed(stored: StoredFile | None) -> Attachment | None:
    if stored is None and is_available():
        raise NotReady("the document is being made")
    if stored is None:
        return None
    with open_file(stored) as handle:
        return Attachment(stored.name, handle.read())
