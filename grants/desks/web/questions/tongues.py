"""Two languages of a page of questions: the one it is read in, and the one it is answered in."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from grants.ground.kit.text import direction, in_language, language_of
from grants.ground.questions.rules import FormSpec, same_language


def screen_language() -> str:
    """The language that the reader chose for screens."""
    return get_language() or settings.LANGUAGE_CODE


def said_in(texts: Mapping[str, str], language: str) -> SafeString:
    """Attributes for a text that stands in another language than the page around it; none where it does not."""
    found = language_of(texts, language)
    return SafeString("") if same_language(found, language) else _attributes(found, direction(found))


def marked(texts: Mapping[str, str], language: str) -> SafeString:
    """A text as the reader finds it, in a span that says its language where that is not the page's."""
    return marked_words(in_language(texts, language), language_of(texts, language), language)


def marked_words(words: str, language: str, screen: str) -> SafeString:
    """Words of a known language for a page in another, or in the same."""
    if not words or same_language(language, screen):
        return conditional_escape(words)
    return format_html("<span{}>{}</span>", _attributes(language, direction(language)), words)


def answered_in(language: str, screen: str) -> SafeString:
    """Attributes of a control for answers: their language where it is not the page's, and which way they run."""
    way = direction(language)
    way = way if way == "rtl" else "auto"
    return format_html(' dir="{}"', way) if same_language(language, screen) else _attributes(language, way)


def _attributes(language: str, way: str) -> SafeString:
    return format_html(' lang="{}" dir="{}"', language, way)


def is_offered(form: FormSpec, language: str) -> bool:
    """Whether a form is offered in a language: the one it is written in, or one of those chosen for it."""
    return any(same_language(code, language) for code in (settings.LANGUAGE_CODE, *form.languages))
