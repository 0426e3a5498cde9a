"""The pages that are measured: every list, detail and form that somebody opens on a working day."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from grants.ground.bank.models import BankAccount
from grants.ground.questions.models import Answer, Questionnaire
from grants.stages.applications.models import Application
from grants.stages.assessment.models import Assignment, Candidate, Panel
from grants.stages.awards.models import Award, ReportDue
from grants.stages.calls.models import Call, Rubric
from grants.stages.outcomes.models import Report
from grants.stages.payments.models import Payment, PaymentBatch

OLIVE, PRIYA = "olive@willowmere.example", "priya@willowmere.example"
CHIDI, ROSA = "chidi@larkfield.example", "rosa@larkfield.example"
AMINA, ADA, DORA = "amina@harbourlights.example", "ada@willowmere.example", "dora@willowmere.example"
KAYLEIGH, BRYN = "kayleigh@careleaverskitchen.example", "bryn@wellbeingwheels.example"


@dataclass(frozen=True)
class Page:
    """A page by its name, its address, and who opens it; nobody for the public. `data` is posted, new each time."""

    name: str
    url: str
    reader: str = ""
    data: Callable[[], dict] | None = None


def pages():
    """Every list, detail and form of this house."""
    return [*_public(), *_portal(), *_panel(), *_office(), *_office_awards(), *_set_up(), *_finance()]


def exports():
    """The long ones: whole files of everything."""
    return [_page("finance:award_workbook", PRIYA), _page("cms:open_data")]


def _page(name, reader="", *args, query="", data=None):
    return Page(name + query, reverse(name, args=args) + query, reader, data)


def _public():
    yield Page("home", "/")
    yield Page("calls index", "/calls/")
    yield Page("call page", "/calls/next/")
    yield Page("what we funded", "/what-we-funded/")
    yield _page("portal:quiz", "", "next")


def _portal():
    lights = "Harbour Lights Peer Circle"
    draft = Application.objects.filter(status="draft").earliest("pk").pk
    award = Award.objects.filter(organisation__name=lights).earliest("pk")
    sent = Application.objects.filter(organisation__name=lights).earliest("pk").pk
    due = ReportDue.objects.filter(award__organisation__name="Wellbeing Wheels").earliest("pk").pk
    yield _page("portal:home", AMINA)
    yield _page("portal:application", KAYLEIGH, draft)
    yield _page("portal:section", KAYLEIGH, draft, "project")
    yield _page("portal:check", KAYLEIGH, draft)
    yield _page("portal:autosave", KAYLEIGH, draft, "title", data=_title_writer(draft))
    yield _page("portal:application", AMINA, sent, query="#sent")
    yield _page("portal:answers", AMINA, sent)
    yield _page("portal:letter", AMINA, award.application_id)
    yield _page("portal:grant", AMINA, award.pk)
    yield _page("portal:grant_sign", AMINA, award.pk)
    yield _page("portal:report", BRYN, due)
    being_written = Report.objects.filter(status="draft").earliest("pk")
    key = being_written.sheet.version.sections.earliest("position").key
    yield _page("portal:report_section", BRYN, being_written.report_due_id, key)
    yield _page("portal:report_check", BRYN, being_written.report_due_id)


def _title_writer(draft):
    """Posts of a title that changes each time, on top of the one before."""
    application = Application.objects.get(pk=draft)
    answer = Answer.objects.filter(sheet_id=application.sheet_id, key="title").first()
    turns = itertools.count(answer.revision if answer else 0)

    def data():
        base = next(turns)
        return {"q-title": f"Kitchen {base}", "base-title": base, "save_id": f"bench-{base}"}

    return data


def _scoring():
    return Panel.objects.filter(status="scoring", name__startswith="Bench").earliest("pk").pk


def _panel():
    mine = Assignment.objects.filter(person__email=ROSA, candidate__panel=_scoring(), status="accepted")
    yield _page("panel:home", ROSA)
    yield _page("panel:application", ROSA, mine.earliest("pk").pk)
    yield _page("panel:declare", ROSA, _scoring())
    yield _page("panel:board", CHIDI, _scoring())
    yield _page("panel:ties", CHIDI, _scoring())


def _office():
    newest = Application.objects.filter(reference__startswith="BENCH").latest("pk").pk
    panel = _scoring()
    yield _page("office:home", OLIVE)
    yield _page("office:calls", OLIVE)
    yield _page("office:call", OLIVE, Call.objects.get(code="next").pk)
    yield _page("office:call_new", OLIVE)
    yield _page("office:forms", OLIVE)
    yield _page("office:applications", OLIVE)
    yield _page("office:applications", OLIVE, query="?status=submitted&sort=group")
    yield _page("office:applications", OLIVE, query="?status=declined&sort=group")
    yield _page("office:applications", OLIVE, query="?q=group+000777")
    yield _page("office:application", OLIVE, newest)
    yield _page("office:applications", OLIVE, query=f"?call={Call.objects.get(code='bench0').pk}&sort=group")
    yield _page("office:application_answers", OLIVE, newest)
    yield _page("office:application_messages", OLIVE, newest)
    yield _page("office:application_timeline", OLIVE, newest)
    yield _page("office:application_check", OLIVE, Application.objects.filter(status="submitted").latest("pk").pk)
    yield _page("office:panels", OLIVE)
    yield _page("office:panel", OLIVE, panel)
    yield _page("office:panel_board", OLIVE, panel)
    yield _page("office:panel_assign", OLIVE, panel)
    yield _page("office:candidate", OLIVE, Candidate.objects.filter(panel=panel).earliest("pk").pk)
    yield _page("office:decisions", DORA)


def _office_awards():
    yield _page("office:awards", OLIVE)
    yield _page("office:awards", OLIVE, query="?status=active&sort=group")
    yield _page("office:awards", OLIVE, query="?status=closed&sort=group")
    yield _page("office:award", OLIVE, Award.objects.latest("pk").pk)
    yield _page("office:reports", OLIVE)
    yield _page("office:report", OLIVE, Report.objects.latest("pk").pk)
    yield _page("office:organisations", OLIVE)
    yield _page("office:organisations", OLIVE, query="?q=group+000777")
    yield _page("office:organisation", OLIVE, Award.objects.latest("pk").organisation_id)
    yield _page("office:people", ADA)
    yield _page("office:people", ADA, query="?q=writer+000777")
    yield _page("office:outbox", ADA)
    yield _page("office:audit", ADA)
    yield _page("office:outbox", ADA, query="?state=sent")
    yield _page("office:audit", ADA, query="?verb=application_submitted")
    yield _page("office:audit", ADA, query="?case=BENCH-000777")


def _set_up():
    form = Questionnaire.objects.filter(purpose="application").earliest("pk")
    version = form.versions.earliest("pk")
    yield _page("office:form", OLIVE, form.pk)
    yield _page("office:form_version", OLIVE, version.pk)
    yield _page("office:form_preview", OLIVE, version.pk)
    yield _page("office:rubrics", OLIVE)
    yield _page("office:rubric", OLIVE, Rubric.objects.earliest("pk").pk)
    yield _page("office:lists", OLIVE)
    yield _page("office:list_items", OLIVE, "populations")
    yield _page("office:list_translate", OLIVE, "populations", "ar")
    yield _page("office:texts", OLIVE)
    yield _page("office:equality_questions", OLIVE)
    yield _page("office:panel_new", OLIVE)
    yield _page("office:panel_ties", OLIVE, _scoring())
    yield _page("office:invite", ADA)


def _finance():
    fund = Call.objects.get(code="bench0").fund_id
    yield _page("finance:home", PRIYA)
    yield _page("finance:funds", PRIYA)
    yield _page("finance:fund", PRIYA, fund)
    yield _page("finance:ledger", PRIYA, fund)
    yield _page("finance:ledger", PRIYA, fund, query="?kind=payment_sent")
    yield _page("finance:accounts", PRIYA)
    yield _page("finance:account", PRIYA, BankAccount.objects.latest("pk").pk)
    yield _page("finance:instalments", PRIYA)
    yield _page("finance:batches", PRIYA)
    yield _page("finance:batch", PRIYA, PaymentBatch.objects.get(reference="BENCH-BUILDING").pk)
    yield _page("finance:payments", PRIYA)
    yield _page("finance:payments", PRIYA, query="?status=sent")
    yield _page("finance:payments", PRIYA, query="?status=cleared")
    yield _page("finance:payment", PRIYA, Payment.objects.latest("pk").pk)
