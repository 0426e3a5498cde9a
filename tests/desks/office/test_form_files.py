"""Copying a form, downloading it as a file, and bringing one in."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from grants.ground.questions import actions
from grants.ground.questions.models import Questionnaire
from grants.ground.questions.queries import description_of
from tests.desks.web.html import text_of
from tests.factories.funds import make_funder
from tests.factories.questions import NOW, form_description, make_builder, make_shipped, make_version

NAME = {"key": "name", "type": "short_text", "settings": {"most": 5}}

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(cast):
    make_funder()
    return cast.client("officer")


def file_of(described, name="form.json"):
    content = described if isinstance(described, bytes) else json.dumps(described).encode()
    return SimpleUploadedFile(name, content, content_type="application/json")


def test_officer_copies_a_form_under_a_name(officer):
    version = make_version(NAME)
    page = officer.post(reverse("office:form_copy", args=[version.pk]), {"title": "Autumn"}, follow=True)
    made = Questionnaire.objects.get(title="Autumn")
    assert page.redirect_chain == [(reverse("office:form", args=[made.pk]), 302)]
    assert ("Here is the copy." in text_of(page), "Version 1, being written" in text_of(page)) == (True, True)


def test_copy_under_a_name_that_is_taken_keeps_what_was_typed(officer):
    version = make_version(NAME, title="Spring")
    page = officer.post(reverse("office:form_copy", args=[version.pk]), {"title": "SPRING"})
    assert page.context["form"].errors == {"title": ["There is a form of this name already. Choose another name."]}
    assert 'value="SPRING"' in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_download_takes_the_same_queries_however_long(officer, count, django_assert_num_queries):
    version = make_version(*[NAME | {"key": f"name_{number}"} for number in range(count)])
    with django_assert_num_queries(5):
        officer.get(reverse("office:form_download", args=[version.pk]))


def test_draft_and_published_versions_are_downloaded_under_their_name(officer):
    version = make_shipped("doorstep")
    draft = actions.new_draft_version(version.questionnaire, by=make_builder(), now=NOW, reason="Next year")
    for found, name in ((version, "doorstep-grant-v1.json"), (draft, "doorstep-grant-v2.json")):
        answer = officer.get(reverse("office:form_download", args=[found.pk]))
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
        assert json.loads(answer.content) == description_of(found)


def test_file_becomes_a_draft_form(officer):
    described = form_description("doorstep")
    page = officer.post(reverse("office:form_import"), {"file": file_of(described), "title": ""}, follow=True)
    made = Questionnaire.objects.get()
    assert (made.title, page.redirect_chain) == ("Doorstep Grant", [(reverse("office:form", args=[made.pk]), 302)])
    assert "Look through it, then publish it." in text_of(page)


def test_wrong_file_is_told_at_the_file_and_the_name_is_kept(officer):
    described = form_description("doorstep")
    described["sections"][0]["questions"][2] = {"key": "group_number", "type": "poem", "label": ""}
    page = officer.post(reverse("office:form_import"), {"file": file_of(described), "title": "Mine"})
    told = page.context["form"].errors["file"]
    assert [sentence.split(":")[0] for sentence in told] == [
        "Question 3 (group_number), type",
        "Question 3 (group_number), label",
    ]
    assert ('value="Mine"' in page.content.decode(), Questionnaire.objects.count()) == (True, 0)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Choose a file."),
        ({"file": file_of(b"")}, "This file is empty. Choose another."),
        (
            {"file": file_of(b"%PDF-1.7")},
            "This file cannot be read. Choose a form that was downloaded here, ending in “.json”.",
        ),
    ],
)
def test_what_is_no_form_is_told(officer, given, sentence):
    page = officer.post(reverse("office:form_import"), given)
    assert page.context["form"].errors == {"file": [sentence]}


def test_people_who_only_read_download_and_do_not_copy(cast):
    make_funder()
    version = make_version(NAME)
    client = cast.client("auditor")
    page = text_of(client.get(reverse("office:form", args=[version.questionnaire_id])))
    assert ("Download it as a file" in page, "Copy the form" in page) == (True, False)
