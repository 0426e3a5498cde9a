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
    yield from _public()
    yield from _portal()
    yield from _panel()
    yield from _office()
    yield from _office_awards()
    yield from _finance()


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
    yield _page("portal:application", AMINA, sent, query="#sent")
    yield _page("portal:letter", AMINA, award.application_id)
    yield _page("portal:grant", AMINA, award.pk)
    yield _page("portal:grant_sign", AMINA, award.pk)
    yield _page("portal:report", BRYN, due)


def _scoring():
    return Panel.objects.filter(status="scoring").earliest("pk").pk


def _panel():
    mine = Assignment.objects.filter(person__email=ROSA, candidate__panel=_scoring(), status="accepted")
    yield _page("panel:home", ROSA)
    yield _page("panel:application", ROSA, mine.earliest("pk").pk)


def _office():
    newest = Application.objects.filter(reference__startswith="BENCH").latest("pk").pk
    panel = _scoring()
    yield _page("office:home", OLIVE)
    yield _page("office:calls", OLIVE)
    yield _page("office:call", OLIVE, Call.objects.get(code="next").pk)
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
    yield _page("office:candidate", OLIVE, Candidate.objects.filter(panel=panel).earliest("pk").pk)
    yield _page("office:decisions", DORA)


def _office_awards():
    yield _page("office:awards", OLIVE)
    yield _page("office:awards", OLIVE, query="?status=active&sort=group")
    yield _page("office:award", OLIVE, Award.objects.latest("pk").pk)
    yield _page("office:reports", OLIVE)
    yield _page("office:report", OLIVE, Report.objects.latest("pk").pk)
    yield _page("office:organisations", OLIVE)
    yield _page("office:people", ADA)
    yield _page("office:outbox", ADA)
    yield _page("office:audit", ADA)


def _finance():
    fund = Fund.objects.earliest("pk").pk
    yield _page("finance:home", PRIYA)
    yield _page("finance:funds", PRIYA)
    yield _page("finance:fund", PRIYA, fund)
    yield _page("finance:ledger", PRIYA, fund)
    yield _page("finance:accounts", PRIYA)
    yield _page("finance:account", PRIYA, BankAccount.objects.latest("pk").pk)
    yield _page("finance:instalments", PRIYA)
    yield _page("finance:batches", PRIYA)
    yield _page("finance:batch", PRIYA, PaymentBatch.objects.filter(status="building").earliest("pk").pk)
    yield _page("finance:payments", PRIYA)
    yield _page("finance:payment", PRIYA, Payment.objects.latest("pk").pk)
