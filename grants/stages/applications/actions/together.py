"""Working together: sign-off, who looks after it, leaving the group, an earlier answer brought back."""

import datetime as dt

from django.db import transaction

from grants.ground.audit.actions import record
from grants.ground.kit.errors import Stale, refuse_if
from grants.ground.kit.text import digest, tidy
from grants.ground.people.actions import leave_organisation
from grants.ground.people.actor import Actor
from grants.ground.people.models import Membership, Person
from grants.ground.people.queries import part_of
from grants.ground.questions.actions import close_sheet, reopen_sheet, restore_answer
from grants.ground.questions.actions.sheets import lock_sheet
from grants.ground.questions.models import AnswerRevision
from grants.stages.applications import permissions, queries, rules, verbs
from grants.stages.applications.actions.steps import (
    locked,
    move_to,
    permit,
    refuse_unready,
    require_mended,
    tell_group,
    tell_person,
    tell_signatories,
)
from grants.stages.applications.models import Application, ApplicationStatus
from grants.stages.calls.rules import accepts_submit


def ask_for_sign_off(application: Application, *, by: Actor, now: dt.datetime, is_declared: bool = True) -> Application:
    """Puts a finished draft before the group's signatories, and closes it for writing. Asking again changes nothing."""
    with transaction.atomic():
        application = locked(application)
        permit(permissions.can_send_application(by, application))
        if application.status == ApplicationStatus.AWAITING_SIGN_OFF:
            return application
        asks = application.call.asks_sign_off
        refuse_if(rules.blockers_to_ask_sign_off(status=application.status, asks_sign_off=asks))
        require_mended(application)
        sheet = lock_sheet(application.sheet)
        draft, accepts = queries.draft_of(application, sheet), accepts_submit(application.call, now)
        refuse_unready(draft, accepts=accepts, is_declared=is_declared)
        close_sheet(sheet)
        application.sign_off_asked_at, application.sign_off_asked_by_id, application.sign_off_note = (
            now,
            by.person_id,
            "",
        )
        application.save(update_fields=["sign_off_asked_at", "sign_off_asked_by", "sign_off_note"])
        move_to(application, ApplicationStatus.AWAITING_SIGN_OFF, now=now)
        record(verbs.SIGN_OFF_ASKED, application, by=by, now=now, case=application)
        tell_signatories("sign_off_asked", application, now=now, by_name=by.name)
        return application


def give_back_to_writers(application: Application, note: str = "", *, by: Actor, now: dt.datetime) -> Application:
    """Opens it for writing again instead of signing it off; `note` stays within the group. Twice is once."""
    note = tidy(note)
    with transaction.atomic():
        application = locked(application)
        permit(permissions.can_send_application(by, application))
        if application.status == ApplicationStatus.DRAFT and application.sign_off_asked_at is None:
            return application
        refuse_if(rules.blockers_to_give_back(status=application.status, note=note))
        application.sign_off_asked_at, application.sign_off_asked_by_id = None, None
        application.sign_off_note = note
        application.save(update_fields=["sign_off_asked_at", "sign_off_asked_by", "sign_off_note"])
        move_to(application, ApplicationStatus.DRAFT, now=now)
        reopen_sheet(application.sheet)
        record(verbs.GIVEN_BACK, application, by=by, now=now, case=application, note=digest(note) if note else "")
        tell_group(
            "application_given_back", application, now=now, again=int(now.timestamp()), by_name=by.name, note=note
        )
        return application


def hand_over_application(application: Application, person: Person, *, by: Actor, now: dt.datetime) -> Application:
    """Somebody of the group looks after it from now on, and hears so by mail. The same person again changes nothing."""
    with transaction.atomic():
        application = locked(application)
        permit(permissions.can_hand_over_application(by, application))
        if application.lead_id == person.pk:
            return application
        _give_lead(application, person, by=by, now=now)
        return application


def _give_lead(application: Application, person: Person, *, by: Actor, now: dt.datetime) -> None:
    is_member = part_of(person, application.organisation_id) in permissions.SENDS
    refuse_if(rules.blockers_to_hand_over(status=application.status, is_member=is_member))
    application.lead = person
    application.save(update_fields=["lead"])
    record(verbs.HANDED_OVER, application, by=by, now=now, case=application, person=person.pk)
    if person.pk != by.person_id:
        again = int(now.timestamp())
        tell_person("application_handed_over", application, person, now=now, again=again, by_name=by.name)


def end_part(membership: Membership, *, hand_to: Person | None = None, by: Actor, now: dt.datetime) -> Membership:
    """Ends somebody's part in a group, their own or another's; what they look after goes to `hand_to`.

    Whoever takes another person off the group takes over themselves, unless they name somebody. The last person
    leaves nothing to anybody: that is for `leave_organisation` to refuse.
    """
    with transaction.atomic():
        led = list(queries.led_by(membership).select_for_update(of=("self",)))
        heir = hand_to or queries.heirs(membership).filter(pk=by.person_id).first()
        if queries.heirs(membership).exists():
            refuse_if(rules.blockers_to_end_part(leads=queries.titles_of(led), has_heir=heir is not None))
        if heir:
            for application in led:
                _give_lead(application, heir, by=by, now=now)
        return leave_organisation(membership, by=by, now=now)


def restore_answer_of(
    application: Application, revision: AnswerRevision, *, base: int, by: Actor, now: dt.datetime
) -> bool:
    """Puts an earlier text back as the present answer. False when somebody changed the answer since `base`."""
    with transaction.atomic():
        application = locked(application)
        permit(permissions.can_write_application(by, application))
        try:
            restore_answer(application.sheet, revision, base=base, by=by, now=now)
        except Stale:
            return False
        record(verbs.ANSWER_RESTORED, application, by=by, now=now, case=application, revision=revision.revision)
        return True
