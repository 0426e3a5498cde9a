"""What a person sends: examined by content, kept privately, or refused with its sentence."""

import hashlib
import io
import struct
import zlib
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image, ImageFile
from PIL.PngImagePlugin import PngInfo

from grants.ground.files.actions import store_upload
from grants.ground.files.models import StoredFile
from grants.ground.files.queries import open_file, private_storage
from grants.ground.kit.errors import Refusal
from grants.ground.people.actor import TIMER
from tests.factories.files import (
    NOW,
    office_bytes,
    pdf_bytes,
    photo_bytes,
    picture_bytes,
    upload,
    zip_bytes,
)

pytestmark = pytest.mark.django_db
EVERYTHING = frozenset({"pdf", "image", "office", "text", "audio", "video"})


def store(content, name="constitution.pdf", kinds=EVERYTHING):
    return store_upload(upload(content, name), kinds=kinds, by=TIMER, now=NOW, field="file")


def refused(content, name="constitution.pdf", kinds=EVERYTHING):
    with pytest.raises(Refusal) as refusal:
        store(content, name, kinds)
    assert StoredFile.objects.count() == 0
    return [(blocker.code, blocker.field) for blocker in refusal.value.blockers]


def stored_picture(stored):
    with open_file(stored) as handle:
        picture = Image.open(io.BytesIO(handle.read()))
    picture.load()
    return picture


def test_pdf_is_kept_as_it_came():
    stored = store(pdf_bytes(), "Our rules.PDF")
    assert (stored.name, stored.content_type, stored.size) == ("Our rules.pdf", "application/pdf", len(pdf_bytes()))
    assert stored.sha256 == hashlib.sha256(pdf_bytes()).hexdigest()
    assert (stored.scan_state, stored.stored_at) == ("unscanned", NOW)
    with open_file(stored) as handle:
        assert handle.read() == pdf_bytes()


def test_stored_key_says_nothing_about_the_file(settings):
    one, other = store(pdf_bytes(), "secret.pdf"), store(pdf_bytes(), "secret.pdf")
    assert one.storage_key != other.storage_key
    assert "secret" not in one.storage_key
    served = [Path(folder) for folder in (settings.MEDIA_ROOT, settings.STATIC_ROOT)]
    assert not any(Path(private_storage().path(one.storage_key)).is_relative_to(folder) for folder in served)


@pytest.mark.parametrize(
    ("main", "extension"),
    [("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("ppt/presentation.xml", "pptx")],
)
def test_office_file_is_known_by_what_is_inside(main, extension):
    assert store(office_bytes(main), "file.zip").name == f"file.zip.{extension}"


def test_open_document_is_known_by_what_is_inside():
    content = zip_bytes(mimetype="application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": "<a/>"})
    assert store(content, "costs.ods").content_type == "application/vnd.oasis.opendocument.spreadsheet"


@pytest.mark.parametrize(
    ("stream", "extension"), [("WordDocument", "doc"), ("Workbook", "xls"), ("PowerPoint Document", "ppt")]
)
def test_old_office_file_is_known_by_its_streams(stream, extension):
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + stream.encode("utf-16-le")
    assert store(content, f"file.{extension}").name == f"file.{extension}"


def test_plain_text_and_csv_are_taken():
    assert store("Tea; £4\n".encode(), "costs.csv").content_type == "text/csv; charset=utf-8"


def test_photo_is_turned_upright_and_loses_where_it_was_taken():
    stored = store(photo_bytes(), "IMG 1.jpeg")
    picture = stored_picture(stored)
    assert (stored.name, picture.size) == ("IMG 1.jpg", (48, 64))
    top, bottom = picture.getpixel((24, 8)), picture.getpixel((24, 56))
    assert (top[0] > 200, bottom[2] > 200) == (True, True)
    assert dict(picture.getexif()) == {}
    with open_file(stored) as handle:
        content = handle.read()
    assert [mark in content for mark in (b"Exif", b"Pocket Camera", b"GPS", b"http://ns.adobe.com")] == [False] * 4


@pytest.mark.parametrize(("form", "name"), [("PNG", "garden.png"), ("GIF", "garden.png"), ("WEBP", "garden.jpg")])
def test_picture_of_another_format_is_written_anew(form, name):
    stored = store(picture_bytes(form), f"garden.{form.lower()}")
    assert stored.name == name
    assert stored_picture(stored).size == (64, 48)


def test_picture_keeps_its_see_through_parts():
    stored = store(picture_bytes("WEBP", mode="RGBA", colour=(0, 0, 0, 0)), "logo.webp")
    assert (stored.name, stored_picture(stored).getpixel((1, 1))) == ("logo.png", (0, 0, 0, 0))


def test_texts_in_a_picture_are_gone():
    note = PngInfo()
    note.add_text("Author", "Nell at 12 Mill Lane")
    with open_file(store(picture_bytes("PNG", pnginfo=note), "a.png")) as handle:
        assert b"Mill Lane" not in handle.read()


def test_photo_of_a_phone_is_taken_as_jpeg():
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (64, 48), "teal")).save(out)
    stored = store(out.getvalue(), "IMG_0001.HEIC")
    assert (stored.name, stored.content_type) == ("IMG_0001.jpg", "image/jpeg")


