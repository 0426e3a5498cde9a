"""Ending a rehearsal: what was written and sent in it is erased, the evidence of the acts stays."""

from datetime import timedelta

import pytest

from grants.ground.audit.models import Entry
from grants.ground.files.models import StoredFile
from grants.ground.kit.errors import Refusal
from grants.ground.notifications.models import Mail
from grants.ground.questions.actions import attach_file
from grants.ground.questions.models import Answer, AnswerFile, AnswerRevision, SheetSnapshot
from grants.stages.applications.actions import (
    end_old_rehearsals,
    end_rehearsal,
    send_message,
    start_application,
    start_with_new_group,
)
from grants.stages.applications.models import Application, Facts, Message
from grants.stages.applications.queries import applications_of
from grants.stages.assessment.actions import create_panel
from grants.stages.calls.models import Call
from tests.factories.actors import NOW, make_actor
from tests.factories.applications import actor, answer, make_application, make_group
from tests.factories.calls import QUESTIONS, make_call, make_form
from tests.factories.files import make_file
from tests.factories.rehearsals import make_rehearsal, rehearsed_application, rehearsed_draft

pytestmark = pytest.mark.django_db

WRITTEN = (Answer, AnswerRevision, AnswerFile, SheetSnapshot, Facts, Message, StoredFile)


def counts():
    return {model.__name__: model.objects.count() for model in WRITTEN}


def form_with_file():
    return make_form(
        questions=[
            *QUESTIONS["application"],
            {"key": "plan", "type": "file", "label": "Your plan", "is_required": False},
        ]
    )


def test_everything_that_was_written_and_sent_is_erased(cast):
    call = make_call("small", form=form_with_file().questionnaire)
    kept = make_application(call)
    before = counts()
    rehearsal = make_rehearsal(call, cast.officer)
    draft = rehearsed_draft(rehearsal, cast.officer)
    officer = actor(cast.officer)
    attach_file(draft.sheet, "plan", make_file(), by=officer, now=NOW)
    answer(draft, by=officer, title="Another title")
    rehearsed_application(rehearsal, cast.officer)
    send_message(draft, "Does this reach anybody?", by=officer, now=NOW)
    assert end_rehearsal(call, by=officer, now=NOW)
    assert counts() == before
    ended, own = Call.objects.get(pk=rehearsal.pk), Application.objects.get(pk=draft.pk)
    assert (ended.status, own.status, own.title, own.forgotten_at) == ("archived", "withdrawn", "", NOW)
    assert Application.objects.get(pk=kept.pk).status == "submitted"


def test_afterwards_the_officer_has_no_group_and_no_application(cast):
    call = make_call("small")
    rehearsed_application(make_rehearsal(call, cast.officer), cast.officer)
    end_rehearsal(call, by=actor(cast.officer), now=NOW)
    officer = actor(cast.officer)
    assert (dict(officer.memberships), list(applications_of(officer))) == ({}, [])


def test_ending_twice_is_once_and_another_can_begin(cast):
    call = make_call("small")
    make_rehearsal(call, cast.officer)
    done = [end_rehearsal(call, by=actor(cast.officer), now=NOW) for _click in range(2)]
    assert done == [True, False]
    assert Entry.objects.filter(verb="rehearsal_ended").count() == 1
    assert make_rehearsal(call, cast.officer).code == "small-rehearsal-2"


def test_a_colleague_does_not_end_it(cast):
    call = make_call("small")
    rehearsal = make_rehearsal(call, cast.officer)
    assert end_rehearsal(call, by=actor(cast.second_officer), now=NOW) is False
    assert Call.objects.get(pk=rehearsal.pk).status == "announced"


def test_the_clock_ends_it_after_two_weeks(cast):
    rehearsed_application(make_rehearsal(make_call("small"), cast.officer), cast.officer)
    early, due = NOW + timedelta(days=14, seconds=-1), NOW + timedelta(days=14)
    assert [end_old_rehearsals(now=moment) for moment in (early, due, due)] == [0, 1, 0]
    ended = Entry.objects.get(verb="rehearsal_ended")
    assert (ended.actor_kind, Facts.objects.count()) == ("timer", 0)


def test_its_group_applies_nowhere_else_and_no_other_group_applies_to_it(cast):
    call = make_call("small")
    rehearsal = make_rehearsal(call, cast.officer)
    group, by = make_group()
    officer = actor(cast.officer)
    with pytest.raises(Refusal, match="not_this_group"):
        start_application(call, rehearsal.rehearsal_group, by=officer, now=NOW)
    with pytest.raises(Refusal, match="not_this_group"):
        start_application(rehearsal, group, by=by, now=NOW)
    with pytest.raises(Refusal, match="not_this_group"):
        start_with_new_group(rehearsal, "Quiet Hour", legal_form="charity", by=officer, now=NOW)


def test_mails_go_to_the_officer_alone_and_say_what_it_is(cast):
    assert cast.second_officer
    draft = rehearsed_application(make_rehearsal(make_call("small"), cast.officer), cast.officer)
    send_message(draft, "Hello?", by=actor(cast.officer), now=NOW)
    mails = Mail.objects.all()
    assert {mail.to_person_id for mail in mails} == {cast.officer.pk}
    assert all("Rehearsal: Doorstep Grants" in mail.text for mail in mails)


def test_no_panel_takes_it(cast):
    rehearsal = make_rehearsal(make_call("small"), cast.officer)
    with pytest.raises(Refusal, match="is_rehearsal"):
        create_panel(rehearsal, name="Autumn", by=make_actor(), now=NOW)
