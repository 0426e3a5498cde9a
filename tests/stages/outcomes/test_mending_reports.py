"""Reports that are being written while their form is mended."""

from datetime import timedelta

import pytest

from grants.desks.jobs.drains.mending import finish_mends
from grants.ground.kit.errors import Refusal
from grants.ground.notifications.models import Mail
from grants.ground.questions import actions as forms
from grants.ground.questions.models import AnswerRevision
from grants.ground.questions.queries import values_of
from grants.stages.calls.actions import begin_mend, mend_form
from grants.stages.calls.models import Call, FormMend
from grants.stages.outcomes.actions import move_report_drafts, submit_report
from grants.stages.outcomes.models import Report
from grants.stages.outcomes.queries import mends_for, report_mend_preview, reports_behind
from tests.factories.actors import make_actor
from tests.factories.awards import make_active, signatories
from tests.factories.outcomes import ANSWERS, AT_END, ask_for_reports, make_report, make_sent_report

pytestmark = pytest.mark.django_db

LATER = AT_END + timedelta(days=1)
WHY = "We asked for the photos in the wrong place."


@pytest.fixture
def award():
    found = make_active()
    ask_for_reports(found)
    Call.objects.filter(pk=found.call_id).update(status="announced")
    return found


def reread(report):
    return Report.objects.select_related("sheet__version", "report_due__award__call").get(pk=report.pk)


def mended(award, key="story"):
    """The report form, with one question in other words and another gone."""
    call, by = Call.objects.get(pk=award.call_id), make_actor()
    draft = begin_mend(call, purpose="report", reason=WHY, by=by, now=LATER)
    row = draft.questions.get(key=key)
    kept = {name: getattr(row, name) for name in ("meaning", "is_required", "settings", "readers")}
    forms.change_question(row, **kept, label={"en-gb": "What came of it?"}, by=by, now=LATER)
    forms.remove_question(draft.questions.get(key="attendances"), by=by, now=LATER)
    return mend_form(call, draft, reason=WHY, by=by, now=LATER)


def test_a_draft_moves_with_all_its_answers_and_its_group_is_told(award):
    report = make_report(award)
    mend = mended(award)
    assert list(reports_behind(mend.call)) == [report]
    assert finish_mends(LATER) == 1
    moved = reread(report)
    assert (moved.sheet.version, moved.sheet.look_again, moved.sheet.facts) == (
        mend.after,
        ["story"],
        {"report_kind": "final"},
    )
    values = values_of(moved.sheet)
    assert (values["story"], values["attendances"]) == (ANSWERS["story"], ANSWERS["attendances"])
    assert AnswerRevision.objects.count() == 0
    mails = Mail.objects.filter(kind="report_form_mended")
    assert mails.count() == len(signatories(award))
    assert WHY in mails.first().text
    assert finish_mends(LATER) == 0
    assert mends_for(moved, mend.call) == [FormMend.objects.get()]


def test_a_report_that_is_behind_is_not_sent_unseen(award):
    report = make_report(award)
    mended(award)
    by = signatories(award, 1)[0]
    with pytest.raises(Refusal) as refused:
        submit_report(report, by=by, now=AT_END)
    assert [blocker.code for blocker in refused.value.blockers] == ["form_mended"]
    finish_mends(LATER)
    assert submit_report(report, by=by, now=AT_END).status == "submitted"


def test_what_was_sent_stays_on_its_version(award):
    sent = make_sent_report(award)
    before = sent.sheet.version_id
    mend = mended(award)
    assert move_report_drafts(mend.call, now=AT_END) == 0
    finish_mends(LATER)
    assert reread(sent).sheet.version_id == before
    assert Mail.objects.filter(kind="report_form_mended").count() == 0


def test_the_preview_says_whom_it_concerns(award):
    make_report(award)
    call, by = Call.objects.get(pk=award.call_id), make_actor()
    draft = begin_mend(call, purpose="report", reason=WHY, by=by, now=AT_END)
    forms.remove_question(draft.questions.get(key="attendances"), by=by, now=AT_END)
    preview = report_mend_preview(call, draft, language="en-gb")
    assert (preview.drafts, preview.sent) == (1, 0)
    assert [(row.is_gone, row.answers) for row in preview.set_aside] == [(True, 1)]
