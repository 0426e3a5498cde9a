"""The shipped words, from fixtures/reference: vocabularies, reasons, holidays, equality questions, indicators.

`es.json` and the like hold their translations by code. Where such a file says that it is a draft, the lists say so too,
until somebody who speaks the language has looked.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from grants.env import BASE_DIR
from grants.ground.equality.models import EqualityQuestion
from grants.ground.kit.translating import DRAFT, Slot, master_digest
from grants.ground.reference.models import Holiday, Indicator, ReasonCode, Term
from grants.ground.reference.queries import other_languages

FOLDER = BASE_DIR / "fixtures" / "reference"


@dataclass(frozen=True)
class Shipped:
    """A translation file: what it says of terms, indicators and equality questions, and whether it is a draft."""

    language: str
    content: Mapping[str, Any]

    def dated(self, english: str) -> str:
        """What a translation is dated by: a draft, or the English that it was made of."""
        return DRAFT if self.content["is_draft"] else master_digest(Slot("", "", {settings.LANGUAGE_CODE: english}))


def shipped_translations() -> list[Shipped]:
    """The translation files of the site's languages, as far as there are any."""
    paths = [(language, FOLDER / f"{language}.json") for language in other_languages()]
    return [Shipped(language, json.loads(path.read_text())) for language, path in paths if path.exists()]


def _words(kind: str, code: str, english: str, shipped: list[Shipped]) -> dict[str, Any]:
    """The label of a term or an indicator in every language, with its dates."""
    found = [(one, text) for one in shipped if (text := one.content[kind].get(code))]
    return {
        "label": {settings.LANGUAGE_CODE: english} | {one.language: text for one, text in found},
        "translated": {one.language: {"label": one.dated(english)} for one, _text in found},
    }


def load_words() -> None:
    """Adds the words that are not there yet, and translations where nobody has touched any. What staff have changed
    stays as it is.
    """
    shipped = shipped_translations()
    terms = [
        Term(vocabulary=vocabulary, code=code, position=position, **_words("terms", code, label, shipped))
        for vocabulary, rows in _read("terms").items()
        for position, (code, label) in enumerate(rows)
    ]
    Term.objects.bulk_create(terms, ignore_conflicts=True)
    _translate_untouched(Term, "label", {(row.vocabulary, row.code): row for row in terms})
    ReasonCode.objects.bulk_create(
        [
            ReasonCode(purpose=purpose, code=code, sentence={settings.LANGUAGE_CODE: sentence}, position=position)
            for purpose, rows in _read("reasons").items()
            for position, (code, sentence) in enumerate(rows)
        ],
        ignore_conflicts=True,
    )
    Holiday.objects.bulk_create(
        [Holiday(on=on, name=name) for rows in _read("holidays").values() for on, name in rows], ignore_conflicts=True
    )
    EqualityQuestion.objects.bulk_create(
        [_equality(row, position, shipped) for position, row in enumerate(_read("equality")["questions"])],
        ignore_conflicts=True,
    )
    signs = [_indicator(row, position, shipped) for position, row in enumerate(_read("indicators")["library"])]
    Indicator.objects.bulk_create(signs, ignore_conflicts=True)
    _translate_untouched(Indicator, "title", {("", row.code): row for row in signs})


def _translate_untouched(model: Any, name: str, shipped: Mapping[tuple[str, str], Any]) -> None:
    """Gives the shipped translations to rows of an earlier version that read as shipped in English, and have none."""
    waiting = []
    for row in model.objects.filter(translated={}):
        known = shipped.get((getattr(row, "vocabulary", ""), row.code))
        english = {settings.LANGUAGE_CODE: getattr(known, name, {}).get(settings.LANGUAGE_CODE)}
        if known is not None and known.translated and getattr(row, name) == english:
            setattr(row, name, getattr(known, name))
            row.translated = known.translated
            waiting.append(row)
    model.objects.bulk_update(waiting, [name, "translated"])


def _indicator(row: dict[str, Any], position: int, shipped: list[Shipped]) -> Indicator:
    """A sign of change from the library."""
    words = _words("indicators", row["code"], row["title"][settings.LANGUAGE_CODE], shipped)
    told = {"title": words["label"], "translated": words["translated"]}
    return Indicator(**row | told, position=position)


def _equality(row: dict[str, Any], position: int, shipped: list[Shipped]) -> EqualityQuestion:
    """A question about the people who run a group, with its answers."""
    options = [{"code": code, "label": {settings.LANGUAGE_CODE: label}} for code, label in row["options"]]
    texts = {name: {settings.LANGUAGE_CODE: row[name]} if row.get(name) else {} for name in ("label", "help")}
    places = texts | {f"option.{option['code']}": option["label"] for option in options}
    translated: dict[str, dict[str, str]] = {}
    for one in shipped:
        said = one.content["equality"].get(row["key"], {})
        own = said | {f"option.{code}": text for code, text in said.get("options", {}).items()}
        for place, words in places.items():
            if words and own.get(place):
                words[one.language] = own[place]
                translated.setdefault(one.language, {})[place] = one.dated(words[settings.LANGUAGE_CODE])
    several = row.get("is_several", True)
    return EqualityQuestion(
        key=row["key"], options=options, position=position, is_several=several, translated=translated, **texts
    )


def _read(name: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = json.loads((FOLDER / f"{name}.json").read_text())
    return found
