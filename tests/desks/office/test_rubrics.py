"""The office's screens about rubrics."""

import pytest
from django.urls import reverse

from grants.stages.calls.models import Rubric
from tests.factories.calls import make_call, make_rubric

pytestmark = pytest.mark.django_db

QUERIES_OF_LIST = 5
QUERIES_OF_RUBRIC = 6


@pytest.fixture
def officer(cast):
    return cast.client("officer")


def text_of(response):
    return " ".join(response.content.decode().split())


WORDS = {f"level_{level}": f"Words {level}" for level in range(5)}


def test_rubric_is_written_from_nothing(officer):
    officer.post(reverse("office:rubric_new"), {"title": "Small grants", "least_total": 50})
    rubric = Rubric.objects.get()
    add = reverse("office:criterion_new", args=[rubric.pk])
    officer.post(add, {"title": "Can be done", "weight": 60, "is_gate": "on", **WORDS})
    page = text_of(officer.post(add, {"title": "Led by people", "weight": 30, **WORDS, "level_2": ""}, follow=True))
    assert "The weights of the rubric add up to 90. They must add up to 100." in page
    assert "“Led by people” has no words for level 2." in page
    second = rubric.criteria.last()
    officer.post(reverse("office:criterion", args=[second.pk]), {"title": "Led by people", "weight": 40, **WORDS})
    officer.post(reverse("office:criterion_move", args=[second.pk]), {"direction": "up"})
    page = officer.get(reverse("office:rubric", args=[rubric.pk]))
    assert page.context["problems"] == []
    assert [c.key for c in page.context["rubric"].criteria] == ["led-by-people", "can-be-done"]
    officer.post(reverse("office:criterion_remove", args=[second.pk]))
    assert rubric.criteria.count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"title": ""}, "title", "Give the criterion a title."),
        ({"weight": ""}, "weight", "Enter a weight from 1 to 100."),
        ({"weight": "0"}, "weight", "Ensure this value is greater than or equal to 1."),
        ({"weight": "101"}, "weight", "Ensure this value is less than or equal to 100."),
        ({"weight": "much"}, "weight", "Enter a whole number."),
        ({"level_3": "x" * 301}, "level_3", "Ensure this value has at most 300 characters (it has 301)."),
    ],
)
def test_bad_criterion_is_told_at_its_field(officer, changes, field, sentence):
    url = reverse("office:criterion_new", args=[make_rubric().pk])
    response = officer.post(url, {"title": "Can be done", "weight": 60, **WORDS} | changes)
    assert response.context["form"].errors == {field: [sentence]}
    assert "Words 4" in text_of(response)


def test_fixed_rubric_is_shown_refuses_changes_and_can_be_copied(officer):
    rubric = make_call().rubric
    assert "no longer changes" in text_of(officer.get(reverse("office:rubric", args=[rubric.pk])))
    removed = officer.post(reverse("office:criterion_remove", args=[rubric.criteria.first().pk]), follow=True)
    assert "it cannot change. Make a copy instead." in text_of(removed)
    officer.post(reverse("office:rubric_copy", args=[rubric.pk]), {"title": "Next year"})
    assert list(Rubric.objects.order_by("pk").values_list("title", "frozen_at")) == [
        ("Small and micro grants", rubric.frozen_at),
        ("Next year", None),
    ]


def test_list_and_page_cost_the_same_for_one_and_three(officer, django_assert_num_queries):
    url = reverse("office:rubric", args=[make_rubric().pk])
    for count in (1, 3):
        while Rubric.objects.count() < count:
            make_rubric()
        with django_assert_num_queries(QUERIES_OF_LIST):
            officer.get(reverse("office:rubrics"))
        with django_assert_num_queries(QUERIES_OF_RUBRIC):
            officer.get(url)


def test_editing_is_for_officers(cast):
    rubric = make_rubric()
    assert cast.client("auditor").get(reverse("office:rubric", args=[rubric.pk])).status_code == 200
    assert cast.client("auditor").get(reverse("office:rubric_edit", args=[rubric.pk])).status_code == 404
    assert cast.client("finance_preparer").get(reverse("office:rubrics")).status_code == 404
