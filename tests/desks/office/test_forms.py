"""The office's screens about forms: the list, one form, its versions, publishing, preview."""

import pytest
from django.urls import reverse

from grants.ground.questions import actions
from grants.ground.questions.models import Questionnaire
from tests.desks.web.html import text_of
from tests.factories.funds import make_funder
from tests.factories.questions import NOW, make_builder, make_shipped, make_version

NAME = {"key": "name", "type": "short_text", "settings": {"most": 5}}
COSTS = {"key": "costs", "type": "budget"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(cast):
    make_funder()
    return cast.client("officer")


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_the_same_queries_however_long(officer, count, django_assert_num_queries):
    for number in range(count):
        make_version(NAME, title=f"Form {number}")
    with django_assert_num_queries(5):
        page = officer.get(reverse("office:forms"))
    assert [row.title for row in page.context["page"].rows] == [f"Form {n}" for n in reversed(range(count))]


@pytest.mark.parametrize("count", [1, 3])
def test_form_takes_the_same_queries_however_long(officer, count, django_assert_num_queries):
    version = make_version(*[NAME | {"key": f"name_{number}"} for number in range(count)])
    with django_assert_num_queries(9):
        officer.get(reverse("office:form", args=[version.questionnaire_id]))


@pytest.mark.parametrize("count", [1, 3])
def test_preview_takes_the_same_queries_however_long(officer, count, django_assert_num_queries):
    version = make_version(*[NAME | {"key": f"name_{number}"} for number in range(count)])
    with django_assert_num_queries(6):
        officer.get(reverse("office:form_preview", args=[version.pk]))


def test_list_is_narrowed_by_purpose(officer):
    make_version(NAME, title="Apply")
    make_shipped("doorstep_quiz")
    page = officer.get(reverse("office:forms"), {"purpose": "quiz"})
    assert [row.title for row in page.context["page"].rows] == ["Can you apply? Doorstep Grants"]


def test_form_is_begun_and_shown_empty(officer):
    page = officer.post(
        reverse("office:form_new"), {"title": " Summer  grants ", "purpose": "application"}, follow=True
    )
    assert Questionnaire.objects.get().title == "Summer grants"
    assert "No sections yet" in text_of(page)


def test_form_without_a_name_or_a_purpose_is_told(officer):
    page = officer.post(reverse("office:form_new"), {"title": "", "purpose": "loan"})
    assert page.context["form"].errors == {
        "title": ["Give the form a name."],
        "purpose": ["Select a valid choice. loan is not one of the available choices."],
    }


def test_form_gets_another_name(officer):
    version = make_version(NAME)
    officer.post(reverse("office:form_rename", args=[version.questionnaire_id]), {"title": "Small grants"})
    assert Questionnaire.objects.get().title == "Small grants"


def test_published_form_offers_a_new_version_and_no_changes(officer):
    version = make_version(NAME)
    page = text_of(officer.get(reverse("office:form", args=[version.questionnaire_id])))
    assert ("Start a new version" in page, "Add a question" in page, "Publish" in page.split("Versions")[0]) == (
        True,
        False,
        True,
    )


def test_new_version_needs_a_reason_and_is_published_after_a_last_look(officer):
    version = make_version(NAME)
    new = reverse("office:form_draft", args=[version.questionnaire_id])
    assert officer.post(new, {"reason": " "}).context["form"].errors == {"reason": ["Say what changes and why."]}
    officer.post(new, {"reason": "A clearer question"})
    draft = version.questionnaire.versions.get(number=2)
    page = text_of(officer.get(reverse("office:form", args=[version.questionnaire_id])))
    assert ("Version 2, being written" in page, "A clearer question" in page) == (True, True)
    publish = reverse("office:form_publish", args=[draft.pk])
    assert "1 question does not say why we ask." in text_of(officer.get(publish))
    officer.post(publish, {"reason": "A clearer question"})
    draft.refresh_from_db()
    assert (draft.status, officer.post(publish, {"reason": "Again"}).status_code) == ("published", 302)


def test_second_draft_is_refused_with_a_sentence(officer):
    version = make_version(NAME)
    actions.new_draft_version(version.questionnaire, by=make_builder(), now=NOW, reason="First")
    page = officer.post(reverse("office:form_draft", args=[version.questionnaire_id]), {"reason": "Second"})
    assert page.context["form"].non_field_errors() == [
        "Someone has already started a new version. Go on with that one."
    ]


def test_what_stands_in_the_way_of_publishing_is_told_on_the_form_and_when_trying(officer):
    draft = actions.create_questionnaire("Quiz", "quiz", by=make_builder(), now=NOW).versions.get()
    actions.add_section(draft, title={"en-gb": "Can you apply?"}, by=make_builder(), now=NOW)
    page = officer.get(reverse("office:form", args=[draft.questionnaire_id]))
    assert "Can you apply?: This section has no question yet." in text_of(page)
    tried = officer.post(reverse("office:form_publish", args=[draft.pk]))
    assert tried.context["form"].non_field_errors() == ["This section has no question yet."]


def test_preview_checks_what_is_typed_and_keeps_nothing(officer):
    version = make_version(NAME, COSTS)
    preview = reverse("office:form_preview", args=[version.pk])
    typed = {"q-name": "Larkfield", "q-costs-rows": "1", "q-costs-0-item": "Tea", "q-costs-0-cost": "ten"}
    page = officer.post(preview, typed)
    assert [error.text for error in page.context["errors"]] == [
        "Shorten this to 5 characters or fewer. It has 9.",
        "Row 1: Enter an amount in numbers, like 1850 or 1,850.50.",
    ]
    assert ('value="Larkfield"' in page.content.decode(), 'value="ten"' in page.content.decode()) == (True, True)
    assert "Nothing wrong with these answers." in text_of(officer.post(preview, {"q-name": "Larks"}))


def test_preview_of_a_quiz_says_how_it_ends(officer):
    preview = reverse("office:form_preview", args=[make_shipped("doorstep_quiz").pk])
    page = text_of(officer.post(preview, {"q-place": "no"}))
    assert "This fund is for Larkfield. Your local council or community foundation may know" in page


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_the_preview_takes_the_same_queries_however_long(officer, count, django_assert_num_queries):
    version = make_version(*[NAME | {"key": f"name_{number}"} for number in range(count)])
    with django_assert_num_queries(6):
        officer.get(reverse("office:form_preview_page", args=[version.pk]))


def test_preview_frames_the_same_section_as_a_phone_shows_it_and_links_to_it(officer):
    version = make_version(NAME, more=[COSTS])
    page = officer.get(reverse("office:form_preview", args=[version.pk]), {"section": "more"}).content.decode()
    framed = f"{reverse('office:form_preview_page', args=[version.pk])}?section=more"
    assert (f'src="{framed}" title="The form on a phone, 360 pixels wide"' in page, f'href="{framed}"' in page) == (
        True,
        True,
    )


def test_page_of_the_preview_may_be_framed_by_us_alone(officer):
    version = make_version(NAME)
    framed = officer.get(reverse("office:form_preview_page", args=[version.pk]))
    other = officer.get(reverse("office:form_preview", args=[version.pk]))
    assert (framed["X-Frame-Options"], "frame-ancestors 'self'" in framed["Content-Security-Policy"]) == (
        "SAMEORIGIN",
        True,
    )
    assert (other["X-Frame-Options"], "frame-ancestors 'none'" in other["Content-Security-Policy"]) == ("DENY", True)


def test_page_of_the_preview_checks_and_stays_in_its_frame(officer):
    version = make_version(NAME)
    page = officer.post(reverse("office:form_preview_page", args=[version.pk]), {"q-name": "Larkfield"})
    assert [error.text for error in page.context["errors"]] == ["Shorten this to 5 characters or fewer. It has 9."]
    assert ("Sign out" in text_of(page), 'value="Larkfield"' in page.content.decode()) == (False, True)


def test_people_who_only_read_see_forms_and_cannot_change_them(cast):
    make_funder()
    draft = actions.create_questionnaire("Draft", "quiz", by=make_builder(), now=NOW).versions.get()
    client = cast.client("auditor")
    page = text_of(client.get(reverse("office:form", args=[draft.questionnaire_id])))
    assert ("Draft" in page, "Add a section" in page) == (True, False)
    assert client.get(reverse("office:form_section_new", args=[draft.pk])).status_code == 404
