"""Words: one line, longer text, an email address, a phone number."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.ground.kit.errors import refuse
from grants.ground.kit.text import tidy
from grants.ground.questions.rules.spec import QuestionSpec, word_count
from grants.ground.questions.rules.types.raw import LONGEST_LINE, Found, above, bare, below, digits, line

LONGEST_TEXT = 50_000


def clean_short_text(question: QuestionSpec, raw: Any, currency: str) -> str | None:
    """One line: a pasted table or paragraph becomes one line too."""
    text = line(raw)
    if len(text) > LONGEST_LINE:
        raise refuse("text_far_too_long", _("This is far too long for one line. Shorten it."), question.key)
    return text or None


def clean_long_text(question: QuestionSpec, raw: Any, currency: str) -> str | None:
    """Text as written, over its word limit or not."""
    text = tidy(raw if isinstance(raw, str) else "")
    if len(text) > LONGEST_TEXT:
        sentence = _("This is too long for us to keep: 50,000 characters at most. Shorten it and save again.")
        raise refuse("text_far_too_long", sentence, question.key)
    return text or None


def clean_email(question: QuestionSpec, raw: Any, currency: str) -> str | None:
    """An email address, its domain in lower case."""
    text = bare(raw).replace(" ", "")
    if not text:
        return None
    try:
        validate_email(text)
    except ValidationError:
        raise refuse("not_an_email", _("Enter an email address, like name@example.org."), question.key) from None
    name, domain = text.rsplit("@", 1)
    return f"{name}@{domain.lower()}"


def clean_phone(question: QuestionSpec, raw: Any, currency: str) -> str | None:
    """A phone number as typed, with 7 to 15 digits."""
    text = bare(raw)
    if not text:
        return None
    if not re.fullmatch(r"\+?[\d\s().\-–/]+", text) or not 7 <= len(digits(text)) <= 15:
        sentence = _("Enter a phone number, like 0161 496 0000 or +44 7700 900123.")
        raise refuse("not_a_phone", sentence, question.key)
    return text


def limit_words(question: QuestionSpec, value: str, currency: str) -> Found:
    """Long text: `least` and `most` words."""
    words = word_count(value)
    if above(question, words):
        over = words - (question.most or 0)
        sentence = ngettext(
            "Your answer is %(over)s word too long. Shorten it to %(most)s words or fewer.",
            "Your answer is %(over)s words too long. Shorten it to %(most)s words or fewer.",
            over,
        )
        return [("too_many_words", sentence % {"over": over, "most": question.most})]
    if below(question, words):
        sentence = ngettext(
            "Write at least %(least)s word. You have written %(words)s.",
            "Write at least %(least)s words. You have written %(words)s.",
            question.least or 0,
        )
        return [("too_few_words", sentence % {"least": question.least, "words": words})]
    return []


def limit_characters(question: QuestionSpec, value: str, currency: str) -> Found:
    """One line: `most` characters."""
    if not above(question, len(value)):
        return []
    sentence = _("Shorten this to %(most)s characters or fewer. It has %(count)s.")
    return [("too_many_characters", sentence % {"most": question.most, "count": len(value)})]
