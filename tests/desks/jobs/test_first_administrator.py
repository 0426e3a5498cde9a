"""The first person of a new installation."""

import pytest
from django.core.management import CommandError, call_command

from grants.ground.audit.models import Entry
from grants.ground.people.models import RoleHolding

pytestmark = pytest.mark.django_db


def test_first_administrator_holds_the_role_with_evidence(capsys):
    call_command("first_administrator", "kim@grants.example", "Kim Ode")
    assert list(RoleHolding.objects.values_list("person__email", "role")) == [("kim@grants.example", "administrator")]
    assert list(Entry.objects.values_list("verb", "actor_kind")) == [("role_given", "timer")]


def test_second_first_administrator_is_refused(capsys):
    call_command("first_administrator", "kim@grants.example", "Kim Ode")
    with pytest.raises(CommandError, match="There is an administrator already"):
        call_command("first_administrator", "eve@grants.example", "Eve")
    assert RoleHolding.objects.count() == 1
