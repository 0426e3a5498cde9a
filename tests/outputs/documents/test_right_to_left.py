"""Documents in a language that is written from right to left."""

import pytest
from django.utils.translation import override

from grants.outputs.documents.receipts import receipt_pdf
from grants.stages.applications.queries import latest_snapshot
from tests.factories.applications import make_application
from tests.factories.calls import make_call
from tests.pdfs import accessible_facts, missing_glyphs, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def language():
    return "ar"


def test_a_receipt_in_arabic_has_every_glyph_and_says_its_language(language):
    application = make_application(make_call(title="منح الجيران"))
    snapshot = latest_snapshot(application)
    snapshot.content["language"] = language
    with override("en-gb"):
        document = receipt_pdf(application, snapshot)
    assert (accessible_facts(document)["language"], missing_glyphs(document)) == ("ar", 0)
    words = text_of(document)
    assert any("\u0600" <= letter <= "\u06ff" or "\ufe70" <= letter <= "\ufeff" for letter in words)
    assert "Receipt for your application" not in words
