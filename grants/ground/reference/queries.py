"""Reads: the funder, words, places, reasons, holidays."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from grants.ground.reference.models import District, Funder, Holiday, ReasonCode, Term
from grants.ground.reference.rules import PeoplePolicy, policy

Texts = Mapping[str, str]


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


def terms(vocabulary: str, *, also: Iterable[Any] = ()) -> QuerySet[Term]:
    """Active terms of a vocabulary, in order; `also` those, retired or not, that were chosen before."""
    return Term.objects.filter(Q(is_active=True) | Q(pk__in=also), vocabulary=vocabulary).order_by("position", "code")


def term_texts(named: Mapping[str, Iterable[str]]) -> dict[str, list[Texts]]:
    """By vocabulary the labels, by language, of the codes that were named, in the vocabulary's order. One query.

    Retired terms keep their label; a code without a term is left out.
    """
    wanted = {(vocabulary, code) for vocabulary, codes in named.items() for code in codes}
    rows = Term.objects.filter(code__in={code for _vocabulary, code in wanted}, vocabulary__in=named)
    found: dict[str, list[Texts]] = {vocabulary: [] for vocabulary in named}
    for term in rows.order_by("vocabulary", "position", "code"):
        if (term.vocabulary, term.code) in wanted:
            found[term.vocabulary].append(term.label)
    return found


def districts(*, also: Iterable[Any] = ()) -> QuerySet[District]:
    """Active districts, in order; `also` those, retired or not, that were chosen before."""
    return District.objects.filter(Q(is_active=True) | Q(pk__in=also)).order_by("position", "name")


def district_texts(codes: Iterable[str]) -> list[Texts]:
    """Names of places by language, retired ones too, in the order of the codes; an unknown code is its own."""
    wanted = list(codes)
    known = {row.code: row.label for row in District.objects.filter(code__in=wanted)}
    return [known.get(code, {settings.LANGUAGE_CODE: code}) for code in wanted]


def known_districts() -> frozenset[str]:
    """Codes of every place that is or was on the list."""
    return frozenset(District.objects.values_list("code", flat=True))


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
