"""Turning a kind of mail and its facts into words, in the reader's language."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template import Context, Template
from django.template.loader import get_template
from django.utils import timezone, translation

from grants.ground.notifications.models import Wording
from grants.ground.notifications.rules import Rendered, fill, one_line, split_subject
from grants.ground.reference.models import Funder


def render_mail(kind: str, context: Mapping[str, Any], *, language: str, wording: Wording | None = None) -> Rendered:
    """The mail in words: the office's own where there are any, else `templates/emails/<kind>.txt`, then our name.

    Every template may use `funder` and `site` (the address of this site, without a slash at the end).
    """
    funder = Funder.objects.filter(pk=1).first()
    facts = {"funder": funder, "site": settings.BASE_URL.rstrip("/"), **context}
    zone = ZoneInfo(funder.timezone if funder else settings.TIME_ZONE)
    with translation.override(language), timezone.override(zone):
        if wording:
            letter = Rendered(one_line(fill(wording.subject, facts)), fill(wording.text, facts).strip() + "\n")
        else:
            letter = split_subject(_plain(f"emails/{kind}.txt", facts))
        return Rendered(letter.subject, f"{letter.text}\n{_plain('emails/_signature.txt', facts).strip()}\n")


def _plain(name: str, facts: Mapping[str, Any]) -> str:
    """A text template rendered as text: an apostrophe stays an apostrophe."""
    template: Template = get_template(name).template  # type: ignore[attr-defined]
    return str(template.render(Context(dict(facts), autoescape=False)))
