"""The one gate for what somebody who judges may read."""

import pytest

from grants.ground.people.actor import Actor
from grants.ground.people.roles import ROLES, Role
from grants.stages.assessment import actions
from grants.stages.assessment.models import Panel
from grants.stages.assessment.queries import file_of, reading
from tests.factories.assessment import (
    NOW,
    declare,
    make_actor,
    make_eligible,
    make_judged_call,
    make_officer,
    make_panel,
    make_scoring,
    make_stored_file,
    state_again,
)
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa(db):
    return make_person("Rosa")


@pytest.fixture
def panel(rosa):
    return make_scoring(rosa)


@pytest.fixture
def application(panel):
    return panel.candidates.get().application


def keys(shown):
    return [answer.key for section in shown.sections for answer in section.answers]


def test_reviewer_reads_the_snapshot_without_contacts(rosa, application):
    shown = reading(make_actor(rosa), application)
    assert (shown.group, shown.reference, shown.requested_amount) == (
        application.organisation.name,
        application.reference,
        100_000,
    )
    assert keys(shown) == ["about", "budget", "papers"]
    about, budget, _papers = shown.sections[0].answers
    assert (about.label, about.text) == ("Tell us about it", "We meet on Tuesdays.")
    assert budget.rows == (("Tea", "£10"), ("Total", "£10"))
    assert "quay.example" not in repr(shown)
    assert "0711" not in repr(shown)
    assert "Colm" not in repr(shown)


def test_officer_reads_all_of_it(application):
    assert keys(reading(make_officer(), application)) == [
        "about", "budget", "papers", "who", "mail", "phone", "not_by",
    ]  # fmt: skip


def test_reading_is_the_last_snapshot(rosa, application):
    newer = state_again(application, about="We meet on Fridays.", requested=90_000)
    shown = reading(make_actor(rosa), application)
    assert (shown.snapshot_id, shown.snapshot_number, shown.requested_amount) == (newer.snapshot_id, 2, 90_000)
    assert shown.sections[0].answers[0].text == "We meet on Fridays."


def test_files_open_only_when_the_reading_lists_them(rosa, application):
    listed, other = make_stored_file(), make_stored_file("secret.pdf")
    state_again(application, files=[listed])
    shown = reading(make_actor(rosa), application)
    assert [(file.name, file.size) for file in shown.files()] == [("plan.pdf", 1200)]
    assert file_of(shown, listed.pk) == listed
    assert file_of(shown, other.pk) is None


def test_who_was_only_asked_reads_nothing(application, panel):
    late = make_person("Late")
    actions.add_member(panel, late, by=make_officer(), now=NOW)
    actions.assign(panel.candidates.get(), late, by=make_officer(), now=NOW)
    declare(panel, late)
    assert reading(make_actor(late), application) is None


def test_chair_reads_all_that_is_not_hidden(application, panel):
    chair = make_person("Chidi")
    actions.add_member(panel, chair, role="chair", by=make_officer(), now=NOW)
    assert reading(make_actor(chair), application) is None
    declare(panel, chair, kinds={application: "institutional"})
    assert keys(reading(make_actor(chair), application)) == ["about", "budget", "papers"]


def test_strangers_and_former_members_read_nothing(rosa, application, panel):
    assert reading(make_actor(make_person()), application) is None
    actions.remove_member(panel.members.get(), by=make_officer(), now=NOW)
    assert reading(make_actor(rosa), application) is None


@pytest.mark.parametrize("status", ["preparing", "decided", "released"])
def test_panel_reads_only_while_scores_are_open(rosa, application, panel, status):
    released = {"released_at": NOW, "released_by": rosa} if status == "released" else {}
    Panel.objects.filter(pk=panel.pk).update(status=status, **released)
    assert reading(make_actor(rosa), application) is None


def test_officer_with_a_tie_reads_nothing():
    call = make_judged_call()
    application = make_eligible(call)
    panel = make_panel(call, applications=[application])
    officer = make_officer()
    actions.declare_conflicts(panel, {application.pk: ("direct", "")}, by=officer, now=NOW)
    assert reading(officer, application) is None


def kept_from(readers, *, files=()):
    """An answer for the office only, or for finance only, with its files."""
    listed = [{"id": file.pk, "name": file.name, "size": file.size, "sha256": ""} for file in files]
    words = {"key": readers, "type": "short_text", "label": f"For {readers}", "meaning": "", "readers": readers}
    return words | {"value": f"secret of {readers}", "display": f"secret of {readers}", "heads": [], "files": listed}


@pytest.mark.parametrize("readers", ["office", "finance"])
def test_what_is_not_for_the_panel_reaches_nobody_who_reads_for_one(rosa, application, panel, readers):
    stored = make_stored_file("costs.pdf")
    state_again(application, more=[kept_from(readers, files=[stored])])
    shown = reading(make_actor(rosa), application)
    assert (readers in keys(shown), "secret of" in repr(shown), f"For {readers}" in shown.labels().values()) == (
        False,
        False,
        False,
    )
    assert file_of(shown, stored.pk) is None


def test_officers_read_both_and_decision_makers_not_what_is_for_finance(application):
    state_again(application, more=[kept_from("office"), kept_from("finance")])
    decider = Actor(kind="person", permissions=ROLES[Role.DECISION_MAKER])
    assert keys(reading(make_officer(), application))[-2:] == ["office", "finance"]
    assert keys(reading(decider, application))[-1] == "office"
