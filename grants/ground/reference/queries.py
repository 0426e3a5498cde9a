"""Reads: the funder, words, places, reasons, holidays."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db.models import QuerySet

from grants.ground.kit.text import in_language
from grants.ground.reference.models import District, Funder, Holiday, ReasonCode, Term
from grants.ground.reference.rules import PeoplePolicy, policy


def funder() -> Funder:
    """The one funder. Raises Funder.DoesNotExist before set-up."""
    return Funder.objects.get(pk=1)


def installed_language(code: str) -> str:
    """The language of this installation for somebody who writes in `code`: that one where we have it, else our own."""
    same = (known for known, _name in settings.LANGUAGES if known.partition("-")[0] == code.partition("-")[0])
    return code if code in dict(settings.LANGUAGES) else next(same, settings.LANGUAGE_CODE)


def other_languages() -> list[str]:
    """Languages of this installation besides its own, which everything is written in first."""
    own = settings.LANGUAGE_CODE.partition("-")[0]
    return [code for code, _name in settings.LANGUAGES if code.partition("-")[0] != own]


def terms(vocabulary: str) -> QuerySet[Term]:
    """Active terms of a vocabulary, in order."""
    return Term.objects.filter(vocabulary=vocabulary, is_active=True).order_by("position", "code")


def term_labels(vocabulary: str, codes: Iterable[str], language: str) -> list[str]:
    """Labels of the codes, in the vocabulary's order; a code without a term is left out."""
    wanted = set(codes)
    rows = Term.objects.filter(vocabulary=vocabulary, code__in=wanted).order_by("position", "code")
    return [in_language(term.label, language) for term in rows]


def districts() -> QuerySet[District]:
    """Active districts, in order."""
    return District.objects.filter(is_active=True).order_by("position", "name")


def reasons(purpose: str) -> QuerySet[ReasonCode]:
    """Active published reasons for one purpose, in order."""
    return ReasonCode.objects.filter(purpose=purpose, is_active=True).order_by("position")


def holidays() -> frozenset[dt.date]:
    """Every holiday that is known."""
    return frozenset(Holiday.objects.values_list("on", flat=True))


def people_policy() -> PeoplePolicy:
    """The people-rules in force: the funder's preset and the rows that change it."""
    chosen = funder()
    return policy(chosen.people_preset, chosen.people_rules.values_list("rule", "from_amount", "is_on"))
