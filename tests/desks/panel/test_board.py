"""The chair's board."""

import pytest
from django.urls import reverse

from tests.cast import signed_in
from tests.factories.assessment import declare, make_eligible, make_judged_call, make_panel
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def chidi(db):
    return make_person("Chidi")


def make_chaired(chidi, *names):
    call = make_judged_call()
    applications = [make_eligible(call, name=name, requested=70_000) for name in names]
    return make_panel(call, members=[(chidi, "chair")], applications=applications)


def test_board_shows_groups_and_money(chidi):
    panel = make_chaired(chidi, "Ash Grove", "Birch")
    page = signed_in(chidi).get(reverse("panel:board", args=[panel.pk])).content.decode()
    for text in ("Ash Grove", "Birch", "£1,400", "£5,000", "No reviews yet"):
        assert text in page


def test_board_masks_groups_that_the_chair_is_tied_to(chidi):
    panel = make_chaired(chidi, "Ash Grove", "Birch")
    ash = panel.candidates.get(application__organisation__name="Ash Grove").application
    declare(panel, chidi, kinds={ash: "direct"})
    page = signed_in(chidi).get(reverse("panel:board", args=[panel.pk])).content.decode()
    assert "Ash Grove" not in page
    assert "Masked: you have a tie" in page
    assert "£1,400" in page


@pytest.mark.parametrize("names", [("Ash",), ("Ash", "Birch", "Cedar")])
def test_board_takes_a_constant_number_of_queries(chidi, names, django_assert_num_queries):
    panel = make_chaired(chidi, *names)
    client = signed_in(chidi)
    with django_assert_num_queries(11):
        client.get(reverse("panel:board", args=[panel.pk]))
