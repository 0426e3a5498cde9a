"""The application form on paper: keys and numbers to type it in by, room to write, large print."""

import pytest

from grants.outputs.documents.pack import pack_content
from grants.outputs.documents.paper import paper_pdf
from tests.factories.calls import NOW
from tests.outputs.documents.test_pack import make_asking_call
from tests.pdfs import accessible_facts, missing_glyphs, read_pdf, tags_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def content():
    return pack_content(make_asking_call(), "en-gb")


def rooms(content):
    return {question["key"]: question["room"] for section in content["sections"] for question in section["questions"]}


def test_each_answer_gets_the_room_that_it_needs(content):
    found = rooms(content)
    assert found["title"] == {"kind": "lines", "lines": [1]}
    assert len(found["doings"]["lines"]) == 17
    assert found["children"] == {"kind": "ticks", "labels": ["Yes", "No"]}
    assert found["contacts"]["heads"] == ["Name", "Email", "Phone"]


def test_form_says_number_key_condition_and_where_to_send_it(content):
    words = text_of(paper_pdf(content))
    for expected in (
        "3. What will you do?",
        "Key: doings",
        "Only if:",
        "Limit:",
        "Your address for letters",
        "Your signature",
    ):
        assert expected in words


@pytest.mark.parametrize("is_large_print", [False, True])
def test_form_can_be_read_by_everybody(content, is_large_print):
    made = paper_pdf(content, is_large_print=is_large_print)
    facts = accessible_facts(made)
    assert (facts["tagged"], facts["language"], facts["standard"]) == (True, "en-gb", True)
    assert facts["title"].endswith("form to fill in on paper")
    assert {"H1", "H2", "H3", "P", "Table", "TH"} <= set(tags_of(made))
    assert missing_glyphs(made) == 0


def test_large_print_takes_more_pages(content):
    usual, large = (paper_pdf(content, is_large_print=is_large) for is_large in (False, True))
    assert len(read_pdf(large).pages) > len(read_pdf(usual).pages)


def test_public_gets_the_form_once_a_job_has_made_it(client):
    from grants.desks.jobs.drains.packs import make_packs, want_packs

    make_asking_call()
    assert client.get("/calls/doorstep/paper-form.pdf").status_code == 404
    want_packs(NOW), make_packs(NOW)
    page = client.get("/calls/doorstep/questions/").text
    for address in ("/calls/doorstep/paper-form.pdf", "/calls/doorstep/paper-form-large.pdf"):
        assert address in page
        assert b"".join(client.get(address))[:5] == b"%PDF-"


def test_office_prints_the_form_of_a_call_that_is_still_being_prepared(cast):
    call = make_asking_call()
    url = f"/office/calls/{call.pk}/paper-form.pdf"
    assert url in cast.client("officer").get(f"/office/calls/{call.pk}/questions/").text
    for query in ("", "?large=1"):
        assert "Key: doings" in text_of(cast.client("officer").get(url + query).content)
