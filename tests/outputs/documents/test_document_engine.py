"""PDFs that everybody can read, made from nothing but what we ship."""

import base64
import sys

import pytest

from grants.outputs.documents.engine import DocumentsUnavailable, pdf_of, render
from grants.outputs.documents.fetching import HOME, LockedFetcher
from grants.outputs.documents.layout import Block, blocks_of
from tests.factories.files import picture_bytes
from tests.factories.funds import make_funder
from tests.pdfs import accessible_facts, missing_glyphs, read_pdf, tags_of

LETTER = """Dear Al-Amal Women’s Group, مجموعة نساء الأمل,

We would like to fund “Łódź Đorđe Tea”: £1,850.

How the money is paid

- £925 on or after 7 September 2026
- £925 once we have read your report

With thanks"""


@pytest.fixture
def letter_template(settings, tmp_path):
    templates = [dict(settings.TEMPLATES[0])]
    templates[0]["DIRS"] = [tmp_path, *templates[0]["DIRS"]]
    settings.TEMPLATES = templates
    (tmp_path / "letter.html").write_text(
        '{% extends "documents/base.html" %}{% block content %}{% include "documents/_blocks.html" %}{% endblock %}'
    )
    return "letter.html"


@pytest.fixture
def letter(letter_template, db):
    make_funder()
    return render(letter_template, {"blocks": blocks_of(LETTER)}, title="Doorstep: your grant", language="en-gb")


def page(body):
    return f'<html lang="en"><head><title>Letter</title></head><body><h1>Letter</h1>{body}</body></html>'


def test_document_is_tagged_and_says_its_language_and_title(letter):
    assert accessible_facts(letter) == {
        "tagged": True,
        "language": "en-gb",
        "title": "Doorstep: your grant",
        "shows_title": True,
        "standard": True,
    }


def test_document_has_headings_and_lists_in_order(letter):
    tags = [tag for tag in tags_of(letter) if tag in {"H1", "H2", "P", "L", "LI"}]
    assert tags == ["P", "H1", "P", "P", "H2", "L", "LI", "LI", "P"]


def test_document_shows_names_of_every_shipped_script(letter):
    text = "\n".join(found.extract_text() for found in read_pdf(letter).pages)
    assert missing_glyphs(letter) == 0
    assert "Łódź Đorđe" in text
    assert any("\u0600" <= letter <= "\u06ff" or "\ufb50" <= letter <= "\ufeff" for letter in text)


def test_document_embeds_its_own_fonts(letter):
    fonts = {font["/BaseFont"].partition("+")[2] for font in fonts_of(letter)}
    assert fonts == {
        "Atkinson-Ext",
        "Atkinson-Hyperlegible-Next",
        "Literata-Bold",
        "Literata-Semi-Bold",
        "Noto-Arabic",
    }


def fonts_of(content):
    for found in read_pdf(content).pages:
        for font in found["/Resources"]["/Font"].values():
            yield font.get_object()


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/hostname",
        "http://127.0.0.1:9/a.css",
        "https://example.org/a.css",
        "ftp://example.org/a.css",
        f"{HOME}../settings.py",
        f"{HOME}%2e%2e/settings.py",
        f"{HOME}js/grants.js",
        f"{HOME}css/none.css",
    ],
)
def test_nothing_but_our_own_styles_is_fetched(address):
    with pytest.raises((ValueError, OSError)):
        LockedFetcher().fetch(address)


def test_our_own_styles_and_data_are_fetched():
    fetcher = LockedFetcher()
    assert fetcher.fetch(f"{HOME}css/documents.css").content_type == "text/css"
    assert fetcher.fetch("data:text/plain,hello").read() == b"hello"


@pytest.mark.parametrize(
    "body",
    [
        '<link rel="attachment" href="file:///etc/hostname">',
        '<a rel="attachment" href="file:///etc/hostname">take</a>',
        '<img src="file:///etc/hostname" alt="a">',
        '<object data="file:///etc/hostname">a</object>',
        "<style>@import 'file:///etc/hostname'; @page { background: url(file:///etc/hostname) }</style>",
    ],
)
def test_files_of_the_machine_are_not_embedded(body):
    pdf = read_pdf(pdf_of(page(body)))
    assert list(pdf.attachments) == []
    assert [image.name for found in pdf.pages for image in found.images] == []


@pytest.mark.parametrize("content", [b"garbage", picture_bytes("PNG")[:60], picture_bytes("JPEG")[:200]])
def test_damaged_picture_does_not_end_the_letter(content):
    address = f"data:image/png;base64,{base64.b64encode(content).decode()}"
    pdf = pdf_of(page(f'<p>Before</p><p><img src="{address}" alt="The garden"></p><p>After</p>'))
    assert read_pdf(pdf).pages[0].extract_text().split() == ["Letter", "Before", "After"]
    assert tags_of(pdf).count("Figure") == 1


def test_picture_that_a_document_carries_is_shown():
    address = f"data:image/png;base64,{base64.b64encode(picture_bytes('PNG')).decode()}"
    pdf = pdf_of(page(f'<p><img src="{address}" alt="The garden"></p>'))
    assert len(read_pdf(pdf).pages[0].images) == 1


def test_machine_without_the_libraries_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(DocumentsUnavailable) as missing:
        pdf_of(page(""))
    assert str(missing.value.sentence).startswith("This installation cannot make PDF documents yet")


def test_text_is_laid_out_by_its_empty_lines():
    assert blocks_of("Dear group\n\nTwo lines\nof text.\n\n\n- one\n- two\n\nWhat to do\n\nRead.\n\nWillowmere\n") == [
        Block("paragraph", ("Dear group",)),
        Block("paragraph", ("Two lines", "of text.")),
        Block("list", ("one", "two")),
        Block("heading", ("What to do",)),
        Block("paragraph", ("Read.",)),
        Block("paragraph", ("Willowmere",)),
    ]


def test_numbered_line_is_a_heading_even_when_it_comes_first():
    assert [block.kind for block in blocks_of("1. Who we are\n\nWe are us.")] == ["heading", "paragraph"]


def test_empty_text_has_no_blocks():
    assert blocks_of(" \n\n ") == []
