"""The question pack as a Word file, to write answers into: real headings, lists, table headers, title and language."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from grants.ground.kit.text import tidy

Pack = Mapping[str, Any]


def pack_docx(content: Pack, *, now: dt.datetime) -> bytes:
    """The pack, in its own language."""
    with translation.override(content["language"]):
        document = _document(content, now)
        document.add_heading(_("%(call)s: all our questions") % {"call": tidy(content["title"])}, 1)
        _say(document, content["summary"])
        _say(document, _("You can write your answers here first. Send them through our site: your text fits as it is."))
        _table(document, [_("About this call"), _("What we say")], content["facts"])
        if content["quiz"]:
            document.add_heading(_("Can you apply?"), 2)
            _questions(document, content["quiz"], has_room=False)
        for section in content["sections"]:
            document.add_heading(tidy(section["title"]), 2)
            if section["conditions"]:
                _say(document, _("Only asked if: %(when)s") % {"when": "; ".join(section["conditions"])})
            _say(document, section["intro"])
            _questions(document, [section], has_room=True)
        _criteria(document, content)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()


def _document(content: Pack, now: dt.datetime) -> Any:
    """An empty document that says what it is, and in which language it reads."""
    document: Any = Document()
    facts, language = document.core_properties, content["language"]
    facts.title = _("%(call)s: all our questions") % {"call": tidy(content["title"])}
    facts.author = facts.last_modified_by = tidy(content["funder"])
    facts.language, facts.comments = language, ""
    facts.created = facts.modified = now.astimezone(dt.UTC).replace(tzinfo=None)
    base, _dash, region = language.partition("-")
    code = f"{base}-{region.upper()}" if region else base
    for mark in document.styles.element.iter(qn("w:lang")):
        mark.set(qn("w:val"), code)
        mark.set(qn("w:bidi"), code)
    if get_language_info(language)["bidi"]:
        document.styles["Normal"].paragraph_format.element.get_or_add_pPr().append(OxmlElement("w:bidi"))
    return document


def _say(document: Any, text: str, style: str | None = None) -> None:
    """A paragraph for each line; nothing for no text."""
    for line in tidy(text).split("\n"):
        if line:
            document.add_paragraph(line, style)


def _questions(document: Any, sections: Sequence[Pack], *, has_room: bool) -> None:
    for section in sections:
        for question in section["questions"]:
            _question(document, question, has_room=has_room)


def _question(document: Any, question: Pack, *, has_room: bool) -> None:
    optional = "" if question["is_required"] else _(" (optional)")
    document.add_heading(f"{question['number']}. {tidy(question['label'])}{optional}", 3)
    if question["conditions"]:
        _say(document, _("Only asked if: %(when)s") % {"when": "; ".join(question["conditions"])})
    _say(document, question["help"])
    for line in question["limits"]:
        _say(document, _("Limit: %(limit)s") % {"limit": line})
    for label, stop, _foreign in question["options"]:
        _say(document, f"{label}: {stop}" if stop else label, "List Bullet")
    if question["more_options"]:
        _say(document, _("And %(count)s more to choose from.") % {"count": question["more_options"]})
    if question["why"]:
        _say(document, _("Why we ask: %(why)s") % {"why": question["why"]})
    if question["criteria"]:
        _say(document, _("We judge it by: %(criteria)s") % {"criteria": "; ".join(question["criteria"])})
    if has_room:
        _say(document, _("Your answer:"))
        document.add_paragraph()


def _criteria(document: Any, content: Pack) -> None:
    if not content["criteria"]:
        return
    document.add_heading(_("How we judge"), 2)
    _say(document, _("From %(least)s of 100 points on, it can be funded.") % {"least": content["least_total"]})
    rows = [[row["title"], row["question"], str(row["weight"])] for row in content["criteria"]]
    _table(document, [_("What we judge by"), _("What we ask ourselves"), _("Points")], rows)


def _table(document: Any, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table whose first row is marked as its header, and comes again on each page."""
    table = document.add_table(rows=1, cols=len(head), style="Table Grid")
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        cell.paragraphs[0].add_run(tidy(text)).bold = True
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = tidy(text)
    document.add_paragraph()
