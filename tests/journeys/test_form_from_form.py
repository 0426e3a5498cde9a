"""An officer takes a form out as a file, brings it in under another name, adds a question of the bank and tries it."""

import pytest
from playwright.sync_api import expect

from grants.ground.people.roles import Role
from grants.ground.questions.models import Questionnaire
from tests.browser import sign_in_as
from tests.factories.funds import make_funder
from tests.factories.people import hold, make_person
from tests.factories.questions import make_shipped, make_version

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser_page):
    """An officer's browser."""
    make_funder()
    officer = make_person("Olive Marsh")
    hold(officer, Role.OFFICER)
    sign_in_as(browser_page, officer)
    return browser_page


def download(page, path):
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download it as a file").click()
    taken.value.save_as(path)


def bring_in(page, path, name):
    page.goto("/office/forms/")
    page.get_by_role("link", name="Bring in a form").click()
    page.get_by_label("The file").set_input_files(path)
    page.get_by_label("What shall the form be called?").fill(name)
    page.get_by_role("button", name="Bring it in").click()


def test_form_travels_as_a_file_and_takes_a_question_from_the_bank(page, tmp_path):
    source = make_shipped("doorstep")
    other = make_version({"key": "access", "type": "long_text", "label": "What would make it easier for you?"})
    page.goto(f"/office/forms/{other.questionnaire_id}/")
    page.get_by_role("link", name="Keep in the bank What would make it easier").click()
    page.get_by_role("button", name="Keep it").click()

    page.goto(f"/office/forms/{source.questionnaire_id}/")
    download(page, tmp_path / "form.json")
    bring_in(page, tmp_path / "form.json", "Doorstep Grant")
    expect(page.locator(".error-summary")).to_contain_text("There is a form of this name already.")
    bring_in(page, tmp_path / "form.json", "Autumn")

    page.get_by_role("link", name="Choose from the bank – Describe your idea").click()
    page.get_by_label("Words").fill("EASIER for you")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("button", name="Put it in What would make it easier for you?").click()
    expect(page.get_by_text("The question is in the form.")).to_be_visible()
    idea = Questionnaire.objects.get(title="Autumn").versions.get().sections.get(key="idea")
    assert idea.questions.last().key == "access"


def test_preview_shows_the_section_in_a_frame_as_wide_as_a_phone(page):
    version = make_shipped("doorstep")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"/office/form-versions/{version.pk}/preview/?section=idea")
    phone = page.frame_locator("iframe[title='The form on a phone, 360 pixels wide']")
    expect(phone.get_by_role("heading", name="Describe your idea")).to_be_visible()
    phone.get_by_label("Where will it happen?").fill("x" * 121)
    phone.get_by_role("button", name="Check the answers").click()
    expect(phone.locator(".error-summary")).to_contain_text("Shorten this to 120 characters or fewer.")
    assert phone.locator("html").evaluate("page => [page.clientWidth, page.scrollWidth]") in ([360, 360], [345, 345])
    page.get_by_role("link", name="Open it as a page of its own").click()
    expect(page.get_by_role("heading", name="Describe your idea")).to_be_visible()
