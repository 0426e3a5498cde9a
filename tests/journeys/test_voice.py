"""Speaking an answer and sending files in pieces, in a real browser with a microphone that hums."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from grants.desks.web.questions import pieces
from grants.ground.files.models import StoredFile
from grants.ground.kit import clock
from grants.ground.people.models import Person
from grants.ground.questions.queries import files_of, problems_of_sheet, texts_of
from tests.browser import sign_in_as
from tests.factories.applications import make_draft, make_group, page_of
from tests.factories.calls import QUESTIONS, make_call, make_form
from tests.factories.files import pdf_bytes, wav_bytes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ASKED = [
    *QUESTIONS["application"],
    {"key": "idea", "type": "long_text", "label": "What will you do?", "settings": {"voice": 60, "video": True}},
    {"key": "rules", "type": "file", "label": "Your rules", "settings": {"kinds": ["pdf"], "most": 3}},
]


@pytest.fixture
def draft():
    now = clock.now()
    form = make_form(questions=ASKED, now=now - timedelta(days=3)).questionnaire
    call = make_call(form=form, opens_at=now - timedelta(days=1))
    organisation, by = make_group("Harbour Lights")
    return make_draft(call, organisation=organisation, by=by, now=now)


@pytest.fixture
def page(browser_page, draft):
    sign_in_as(browser_page, Person.objects.get(memberships__organisation=draft.organisation))
    browser_page.goto(reverse("portal:section", args=[draft.pk, "all"]))
    return browser_page


def recording(draft):
    return StoredFile.objects.get(pk=files_of(draft.sheet)["idea"][0].id)


def test_answer_is_recorded_paused_kept_and_written_down(page, draft):
    page.get_by_role("button", name="Record your voice").click()
    expect(page.locator("[data-time]")).to_have_text(re.compile(r"Recording\. Time left: 0:5\d"))
    page.get_by_role("button", name="Pause").click()
    expect(page.locator("[data-time]")).to_have_text(re.compile("Paused"))
    page.get_by_role("button", name="Go on").click()
    page.wait_for_timeout(1500)
    page.get_by_role("button", name="Stop and keep").click()
    expect(page.locator("[data-recording] audio")).to_be_visible()
    stored = recording(draft)
    assert (stored.content_type, stored.seconds in {2, 3, 4}) == ("audio/webm", True)
    page.get_by_label("What you say, in writing").fill("We sew together.")
    expect(page.locator("[data-saved]")).to_have_text(re.compile("Saved at"))
    assert [text.text for text in texts_of(draft.sheet)] == ["We sew together."]
    assert "idea" not in [blocker.field for blocker in problems_of_sheet(draft.sheet)]


def test_recording_is_made_by_keyboard_alone_and_played_at_any_place(page, draft):
    page.get_by_role("button", name="Record your voice").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    page.wait_for_timeout(1200)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    player = page.locator("[data-recording] audio")
    expect(player).to_be_visible()
    player.evaluate("player => { player.preload = 'auto'; player.load(); }")
    expect(player).to_have_js_property("readyState", 4)


def test_video_is_an_answer_too_and_can_be_removed(page, draft):
    page.get_by_role("button", name="Record a video").click()
    page.wait_for_timeout(1500)
    page.get_by_role("button", name="Stop and keep").click()
    expect(page.locator("[data-recording] .file-name")).to_be_visible()
    assert recording(draft).content_type == "video/webm"
    page.get_by_role("button", name="Remove").click()
    expect(page.locator("[data-recording] .file-name")).to_have_count(0)
    assert files_of(draft.sheet) == {}


def test_recording_thrown_away_is_not_sent(page, draft):
    page.get_by_role("button", name="Record your voice").click()
    page.get_by_role("button", name="Throw it away").click()
    expect(page.get_by_role("button", name="Record your voice")).to_be_visible()
    assert files_of(draft.sheet) == {}


def test_microphone_is_allowed_on_this_page_alone(page, draft):
    here = page.request.get(reverse("portal:section", args=[draft.pk, "all"])).headers
    elsewhere = page.request.get(page_of(draft)).headers
    assert here["permissions-policy"] == "camera=(self), geolocation=(), microphone=(self)"
    assert elsewhere["permissions-policy"] == "camera=(), geolocation=(), microphone=()"
    assert ("media-src 'self' blob:" in here["content-security-policy"]) is True
    assert "blob:" not in elsewhere["content-security-policy"]


def test_several_files_are_sent_with_their_sentences(page, draft):
    page.get_by_label("Choose a file").set_input_files(
        [
            {"name": "one.pdf", "mimeType": "application/pdf", "buffer": pdf_bytes("one")},
            {"name": "evil.pdf", "mimeType": "application/pdf", "buffer": b"MZ\x90\x00" + b"\xff" * 400},
            {"name": "two.pdf", "mimeType": "application/pdf", "buffer": pdf_bytes("two")},
        ]
    )
    expect(page.locator("[data-files] .file-name")).to_have_text(["one.pdf", "two.pdf"])
    expect(page.locator(".sending [role=alert], .sending .error")).to_have_text(
        re.compile("evil.pdf: We cannot take this kind of file, whatever its name says.")
    )


def test_upload_goes_on_after_the_line_dropped(page, draft):
    content = pdf_bytes("x" * (2 * pieces.PIECE_BYTES))
    seen = []

    def drop_once(route):
        seen.append(route.request.headers["upload-offset"])
        if len(seen) == 2:
            return route.abort()
        return route.continue_()

    page.route(re.compile(r"/uploads/rules/[0-9a-f-]{36}/"), drop_once)
    whole = {"name": "long.pdf", "mimeType": "application/pdf", "buffer": content}
    page.get_by_label("Choose a file").set_input_files(whole)
    expect(page.locator("[data-files] .file-name")).to_have_text("long.pdf", timeout=15000)
    assert seen == ["0", "1048576", "1048576", "2097152"]
    assert StoredFile.objects.get().size == len(content)


def test_file_chosen_after_signing_out_is_told_with_the_way_back(page, draft):
    page.context.clear_cookies()
    whole = {"name": "one.pdf", "mimeType": "application/pdf", "buffer": pdf_bytes("one")}
    page.get_by_label("Choose a file").set_input_files(whole)
    expect(page.locator(".sending .error")).to_have_text(
        "one.pdf: You are signed out. Your text is kept on this device. Sign in in a new tab, then come back here"
    )
    assert files_of(draft.sheet) == {}


def test_without_script_a_recording_is_chosen_as_a_file(new_context, live_server, draft):
    page = new_context(base_url=live_server.url, java_script_enabled=False).new_page()
    sign_in_as(page, Person.objects.get(memberships__organisation=draft.organisation))
    page.goto(reverse("portal:section", args=[draft.pk, "all"]))
    expect(page.get_by_role("button", name="Record your voice")).to_be_hidden()
    sound = {"name": "said.wav", "mimeType": "audio/wav", "buffer": wav_bytes(2)}
    page.get_by_label("Or choose a recording from your device").set_input_files(sound)
    page.get_by_role("button", name="Upload What will you do?").click()
    expect(page.locator("[data-recording] audio")).to_be_visible()
    page.get_by_label("What you say, in writing").fill("We sew.")
    page.get_by_role("button", name="Save and come back later").click()
    assert [text.text for text in texts_of(draft.sheet)] == ["We sew."]
    long = {"name": "long.wav", "mimeType": "audio/wav", "buffer": wav_bytes(70)}
    page.goto(reverse("portal:section", args=[draft.pk, "all"]))
    page.get_by_label("Or choose another recording").set_input_files(long)
    page.get_by_role("button", name="Upload What will you do?").click()
    expect(page.locator(".error").first).to_have_text(
        re.compile("This recording lasts 1:10 minutes. The limit is 1:00.")
    )
    assert recording(draft).seconds == 2
