"""Signing an agreement by mailed code."""

import datetime as dt
import secrets

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.audit.rules import subject_key
from grants.ground.files.models import StoredFile
from grants.ground.kit.errors import Blocker, Refusal, refuse
from grants.ground.kit.text import tidy
from grants.ground.notifications.actions import queue_mail
from grants.ground.people.actor import TIMER, Actor
from grants.ground.people.models import Person
from grants.stages.awards.actions.offers import end_offer_in_ledger
from grants.stages.awards.models import Agreement, Award, AwardStatus, Signature, SignatureMethod, SigningCode
from grants.stages.awards.permissions import can_sign_agreement
from grants.stages.awards.queries import today_here
from grants.stages.awards.rules import AWARD, CODE_LASTS
from grants.stages.awards.verbs import AGREEMENT_FILED, AGREEMENT_SIGNED, AWARD_ACCEPTED, SIGNING_CODE_SENT
from grants.stages.funds.actions import post
from grants.stages.funds.models import Posting

MOST_CODES_AN_HOUR = 5


@transaction.atomic
def send_signing_code(agreement: Agreement, *, by: Actor, now: dt.datetime) -> SigningCode:
    """Mails the signatory a six-digit code for this agreement; earlier codes stop working. At most five an hour."""
    award = Award.objects.select_for_update(of=("self",)).get(agreement=agreement)
    _refuse_signing(agreement, award, by, now)
    earlier = SigningCode.objects.filter(agreement=agreement, person_id=by.person_id)
    if earlier.filter(made_at__gt=now - dt.timedelta(hours=1)).count() >= MOST_CODES_AN_HOUR:
        raise refuse("too_many_codes", _("You asked for many codes. Wait an hour, or call us."), "code")
    earlier.filter(used_at=None).update(expires_at=now)
    digits = f"{secrets.randbelow(10**6):06d}"
    code = SigningCode.objects.create(
        agreement=agreement,
        person_id=by.person_id,
        code_digest=_digest(agreement, by, digits),
        made_at=now,
        expires_at=now + CODE_LASTS,
    )
    queue_mail(
        "signing_code",
        to=Person.objects.get(pk=by.person_id),
        key=str(code.pk),
        context={"code": digits, "award": award, "minutes": int(CODE_LASTS.total_seconds() // 60)},
        now=now,
        case=subject_key(award.application),
    )
    record(SIGNING_CODE_SENT, award, by=by, now=now, case=award.application)
    return code


def sign_agreement(agreement: Agreement, *, code: str, name: str, by: Actor, now: dt.datetime) -> Signature:
    """One signatory accepts exactly these terms. With the last signature needed, the award is accepted.

    A wrong code costs one of five tries, and stays spent though the act is refused; a right one is spent only with the
    signature. Signing twice returns the first signature and changes nothing.
    """
    with transaction.atomic():
        award = Award.objects.select_for_update(of=("self",)).get(agreement=agreement)
        signature = Signature.objects.filter(agreement=agreement, person_id=by.person_id).first()
        if signature:
            return signature
        _refuse_signing(agreement, award, by, now)
        if not tidy(name):
            raise refuse("name_missing", _("Type your full name."), "name")
        wrong = _try_code(agreement, code, by=by, now=now)
        if wrong is None:
            signature = _sign(agreement, award, tidy(name), by=by, now=now)
    if signature is None:
        raise Refusal([wrong] if wrong else [])
    return signature


def _sign(agreement: Agreement, award: Award, name: str, *, by: Actor, now: dt.datetime) -> Signature:
    signature = Signature.objects.create(
        agreement=agreement,
        person_id=by.person_id,
        name=name[:120],
        digest=agreement.digest,
        method=SignatureMethod.MAILED_CODE,
        signed_at=now,
    )
    record(AGREEMENT_SIGNED, award, by=by, now=now, case=award.application, digest=agreement.digest)
    _accept_when_complete(award, agreement, by=by, now=now)
    return signature


def _digest(agreement: Agreement, by: Actor, digits: str) -> str:
    """A keyed digest of a code, good for one agreement and one person. The code lives minutes and allows five tries."""
    return salted_hmac("awards.signing", f"{agreement.pk}:{by.person_id}:{digits}", algorithm="sha256").hexdigest()


def _refuse_signing(agreement: Agreement, award: Award, by: Actor, now: dt.datetime) -> None:
    if not can_sign_agreement(by, award):
        raise refuse("may_not_sign", _("Only signatories of the group can sign. Ask one of them, or ask us to help."))
    if award.status != AwardStatus.OFFERED:
        raise refuse("offer_not_open", _("This offer is no longer open to sign."))
    if award.answer_by < today_here(now):
        raise refuse("offer_late", _("The last day to answer has passed. Please call us."))


def _try_code(agreement: Agreement, typed: str, *, by: Actor, now: dt.datetime) -> Blocker | None:
    """Uses up the signatory's open code; or counts the try and says what is wrong."""
    digits = "".join(character for character in typed if character.isdigit())
    open_codes = SigningCode.objects.select_for_update(of=("self",)).filter(
        agreement=agreement, person_id=by.person_id, used_at=None, expires_at__gt=now, tries_left__gt=0
    )
    code = open_codes.order_by("-pk").first()
    if code is None:
        return Blocker("no_code", _("Ask for a new code: the last one is used up or too old."), "code")
    if not constant_time_compare(code.code_digest, _digest(agreement, by, digits)):
        code.tries_left -= 1
        code.save(update_fields=["tries_left"])
        return Blocker("wrong_code", _("This is not the code we sent. Check the latest mail from us."), "code")
    code.used_at = now
    code.save(update_fields=["used_at"])
    return None


def _accept_when_complete(award: Award, agreement: Agreement, *, by: Actor, now: dt.datetime) -> None:
    """With enough signatures: the offer becomes a commitment, source by source, and the award is accepted."""
    if Signature.objects.filter(agreement=agreement).count() < agreement.signatures_needed:
        return
    AWARD.require(award.status, AwardStatus.ACCEPTED)
    agreement.completed_at = now
    agreement.save(update_fields=["completed_at"])
    award.status, award.status_since, award.accepted_at = AwardStatus.ACCEPTED, now, now
    award.save(update_fields=["status", "status_since", "accepted_at"])
    end_offer_in_ledger(award, by=by, now=now)
    for share in award.shares.select_related("source").order_by("source_id"):
        post(
            share.source,
            Posting.COMMITTED,
            amount=share.amount,
            financial_year=award.earmark.financial_year,
            earmark=award.earmark,
            effective_on=today_here(now),
            by=by,
            now=now,
        )
    record(AWARD_ACCEPTED, award, by=by, now=now, case=award.application, amount=award.amount)


@transaction.atomic
def attach_agreement_file(agreement: Agreement, stored: StoredFile, *, now: dt.datetime) -> Agreement:
    """Files the PDF of the signed agreement that a job made. A second PDF is left aside."""
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if agreement.file_id is None:
        agreement.file = stored
        agreement.save(update_fields=["file"])
        award = agreement.award
        record(AGREEMENT_FILED, award, by=TIMER, now=now, case=award.application, sha256=stored.sha256)
    return agreement