def test_large_photo_is_made_smaller():
    assert stored_picture(store(picture_bytes(size=(5000, 2500)), "a.jpg")).size == (4096, 2048)


def test_program_named_as_a_pdf_is_refused():
    assert refused(b"MZ\x90\0" + b"\0" * 200) == [("file_wrong_type", "file")]


def test_type_that_the_question_does_not_ask_for_is_refused():
    assert refused(pdf_bytes(), kinds=frozenset({"image"})) == [("file_wrong_type", "file")]


def test_page_and_plain_zip_are_refused():
    assert refused(b"<html></html>", "page.html") == [("file_wrong_type", "file")]
    assert refused(zip_bytes(**{"a.txt": "a"}), "files.zip") == [("file_wrong_type", "file")]


def test_nothing_chosen_is_refused():
    with pytest.raises(Refusal) as refusal:
        store_upload(None, kinds=EVERYTHING, by=TIMER, now=NOW, field="rules")
    assert [(b.code, b.field) for b in refusal.value.blockers] == [("file_missing", "rules")]


def test_empty_file_is_refused():
    assert refused(b"") == [("file_empty", "file")]


def test_file_over_the_limit_is_refused_and_told_the_limit(settings):
    settings.UPLOAD_LIMIT_BYTES = 1024 * 1024
    with pytest.raises(Refusal) as refusal:
        store(pdf_bytes("x" * 1024 * 1024))
    assert [(b.code, str(b.sentence)) for b in refusal.value.blockers] == [
        ("file_too_large", "This file is too large. The limit is 1 MB. Choose a smaller file.")
    ]


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_truncated_picture_is_refused_also_where_documents_were_made(form, monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint leaves it
    noise = Image.effect_noise((600, 600), 80)
    out = io.BytesIO()
    noise.save(out, form)
    content = out.getvalue()
    assert refused(content[: len(content) // 2], "photo.png") == [("file_damaged", "file")]


def test_picture_that_is_only_a_beginning_is_refused():
    assert refused(b"\x89PNG\r\n\x1a\n", "photo.png") == [("file_damaged", "file")]
    assert refused(b"\xff\xd8\xff\xe0", "photo.jpg") == [("file_damaged", "file")]


def test_truncated_pdf_and_office_file_are_refused():
    assert refused(pdf_bytes()[:100]) == [("file_damaged", "file")]
    assert refused(office_bytes()[:100], "a.docx") == [("file_damaged", "file")]


def test_picture_that_would_unfold_into_too_much_is_refused():
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 0, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )
    assert refused(bomb, "bomb.png") == [("picture_too_large", "file")]
    smaller = struct.pack(">IIBBBBB", 9_000, 9_000, 8, 0, 0, 0, 0)
    content = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", smaller) + chunk(b"IEND", b"")
    assert refused(content, "bomb.png") == [("picture_too_large", "file")]


def test_zip_that_would_unfold_into_too_much_is_refused():
    bomb = office_bytes(**{"word/media/a.xml": b"\0" * (301 * 1024 * 1024)})
    assert refused(bomb, "a.docx") == [("file_damaged", "file")]


def test_macros_are_refused():
    assert refused(office_bytes(**{"word/vbaProject.bin": b"x"}), "a.docm") == [("file_has_macros", "file")]
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument _VBA_PROJECT".encode("utf-16-le")
    assert refused(old, "a.doc") == [("file_has_macros", "file")]
