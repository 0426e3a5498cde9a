"""The receipt: every answer, every file with its size and digest."""

import io

import pytest
from pypdf import PdfReader

from grants.ground.questions.actions import attach_file
from grants.outputs.documents.receipts import receipt_pdf
from grants.stages.applications.actions import submit_application, take_back_application
from tests.factories.applications import ANSWERS, answer, make_application, make_draft, make_group
from tests.factories.calls import NOW, make_call, make_form
from tests.factories.files import make_file

pytestmark = pytest.mark.django_db

QUESTIONS = [
    {"key": "title", "type": "short_text", "label": "What is it called?", "meaning": "project_title"},
    {"key": "budget", "type": "budget", "label": "What for?", "meaning": "budget"},
    {"key": "contacts", "type": "people", "label": "Who can we talk to?", "meaning": "contacts"},
    {"key": "more", "type": "long_text", "label": "Anything else?", "is_required": False},
    {"key": "rules", "type": "file", "label": "Your rules"},
]


def words_of(content):
    reader = PdfReader(io.BytesIO(content))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_the_receipt_lists_answers_files_sizes_and_digests():
    group, by = make_group("Quiet Hour 🌙")
    answers = {
        "title": "A calm hour",
        "budget": [{"item": "Lamps", "cost": "400"}, {"item": "=Cushions", "cost": "85.50"}],
        "contacts": ANSWERS["contacts"],
    }
    call = make_call(form=make_form(questions=QUESTIONS).questionnaire)
    draft = make_draft(call, organisation=group, by=by, answers=answers)
    stored = make_file()
    attach_file(draft.sheet, "rules", stored, by=by, now=NOW)
    words = words_of(receipt_pdf(submit_application(draft, by=by, now=NOW)))
    told = (
        "Receipt for your application", "DOORSTEP-0001", "Quiet Hour [crescent moon]", "Monday 7 September 2026, 11 am",
        "Friday 30 October 2026", "A calm hour", "=Cushions £85.50", "Total £485.50", "Amina Yusuf, amina@lights.example",
        "Anything else? Not answered", "constitution.pdf",
    )  # fmt: skip
    assert [said for said in told if said not in words] == []
    assert stored.sha256 in words.replace(" ", "")


def test_the_receipt_is_of_what_was_sent_last():
    group, by = make_group()
    sent = make_application(organisation=group, by=by)
    take_back_application(sent, by=by, now=NOW)
    answer(sent, by=by, title="A better name")
    assert "Weekly peer evening" in words_of(receipt_pdf(sent))
    assert "A better name" in words_of(receipt_pdf(submit_application(sent, by=by, now=NOW)))


def test_there_is_no_receipt_before_sending():
    with pytest.raises(ValueError, match="nothing was sent"):
        receipt_pdf(make_draft())
