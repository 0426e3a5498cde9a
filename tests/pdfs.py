"""Reading PDFs in tests: the promises of PDF/UA-1 that can be seen without a validator, and glyphs that are missing."""

import io

from pypdf import PdfReader
from pypdf.generic import ContentStream


def read_pdf(content):
    return PdfReader(io.BytesIO(content))


def text_of(content):
    """Its words, one space between any two."""
    return " ".join(" ".join(page.extract_text() for page in read_pdf(content).pages).split())


def accessible_facts(content):
    """What a reader program asks first: is it tagged, in which language, under which title, by which standard."""
    pdf = read_pdf(content)
    root = pdf.trailer["/Root"]
    return {
        "tagged": bool(root["/MarkInfo"]["/Marked"]) and "/StructTreeRoot" in root,
        "language": root["/Lang"],
        "title": pdf.metadata.title,
        "shows_title": bool(root["/ViewerPreferences"]["/DisplayDocTitle"]),
        "standard": b"pdfuaid:part" in root["/Metadata"].get_object().get_data(),
    }


def tags_of(content):
    """The structure of a tagged PDF, as a list of tag names in reading order."""
    found = []

    def walk(node):
        node = node.get_object()
        if "/S" in node:
            found.append(str(node["/S"]).lstrip("/"))
        children = node.get("/K", [])
        for child in children if isinstance(children, list) else [children]:
            if hasattr(child.get_object(), "get"):
                walk(child)

    walk(read_pdf(content).trailer["/Root"]["/StructTreeRoot"])
    return found


def missing_glyphs(content):
    """How many glyphs are shown as `.notdef`: glyph 0 of a font that is addressed by glyph."""
    pdf, missing = read_pdf(content), 0
    for page in pdf.pages:
        for operands, operator in ContentStream(page.get_contents(), pdf).operations:
            if operator in (b"Tj", b"TJ"):
                parts = operands[0] if operator == b"TJ" else operands
                codes = b"".join(getattr(part, "original_bytes", b"") for part in parts)
                missing += sum(codes[at : at + 2] == b"\0\0" for at in range(0, len(codes), 2))
    return missing
