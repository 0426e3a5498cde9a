"""A rehearsal: a copy of a call for one officer, open at once, without money, that leaves the call as it was."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.questions.actions import create_questionnaire
from grants.stages.calls.actions import cancel_call, rehearse_call
from grants.stages.calls.models import Call
from grants.stages.calls.queries import calls_open_to
from grants.stages.calls.rules import Phase, phase, rehearsal_code
from grants.stages.funds.models import LedgerEntry
from tests.factories.actors import NOW, make_actor
from tests.factories.applications import actor
from tests.factories.calls import in_days, make_call, make_draft_call
from tests.factories.rehearsals import make_rehearsal

SAME = ("fund_id", "form_version_id", "quiz_version_id", "report_version_id", "rubric_id", "largest_amount", "kind")


@pytest.mark.parametrize(
    ("code", "taken", "expected"),
    [
        ("small", set(), "small-rehearsal-1"),
        ("small", {"small-rehearsal-1", "small-rehearsal-3"}, "small-rehearsal-2"),
        ("doorstep-autumn-26", set(), "doorstep-rehearsal-1"),
        ("abcdefg-hijkl", set(), "abcdefg-rehearsal-1"),
    ],
)
def test_the_code_comes_from_the_call_and_is_never_too_long(code, taken, expected):
    found = rehearsal_code(code, taken)
    assert (found, len(found) <= 20) == (expected, True)


@pytest.mark.django_db
@pytest.mark.parametrize("terms", [{}, {"kind": "rolling"}, {"closes_at": in_days(20), "asks_sign_off": True}])
def test_it_asks_what_the_call_asks_and_is_open_now(cast, terms):
    call = make_call("small", **terms)
    rehearsal = make_rehearsal(call, cast.officer)
    assert [getattr(rehearsal, name) for name in SAME] == [getattr(call, name) for name in SAME]
    assert (rehearsal.code, rehearsal.title) == ("small-rehearsal-1", "Rehearsal: Doorstep Grants")
    assert (phase(rehearsal, NOW), rehearsal.budget_amount) == (Phase.OPEN, 0)
    group = rehearsal.rehearsal_group
    assert (group.name, group.is_rehearsal, group.email_domain) == ("Rehearsal of Olive Marsh", True, "")


@pytest.mark.django_db
def test_a_call_that_is_being_prepared_is_rehearsed_as_published_so_far(cast):
    call = make_draft_call("small", rubric=None)
    rehearsal = make_rehearsal(call, cast.officer)
    assert rehearsal.form_version == call.form.versions.get()
    call.refresh_from_db()
    assert (call.status, call.form_version_id) == ("draft", None)


@pytest.mark.django_db
def test_it_leaves_the_rubric_open_for_changes(cast):
    call = make_draft_call("small")
    make_rehearsal(call, cast.officer)
    call.rubric.refresh_from_db()
    assert call.rubric.frozen_at is None


@pytest.mark.django_db
def test_it_says_what_is_missing(cast):
    unpublished = create_questionnaire("New questions", "application", by=make_actor(), now=NOW)
    call = make_draft_call("small", form=unpublished, largest_amount=0, smallest_amount=0)
    with pytest.raises(Refusal) as refused:
        make_rehearsal(call, cast.officer)
    assert {blocker.code for blocker in refused.value.blockers} == {"form_unpublished", "largest_missing"}


@pytest.mark.django_db
def test_what_is_over_or_a_rehearsal_itself_is_not_rehearsed(cast):
    rehearsal = make_rehearsal(make_call("small"), cast.officer)
    cancelled = cancel_call(make_call("gone"), reason="No money.", by=make_actor(), now=NOW)
    for call in (rehearsal, cancelled):
        with pytest.raises(Refusal, match="not_for_rehearsal"):
            make_rehearsal(call, cast.officer)


@pytest.mark.django_db
def test_a_second_click_goes_on_with_the_one_that_runs_and_a_colleague_has_their_own(cast):
    call = make_call("small")
    first, again = make_rehearsal(call, cast.officer), make_rehearsal(call, cast.officer)
    other = make_rehearsal(call, cast.second_officer)
    assert (first, other.code) == (again, "small-rehearsal-2")
    assert Entry.objects.filter(verb="call_rehearsed").count() == 2


@pytest.mark.django_db
def test_the_database_itself_allows_one_running_for_each_officer(cast):
    rehearsal = make_rehearsal(make_call("small"), cast.officer)
    rehearsal.pk, rehearsal.code, rehearsal._state.adding = None, "small-rehearsal-9", True
    with pytest.raises(IntegrityError), transaction.atomic():
        rehearsal.save(force_insert=True)


@pytest.mark.django_db
def test_only_who_prepares_calls_rehearses_them(cast):
    with pytest.raises(Refusal, match="not_allowed"):
        rehearse_call(make_call("small"), by=cast.actor("auditor"), now=NOW)


@pytest.mark.django_db
def test_its_screens_are_open_to_its_officer_alone(cast):
    rehearsal = make_rehearsal(make_call("small"), cast.officer)
    found = {
        name: calls_open_to(by).filter(pk=rehearsal.pk).exists()
        for name, by in {
            "officer": actor(cast.officer),
            "colleague": actor(cast.second_officer),
            "applicant": actor(cast.applicant),
            "anyone": cast.actor("anyone"),
        }.items()
    }
    assert found == {"officer": True, "colleague": False, "applicant": False, "anyone": False}


@pytest.mark.django_db
def test_no_money_moves(cast):
    call = make_call("small")
    before = LedgerEntry.objects.count()
    make_rehearsal(call, cast.officer)
    assert LedgerEntry.objects.count() == before
    assert Call.objects.get(pk=call.pk).budget_amount == 1_000_000


@pytest.mark.django_db
def test_it_lasts_two_weeks(cast):
    rehearsal = make_rehearsal(make_call("small"), cast.officer)
    assert rehearsal.closes_at - NOW == timedelta(days=14)
