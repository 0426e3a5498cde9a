"""Checks across the questions of a draft version: added, changed, removed."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse
from grants.ground.kit.text import tidy
from grants.ground.people.actor import Actor
from grants.ground.questions import verbs
from grants.ground.questions.actions.building import lock_draft, may_build
from grants.ground.questions.models import Version
from grants.ground.questions.rules import OPERATORS, WEIGHTS, check_from_record, measure_record
from grants.ground.questions.rules.checks import ROUTING
from grants.ground.questions.rules.shapes import CODE

MOST_CHECKS = 30


@transaction.atomic
def set_check(
    version: Version,
    *,
    left: Sequence[Mapping[str, Any]] | Mapping[str, Any],
    op: str,
    right: Sequence[Mapping[str, Any]] | Mapping[str, Any],
    sentence: Mapping[str, str],
    at: str,
    weight: str = "stops",
    call: str = "",
    check_id: str = "",
    by: Actor,
    now: dt.datetime,
) -> str:
    """A check of a draft, added at the end, or changed where `check_id` names one that is there; gives its id.

    `call` is the code of the call that it leads to, where its weight says so.

    Whether it fits the questions, publishing asks: they may still change.
    """
    may_build(by)
    version = lock_draft(version.pk)
    check: dict[str, Any] = {
        "id": check_id or str(uuid.uuid4()),
        "left": left,
        "op": op,
        "right": right,
        "sentence": {language: tidy(text) for language, text in sentence.items() if tidy(text)},
        "at": at,
        "weight": weight,
    } | ({"call": call} if weight in ROUTING else {})
    version.checks = _with(list(version.checks), _stored(check))
    version.save(update_fields=["checks"])
    record(verbs.CHECK_CHANGED if check_id else verbs.CHECK_ADDED, version, by=by, now=now, check=check["id"])
    return str(check["id"])


def _stored(check: Mapping[str, Any]) -> dict[str, Any]:
    """A check in its one stored shape. Refuses what has no sides or no sentence."""
    if check["op"] not in OPERATORS:
        raise refuse("check_operator", _("Choose how the two sides compare."), "op")
    if check["weight"] not in WEIGHTS:
        raise refuse("check_weight", _("Choose what happens when a check is not met."), "weight")
    if "call" in check and not CODE.fullmatch(check["call"]):
        raise refuse("check_without_call", _("Choose the call that a check leads to."), "call")
    if not check["sentence"]:
        raise refuse("check_without_sentence", _("Say what is read when a check is not met."), "sentence")
    spec = check_from_record(check)
    if not spec.left or not spec.right:
        raise refuse("check_without_answer", _("Choose something for each side."), "left" if not spec.left else "right")
    sides = {name: [measure_record(part) for part in getattr(spec, name)] for name in ("left", "right")}
    return {**check, **sides}


def _with(checks: list[dict[str, Any]], check: dict[str, Any]) -> list[dict[str, Any]]:
    known = [row["id"] for row in checks]
    if check["id"] in known:
        checks[known.index(check["id"])] = check
        return checks
    if len(checks) >= MOST_CHECKS:
        raise refuse("too_many_checks", _("There are too many checks. Remove one first."))
    return [*checks, check]


@transaction.atomic
def remove_check(version: Version, check_id: str, *, by: Actor, now: dt.datetime) -> None:
    """Takes a check out of a draft. A second removal changes nothing."""
    may_build(by)
    version = lock_draft(version.pk)
    kept = [check for check in version.checks if check["id"] != check_id]
    if len(kept) < len(version.checks):
        version.checks = kept
        version.save(update_fields=["checks"])
        record(verbs.CHECK_REMOVED, version, by=by, now=now, check=check_id)
