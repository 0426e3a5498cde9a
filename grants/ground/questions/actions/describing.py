"""A whole form from its description: shipped, or from a file that an officer chose."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse_if
from grants.ground.kit.text import digest
from grants.ground.people.actor import Actor
from grants.ground.questions import verbs
from grants.ground.questions.actions.building import add_question, add_section, create_questionnaire, may_build
from grants.ground.questions.actions.checking import set_check
from grants.ground.questions.actions.copying import unused_title
from grants.ground.questions.actions.publishing import publish_version
from grants.ground.questions.models import Section, Version
from grants.ground.questions.queries.translating import offered_languages
from grants.ground.questions.rules import description_problems, plain_texts
from grants.ground.questions.rules.description import renamed_places


@transaction.atomic
def build_questionnaire(spec: Mapping[str, Any], *, by: Actor, now: dt.datetime) -> Version:
    """A whole form from its description (`rules.description`), published. Goes through the same acts as the screen."""
    return publish_version(_draft_of(spec, spec["title"], by=by, now=now), by=by, now=now)


@transaction.atomic
def import_form(spec: Any, *, title: str = "", by: Actor, now: dt.datetime) -> Version:
    """A new form, as a draft, from a description that somebody brought; named `title`, or else as the description says.

    Refuses a description with any fault, naming each by its place, and a name that is taken: what was sent twice is not
    made twice. Nothing is half made.
    """
    may_build(by)
    refuse_if(description_problems(spec))
    name = unused_title(title or spec["title"])
    draft = _draft_of(spec, name, by=by, now=now)
    record(verbs.QUESTIONNAIRE_IMPORTED, draft.questionnaire, by=by, now=now, digest=digest(spec))
    return draft


def _draft_of(spec: Mapping[str, Any], title: str, *, by: Actor, now: dt.datetime) -> Version:
    """A new form whose draft asks what the description says."""
    version = create_questionnaire(title, spec["purpose"], by=by, now=now).versions.get()
    for described in spec["sections"]:
        words = plain_texts(described, "title", "intro")
        section = add_section(version, key=described["key"], show_if=described.get("show_if"), **words, by=by, now=now)
        for question in described["questions"]:
            _add_described(section, question, by=by, now=now)
    for check in spec.get("checks", ()):
        sides = {name: check[name] for name in ("left", "op", "right", "at", "weight", "call") if name in check}
        set_check(version, **sides, **plain_texts(check, "sentence"), by=by, now=now)
    version.refresh_from_db()
    _put_languages(version, spec)
    return version


def _put_languages(version: Version, spec: Mapping[str, Any]) -> None:
    """The languages that the description offers, as far as this installation has them, and when each was translated."""
    version.languages = [code for code in offered_languages() if code in spec.get("languages", ())]
    numbers = {f"check.{number}": f"check.{check['id']}" for number, check in enumerate(version.checks, start=1)}
    version.translated = renamed_places(spec.get("translated", {}), numbers)
    version.save(update_fields=["languages", "translated"])


def _add_described(section: Section, described: Mapping[str, Any], *, by: Actor, now: dt.datetime) -> None:
    plain = ("key", "type", "meaning", "is_required", "settings", "show_if", "use", "readers")
    given = plain_texts(described, "label", "help", "why") | {n: described[n] for n in plain if n in described}
    add_question(section, **given, by=by, now=now)
