"""Every type of question, empty and with errors, and the screens of the form builder: axe, no sideways scrolling."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from grants.ground.people.roles import Role
from grants.ground.questions import actions
from grants.stages.calls.actions import begin_mend
from tests.axe.engine import violations
from tests.browser import sign_in_as
from tests.factories.actors import make_actor
from tests.factories.calls import make_call
from tests.factories.funds import make_funder
from tests.factories.people import hold, make_person
from tests.factories.questions import NOW, make_banked, make_builder, make_lists, make_shipped, make_version

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OPTIONS = {"options": [{"code": "a", "label": "Our own account"}, {"code": "b", "label": "Another group’s"}]}
SETTINGS = {
    "short_text": {"most": 5},
    "long_text": {"most": 2},
    "choice": OPTIONS,
    "choices": {**OPTIONS, "most": 1},
    "file": {"kinds": ["pdf"], "most": 2},
    "budget": {"most": 8, "most_total": 100},
    "terms": {"vocabulary": "populations", "most": 1},
}
TYPES = [
    "short_text",
    "long_text",
    "number",
    "money",
    "date",
    "yes_no",
    "choice",
    "choices",
    "email",
    "phone",
    "file",
    "budget",
    "people",
    "districts",
    "terms",
]
WRONG = {
    "short_text": "Larkfield",
    "long_text": "one two three",
    "number": "1.5",
    "money": "ten",
    "date-day": "31",
    "date-month": "2",
    "date-year": "2027",
    "email": "amina",
    "phone": "call me",
    "budget-0-item": "Tea",
    "budget-0-cost": "12",
    "people-0-name": "Amina",
}


@pytest.fixture
def every_type():
    make_lists()
    words = {"label": "What is it?", "help": "Best guesses are fine.", "why": "So that we know."}
    return make_version(*[{"key": t, "type": t, "settings": SETTINGS.get(t, {}), **words} for t in TYPES])


@pytest.fixture
def page(browser_page):
    """An officer's browser."""
    make_funder()
    officer = make_person("Olive Marsh")
    hold(officer, Role.OFFICER)
    sign_in_as(browser_page, officer)
    return browser_page


def wrongly_filled(page):
    for name, text in WRONG.items():
        page.locator(f"[name='q-{name}']").fill(text)
    for box in page.locator("[name='q-terms'], [name='q-choices']").all():
        box.check()
    page.get_by_role("button", name="Check the answers").click()
    page.locator(".error-summary").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_type_of_question_passes_axe_empty_and_with_errors(page, every_type, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(reverse("office:form_preview", args=[every_type.pk]))
    assert violations(page) == []
    wrongly_filled(page)
    assert page.locator(".error-summary li").count() == 12
    assert violations(page) == []


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_every_type_of_question_fits(page, every_type, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(reverse("office:form_preview", args=[every_type.pk]))
    wrongly_filled(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_links_of_the_error_summary_lead_to_the_controls(page, every_type):
    page.goto(reverse("office:form_preview", args=[every_type.pk]))
    wrongly_filled(page)
    links = page.locator(".error-summary a").all()
    assert all(page.locator(link.get_attribute("href")).count() == 1 for link in links)


def test_builder_passes_axe_and_fits(page, every_type):
    builder = make_builder()
    draft = actions.new_draft_version(every_type.questionnaire, by=builder, now=NOW, reason="More")
    quiz = actions.new_draft_version(make_shipped("doorstep_quiz").questionnaire, by=builder, now=NOW, reason="More")
    section, question = draft.sections.get(), draft.questions.get(key="choice")
    screens = [
        reverse("office:forms"),
        reverse("office:form_new"),
        reverse("office:form", args=[draft.questionnaire_id]),
        reverse("office:form_publish", args=[draft.pk]),
        reverse("office:form_section", args=[section.pk]),
        reverse("office:form_section_remove", args=[section.pk]),
        reverse("office:form_question_type", args=[section.pk]),
        reverse("office:form_question", args=[question.pk]),
        reverse("office:form_question", args=[quiz.questions.get(key="how_much").pk]),
        reverse("office:form_question_new", args=[section.pk, "budget"]),
        reverse("office:form_question_move", args=[question.pk]),
        reverse("office:form_question_remove", args=[question.pk]),
        reverse("office:form_copy", args=[draft.pk]),
        reverse("office:form_import"),
        reverse("office:form_preview_page", args=[draft.pk]),
        reverse("office:bank"),
        reverse("office:banked_question", args=[make_banked().pk]),
        reverse("office:section_bank", args=[section.pk]),
        reverse("office:question_keep", args=[question.pk]),
    ]
    page.set_viewport_size({"width": 360, "height": 800})
    for screen in screens:
        assert (screen, page.goto(screen).status) == (screen, 200)
        assert (screen, violations(page)) == (screen, [])
        assert (screen, page.evaluate("document.documentElement.scrollWidth")) == (screen, 360)


def test_screens_of_mending_and_translating_pass_axe_and_fit(page, settings):
    settings.LANGUAGES = [("en-gb", "English"), ("es", "Spanish"), ("ar", "Arabic")]
    officer, call = make_actor(), make_call(opens_at=timezone.now() - timedelta(days=2))
    start = reverse("office:form_mend", args=[call.pk])
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(start)
    assert violations(page) == []
    draft = begin_mend(call, reason="A typo", by=officer, now=timezone.now())
    actions.choose_languages(draft, ["es", "ar"], by=officer, now=NOW)
    row = draft.questions.get(key="title")
    actions.change_question(
        row, label={"en-gb": "Its name?"}, meaning="project_title", settings=row.settings, by=officer, now=NOW
    )
    screens = [
        reverse("office:form_mend_publish", args=[call.pk, draft.pk]),
        reverse("office:form_languages", args=[draft.pk]),
        reverse("office:form_translate", args=[draft.pk, "ar"]),
    ]
    for screen in screens:
        assert (screen, page.goto(screen).status) == (screen, 200)
        assert (screen, violations(page)) == (screen, [])
        assert (screen, page.evaluate("document.documentElement.scrollWidth")) == (screen, 360)
