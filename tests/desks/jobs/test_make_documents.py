"""Letters, agreements and receipts: made by a job, filed once, attached to mails."""

import datetime as dt

import pytest

from grants.desks.jobs.attachments import NotReady, find_attachment
from grants.desks.jobs.drains.documents import make_agreements, make_letters
from grants.ground.audit.models import Entry
from grants.ground.files.queries import open_file
from grants.outputs.documents import engine
from grants.stages.awards.models import Agreement, Letter
from tests.factories.awards import NOW, make_accepted, make_offer
from tests.pdfs import accessible_facts, missing_glyphs, read_pdf, tags_of
from tests.threads import run_together

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


def content_of(stored):
    with open_file(stored) as handle:
        return handle.read()


def text_of(content):
    return " ".join(" ".join(page.extract_text() for page in read_pdf(content).pages).split())


def test_letter_is_made_once_and_filed():
    award = make_offer()
    assert [make_letters(NOW), make_letters(NOW)] == [1, 0]
    letter = Letter.objects.get()
    assert letter.file.name == f"{award.application.reference} {letter.subject.replace(':', '-')}.pdf"
    assert Entry.objects.filter(verb="letter_filed").count() == 1


def test_letter_reads_as_released_on_our_letterhead():
    award = make_offer()
    make_letters(NOW)
    letter = Letter.objects.get()
    content = content_of(letter.file)
    assert accessible_facts(content) == {
        "tagged": True,
        "language": letter.language,
        "title": letter.subject,
        "shows_title": True,
        "standard": True,
    }
    assert missing_glyphs(content) == 0
    assert tags_of(content).count("H1") == 1
    text = text_of(content)
    for words in (award.organisation.name, award.application.reference, "Willowmere", letter.subject):
        assert words in text


def test_agreement_waits_for_its_signatures():
    make_offer()
    assert make_agreements(NOW) == 0


def test_agreement_shows_who_signed_and_its_digest():
    award = make_accepted()
    assert [make_agreements(NOW), make_agreements(NOW)] == [1, 0]
    agreement = Agreement.objects.get()
    text = text_of(content_of(agreement.file))
    assert award.reference in text
    assert agreement.digest in text.replace(" ", "")
    for signature in agreement.signatures.all():
        assert signature.name in text


def test_worker_that_dies_leaves_the_letter_to_the_next(monkeypatch):
    make_offer()
    Letter.objects.update(file_claimed_until=NOW + 5 * MINUTE)
    assert [make_letters(NOW), make_letters(NOW + 5 * MINUTE)] == [0, 1]


def test_machine_without_the_libraries_leaves_letters_waiting(monkeypatch):
    make_offer()
    monkeypatch.setattr("grants.desks.jobs.drains.documents.is_available", lambda: False)
    assert make_letters(NOW) == 0
    assert Letter.objects.get().file_claimed_until is None
    assert find_attachment(f"letter:{Letter.objects.get().pk}") is None


def test_documents_are_found_for_mails():
    award = make_accepted()
    letter = f"letter:{Letter.objects.get().pk}"
    with pytest.raises(NotReady):
        find_attachment(letter)
    make_letters(NOW)
    make_agreements(NOW)
    assert find_attachment(letter).content[:5] == b"%PDF-"
    assert find_attachment(f"agreement:{award.agreement.pk}").name.endswith(".pdf")
    assert find_attachment("") is None


def test_this_machine_makes_documents():
    assert engine.is_available() is True


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_one_letter():
    make_offer()
    assert sorted(run_together(lambda: make_letters(NOW), lambda: make_letters(NOW))) == [0, 1]
    assert Entry.objects.filter(verb="letter_filed").count() == 1
