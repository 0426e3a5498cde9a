"""The eligibility quiz without an account: one question a page, the way so far signed into the address."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from grants.desks.web.questions.tongues import marked
from grants.ground.questions.rules import QuestionSpec

SALT = "portal.quiz"
YES_NO = {"yes": _("Yes"), "no": _("No")}


@dataclass(frozen=True)
class Progress:
    """A visitor's way through one quiz. Nothing is stored; `run` tells visits apart, so that each counts once.

    `version` is the version of the quiz that was answered, 0 for the one that is asked now.
    """

    call_code: str
    run: str
    answers: Mapping[str, str]
    version: int = 0

    @property
    def token(self) -> str:
        """This progress as text for an address, signed."""
        return signing.dumps([self.call_code, self.run, dict(self.answers), self.version], salt=SALT, compress=True)

    def with_answer(self, key: str, code: str) -> "Progress":
        """The progress after one more answer."""
        return replace(self, answers={**self.answers, key: code})


def read_progress(token: str, call_code: str) -> Progress:
    """The progress of an address; a new one when there is none, it was tampered with, or is of another call."""
    try:
        code, run, answers, version = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return Progress(call_code, secrets.token_urlsafe(6), {})
    return Progress(code, run, answers, version) if code == call_code else read_progress("", call_code)


class QuizForm(forms.Form):
    """One question of the quiz. Its label is the page's heading."""

    answer = forms.ChoiceField(widget=forms.RadioSelect, error_messages={"required": _("Choose one answer.")})

    def __init__(self, *args: object, question: QuestionSpec, language: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["answer"]
        field.label = marked(question.label, language)
        field.help_text = marked(question.help, language)
        field.is_heading = True  # type: ignore[attr-defined]
        field.choices = [  # type: ignore[attr-defined]
            (option.code, marked(option.label, language) or YES_NO.get(option.code, option.code))
            for option in question.options
        ]
        field.error_messages["invalid_choice"] = _("Choose one of the answers shown.")
