"""What a mail looks like before it is queued: its id, its subject, the office's own words, when to try again."""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from grants.ground.kit.text import digest, tidy

# Twelve attempts take about twenty hours: a mail server that was down for a night loses nothing.
MAX_ATTEMPTS = 12
FIRST_WAIT = dt.timedelta(minutes=1)
LONGEST_WAIT = dt.timedelta(hours=4)
# How long a sender may hold a mail before another one may take it.
LEASE = dt.timedelta(minutes=5)

SUBJECT_LENGTH = 200
PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")


# Kinds whose words are for the reader's eyes only: whoever reads the outbox sees this in their place, and once such a
# mail is sent its words are forgotten.
SECRET_KINDS = {
    "sign_in_code": _("A code to sign in"),
    "signing_code": _("A code to sign an agreement"),
    "confirm_application": _("A link to confirm an application"),
    "confirm_helped": _("A link to confirm an application"),
    "invitation": _("An invitation with a personal link"),
    "host_asked": _("A personal link for an organisation that is asked to hold the money"),
}

# Kinds that carry private words where the office tells them: whoever reads the outbox does not see these.
TOLD_PRIVATELY = frozenset(
    {
        "account_refused",
        "application_given_back",
        "application_not_eligible",
        "application_questions_soon",
        "application_sent_back",
        "condition_returned",
        "decision_ready",
        "message_to_group",
        "report_answered",
        "report_sent_back",
    }
)

# Kinds that somebody sits and waits for: they go before everything else, however long the queue is.
URGENT_KINDS = frozenset({"sign_in_code", "signing_code"})


# A text message is short, and no number gets many: at most ten in an hour, the rest wait.
SHORT_TEXT_LENGTH = 300
TEXTS_IN_AN_HOUR = 10
TEXTS_WAIT = dt.timedelta(minutes=10)


def way_to(*, email: str, phone: str, reach_by: str, has_texts: bool, is_secret: bool) -> str:
    """How a message goes to somebody: "mail", "text", "told" by the office, or "" where it may go no way at all.

    People are reached as they asked, as far as this installation can. A code is never told by the office.
    """
    if reach_by == "text" and phone and has_texts:
        return "text"
    if email and (is_secret or reach_by in {"email", "text"}):
        return "mail"
    if is_secret:
        return "text" if phone and has_texts and not email else ""
    return "told"


@dataclass(frozen=True)
class Rendered:
    """A mail in words."""

    subject: str
    text: str


class MissingSubject(ValueError):
    """A template that does not begin with `Subject: ` and an empty line."""


def message_id(kind: str, key: str, recipient: str, host: str) -> str:
    """`<receipt.application-12.p7@host>`: the same mail to the same person always has the same id.

    A key that does not fit an address, or is long, is replaced by its digest.
    """
    local = f"{kind}.{key}.{recipient}"
    if not re.fullmatch(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*", local) or len(local) > 70:
        local = f"{re.sub(r'[^A-Za-z0-9_-]', '', kind)[:30]}.{digest([kind, key, recipient])[:32]}"
    return f"<{local}@{host[:45]}>"


def one_line(text: str) -> str:
    """Text fit for a header: one line, no control or direction characters, at most 200 characters."""
    kept = "".join(
        " " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c) not in {"Cc", "Zl"}
    )
    kept = "".join(c for c in kept if c not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    line = " ".join(kept.split())
    return line if len(line) <= SUBJECT_LENGTH else f"{line[: SUBJECT_LENGTH - 1].rstrip()}…"


def short_text(text: str) -> str:
    """A text message: one line of at most 300 characters, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= SHORT_TEXT_LENGTH else f"{line[: SHORT_TEXT_LENGTH - 1].rsplit(' ', 1)[0]}…"


def split_subject(rendered: str) -> Rendered:
    """Subject and text of a rendered template. Whatever stands before the first empty line is the subject."""
    head, _, text = rendered.replace("\r\n", "\n").lstrip().partition("\n\n")
    if not head.startswith("Subject:") or not text.strip():
        raise MissingSubject(head[:60])
    return Rendered(one_line(head.removeprefix("Subject:")), settled(text))


def settled(text: str) -> str:
    """Tidy text in which tags left no more than one empty line between paragraphs."""
    lines = [line.rstrip() for line in tidy(text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"


def fill(text: str, values: Mapping[str, object]) -> str:
    """The office's words with `{{ name }}` replaced. Only plain names of `values`; an unknown one is left to be seen.

    Not Django's template language: whoever may change words may not reach into objects.
    """
    return PLACEHOLDER.sub(lambda found: str(values.get(found[1], found[0])), text)


def wait_after(attempts: int) -> dt.timedelta:
    """How long to wait after this many failed attempts: 1, 2, 4, 8 … minutes, at most 4 hours."""
    return min(FIRST_WAIT * (1 << max(attempts - 1, 0)), LONGEST_WAIT)


def is_hopeless(attempts: int) -> bool:
    """Whether to give up, and leave the mail for a person to look at."""
    return attempts >= MAX_ATTEMPTS
