"""One grant, from the quiz to open data: what each person does, on their own screen, and what they hold in the end.

Nothing is done behind the screens but the worker's rounds.
"""

import datetime as dt

import pytest
from django.urls import reverse

from tests.cast import NOW
from tests.factories.calls import RUBRICS, make_call
from tests.factories.outcomes import make_indicators
from tests.factories.pages import make_funded_page
from tests.factories.questions import make_shipped
from tests.journeys.steps import accepting, asking, judging, paying, reporting
from tests.journeys.steps.asking import GROUP

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)
CRITERIA = [criterion["key"] for criterion in RUBRICS["small"]["criteria"]]


@pytest.fixture
def calendar(time_machine):
    """The story's own clock. `calendar.shift(time)` lets time pass."""
    time_machine.move_to(NOW)
    return time_machine


@pytest.fixture
def call(calendar, small_grant):
    """A call that is always open, judged by a panel and decided by a board."""
    make_funded_page()
    make_indicators()
    return make_call(
        "small",
        title="Small Grants",
        kind="rolling",
        who_decides="panel_then_board",
        form=small_grant,
        report_form=make_shipped("doorstep_report").questionnaire,
    )


@pytest.fixture
def amina(open_as):
    """The group's writer, who comes from the public site."""
    return open_as("anyone", "/")


def the_group_applies(amina, cast, mails):
    asking.pass_the_quiz(amina)
    asking.sign_in_by_mail(amina, mails, cast.applicant)
    asking.write_the_application(amina)
    asking.ask_for_money(amina)
    asking.send_the_application(amina)
    asking.hold_the_receipt(amina, mails, cast.applicant)


def the_panel_scores(olive, call, cast, open_as):
    judging.check_it_in(olive)
    olive.goto(reverse("office:panel_new"))
    reviewers, tied = (cast.reviewer, cast.chair), cast.conflicted_reviewer
    judging.set_up_panel(olive, call, *reviewers, tied)
    judging.start_scoring(olive, GROUP, *reviewers, tied)

    colm = open_as("conflicted_reviewer", reverse("panel:home"))
    judging.belong_to_the_group(colm)
    judging.find_nothing(colm, tied)
    for name, level in (("reviewer", 4), ("chair", 3)):
        page = open_as(name, reverse("panel:home"))
        judging.know_no_group(page)
        judging.score(page, GROUP, **dict.fromkeys(CRITERIA, level))
    judging.end_scoring(olive)


def the_office_decides(olive, cast, open_as):
    judging.recommend(olive)
    judging.decide(open_as("decision_maker", reverse("office:decisions")))
    judging.release(olive, cast.code("officer"))


def the_group_accepts(amina, cast, open_as, mails):
    accepting.read_the_letter(amina, mails, cast.applicant)
    accepting.sign(amina, mails, cast.applicant)
    carys = open_as("signatory", "/apply/")
    accepting.open_grant(carys)
    accepting.sign(carys, mails, cast.signatory)
    accepting.give_bank_details(amina)


def finance_pays(olive, cast, open_as, calendar):
    frank, priya = (open_as(f"finance_{part}", reverse("finance:accounts")) for part in ("approver", "preparer"))
    paying.check_the_account(frank, cast.code("finance_approver"))
    paying.verify_the_account(priya, cast.code("finance_preparer"))
    olive.goto(reverse("office:awards"))
    paying.start_the_grant(olive)
    priya.goto(reverse("finance:instalments"))
    paying.build_a_batch(priya)
    frank.goto(reverse("finance:batches"))
    calendar.shift(MINUTE)
    paying.approve_the_batch(frank, cast.code("finance_approver"))
    paying.take_the_bank_file(priya)

    calendar.shift(DAY)
    priya = open_as("finance_preparer", reverse("finance:home"))
    paying.read_the_workbook(priya)
    paying.mark_as_arrived(priya)


def the_group_reports(cast, open_as, mails):
    reporting.report(open_as("applicant", "/apply/"))
    olive = open_as("officer", reverse("office:reports"))
    reporting.answer_the_report(olive)
    reporting.read_the_answer(open_as("applicant", "/apply/"), mails, cast.applicant)
    reporting.close_the_grant(olive)


def test_one_grant_from_the_quiz_to_open_data(calendar, call, cast, open_as, mails, amina):
    the_group_applies(amina, cast, mails)
    olive = open_as("officer", reverse("office:applications"))
    the_panel_scores(olive, call, cast, open_as)
    the_office_decides(olive, cast, open_as)
    the_group_accepts(amina, cast, open_as, mails)
    finance_pays(olive, cast, open_as, calendar)
    calendar.shift(90 * DAY)
    the_group_reports(cast, open_as, mails)
    reporting.see_what_was_funded(open_as("anyone", "/"))
