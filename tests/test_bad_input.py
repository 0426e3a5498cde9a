"""Every row of tests/bad_input.py, sent as a group sends it; and pages that are stale, repeated, tampered or not ours."""

import html

import pytest
from django.urls import reverse

from grants.ground.files.models import StoredFile
from grants.ground.questions.queries import files_of, values_of
from grants.stages.applications.actions import submit_application, withdraw_application
from grants.stages.applications.models import Application
from tests.bad_input import BAD, FILES, ODD, QUESTIONS
from tests.factories.applications import make_application, make_draft, make_group, page_of, reread
from tests.factories.calls import NOW, make_call, make_form
from tests.factories.files import upload
from tests.factories.questions import make_lists


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def draft(cast):
    make_lists()
    call = make_call(form=make_form(questions=QUESTIONS).questionnaire, smallest_amount=0)
    return make_draft(call, organisation=cast.organisation, by=cast.actor("applicant"), answers={})


def section(draft):
    return reverse("portal:section", args=[draft.pk, "all"])


def send(client, draft, posted):
    """Posts the whole section as a browser would: every question is there, one of them filled in."""
    form = client.get(section(draft)).context["section_form"]
    bases = {f"base-{field.key}": field.state.base for field in form.fields}
    return client.post(section(draft), {"save_id": form.save_id, **bases, **posted})


def said_at(page):
    """What the page says, by the question that it says it at."""
    return {field.key: field.state.errors for field in page.context["section_form"].fields if field.state.errors}


def typed(posted):
    """Every text that was typed, but for the counts that our own page sends."""
    texts = [text for name, text in posted.items() if not name.endswith("-rows")]
    return [part for text in texts for part in ([text] if isinstance(text, str) else text) if part]


@pytest.mark.parametrize("row", BAD, ids=str)
def test_bad_input_is_told_at_its_question_and_kept(cast, draft, row):
    page = send(cast.client("applicant"), draft, row.posted)
    assert said_at(page) == {row.question: (row.outcome,)}
    assert "<title>Error:" in page.text
    if "tampered" not in row.kind and "beyond all measure" not in row.kind:
        shown = html.unescape(page.text)
        assert [text for text in typed(row.posted) if text.strip() not in shown] == []


@pytest.mark.parametrize("row", ODD, ids=str)
def test_odd_input_is_welcome(cast, draft, row):
    client = cast.client("applicant")
    assert send(client, draft, row.posted).status_code == 302
    assert values_of(draft.sheet).get(row.question) == row.outcome
    page = client.get(section(draft))
    assert "<b>Bold</b>" not in page.text


@pytest.mark.parametrize("file", FILES, ids=str)
def test_files_are_taken_by_what_they_are(cast, draft, file, settings):
    settings.UPLOAD_LIMIT_BYTES = 3 * 1024**2
    posted = {"q-title": "Peer evening", "q-rules": upload(file.content, file.name), "upload": "rules"}
    page = send(cast.client("applicant"), draft, posted)
    if file.sentence:
        assert said_at(page) == {"rules": (file.sentence,)}
        assert (page.status_code, StoredFile.objects.count()) == (413 if "limit" in file.kind else 200, 0)
    else:
        assert page.url == section(draft)
        assert [found.name.rpartition(".")[2] for found in files_of(draft.sheet)["rules"]] in (["pdf"], ["jpg"])
    assert values_of(draft.sheet) == {"title": "Peer evening"}


def test_good_answers_beside_a_bad_one_are_saved(cast, draft):
    send(cast.client("applicant"), draft, {"q-title": "Peer evening", "q-amount": "ten", "q-people": "12"})
    assert values_of(draft.sheet) == {"title": "Peer evening", "people": 12}


def test_a_third_file_is_one_too_many(cast, draft):
    client = cast.client("applicant")
    for number in range(3):
        page = send(client, draft, {"q-rules": upload(pdf_bytes_of(number)), "upload": "rules"})
    assert said_at(page) == {"rules": ("You can add 2 files here. Remove one first.",)}


def pdf_bytes_of(number):
    return next(file for file in FILES if file.kind == "a PDF").content + str(number).encode()


