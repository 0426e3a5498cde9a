"""Reports in the office: waiting, read, answered."""

import pytest
from django.urls import reverse

from grants.stages.outcomes.models import Report
from tests.factories.awards import make_active
from tests.factories.outcomes import AT_END, make_answered_report, make_report, make_sent_report

pytestmark = pytest.mark.django_db

QUERIES_OF_LIST = 7
QUERIES_OF_REPORT = 7


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(AT_END, tick=False)


@pytest.fixture
def officer(cast):
    return cast.client("officer")


def at(name, *args):
    return reverse(f"office:{name}", args=args)


def told(response):
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_any_number_of_reports(officer, rows, django_assert_num_queries):
    for _ in range(rows):
        make_sent_report(make_active())
        make_active()
    officer.get(at("reports"))
    with django_assert_num_queries(QUERIES_OF_LIST):
        page = officer.get(at("reports"))
    assert (len(page.context["page"].rows), len(page.context["expected"])) == (rows, rows)


def test_list_shows_what_waits_first_and_never_drafts(officer):
    waiting, answered = make_sent_report(make_active()), make_answered_report(make_active())
    make_report(make_active())
    assert officer.get(at("reports")).context["page"].rows == [waiting]
    assert officer.get(at("reports"), {"status": "accepted"}).context["page"].rows == [answered]


@pytest.mark.parametrize("photos", [1, 3])
def test_report_costs_the_same_for_any_number_of_photos(officer, photos, django_assert_num_queries):
    report = make_sent_report(make_active(), photos=photos)
    officer.get(at("report", report.pk))
    with django_assert_num_queries(QUERIES_OF_REPORT):
        page = officer.get(at("report", report.pk))
    assert page.context["figures"] == [
        ("Different people who took part at least once", "34"),
        ("Attendances in total", "210"),
        ("People answering who say they feel more part of the community", "27 of 30"),
    ]
    assert len(page.context["photos"]) == photos


def test_a_photo_is_shown_to_whoever_may_read_the_report(cast, officer):
    report = make_sent_report(make_active(), photos=1)
    url = at("report_photo", report.pk, report.evidence.get().pk)
    assert officer.get(url).getvalue()[:3] == b"\xff\xd8\xff"
    assert cast.client("finance_preparer").get(url).status_code == 404


def test_an_answer_is_needed_to_accept(officer):
    report = make_sent_report(make_active())
    page = officer.post(at("report", report.pk), {"reply": ""})
    assert page.context["reply_form"].errors == {"reply": ["Write a reply: groups want to know that someone read it."]}


def test_answering_accepts_the_report_once(officer):
    report = make_sent_report(make_active())
    for _ in range(2):
        done = officer.post(at("report", report.pk), {"reply": "Thank you!"}, follow=True)
        assert told(done) == ["Sent to the group."]
    report = Report.objects.get(pk=report.pk)
    assert (report.status, report.reply, report.replied_at) == ("accepted", "Thank you!", AT_END)
    assert report.report_due.accepted_at == AT_END


def test_a_report_is_sent_back_with_a_question(officer):
    report = make_sent_report(make_active())
    page = officer.post(at("report", report.pk), {"send_back": "1", "reason": ""})
    assert page.context["back_form"].errors == {"reason": ["Write a sentence or two here."]}
    done = officer.post(at("report", report.pk), {"send_back": "1", "reason": "Who came?"}, follow=True)
    assert told(done) == ["Sent to the group."]
    again = officer.post(at("report", report.pk), {"send_back": "1", "reason": "Who came?"})
    assert again.context["back_form"].non_field_errors() == [
        "This report has moved on since you opened the page. Look at it again."
    ]


def test_whoever_only_reads_cannot_answer(cast):
    report = make_sent_report(make_active())
    url = at("report", report.pk)
    page = cast.client("auditor").get(url)
    assert ("may_answer" in page.context, "<form" in page.text.split("<main")[1]) == (True, False)
    refused = cast.client("auditor").post(url, {"reply": "Thank you!"})
    assert refused.context["reply_form"].non_field_errors() == ["Your roles do not let you answer reports."]
