"""Where each person goes on after signing in."""

import pytest
from django.urls import reverse

from tests.factories.assessment import make_panel
from tests.factories.people import belong, hold

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "desk"),
    [
        ("applicant", "portal:home"),
        ("stranger", "portal:home"),
        ("reviewer", "portal:home"),
        ("officer", "office:home"),
        ("decision_maker", "office:home"),
        ("administrator", "office:home"),
        ("finance_preparer", "finance:home"),
        ("finance_approver", "finance:home"),
        ("editor", "wagtailadmin_home"),
    ],
)
def test_person_with_one_desk_is_sent_there(cast, name, desk):
    assert cast.client(name).get("/account/").url == reverse(desk)


def test_person_with_several_desks_chooses(cast, django_assert_num_queries):
    hold(cast.officer, "finance_approver")
    belong(cast.officer, cast.organisation)
    client = cast.client("officer")
    with django_assert_num_queries(4):
        page = client.get("/account/")
    assert [desk.name for desk in page.context["desks"]] == ["Office", "Finance", "My applications"]


def test_auditor_chooses_between_office_and_finance(cast):
    page = cast.client("auditor").get("/account/")
    assert [desk.name for desk in page.context["desks"]] == ["Office", "Finance"]


def test_reviewer_on_a_panel_is_sent_to_the_panel(cast):
    make_panel(members=[cast.reviewer])
    assert cast.client("reviewer").get("/account/").url == reverse("panel:home")
