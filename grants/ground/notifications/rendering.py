"""Turning a kind of mail and its facts into words, in the reader's language."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template import Context, Template
from django.template.loader import get_template, select_template
from django.utils import timezone, translation

from grants.ground.notifications.models import Wording
from grants.ground.notifications.rules import Rendered, fill, one_line, settled, short_text, split_subject
from grants.ground.reference.models import Funder


def render_mail(kind: str, context: Mapping[str, Any], *, language: str, wording: Wording | None = None) -> Rendered:
    """The mail in words: the office's own where there are any, else `templates/emails/<kind>.txt`, then our name.

    Every template may use `funder` and `site` (the address of this site, without a slash at the end).
    """
    letter = render_words(f"emails/{kind}", context, language=language, wording=wording)
    signature = render_plain("emails/_signature.txt", context, language=language).strip()
    return Rendered(letter.subject, f"{letter.text}\n{signature}\n")


def render_told(kind: str, context: Mapping[str, Any], *, language: str, wording: Wording | None = None) -> Rendered:
    """The message as the office reads it out or prints it: `templates/told/<kind>.txt`, else that there is news.

    It carries words of its own, with no link and nothing to sign in to, for nobody can press on paper. The subject is
    that of the mail.
    """
    subject = render_words(f"emails/{kind}", context, language=language, wording=wording).subject
    body = select_template([f"told/{kind}.txt", "told/news.txt"]).template.name  # type: ignore[attr-defined]
    facts = {"reference": "", **context}
    parts = [
        render_plain(name, facts, language=language).strip()
        for name in ("told/_greeting.txt", body, "told/_signature.txt")
    ]
    return Rendered(subject, settled("\n\n".join(parts)))


def render_short(kind: str, context: Mapping[str, Any], *, language: str) -> str:
    """The text message of a kind: `templates/texts/<kind>.txt`, else that there is news, and where to read it."""
    facts = {"call": "", "reference": "", "path": "", **context}
    name = select_template([f"texts/{kind}.txt", "texts/news.txt"]).template.name  # type: ignore[attr-defined]
    return short_text(render_plain(name, facts, language=language))


def render_words(name: str, context: Mapping[str, Any], *, language: str, wording: Wording | None = None) -> Rendered:
    """A letter, an agreement or a mail without a signature: the office's own words, else `templates/<name>.txt`."""
    if wording:
        facts = _facts(context)
        return Rendered(one_line(fill(wording.subject, facts)), fill(wording.text, facts).strip() + "\n")
    return split_subject(render_plain(f"{name}.txt", context, language=language))


def render_plain(template_name: str, context: Mapping[str, Any], *, language: str) -> str:
    """A text template rendered as text in a language and the funder's zone: an apostrophe stays an apostrophe."""
    facts = _facts(context)
    zone = ZoneInfo(facts["funder"].timezone if facts["funder"] else settings.TIME_ZONE)
    template: Template = get_template(template_name).template  # type: ignore[attr-defined]
    with translation.override(language), timezone.override(zone):
        return str(template.render(Context(facts, autoescape=False)))


def _facts(context: Mapping[str, Any]) -> dict[str, Any]:
    funder = Funder.objects.filter(pk=1).first()
    return {"funder": funder, "site": settings.BASE_URL.rstrip("/"), **context}
