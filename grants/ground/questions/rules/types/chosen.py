"""Things chosen: yes or no, one, several, and a statement that is ticked."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.ground.kit.errors import refuse
from grants.ground.kit.text import in_language
from grants.ground.questions.rules.spec import QuestionSpec, answer_code
from grants.ground.questions.rules.types.raw import Display, Found, above, bare, below

YES_NO = {"yes": True, "no": False}


def clean_yes_no(question: QuestionSpec, raw: Any, currency: str) -> bool | None:
    """True for "yes", False for "no"."""
    if isinstance(raw, bool):
        return raw
    code = bare(raw)
    if code and code not in YES_NO:
        raise refuse("not_offered", _("Choose yes or no."), question.key)
    return YES_NO.get(code)


def clean_choice(question: QuestionSpec, raw: Any, currency: str) -> str | None:
    """The code of one offered option."""
    code = bare(raw)
    return _offered(question, [code])[0] if code else None


def clean_choices(question: QuestionSpec, raw: Any, currency: str) -> list[str] | None:
    """Codes of offered options, each once, in the order offered."""
    given = raw if isinstance(raw, Sequence) and not isinstance(raw, str) else [raw]
    codes = [bare(code) for code in given if bare(code)]
    return _offered(question, codes) or None


def _offered(question: QuestionSpec, codes: Sequence[str]) -> list[str]:
    known = [option.code for option in question.options if option.code in codes]
    if set(codes) - set(known):
        raise refuse("not_offered", _("Choose from the list."), question.key)
    return known


def limit_chosen(question: QuestionSpec, value: Sequence[Any], currency: str) -> Found:
    """Between `least` and `most` things chosen, or files added."""
    if above(question, len(value)):
        sentence = ngettext(
            "Choose %(most)s at most. You have %(count)s.",
            "Choose up to %(most)s. You have %(count)s.",
            question.most or 0,
        )
        return [("too_many_chosen", sentence % {"most": question.most, "count": len(value)})]
    if below(question, len(value)):
        sentence = ngettext("Choose at least %(least)s.", "Choose at least %(least)s.", question.least or 0)
        return [("too_few_chosen", sentence % {"least": question.least})]
    return []


def show_yes_no(question: QuestionSpec, value: bool, currency: str, language: str) -> Display:
    return _("Yes") if answer_code(value) == "yes" else _("No")


def show_chosen(question: QuestionSpec, value: str | Sequence[str], currency: str, language: str) -> Display:
    """One chosen thing a line; a code that the form no longer knows stands for itself."""
    codes = [value] if isinstance(value, str) else value
    options = [(code, question.option(code)) for code in codes]
    return "\n".join(in_language(option.label, language) if option else code for code, option in options)


def clean_declaration(question: QuestionSpec, raw: Any, currency: str) -> bool | None:
    """True when it is ticked; nothing when it is not."""
    return True if raw is True or bare(raw) == "yes" else None


def show_declaration(question: QuestionSpec, value: bool, currency: str, language: str) -> Display:
    """That it was ticked."""
    return _("Ticked")
