"""Letters to people who get no mail: one document to print, each letter on pages of its own, for window envelopes."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language_info

from grants.desks.web.answers import AnswerSection, answer_sections
from grants.ground.notifications.models import Mail
from grants.ground.questions.queries.sheets import snapshot_contents
from grants.ground.reference.queries import funder
from grants.outputs.documents.engine import render
from grants.outputs.documents.layout import Block, blocks_of
from grants.stages.awards.models import Agreement, Letter


@dataclass(frozen=True)
class Enclosure:
    """What goes with a letter: a released letter or an agreement in blocks, or the answers that were sent."""

    title: str = ""
    blocks: Sequence[Block] = ()
    sections: Sequence[AnswerSection] = ()


@dataclass(frozen=True)
class PostedLetter:
    """One letter to print."""

    name: str
    address: str
    subject: str
    language: str
    direction: str
    is_large_print: bool
    blocks: Sequence[Block]
    enclosure: Enclosure = field(default_factory=Enclosure)


def post_pdf(mails: Sequence[Mail], *, on: dt.datetime) -> bytes:
    """Messages as one tagged PDF, a letter each, in the order given. Each is in its reader's language and print."""
    enclosures = _enclosures(mail.attachment for mail in mails)
    letters = [_letter(mail, enclosures) for mail in mails]
    language = mails[0].language if mails else "en-gb"
    title = letters[0].subject if len(letters) == 1 else f"{on:%Y-%m-%d}"
    return render(
        "documents/post.html",
        {"letters": letters, "on": on, "sender": _one_line(funder().address)},
        title=title,
        language=language,
    )


def _one_line(address: str) -> str:
    """An address beside the letterhead, where it may not grow into the window of the envelope."""
    return ", ".join(line.strip() for line in address.splitlines() if line.strip())


def _letter(mail: Mail, enclosures: dict[str, Enclosure]) -> PostedLetter:
    person: Any = mail.to_person
    return PostedLetter(
        name=person.get_full_name(),
        address=person.postal_address,
        subject=mail.subject,
        language=mail.language,
        direction="rtl" if get_language_info(mail.language)["bidi"] else "ltr",
        is_large_print=person.needs_large_print,
        blocks=blocks_of(mail.text),
        enclosure=enclosures.get(mail.attachment, Enclosure()),
    )


def _enclosures(references: Iterable[str]) -> dict[str, Enclosure]:
    """Documents by the names that mails call them by. Three queries, however many there are."""
    keys: dict[str, list[int]] = {"letter": [], "agreement": [], "receipt": []}
    for kind, _, key in (reference.partition(":") for reference in references):
        if kind in keys:
            keys[kind].append(int(key))
    found = {
        f"letter:{letter.pk}": Enclosure(letter.subject, blocks_of(letter.text))
        for letter in Letter.objects.filter(pk__in=keys["letter"])
    }
    for agreement in Agreement.objects.filter(pk__in=keys["agreement"]):
        title, _, text = agreement.text.partition("\n\n")
        found[f"agreement:{agreement.pk}"] = Enclosure(title, blocks_of(text))
    for pk, content in snapshot_contents(keys["receipt"]).items():
        found[f"receipt:{pk}"] = Enclosure("", (), answer_sections(content))
    return found
