"""A look inside office files and PDFs: what they really are, whether they are whole, whether programs hide in them."""

import io
import zipfile

from grants.ground.files.rules import (
    DOC,
    DOCX,
    ODP,
    ODS,
    ODT,
    PPT,
    PPTX,
    XLS,
    XLSX,
    FileType,
    damaged,
    has_macros,
)

MAX_ENTRIES = 10_000
MAX_UNFOLDED = 300 * 1024 * 1024
MANIFEST = "[Content_Types].xml"
OPEN_XML = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "ppt/presentation.xml": PPTX}
OPEN_DOCUMENT = {found.content_type.encode(): found for found in (ODT, ODS, ODP)}
OLD_OFFICE = (("WordDocument", DOC), ("Workbook", XLS), ("Book", XLS), ("PowerPoint Document", PPT))


def look_into_zip(content: bytes) -> FileType | None:
    """Which office format a zip is; None when it is none. Raises Refusal when damaged, a bomb, or with macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNFOLDED:
                raise damaged()
            names = {entry.filename for entry in entries}
            found = _open_document(archive, names) or next((OPEN_XML[name] for name in OPEN_XML if name in names), None)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, RuntimeError, NotImplementedError):
        raise damaged() from None
    if found in OPEN_XML.values() and MANIFEST not in names:
        return None
    if found and any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names):
        raise has_macros()
    return found


def _open_document(archive: zipfile.ZipFile, names: set[str]) -> FileType | None:
    if "mimetype" not in names or archive.getinfo("mimetype").file_size > 100:
        return None
    return OPEN_DOCUMENT.get(archive.read("mimetype").strip())


def look_into_old_office(content: bytes) -> FileType | None:
    """Which of the formats before 2007 a file is, by the streams that it names; None when it is none."""
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise has_macros()
    return next((found for stream, found in OLD_OFFICE if stream.encode("utf-16-le") in content), None)


def require_whole_pdf(content: bytes) -> None:
    """Raises Refusal unless the PDF has its end: one that was cut short does not open."""
    if b"%%EOF" not in content[-2048:]:
        raise damaged()
