"""What a group said before, and what we know of it: what may be offered at a question, and what may be copied."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from grants.ground.kit.errors import Blocker
from grants.ground.questions.rules import Offer, QuestionSpec, Reused, reused_answer, reused_value
from grants.stages.applications.rules.applications import BEING_WRITTEN

CONTACTS_OFFERED = 2


@dataclass(frozen=True)
class SentBefore:
    """What a group sent last: when, in which call, and everything that it said."""

    application_id: int
    call: str
    sent_on: dt.date
    content: Mapping[str, Any]


@dataclass(frozen=True)
class KnownGroup:
    """What we know of a group without asking. `people` are those who answer for it: name, email, phone."""

    name: str
    legal_form: str
    number: str
    people: Sequence[Mapping[str, str]] = ()


def offer_from_before(question: QuestionSpec, before: SentBefore, currency: str) -> Offer | None:
    """What the group wrote last time under the same key, where it is asked in the same way."""
    every = (answer for section in before.content["sections"] for answer in section["answers"])
    said = next((answer for answer in every if answer["key"] == question.key), None)
    fits = reused_answer(question, said, currency) if said else Reused()
    if not fits.is_something:
        return None
    told = _("What you wrote last time (%(day)s, %(call)s)") % {
        "day": date_format(before.sent_on, "j F Y"),
        "call": before.call,
    }
    return Offer("before", told, f"application:{before.application_id}", fits)


def offer_from_group(question: QuestionSpec, group: KnownGroup, currency: str) -> Offer | None:
    """What the group's own page says, for a question with a meaning that it answers."""
    value = known_answer(question, group, currency)
    if value is None:
        return None
    return Offer("profile", _("What you say about your group"), "profile:", Reused(value))


def known_answer(question: QuestionSpec, group: KnownGroup, currency: str) -> Any:
    """What we know of a group, typed as the question takes it; None where it is not known, or not offered there."""
    known: dict[str, Any] = {"legal_form": group.legal_form, "group_name": group.name, "contacts": list(group.people)}
    if question.type == "organisation":
        known["group_name"] = {"name": group.name, "number": group.number}
    given = known.get(question.meaning)
    return reused_value(question, given, currency) if given else None


def paper_words(kind: str, valid_until: dt.date | None) -> str:
    """A paper of the group as it is offered."""
    if valid_until is None:
        return _("From your papers: %(kind)s") % {"kind": kind}
    day = date_format(valid_until, "j F Y")
    return _("From your papers: %(kind)s, counts until %(day)s") % {"kind": kind, "day": day}


def may_be_copied(status: str) -> bool:
    """Whether an application can be copied into another call: once it was sent, or was not sent in time."""
    return status not in BEING_WRITTEN and status != "withdrawn"


def blockers_to_copy(*, is_over: bool, has_draft: bool, accepts_new: bool, renews: bool = False) -> list[Blocker]:
    """Why an application cannot be copied into a call. A draft that is there is never written over."""
    found = []
    if not is_over:
        found.append(Blocker("still_being_written", _("This is still being written. Send it first.")))
    if has_draft:
        sentence = _("Your group is writing an application to this call already. Go on with that one.")
        found.append(Blocker("draft_there", sentence, "call"))
    if not accepts_new:
        found.append(Blocker("call_not_open", _("This call is not taking new applications now."), "call"))
    if renews:
        sentence = _("This call renews earlier grants. Start there: what you wrote then comes over by itself.")
        found.append(Blocker("call_renews", sentence, "call"))
    return found
