"""What a file is by its first bytes, and what it may be called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.ground.files.rules import safe_name, sniff, wrong_type
from tests.factories.files import pdf_bytes, picture_bytes


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (pdf_bytes(), "a.exe", "pdf"),
        (picture_bytes("JPEG"), "a", "image"),
        (picture_bytes("PNG"), "a", "image"),
        (picture_bytes("GIF"), "a", "image"),
        (picture_bytes("WEBP"), "a", "image"),
        (b"\0\0\0\x18ftypheic\0\0", "a", "image"),
        (b"\0\0\0\x18ftypM4A \0\0", "a", "audio"),
        (b"\0\0\0\x18ftypqt  \0\0", "a", "video"),
        (b"\0\0\0\x18ftypisom\0\0", "a", "video"),
        (b"\x1a\x45\xdf\xa3\0\0", "a", "video"),
        (b"ID3\x04\0\0", "a", "audio"),
        (b"\xff\xfb\x90\x64", "a", "audio"),
        (b"RIFF\0\0\0\0WAVEfmt ", "a", "audio"),
        (b"OggS\0\0", "a", "audio"),
        (b"fLaC\0\0", "a", "audio"),
        ("Tea, £4\nCake, £6\n".encode(), "costs.csv", "text"),
        (b"\xef\xbb\xbfNotes\r\n", "notes.TXT", "text"),
    ],
)
def test_type_is_what_the_content_says(content, name, kind):
    assert sniff(content, name).kind == kind


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90\0\x03\0\0\0", "budget.pdf"),
        (b"\x7fELF\x02\x01", "budget.pdf"),
        (b"#!/bin/sh\nrm", "budget.pdf"),
        (b"<html><script>alert(1)</script>", "photo.jpg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photo.svg"),
        (b"\0\0\0\x18ftypabcd", "clip.mp4"),
        (b"notes\0with nothing", "notes.txt"),
        (b"caf\xe9", "notes.txt"),
        (b"AAAAAAAAWEBP", "photo.webp"),
    ],
)
def test_type_of_anything_else_is_unknown(content, name):
    assert sniff(content, name) is None


@given(st.binary(max_size=64), st.text(max_size=20))
def test_any_bytes_are_looked_at_without_error(content, name):
    sniff(content, name)


@pytest.mark.parametrize(
    ("given_name", "extension", "name"),
    [
        ("Budget 2026.pdf", "pdf", "Budget 2026.pdf"),
        ("Budget.PDF", "pdf", "Budget.pdf"),
        ("photo.jpeg", "jpg", "photo.jpg"),
        ("IMG_2031.HEIC", "jpg", "IMG_2031.jpg"),
        ("minutes v1.2", "pdf", "minutes v1.2.pdf"),
        ("/etc/passwd", "txt", "passwd.txt"),
        (r"C:\Users\nell\accounts.xlsx", "xlsx", "accounts.xlsx"),
        ("../../up.pdf", "pdf", "up.pdf"),
        ("evil\u202efdp.exe", "pdf", "evilfdp.exe.pdf"),
        ("line\nbreak\x00.pdf", "pdf", "linebreak.pdf"),
        ('a<b>:"c"|?*.pdf', "pdf", "a-b---c----.pdf"),
        ("صورة الحديقة.jpg", "jpg", "صورة الحديقة.jpg"),
        ("🌱 garden.png", "png", "🌱 garden.png"),
        (".pdf", "pdf", "pdf.pdf"),
        ("", "pdf", "file.pdf"),
        ("nul.pdf", "pdf", "file-nul.pdf"),
        ("x" * 300 + ".pdf", "pdf", "x" * 120 + ".pdf"),
    ],
)
def test_name_is_made_safe(given_name, extension, name):
    assert safe_name(given_name, extension) == name


@given(st.text(max_size=200), st.sampled_from(["pdf", "jpg", "docx"]))
def test_name_never_leaves_its_folder_nor_hides_its_type(given_name, extension):
    name = safe_name(given_name, extension)
    assert name.endswith(f".{extension}")
    assert not {"/", "\\", "\0", "\n", "\r", "\u202e"} & set(name)
    assert not name.startswith(".")
    assert len(name) <= 130
    assert safe_name(name, extension) == name


def test_refusal_of_a_type_names_what_we_take():
    sentence = str(wrong_type({"image", "pdf"}).blockers[0].sentence)
    assert sentence == (
        "We cannot take this kind of file, whatever its name says. "
        "Choose one of these: PDF · photo or picture (JPEG, PNG, HEIC, WebP, GIF)."
    )
