"""A rehearsal never counts: with one or without, everybody else reads the same on every page, list and feed."""

import re

import pytest
from django.test import Client

from grants.ground.people.queries import groups_named, known_organisations, people_of_groups
from grants.outputs.exports.queries import award_rows, balance_rows, public_award_rows
from grants.stages.applications.actions import send_message
from grants.stages.applications.queries import search, staff_applications, typed_in, unread_by_office
from grants.stages.calls import queries as calls
from grants.stages.calls.models import QuizStop
from grants.stages.calls.queries.packs import calls_with_pack
from grants.stages.calls.rules import Phase
from grants.stages.funds.models import Balance, LedgerEntry
from tests.architecture.routes import routes
from tests.cast import NOW
from tests.factories.applications import actor, make_application
from tests.factories.awards import make_active
from tests.factories.calls import make_call, make_draft_call
from tests.factories.pages import make_funded_page
from tests.factories.rehearsals import make_rehearsal, rehearsed_application, rehearsed_draft

pytestmark = pytest.mark.django_db

READERS = ("second_officer", "decision_maker", "administrator", "auditor", "finance_approver", "editor", "reviewer")
# What shows each act, or each message that left the house, shows those of a rehearsal too, under its name.
EVIDENCE = {"office:audit", "office:outbox"}
# What differs between any two readings.
CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|nonce-[\w-]+|hx-headers=\S+|DTSTAMP:\S+')


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def call(cast):
    """A world with a call, an application, a grant; and everybody has been here before."""
    make_funded_page()
    make_active()
    make_draft_call("next")
    call = make_call("small")
    make_application(call)
    for name in READERS:
        cast.client(name)
    assert cast.officer
    return call


def rehearse(call, officer):
    """One application sent, with a message to the office; another being written."""
    rehearsal = make_rehearsal(call, officer)
    sent = rehearsed_application(rehearsal, officer)
    send_message(sent, "Does this reach anybody?", by=actor(officer), now=NOW)
    rehearsed_draft(rehearsal, officer)
    return rehearsal


def addresses():
    """Every page, feed and file without arguments, but for the account's own and the evidence."""
    ours = [route for route in routes() if route.is_ours and not route.has_arguments and route.name not in EVIDENCE]
    return [route.path for route in ours if not route.name.startswith("profile:")]


def pages(cast):
    """What each address says to each reader."""
    clients = {reader: cast.client(reader) for reader in READERS} | {"signed out": Client()}
    return {(path, reader): said(client.get(path)) for path in addresses() for reader, client in clients.items()}


def said(response):
    """The words of a page, feed or table. Of a workbook, whose bytes carry the time, only that there is one."""
    content = b"".join(response)
    kind = response.get("Content-Type", "")
    is_words = any(word in kind for word in ("text", "json", "xml", "calendar"))
    is_words = is_words and "officedocument" not in kind
    return response.status_code, CHANGING.sub("", content.decode()) if is_words else kind


def test_nobody_else_reads_anything_of_it_on_any_page(cast, call):
    pages(cast)  # what is shown only once is shown now
    before = pages(cast)
    rehearse(call, cast.officer)
    after = pages(cast)
    assert [where for where in before if before[where] != after[where]] == []


def counted(by):
    """What every list, sum and file of the site starts from."""
    sent = staff_applications(by)
    return {
        "calls": list(calls.staff_calls(by).order_by("pk")),
        "choices": list(calls.call_choices(by)),
        "counts": calls.call_counts(NOW),
        "phases": {name: list(calls.in_phase(name, NOW)) for name in Phase},
        "announced": list(calls.announced_calls()),
        "packs": list(calls_with_pack()),
        "closing": list(calls.closing_calls(NOW, within=calls.REHEARSAL_LASTS)),
        "next change": calls.soonest_change(NOW),
        "rubrics": [(row.pk, row.call_count) for row in calls.rubrics(by).order_by("pk")],
        "places": list(calls.places_of_calls()),
        "themes": list(calls.themes_of_calls()),
        "equality": calls.periods_over(["small", "small-rehearsal-1"], NOW),
        "quiz": list(QuizStop.objects.all()),
        "applications": list(sent.order_by("pk")),
        "found": list(search(sent, "rehearsal")),
        "unread": list(unread_by_office(sent)),
        "typed in": list(typed_in(by)),
        "groups": list(known_organisations().order_by("pk")),
        "same name": list(groups_named("rehearsal of olive marsh")),
        "people": list(people_of_groups().order_by("pk")),
        "workbook": list(award_rows().values_list("pk")),
        "open data": list(public_award_rows().values_list("pk")),
        "balances": [(row.pk, row.budget) for row in balance_rows()],
        "ledger": [LedgerEntry.objects.count(), Balance.objects.count()],
    }


def test_no_list_sum_or_file_has_it(cast, call):
    by = actor(cast.second_officer)
    before = counted(by)
    rehearse(call, cast.officer)
    assert counted(by) == before


def test_a_form_is_worth_what_its_real_calls_give(cast, call):
    by = actor(cast.second_officer)
    before = list(calls.calls_asking(by, call.form))
    rehearse(call, cast.officer)
    assert list(calls.calls_asking(by, call.form)) == before == [call]
