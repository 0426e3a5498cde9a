"""Equality questions, behind a link that works once and says nothing of who follows it."""

import secrets
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from grants.ground.equality.rules import LINK_LASTS, QuestionSpec
from grants.ground.kit.text import direction

SALT = "portal.equality"


@dataclass(frozen=True)
class Link:
    """The call that the answers count for, and what tells one link from another. Stored nowhere."""

    call_code: str
    nonce: str


def new_link(call_code: str) -> str:
    """A new link's token."""
    return signing.dumps([call_code, secrets.token_urlsafe(16)], salt=SALT)


def read_link(token: str) -> Link | None:
    """What a token says; None when it was made up, changed, or has run out."""
    try:
        code, nonce = signing.loads(token, salt=SALT, max_age=LINK_LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Link(code, nonce)


def _marked(question: QuestionSpec, name: str, words: str) -> SafeString:
    """Words, with their language where that is not the page's."""
    language = question.foreign.get(name, "")
    if not words or not language:
        return escape(words)
    return format_html('<span lang="{}" dir="{}">{}</span>', language, direction(language), words)


class EqualityForm(forms.Form):
    """Every question may be left out, and each offers "prefer not to say"."""

    def __init__(self, *args: Any, asked: list[QuestionSpec], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in asked:
            make = forms.MultipleChoiceField if question.is_several else forms.ChoiceField
            field = make(
                label=_marked(question, "label", question.label),
                help_text=_marked(question, "help", question.help)
                or (_("Tick all that are right.") if question.is_several else ""),
                choices=[(code, _marked(question, f"option.{code}", words)) for code, words in question.options],
                required=False,
                widget=forms.CheckboxSelectMultiple if question.is_several else forms.RadioSelect,
                error_messages={"invalid_choice": _("Choose from these answers, or leave it out.")},
            )
            field.is_never_optional = True  # type: ignore[attr-defined]
            self.fields[question.key] = field

    def given(self) -> dict[str, list[str]]:
        """What was chosen, by question."""
        said = self.cleaned_data
        return {key: value if isinstance(value, list) else [value] for key, value in said.items() if value}
