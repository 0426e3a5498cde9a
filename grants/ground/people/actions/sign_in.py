"""Signing in by a code, mailed or sent as a text. Known and unknown addresses are treated alike: none can be told."""

import datetime as dt
import secrets

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse, refuse_if
from grants.ground.notifications.actions import queue_mail, queue_mail_to_address
from grants.ground.people.actions.people import add_person, verify_person
from grants.ground.people.actor import Actor
from grants.ground.people.models import Person, ReachBy, SignInCode
from grants.ground.people.rules import (
    SIGN_IN_CODE_LASTS,
    blockers_to_send_code,
    blockers_to_use_code,
    plain_address,
    plain_phone,
    typed_digits,
)
from grants.ground.people.verbs import SESSIONS_ENDED, SIGNED_IN


def send_sign_in_code(email: str, *, now: dt.datetime, language: str = "en-gb") -> SignInCode:
    """Mails a code of six digits to an address, which becomes an unverified person if nobody has it yet.

    Refuses after five codes in a quarter of an hour. Somebody who was shut out gets no mail and no other answer.
    """
    with transaction.atomic():
        person = add_person(email, now=now, language=language)
        person, asked, code = _new_code(person, now=now)
        if person.is_active:
            queue_mail_to_address(
                "sign_in_code",
                email=plain_address(email),
                language=person.language,
                key=str(asked.pk),
                context={"code": code},
                now=now,
            )
    return asked


def send_sign_in_code_by_text(phone: str, *, now: dt.datetime, language: str = "en-gb") -> SignInCode:
    """Sends a code as a text message to a person without email who gave us this number before.

    Nobody else is sent one: a message costs money. The answer is the same, so that no number can be guessed.
    """
    number = plain_phone(phone, country=settings.PHONE_COUNTRY)
    if not number:
        raise refuse("not_a_phone", _("Enter a phone number, like 07700 900123 or +44 7700 900123."), "phone")
    with transaction.atomic():
        row = {"language": language, "joined_at": now, "reach_by": ReachBy.TEXT}
        person, _is_new = Person.objects.get_or_create(email=None, phone=number, defaults=row)
        person, asked, code = _new_code(person, now=now)
        if person.name:
            queue_mail("sign_in_code", to=person, key=str(asked.pk), context={"code": code}, now=now)
    return asked


def _new_code(person: Person, *, now: dt.datetime) -> tuple[Person, SignInCode, str]:
    """A code of six digits for a person, whose row is locked until it is sent."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    refuse_if(blockers_to_send_code(list(person.sign_in_codes.values_list("asked_at", flat=True)), now=now))
    code = f"{secrets.randbelow(10**6):06}"
    asked = SignInCode.objects.create(
        person=person, digest=_digest(person, code), asked_at=now, expires_at=now + SIGN_IN_CODE_LASTS
    )
    return person, asked, code


def use_sign_in_code(asked_id: int, typed: str, *, now: dt.datetime) -> Person:
    """The person whose code this is. A wrong code counts as a try, which is why the refusal comes after the commit."""
    with transaction.atomic():
        rows = SignInCode.objects.select_for_update(of=("self",)).select_related("person")
        asked = rows.filter(pk=asked_id, person__is_active=True).first()
        if asked is None:
            raise refuse("code_over", _("This code is too old. Ask for a new one."), "code")
        is_match = constant_time_compare(asked.digest, _digest(asked.person, typed_digits(typed)))
        blockers = blockers_to_use_code(
            expires_at=asked.expires_at, used_at=asked.used_at, tries=asked.tries, is_match=is_match, now=now
        )
        if blockers:
            asked.tries += 1
        else:
            asked.used_at = now
            verify_person(asked.person, now=now)
            record(SIGNED_IN, asked.person, by=Actor(kind="person", person_id=asked.person_id), now=now)
        asked.save(update_fields=["tries", "used_at"])
    refuse_if(blockers)
    return asked.person


def end_session(session_id: int, *, by: Actor, now: dt.datetime) -> int:
    """Signs the actor out of one other browser. Returns how many were ended: 0 for a session that is not theirs."""
    return _end(UserSession.objects.filter(user_id=by.person_id, pk=session_id), by=by, now=now)


def end_other_sessions(session_key: str | None, *, by: Actor, now: dt.datetime) -> int:
    """Signs the actor out of every browser but the one with this session. Returns how many were ended."""
    return _end(UserSession.objects.filter(user_id=by.person_id).exclude(session_key=session_key), by=by, now=now)


def _end(sessions: QuerySet[UserSession], *, by: Actor, now: dt.datetime) -> int:
    with transaction.atomic():
        ended = list(sessions)
        for session in ended:
            session.end()
        if ended:
            record(SESSIONS_ENDED, Person(pk=by.person_id), by=by, now=now, count=len(ended))
    return len(ended)


def _digest(person: Person, code: str) -> str:
    return salted_hmac("sign-in code", f"{person.pk}:{code}", algorithm="sha256").hexdigest()
