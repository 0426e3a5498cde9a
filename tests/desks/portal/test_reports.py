"""Reports on the portal: started, written, checked, sent, answered."""

import pytest
from django.urls import reverse

from grants.stages.outcomes.actions import send_back_report, submit_report
from grants.stages.outcomes.models import Report
from tests.factories.assessment import NOW, make_officer
from tests.factories.awards import make_active, signatories
from tests.factories.outcomes import (
    ANSWERS,
    ask_for_reports,
    make_answered_report,
    make_report,
    make_sent_report,
)
from tests.factories.people import belong

pytestmark = pytest.mark.django_db

QUERIES_OF_REPORT = 13
QUERIES_OF_CHECK = 13


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def award(cast):
    found = make_active()
    belong(cast.cowriter, found.organisation)
    return found


@pytest.fixture
def client(cast):
    return cast.client("cowriter")


def at(name, award, *args):
    return reverse(f"portal:{name}", args=[award.reports_due.get().pk, *args])


def posted(page, **fields):
    """The fields of a section page as a browser would send them, with some filled in."""
    form = page.context["section_form"]
    bases = {f"base-{field.key}": field.state.base for field in form.fields}
    return {"save_id": form.save_id, **bases, **{f"q-{key}": value for key, value in fields.items()}}


def told(response):
    return [str(message) for message in response.context["messages"]]


def test_a_report_is_started_once(client, award):
    ask_for_reports(award)
    assert "Start your report" in client.get(at("report", award)).text
    for _ in range(2):
        page = client.post(at("report", award), follow=True)
        assert next(str(task["label"]) for task in page.context["tasks"]) == "Tell us what happened"
    assert Report.objects.count() == 1


def test_a_call_without_a_report_form_says_what_to_do(client, award):
    page = client.post(at("report", award), follow=True)
    assert told(page) == ["This call has no report form. Please write us a message instead."]


@pytest.mark.parametrize("photos", [1, 3])
def test_writing_costs_the_same_for_any_number_of_photos(client, award, photos, django_assert_num_queries):
    make_report(award, photos=photos)
    for name, count in (("report", QUERIES_OF_REPORT), ("report_check", QUERIES_OF_CHECK)):
        client.get(at(name, award))
        with django_assert_num_queries(count):
            assert client.get(at(name, award)).status_code == 200


def test_a_section_is_saved_and_leads_to_the_next(client, award):
    make_report(award, answers={})
    url = at("report_section", award, "money")
    answer = client.post(url, posted(client.get(url), spend="990", money_left="none"))
    assert answer.url == at("report_section", award, "photos")
    from_check = client.post(f"{url}?from=check", posted(client.get(url), spend="£991", money_left="none"))
    assert from_check.url == at("report_check", award)


def test_a_wrong_number_is_explained_and_kept(client, award):
    make_report(award, answers={})
    url = at("report_section", award, "money")
    page = client.post(url, posted(client.get(url), spend="ten", money_left="none"))
    assert [error.target for error in page.context["errors"]] == ["q-spend"]
    assert 'value="ten"' in page.text


def test_the_check_page_names_what_is_missing_and_what_contradicts(client, award):
    make_report(award, answers=ANSWERS | {"story": "", "attendances": 3})
    page = client.get(at("report_check", award))
    assert [(str(p.label), p.sentence) for p, _url in page.context["problems"]][-1] == (
        "How many attendances were there in all?",
        "Attendances cannot be fewer than the people who came. Check both numbers.",
    )
    refused = client.post(at("report_check", award))
    assert Report.objects.get().status == "draft"
    assert len(told(refused)) == 1


def test_sending_twice_changes_nothing_more(client, award):
    make_report(award)
    done = client.post(at("report_check", award), follow=True)
    assert told(done) == ["Sent. Thank you: somebody will read it and write back."]
    again = client.post(at("report_check", award))
    assert again.url == at("report", award)
    assert Report.objects.get().status == "submitted"


def test_a_sent_report_can_be_read_and_not_changed(client, award):
    make_sent_report(award, photos=1)
    page = client.get(at("report", award))
    assert "We met every week and drank tea." in page.text
    assert client.get(at("report_section", award, "money")).url == at("report", award)
    photo = Report.objects.get().evidence.get().file_id
    assert client.get(at("report_own_file", award, photo)).getvalue()[:3] == b"\xff\xd8\xff"


def test_a_page_opened_before_sending_loses_nothing_that_was_typed(client, award):
    report = make_report(award)
    url = at("report_section", award, "what_happened")
    page = client.get(url)
    submit_report(report, by=signatories(award, 1)[0], now=NOW)
    answer = client.post(url, posted(page, story="We met, and sang."))
    assert "What you wrote was not saved." in answer.text
    assert "We met, and sang." in answer.text


def test_a_report_that_came_back_shows_our_question(client, award):
    report = make_sent_report(award)
    send_back_report(report, reason="Who came?", by=make_officer(), now=NOW)
    assert "Who came?" in client.get(at("report", award)).text


def test_our_answer_is_shown(client, award):
    make_answered_report(award)
    assert "Thank you: we loved the tea." in client.get(at("report", award)).text


def test_an_answer_is_saved_while_one_writes(client, award):
    report = make_report(award, answers={})
    answer = client.post(at("report_autosave", award, "story"), {"q-story": "Tea.", "base-story": "0", "save_id": "a"})
    assert answer.status_code == 200
    assert report.sheet.answers.get(key="story").value == "Tea."


def test_strangers_find_nothing(cast, award):
    report = make_report(award, photos=1)
    photo = report.sheet.files.get()
    stranger = cast.client("stranger")
    asked = [
        at("report", award),
        at("report_check", award),
        at("report_section", award, "money"),
        at("report_file", award, photo.pk),
        at("report_own_file", award, photo.file_id),
    ]
    assert {stranger.get(url).status_code for url in asked} == {404}
