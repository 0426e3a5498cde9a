"""Many at the same moment: only PostgreSQL has real threads."""

import pytest

from grants.ground.kit.errors import Refusal
from grants.ground.notifications.models import Mail
from grants.ground.questions.actions import save_answer
from grants.ground.questions.models import Answer, SheetSnapshot
from grants.stages.applications.actions import start_application, submit_application
from grants.stages.applications.models import Application, Facts
from tests.factories.applications import make_draft, make_group, reread
from tests.factories.calls import NOW, make_call
from tests.threads import run_together

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def sending(draft, by):
    return lambda: submit_application(draft, by=by, now=NOW)


def test_fifty_submits_in_a_second_get_fifty_references():
    call, ready = make_call(), []
    for _ in range(50):
        group, by = make_group()
        ready.append((make_draft(call, organisation=group, by=by), by))
    results = run_together(*(sending(draft, by) for draft, by in ready))
    assert sorted(sent.reference for sent in results) == [f"DOORSTEP-{number:04d}" for number in range(1, 51)]
    assert (SheetSnapshot.objects.count(), Facts.objects.count()) == (50, 50)
    assert Mail.objects.filter(kind="application_received").count() == 50


def test_a_double_click_in_two_processes_sends_once():
    group, by = make_group()
    draft = make_draft(organisation=group, by=by)
    results = run_together(*[sending(draft, by)] * 4)
    assert {sent.reference for sent in results} == {"DOORSTEP-0001"}
    assert (SheetSnapshot.objects.count(), Facts.objects.count(), Mail.objects.count()) == (1, 1, 1)


def test_two_clicks_on_start_make_one_draft():
    call, (group, by) = make_call(), make_group()
    results = run_together(*[lambda: start_application(call, group, by=by, now=NOW)] * 4)
    assert len({draft.pk for draft in results}) == 1
    assert Application.objects.count() == 1


def test_a_last_answer_is_either_sent_or_refused():
    group, by = make_group()
    draft = make_draft(organisation=group, by=by)
    write = {"base": None, "save_id": "last", "by": by, "now": NOW}
    saved, _sent = run_together(
        lambda: save_answer(draft.sheet, "amount", 60_000, **write), sending(draft, by)
    )  # fmt: skip
    facts = Facts.objects.get()
    stored = Answer.objects.get(sheet=draft.sheet, key="amount").value
    assert reread(draft).status == "submitted"
    assert facts.requested_amount == stored
    assert isinstance(saved, Refusal) == (stored == 45_000)
