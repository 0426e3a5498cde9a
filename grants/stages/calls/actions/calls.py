"""Preparing a call. Once announced, what it offers and asks is fixed."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import Blocker, refuse, refuse_if
from grants.ground.kit.text import tidy
from grants.ground.people.actor import Actor
from grants.stages.calls import verbs
from grants.stages.calls.actions.steps import locked_call, permit_editing
from grants.stages.calls.models import Call, CallKind, CallStatus
from grants.stages.calls.queries.renewing import renewed_by
from grants.stages.calls.rules import blockers_to_renew

TEXTS = frozenset({"title", "code", "summary", "programme_code"})
LISTS = frozenset({"districts", "themes"})
TERMS = (
    TEXTS
    | LISTS
    | {
        "fund",
        "financial_year",
        "budget_amount",
        "smallest_amount",
        "largest_amount",
        "kind",
        "who_decides",
        "opens_at",
        "closes_at",
        "grace_minutes",
        "decision_by",
        "decision_working_days",
        "asks_sign_off",
        "needs_quiz",
        "longest_months",
        "host_fee_percent",
        "quiz",
        "form",
        "report_form",
        "rubric",
        "previous",
        "renews",
        "is_rehearsal",
    }
)


def create_call(title: str, *, by: Actor, now: dt.datetime, **terms: Any) -> Call:
    """A new call, being prepared. `terms` are fields of Call named in TERMS; much of it may come later."""
    permit_editing(by)
    call = Call(created_at=now, created_by_id=by.person_id)
    with transaction.atomic():
        _write_terms(call, {"title": title, **terms})
        record(verbs.CALL_CREATED, call, by=by, now=now, code=call.code)
    return call


def change_call(call: Call, *, by: Actor, now: dt.datetime, **terms: Any) -> Call:
    """Changes terms of a call that is not announced yet."""
    permit_editing(by)
    with transaction.atomic():
        call = locked_call(call)
        if call.status != CallStatus.DRAFT:
            sentence = _("This call is announced. What it offers and asks can no longer change.")
            raise refuse(f"call_is_{call.status}", sentence)
        _write_terms(call, terms)
        record(verbs.CALL_CHANGED, call, by=by, now=now, changed=",".join(sorted(terms)))
    return call


def _write_terms(call: Call, terms: dict[str, Any]) -> None:
    """Sets, checks and saves terms; lists go to their own tables."""
    if unknown := terms.keys() - TERMS:
        raise TypeError(f"a call has no terms {sorted(unknown)}")
    lists = {name: terms[name] for name in LISTS & terms.keys()}
    for name, value in terms.items():
        if name not in LISTS:
            setattr(call, name, tidy(value) if name in TEXTS else value)
    call.code = slugify(call.code)
    if call.kind == CallKind.ROLLING:
        call.closes_at = call.decision_by = None
    else:
        call.decision_working_days = None
    refuse_if(_blockers_to_save(call))
    call.save()
    for name, rows in lists.items():
        getattr(call, name).set(rows)


def _blockers_to_save(call: Call) -> list[Blocker]:
    """What the database itself would refuse, in words and at the field."""
    found = []
    if not call.title:
        found.append(Blocker("title_missing", _("Give the call a title."), "title"))
    if not call.code:
        found.append(Blocker("code_missing", _("Give the call a short code, like “doorstep”."), "code"))
    elif Call.objects.filter(code=call.code).exclude(pk=call.pk).exists():
        found.append(Blocker("code_taken", _("Another call has this code. Choose a different one."), "code"))
    if call.largest_amount < call.smallest_amount:
        sentence = _("The largest grant must not be smaller than the smallest one.")
        found.append(Blocker("amounts_reversed", sentence, "largest_amount"))
    if call.kind == CallKind.TIMED and (call.closes_at is None or call.closes_at <= call.opens_at):
        sentence = _("The call must close after it opens.")
        found.append(Blocker("dates_reversed", sentence, "closes_at"))
    return [*found, *blockers_to_renew(renewed_by(call))]
