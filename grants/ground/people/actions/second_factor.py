"""The second factor: an authenticator app, and recovery codes for the day the phone is lost.

Kept in allauth's own table. Each code of the app counts once: the last time step that was used stands beside the
secret, under lock, so that neither a second window nor a second process can use a code again.
"""

import datetime as dt

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt, encrypt
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import Blocker, refuse, refuse_if
from grants.ground.notifications.actions import queue_mail
from grants.ground.people.actor import Actor, SecondFactorProof
from grants.ground.people.models import Person
from grants.ground.people.permissions import can_manage_people
from grants.ground.people.rules import TRIES, recent_tries, totp_counters, typed_digits
from grants.ground.people.verbs import (
    RECOVERY_CODE_USED,
    RECOVERY_CODES_MADE,
    SECOND_FACTOR_REPLACED,
    SECOND_FACTOR_SET_UP,
    SECOND_FACTOR_TAKEN_OFF,
)

WRONG = Blocker("second_factor_wrong", _("This code is not right. Enter the newest code of your app."), "code")
REPEATED = Blocker("second_factor_repeated", _("This code was used already. Wait for the next one."), "code")
NOT_SET_UP = Blocker("second_factor_missing", _("Set up your second step first, under “My details”."), "code")
TOO_MANY = Blocker("second_factor_locked", _("Too many wrong codes. Wait 15 minutes, then try again."), "code")


def prove_second_factor(code: str, *, by: Actor, now: dt.datetime) -> SecondFactorProof:
    """Proof that the actor has their second factor in hand now, from a code of the app or a recovery code.

    Refuses at the field "code". A wrong code counts as a try, which is why the refusal comes after the commit.
    """
    with transaction.atomic():
        method, blocker = _tried(code, by=by, now=now)
    refuse_if([blocker] if blocker else [])
    return SecondFactorProof(person_id=by.person_id or 0, proved_at=now, method=method)


def set_up_second_factor(
    secret: str, code: str, *, by: Actor, now: dt.datetime, proof: SecondFactorProof | None = None
) -> list[str]:
    """Ties the actor to an authenticator app that knows `secret`, as `code` shows; returns new recovery codes.

    Somebody who has a second factor already replaces it, and brings proof of the old one.
    """
    counter = next((step for step in totp_counters(now) if _is_code_of(secret, step, typed_digits(code))), None)
    refuse_if([] if counter else [WRONG])
    with transaction.atomic():
        person = Person.objects.select_for_update(of=("self",)).get(pk=by.person_id)
        old = Authenticator.objects.filter(user=person)
        is_replaced = old.exists()
        if is_replaced:
            _require(proof, by=by, now=now)
            old.delete()
        data = {"secret": encrypt(secret), "last_counter": counter, "failed_at": []}
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data=data, created_at=now)
        codes = RecoveryCodes.activate(person).generate_codes()
        record(SECOND_FACTOR_REPLACED if is_replaced else SECOND_FACTOR_SET_UP, person, by=by, now=now)
        _tell("second_factor_set_up", person, now=now)
    return codes


def make_recovery_codes(*, by: Actor, proof: SecondFactorProof, now: dt.datetime) -> list[str]:
    """New recovery codes in place of all old ones."""
    _require(proof, by=by, now=now)
    with transaction.atomic():
        person = Person.objects.select_for_update(of=("self",)).get(pk=by.person_id)
        Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).delete()
        codes = RecoveryCodes.activate(person).generate_codes()
        record(RECOVERY_CODES_MADE, person, by=by, now=now)
    return codes


def take_off_second_factor(person: Person, *, by: Actor, now: dt.datetime) -> None:
    """For a colleague who lost phone and recovery codes: they set up a new one at their next sign-in."""
    if not can_manage_people(by):
        raise refuse("not_allowed", _("Only an administrator can do this."))
    if by.person_id == person.pk:
        raise refuse("not_for_self", _("Another administrator has to do this for you."))
    with transaction.atomic():
        taken, _by_table = Authenticator.objects.filter(user=person).delete()
        if taken:
            record(SECOND_FACTOR_TAKEN_OFF, person, by=by, now=now)
            _tell("second_factor_taken_off", person, now=now)


def _tried(code: str, *, by: Actor, now: dt.datetime) -> tuple[str, Blocker | None]:
    """The method that `code` proved, or why it did not; a wrong one is counted on the locked row."""
    totp = Authenticator.objects.select_for_update(of=("self",)).filter(user_id=by.person_id, type="totp").first()
    if totp is None:
        return "", NOT_SET_UP
    totp.data["failed_at"] = recent_tries(totp.data.get("failed_at", []), now=now)
    if len(totp.data["failed_at"]) >= TRIES:
        return "", TOO_MANY
    method, blocker = _checked(totp, typed_digits(code), by=by, now=now)
    if blocker:
        totp.data["failed_at"].append(now.timestamp())
    else:
        totp.data["failed_at"] = []
        totp.last_used_at = now
    totp.save(update_fields=["data", "last_used_at"])
    return method, blocker


def _checked(totp: Authenticator, code: str, *, by: Actor, now: dt.datetime) -> tuple[str, Blocker | None]:
    secret = decrypt(totp.data["secret"])
    for counter in totp_counters(now):
        if _is_code_of(secret, counter, code):
            if counter <= totp.data.get("last_counter", 0):
                return "", REPEATED
            totp.data["last_counter"] = counter
            return "totp", None
    recovery = Authenticator.objects.filter(user_id=by.person_id, type="recovery_codes").first()
    if recovery and RecoveryCodes(recovery).validate_code(code):
        record(RECOVERY_CODE_USED, totp.user, by=by, now=now)
        return "recovery_code", None
    return "", WRONG


def _is_code_of(secret: str, counter: int, code: str) -> bool:
    return bool(compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, counter))))


def _require(proof: SecondFactorProof | None, *, by: Actor, now: dt.datetime) -> None:
    if proof is None:
        raise refuse("second_factor_not_proved", _("Enter a code of your present second step first."), "proof")
    proof.refuse_unless_for(by, now)


def _tell(kind: str, person: Person, *, now: dt.datetime) -> None:
    queue_mail(kind, to=person, key=f"{person.pk}-{now.timestamp():.0f}", context={"name": person.name}, now=now)
