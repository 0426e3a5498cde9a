"""Reports by their acts: started, sent, sent back, answered."""

import pytest

from grants.ground.kit.errors import Refusal
from grants.ground.notifications.models import Mail
from grants.ground.questions.actions import save_answer
from grants.ground.questions.queries import tasks_of
from grants.stages.awards import actions as awards
from grants.stages.awards.models import Gate
from grants.stages.outcomes import actions
from grants.stages.outcomes.models import Report
from grants.stages.outcomes.queries import draft_of, funded_total, published_photos, totals
from tests.factories.applications import make_group
from tests.factories.assessment import make_decider, make_officer
from tests.factories.awards import make_accepted, make_active, signatories
from tests.factories.outcomes import (
    ANSWERS,
    AT_END,
    ask_for_reports,
    make_answered_report,
    make_report,
    make_sent_report,
)
from tests.factories.questions import fill, make_shipped

pytestmark = pytest.mark.django_db


def refused(call, *args, **options):
    """The codes of a refusal."""
    with pytest.raises(Refusal) as caught:
        call(*args, **options)
    return [blocker.code for blocker in caught.value.blockers]


def writer(award):
    return signatories(award, 1)[0]


def figures(report):
    return {figure.indicator.code: (figure.value, figure.base) for figure in report.figures.all()}


def test_a_report_is_started_once_by_its_own_group():
    award = make_active()
    ask_for_reports(award)
    due, (_group, stranger) = award.reports_due.get(), make_group()
    assert refused(actions.start_report, due, by=stranger, now=AT_END) == ["may_not_report"]
    started = [actions.start_report(due, by=writer(award), now=AT_END) for _ in range(2)]
    assert started[0].pk == started[1].pk


def test_a_report_waits_until_the_grant_runs():
    award = make_accepted()
    ask_for_reports(award)
    due = award.reports_due.get()
    assert refused(actions.start_report, due, by=writer(award), now=AT_END) == ["award_not_active"]


def test_sending_counts_what_the_answers_mean():
    report = make_sent_report(make_active())
    assert figures(report) == {"I01": (34, None), "I03": (210, None), "I06": (27, 30)}
    assert (report.status, report.spent_amount, report.story) == (
        "submitted",
        99_000,
        "We met every week and drank tea.",
    )


def test_sending_twice_changes_nothing():
    award = make_active()
    report = make_sent_report(award)
    again = actions.submit_report(report, by=writer(award), now=AT_END)
    assert (again.snapshot_id, Report.objects.count()) == (report.snapshot_id, 1)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"attendances": 3}, ["visits_below_people"]),
        ({"feel_part": 31}, ["feel_above_asked"]),
    ],
)
def test_contradictions_stop_sending_and_nothing_is_kept(changes, codes):
    award = make_active()
    report = make_report(award, answers=ANSWERS | changes)
    assert refused(actions.submit_report, report, by=writer(award), now=AT_END) == codes
    report.refresh_from_db()
    assert (report.status, report.snapshot_id, figures(report)) == ("draft", None, {})
    fill(report.sheet, ANSWERS, by=writer(award))


def test_a_section_with_a_contradiction_is_not_completed():
    report = make_report(make_active(), answers=ANSWERS | {"feel_part": 31})
    states = [task.state for task in tasks_of(draft_of(report))]
    assert states == ["in_progress", "completed", "completed"]


def test_a_sent_report_cannot_be_changed():
    award = make_active()
    report = make_sent_report(award)
    with pytest.raises(Refusal):
        save_answer(report.sheet, "story", "Other.", base=None, save_id="x", by=writer(award), now=AT_END)


def test_a_report_that_came_back_is_counted_anew():
    award = make_active()
    report = make_sent_report(award)
    assert refused(actions.send_back_report, report, reason=" ", by=make_officer(), now=AT_END) == ["reason_missing"]
    back = actions.send_back_report(report, reason="Who came?", by=make_officer(), now=AT_END)
    assert (back.status, back.reply) == ("sent_back", "Who came?")
    assert Mail.objects.filter(kind="report_sent_back").count() == len(signatories(award))
    fill(report.sheet, {"people": 40}, by=writer(award))
    again = actions.submit_report(report, by=writer(award), now=AT_END)
    assert (figures(again)["I01"], again.sheet.snapshots.count()) == ((40, None), 2)


def test_answering_is_accepting_and_opens_the_gate():
    award = make_active(amount=600_000, money=900_000)
    report = make_sent_report(award)
    assert refused(actions.answer_report, report, reply="", by=make_officer(), now=AT_END) == ["reply_missing"]
    assert refused(actions.answer_report, report, reply="Hm.", by=make_decider(), now=AT_END) == ["may_not_answer"]
    for _ in range(2):
        done = actions.answer_report(report, reply="Thank you!", by=make_officer(), now=AT_END)
    assert (done.status, done.reply, done.report_due.accepted_at) == ("accepted", "Thank you!", AT_END)
    assert Gate.objects.get().opened_at == AT_END
    assert Mail.objects.filter(kind="report_answered").count() == len(signatories(award))


def test_photos_are_published_only_with_consent_and_after_an_answer():
    make_sent_report(make_active(), photos=1)
    make_answered_report(make_active(), answers=ANSWERS | {"photo_consent": False}, photos=1)
    yes = make_answered_report(make_active(), photos=2)
    assert [photo.report_id for photo in published_photos()] == [yes.pk, yes.pk]


def test_totals_add_answered_reports_up_in_one_query(django_assert_num_queries):
    make_answered_report(make_active())
    make_answered_report(make_active(), answers=ANSWERS | {"people": 6, "people_asked": 10, "feel_part": 3})
    make_sent_report(make_active())
    with django_assert_num_queries(1):
        found = {sign.code: (total.value, total.share, total.reports) for sign, total in totals()}
    assert found == {"I01": (40, None, 2), "I03": (420, None, 2), "I06": (None, 75, 2)}


def test_only_accepted_grants_count_as_funded():
    assert funded_total() == {"grants": 0, "groups": 0, "amount": 0}
    make_accepted()
    assert funded_total() == {"grants": 1, "groups": 1, "amount": 100_000}


def test_a_waived_report_is_not_asked_for_again():
    award = make_active()
    due = award.reports_due.get()
    awards.waive_report(due, reason="The group closed.", by=make_officer(), now=AT_END)
    due.refresh_from_db()
    assert due.waived_reason == "The group closed."


def test_a_report_knows_whether_it_is_the_last_one():
    award = make_active(amount=600_000, money=2_000_000)
    award.call.report_version = make_shipped("project_report")
    award.call.save(update_fields=["report_version"])
    asked = {}
    for due in award.reports_due.order_by("number"):
        started = actions.start_report(due, by=writer(award), now=AT_END)
        asked[due.kind] = [task.key for task in tasks_of(draft_of(started))]
    assert asked["interim"] == ["progress", "people", "change", "plans"]
    assert asked["final"] == [*asked["interim"], "money", "learning", "story"]
