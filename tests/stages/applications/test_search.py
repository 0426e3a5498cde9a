"""Finding an application among many."""

import pytest

from grants.stages.applications.models import Application
from grants.stages.applications.queries import applications, search
from tests.factories.applications import make_application, make_group
from tests.factories.calls import make_call

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent():
    call = make_call()
    for name in ("The Bread Circle", "Allotment Circle"):
        group, by = make_group(name)
        make_application(call, organisation=group, by=by)
    return Application.objects.order_by("pk")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("circle", ["DOORSTEP-0001", "DOORSTEP-0002"]),
        ("  BREAD ", ["DOORSTEP-0001"]),
        ("doorstep-0002", ["DOORSTEP-0002"]),
        ("DOORSTEP-2", ["DOORSTEP-0002"]),
        ("door", []),
        ("50%", []),
        ("other-0001", []),
    ],
)
@pytest.mark.parametrize("few", [0, 500])
def test_by_part_of_the_name_or_by_the_reference(sent, monkeypatch, words, expected, few):
    monkeypatch.setattr(applications, "FEW", few)
    assert [application.reference for application in search(sent, words)] == expected
