"""The question pack in public: a page for everybody, and files that a job made."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from grants.desks.jobs.drains.packs import make_packs, want_packs
from grants.stages.calls.actions import cancel_call, want_pack
from grants.stages.calls.models import Call, QuestionPack
from tests.desks.web.html import text_of
from tests.factories.actors import make_actor
from tests.factories.calls import NOW, in_days, make_call, make_draft_call
from tests.outputs.documents.test_pack import make_asking_call

pytestmark = pytest.mark.django_db

PAGE = reverse("cms:pack", args=["doorstep"])
PDF, WORD = reverse("cms:pack_pdf", args=["doorstep"]), reverse("cms:pack_docx", args=["doorstep"])


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOW)


def age_of(response):
    return int(re.search(r"max-age=(\d+)", response["Cache-Control"])[1])


def test_everybody_reads_the_questions_without_signing_in(client):
    make_asking_call()
    page = client.get(PAGE)
    words = text_of(page)
    for said in (
        "What will you do?",
        "Up to 150 words.",
        "Only asked if: “Do children come?” is “Yes”",
        "We judge it by:",
    ):
        assert said in words
    assert (page.cookies, "public" in page["Cache-Control"], age_of(page)) == ({}, True, 60)


def test_the_page_is_kept_no_longer_than_it_is_true(client, time_machine):
    make_asking_call(closes_at=in_days(30))
    time_machine.move_to(in_days(30) - timedelta(seconds=20))
    assert age_of(client.get(PAGE)) == 20


def test_calls_that_nobody_may_know_of_have_no_pack(client):
    make_draft_call("next")
    make_call("trial", is_rehearsal=True)
    cancelled = make_call("gone")
    cancel_call(cancelled, reason="No money.", by=make_actor(), now=NOW)
    codes = ("next", "trial", "gone", "nothing")
    assert [client.get(reverse("cms:pack", args=[code])).status_code for code in codes] == [404] * 4
    assert [client.get(reverse("cms:pack_pdf", args=[code])).status_code for code in codes] == [404] * 4


def test_files_are_offered_once_a_job_has_made_them(client):
    make_asking_call()
    assert [client.get(address).status_code for address in (PDF, WORD)] == [404, 404]
    assert "Download" not in client.get(PAGE).text
    assert (want_packs(NOW), make_packs(NOW)) == (1, 1)
    assert client.get(PAGE).text.count("Download") == 2
    pdf, word = client.get(PDF), client.get(WORD)
    assert (b"".join(pdf)[:5], b"".join(word)[:2]) == (b"%PDF-", b"PK")
    assert (
        "doorstep-questions.pdf" in pdf["Content-Disposition"] or "doorstep questions.pdf" in pdf["Content-Disposition"]
    ) is True
    assert age_of(pdf) == 60


def test_nothing_is_made_again_while_nothing_changes():
    make_asking_call()
    for _tick in range(2):
        want_packs(NOW)
        make_packs(NOW)
    assert QuestionPack.objects.count() == 1


def test_a_date_that_changes_makes_new_files_and_keeps_the_old(client):
    call = make_asking_call()
    want_packs(NOW), make_packs(NOW)
    Call.objects.filter(pk=call.pk).update(decision_by=call.decision_by + timedelta(days=7))
    want_packs(NOW), make_packs(NOW)
    Call.objects.filter(pk=call.pk).update(decision_by=call.decision_by)
    want_packs(NOW), make_packs(NOW)
    packs = list(QuestionPack.objects.order_by("pk"))
    assert [pack.digest == packs[0].digest for pack in packs] == [True, False, True]
    assert [pack.made_at is None for pack in packs] == [False, False, False]


def test_a_pack_that_waits_takes_the_newest_words():
    call = make_asking_call()
    for words in ({"a": 1}, {"a": 2}):
        want_pack(call, words, language="en-gb", now=NOW)
    assert QuestionPack.objects.get().content == {"a": 2}


def test_the_way_to_the_pack_stands_where_people_begin(client, cast):
    make_asking_call()
    assert PAGE in client.get(reverse("portal:quiz", args=["doorstep"])).text
    assert PAGE in cast.client("applicant").get(reverse("portal:start", args=["doorstep"])).text


def test_the_page_costs_the_same_for_any_number_of_questions(client, django_assert_num_queries):
    make_asking_call()
    make_call("short")
    for code in ("doorstep", "short"):
        with django_assert_num_queries(16):
            client.get(reverse("cms:pack", args=[code]))


def test_the_office_sees_the_pack_before_announcing(cast):
    draft = make_draft_call("next")
    page = cast.client("officer").get(reverse("office:call_pack", args=[draft.pk]))
    assert "as soon as the call is announced" in page.text
    assert "What is it called?" in page.text


def test_the_office_sees_that_a_call_without_a_form_has_no_pack(cast):
    draft = make_draft_call("next", form=None, quiz=None, rubric=None)
    assert "No questions yet" in cast.client("auditor").get(reverse("office:call_pack", args=[draft.pk])).text
