"""The pages that are measured: every list, detail and form that somebody opens on a working day."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from grants.ground.bank.models import BankAccount
from grants.stages.applications.models import Application
from grants.stages.assessment.models import Assignment, Candidate, Panel
from grants.stages.awards.models import Award, ReportDue
from grants.stages.calls.models import Call
from grants.stages.funds.models import Fund
from grants.stages.outcomes.models import Report
from grants.stages.payments.models import Payment, PaymentBatch

OLIVE, PRIYA, ROSA = "olive@willowmere.example", "priya@willowmere.example", "rosa@larkfield.example"
AMINA, ADA, DORA = "amina@harbourlights.example", "ada@willowmere.example", "dora@willowmere.example"
KAYLEIGH, BRYN = "kayleigh@careleaverskitchen.example", "bryn@wellbeingwheels.example"


@dataclass(frozen=True)
class Page:
    """A page by its name, its address, and who opens it; nobody for the public."""

    name: str
    url: str
    reader: str = ""


def pages():
    """The pages of this house, as far as they exist."""
    return [page for page in _wanted() if page is not None]


def _page(name, reader="", *args, query=""):
    try:
        return Page(name + query, reverse(name, args=args) + query, reader)
    except NoReverseMatch:
        return None


def _wanted():
    newest = Application.objects.filter(reference__startswith="BENCH").latest("pk").pk
    draft = Application.objects.filter(status="draft").earliest("pk")
    award = Award.objects.latest("pk").pk
    mine = Award.objects.filter(organisation__name="Harbour Lights Peer Circle").earliest("pk").pk
    sent = Application.objects.filter(organisation__name="Harbour Lights Peer Circle").earliest("pk").pk
    panel = Panel.objects.filter(status="scoring").earliest("pk").pk
    reading = Assignment.objects.filter(person__email=ROSA, candidate__panel=panel, status="accepted").earliest("pk").pk
    report = Report.objects.latest("pk").pk
    call = Call.objects.get(code="next")
    due = ReportDue.objects.filter(award__organisation__name="Wellbeing Wheels").earliest("pk").pk
    yield Page("home", "/")
    yield Page("calls index", "/calls/")
    yield Page("call page", "/calls/next/")
    yield Page("what we funded", "/what-we-funded/")
    yield _page("portal:quiz", "", call.code)
    yield _page("portal:home", AMINA)
    yield _page("portal:application", KAYLEIGH, draft.pk)
    yield _page("portal:section", KAYLEIGH, draft.pk, "project")
    yield _page("portal:check", KAYLEIGH, draft.pk)
    yield _page("portal:application", AMINA, sent)
    yield _page("portal:letter", AMINA, Award.objects.get(pk=mine).application_id)
    yield _page("portal:grant", AMINA, mine)
    yield _page("portal:grant_sign", AMINA, mine)
    yield _page("portal:report", BRYN, due)
    yield _page("panel:home", ROSA)
    yield _page("panel:application", ROSA, reading)
    yield _page("office:home", OLIVE)
    yield _page("office:calls", OLIVE)
    yield _page("office:call", OLIVE, call.pk)
    yield _page("office:call_new", OLIVE)
    yield _page("office:forms", OLIVE)
    yield _page("office:applications", OLIVE)
    yield _page("office:applications", OLIVE, query="?status=submitted&sort=name")
    yield _page("office:applications", OLIVE, query="?q=group+000777")
    yield _page("office:application", OLIVE, newest)
    yield _page("office:application_answers", OLIVE, newest)
    yield _page("office:application_check", OLIVE, Application.objects.filter(status="submitted").latest("pk").pk)
    yield _page("office:panels", OLIVE)
    yield _page("office:panel", OLIVE, panel)
    yield _page("office:panel_board", OLIVE, panel)
    yield _page("office:panel_assign", OLIVE, panel)
    yield _page("office:decisions", DORA)
    yield _page("office:candidate", OLIVE, Candidate.objects.filter(panel=panel).earliest("pk").pk)
    yield _page("office:awards", OLIVE)
    yield _page("office:awards", OLIVE, query="?status=active&sort=group")
    yield _page("office:award", OLIVE, award)
    yield _page("office:reports", OLIVE)
    yield _page("office:report", OLIVE, report)
    yield _page("office:organisations", OLIVE)
    yield _page("office:people", ADA)
    yield _page("office:outbox", ADA)
    yield _page("office:audit", ADA)
    yield _page("finance:home", PRIYA)
    yield _page("finance:funds", PRIYA)
    yield _page("finance:fund", PRIYA, Fund.objects.earliest("pk").pk)
    yield _page("finance:ledger", PRIYA, Fund.objects.earliest("pk").pk)
    yield _page("finance:accounts", PRIYA)
    yield _page("finance:account", PRIYA, BankAccount.objects.latest("pk").pk)
    yield _page("finance:instalments", PRIYA)
    yield _page("finance:batches", PRIYA)
    yield _page("finance:batch", PRIYA, PaymentBatch.objects.filter(status="building").earliest("pk").pk)
    yield _page("finance:payments", PRIYA)
    yield _page("finance:payment", PRIYA, Payment.objects.latest("pk").pk)