def test_two_who_write_at_once_see_both_texts(cast, draft):
    first, second = cast.client("applicant"), cast.client("cowriter")
    old = second.get(section(draft)).context["section_form"]
    send(first, draft, {"q-title": "Peer evening"})
    bases = {f"base-{field.key}": field.state.base for field in old.fields}
    page = second.post(section(draft), {"save_id": old.save_id, **bases, "q-title": "Tea and talk"})
    assert said_at(page) == {
        "title": ("Someone changed this answer while you were writing. Choose which one to keep.",)
    }
    assert ("Peer evening" in page.text, "Tea and talk" in page.text) == (True, True)
    assert values_of(draft.sheet) == {"title": "Peer evening"}


def test_the_same_post_twice_is_one_change(cast, draft):
    client = cast.client("applicant")
    form = client.get(section(draft)).context["section_form"]
    posted = {"save_id": form.save_id, "base-title": "0", "q-title": "Peer evening"}
    assert [client.post(section(draft), posted).status_code for _ in range(2)] == [302, 302]
    assert draft.sheet.answers.get(key="title").revision == 1


@pytest.mark.parametrize("base", ["", "-1", "x", "999999999999", "7"])
def test_a_tampered_revision_overwrites_nothing(cast, draft, base):
    client = cast.client("applicant")
    send(client, draft, {"q-title": "Peer evening"})
    page = client.post(section(draft), {"save_id": "mine", "base-title": base, "q-title": "Tea and talk"})
    assert "title" in said_at(page)
    assert values_of(draft.sheet) == {"title": "Peer evening"}


def test_questions_that_are_not_on_the_form_are_not_read(cast, draft):
    send(cast.client("applicant"), draft, {"base-status": "0", "q-status": "offered", "status": "offered"})
    assert (reread(draft).status, values_of(draft.sheet)) == ("draft", {})


def test_an_expired_session_keeps_what_was_typed(cast, draft, client):
    page = client.post(section(draft), {"base-title": "0", "q-title": "Peer evening"})
    assert page.status_code in {302, 401}
    assert values_of(draft.sheet) == {}
    shown = client.get(page.url) if page.status_code == 302 else page
    assert "What you typed is kept" in shown.text


def test_another_groups_number_in_the_address_finds_nothing(cast, draft):
    other, by = make_group()
    theirs = make_application(make_call("other"), organisation=other, by=by)
    client = cast.client("applicant")
    pages = ("application", "answers", "check", "sent", "receipt", "take_back", "withdraw")
    found = [client.get(page_of(theirs, name)).status_code for name in pages]
    found += [client.post(page_of(theirs, name)).status_code for name in ("check", "take_back", "withdraw", "message")]
    found.append(client.post(section(theirs), {"base-title": "0", "q-title": "Mine now"}).status_code)
    assert set(found) == {404}
    assert reread(theirs).status == "submitted"


def test_a_repeated_withdrawal_is_one_withdrawal(cast, draft):
    client = cast.client("applicant")
    assert [client.post(page_of(draft, "withdraw")).status_code for _ in range(2)] == [302, 302]
    assert reread(draft).status == "withdrawn"


def test_a_page_from_before_the_withdrawal_sends_nothing(cast):
    draft = make_draft(make_call("other"), organisation=cast.organisation, by=cast.actor("applicant"))
    withdraw_application(draft, by=cast.actor("applicant"), now=NOW)
    page = cast.client("applicant").post(page_of(draft, "check"), {"declared": "on", "seen": "0"})
    assert page.url == page_of(draft)
    assert Application.objects.get(pk=draft.pk).status == "withdrawn"


def test_a_page_from_before_the_sending_saves_nothing_and_loses_nothing(cast):
    draft = make_draft(make_call("other"), organisation=cast.organisation, by=cast.actor("applicant"))
    submit_application(draft, by=cast.actor("applicant"), now=NOW)
    page = cast.client("cowriter").post(section(draft), {"base-title": "1", "save_id": "x", "q-title": "A late idea"})
    assert "A late idea" in page.text
    assert values_of(draft.sheet)["title"] == "Weekly peer evening"
