"""The queue of recordings to write down and answers to translate."""

from functools import partial

import pytest
from django.urls import reverse

from grants.desks.office.views import texts
from grants.desks.web.pages import keyset_page
from grants.ground.questions.actions import attach_file, write_own_transcript
from grants.ground.questions.models import AnswerText, TextClaim
from grants.stages.applications.actions import submit_application
from grants.stages.outcomes.queries import added_files
from tests.factories.applications import make_draft, make_group
from tests.factories.awards import make_active
from tests.factories.calls import NOW, QUESTIONS, make_call, make_form
from tests.factories.files import make_recording
from tests.factories.outcomes import ask_for_reports, make_sent_report

IDEA = {"key": "idea", "type": "long_text", "label": "What will you do?", "settings": {"voice": 120}}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOW, tick=False)


def make_spoken(*, call=None, says="", group=""):
    """A sent application whose idea was spoken."""
    call = call or make_call(form=make_form(questions=[*QUESTIONS["application"], IDEA]).questionnaire)
    organisation, by = make_group(group) if group else make_group()
    draft = make_draft(call, organisation=organisation, by=by)
    attach_file(draft.sheet, "idea", make_recording(), by=by, now=NOW)
    if says:
        write_own_transcript(draft.sheet, "idea", says, language="so", by=by, now=NOW)
    return submit_application(draft, by=by, now=NOW)


@pytest.fixture
def spoken():
    return make_spoken()


@pytest.fixture
def client(cast):
    return cast.client("officer")


def work(application, kind="transcript"):
    return reverse("office:text", args=[application.sheet_id, "idea", kind])


def queue(client):
    page = client.get(reverse("office:texts"))
    return [(row.work.original.label, row.work.kind, str(row.claim or "")) for row in page.context["rows"]]


def test_a_sent_recording_waits_to_be_written_down(client, spoken):
    assert queue(client) == [("What will you do?", "transcript", "")]
    page = client.get(work(spoken)).text
    file_pk = spoken.sheet.files.get().file_id
    url = reverse("office:application_file", args=[spoken.pk, file_pk])
    assert f'<audio controls preload="none" src="{url}"' in page


def test_a_draft_waits_for_nobody(client):
    call = make_call(form=make_form(questions=[*QUESTIONS["application"], IDEA]).questionnaire)
    organisation, by = make_group()
    draft = make_draft(call, organisation=organisation, by=by)
    attach_file(draft.sheet, "idea", make_recording(), by=by, now=NOW)
    assert queue(client) == []
    assert client.get(work(draft)).status_code == 404


def test_officer_takes_the_work_writes_and_it_leaves_the_queue(client, spoken):
    assert client.post(work(spoken), {"do": "claim"}).url == work(spoken)
    assert TextClaim.objects.count() == 1
    done = client.post(work(spoken), {"text": "We sew together.", "language": "en-gb"})
    assert done.url == reverse("office:texts")
    text = AnswerText.objects.get()
    assert (text.text, text.kind, text.side, text.language) == ("We sew together.", "transcript", "office", "en-gb")
    assert (queue(client), TextClaim.objects.count()) == ([], 0)
    answers = client.get(reverse("office:application_answers", args=[spoken.pk])).text
    assert answers.index("written down by the office") < answers.index("We sew together.") < answers.index("<audio")


def test_work_put_back_is_free_again(client, spoken):
    client.post(work(spoken), {"do": "claim"})
    client.post(work(spoken), {"do": "put_back"})
    assert queue(client) == [("What will you do?", "transcript", "")]


def test_empty_text_is_told_at_the_field(client, spoken):
    client.post(work(spoken), {"do": "claim"})
    page = client.post(work(spoken), {"text": " ", "language": "en-gb"})
    assert (page.status_code, page.context["form"].errors) == (200, {"text": ["Write the text first."]})


def test_transcript_of_the_group_in_another_language_waits_to_be_translated(client):
    spoken = make_spoken(says="Waxaan rabnaa inaan tolno.")
    assert queue(client) == [("What will you do?", "translation", "")]
    client.post(work(spoken, "translation"), {"text": "We want to sew.", "language": "en-gb"})
    assert queue(client) == []


def test_kind_of_work_that_there_is_not_is_not_there(client, spoken):
    assert client.get(work(spoken, "summary")).status_code == 404
    assert client.get(reverse("office:text", args=[spoken.sheet_id, "title", "transcript"])).status_code == 404


def test_auditor_reads_no_queue_and_group_finds_nothing(cast, spoken):
    for name in ("auditor", "applicant"):
        assert cast.client(name).get(work(spoken)).status_code == 404


def test_recording_of_a_report_plays_in_the_office(client):
    award = make_active()
    ask_for_reports(award)
    report = make_sent_report(award, photos=1)
    row = added_files(report).first()
    page = client.get(reverse("office:report_file", args=[report.pk, row.file_id]))
    assert (page.status_code, page.getvalue()[:3]) == (200, b"\xff\xd8\xff")
    assert client.get(reverse("office:report_file", args=[report.pk, make_recording().pk])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_queue_costs_the_same_for_any_number(client, django_assert_num_queries, rows):
    call = make_call(form=make_form(questions=[*QUESTIONS["application"], IDEA]).questionnaire)
    for _row in range(rows):
        make_spoken(call=call)
    client.get(reverse("office:texts"))
    with django_assert_num_queries(QUERIES):
        client.get(reverse("office:texts"))


QUERIES = 10


def test_the_queue_is_read_page_by_page_the_longest_waiting_first(client, monkeypatch):
    """Each page starts where the last one ended, applications and reports together."""
    monkeypatch.setattr(texts, "keyset_page", partial(keyset_page, size=2))
    call = make_call(form=make_form(questions=[*QUESTIONS["application"], IDEA]).questionnaire)
    sent = [make_spoken(call=call, group=name) for name in ("One", "Two", "Three")]
    url, seen = reverse("office:texts"), []
    while url:
        page = client.get(url)
        seen += [row.place.reference for row in page.context["rows"]]
        following = page.context["page"].next
        url = following and reverse("office:texts") + following
    assert seen == [application.reference for application in sent]
    assert 'rel="next"' in client.get(reverse("office:texts")).text
