"""The shipped words, from fixtures/reference: vocabularies, reasons, holidays, equality questions, indicators."""

import json
from typing import Any

from django.conf import settings

from grants.env import BASE_DIR
from grants.ground.equality.models import EqualityQuestion
from grants.ground.reference.models import Holiday, Indicator, ReasonCode, Term

FOLDER = BASE_DIR / "fixtures" / "reference"


def load_words() -> None:
    """Adds the words that are not there yet. What staff have changed stays as it is."""
    Term.objects.bulk_create(
        [
            Term(vocabulary=vocabulary, code=code, label={settings.LANGUAGE_CODE: label}, position=position)
            for vocabulary, rows in _read("terms").items()
            for position, (code, label) in enumerate(rows)
        ],
        ignore_conflicts=True,
    )
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
        [_equality(row, position) for position, row in enumerate(_read("equality")["questions"])], ignore_conflicts=True
    )
    Indicator.objects.bulk_create(
        [Indicator(**row, position=position) for position, row in enumerate(_read("indicators")["library"])],
        ignore_conflicts=True,
    )


def _equality(row: dict[str, Any], position: int) -> EqualityQuestion:
    """A question about the people who run a group, with its answers."""
    options = [{"code": code, "label": {settings.LANGUAGE_CODE: label}} for code, label in row["options"]]
    texts = {name: {settings.LANGUAGE_CODE: row[name]} if row.get(name) else {} for name in ("label", "help")}
    is_several = row.get("is_several", True)
    return EqualityQuestion(key=row["key"], options=options, position=position, is_several=is_several, **texts)


def _read(name: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = json.loads((FOLDER / f"{name}.json").read_text())
    return found
