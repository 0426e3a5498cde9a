"""What tests of finance's screens share: the day, and the people of finance."""

import pytest

from tests.factories.assessment import NOW
from tests.factories.funds import make_funder


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)
    make_funder()


@pytest.fixture
def priya(cast):
    """A finance preparer, signed in."""
    return cast.client("finance_preparer")


@pytest.fixture
def frank(cast):
    """A finance approver, signed in."""
    return cast.client("finance_approver")
