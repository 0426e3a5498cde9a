"""Two at once: a code counts for one of them, an address becomes one person, the last administrator stays."""

import pytest

from grants.ground.kit.errors import Refusal
from grants.ground.people.actions import add_person, end_role, prove_second_factor, send_sign_in_code, use_sign_in_code
from grants.ground.people.actor import SecondFactorProof
from grants.ground.people.models import Person, RoleHolding
from grants.ground.people.queries import actor_of
from tests.cast import NOW
from tests.factories.people import hold, make_person
from tests.ground.people.test_sign_in import mailed_code
from tests.threads import run_together

pytestmark = pytest.mark.django_db(transaction=True)


def kinds(results):
    return sorted(type(result).__name__ for result in results)


def test_sign_in_code_lets_one_browser_in():
    asked = send_sign_in_code("amina@cast.example", now=NOW)
    code = mailed_code()
    results = run_together(*[lambda: use_sign_in_code(asked.pk, code, now=NOW)] * 2)
    assert kinds(results) == ["Person", "Refusal"]


def test_code_of_the_app_proves_once(cast):
    code, actor = cast.code("officer", NOW), cast.actor("officer")
    results = run_together(*[lambda: prove_second_factor(code, by=actor, now=NOW)] * 2)
    assert kinds(results) == sorted([SecondFactorProof.__name__, Refusal.__name__])


def test_address_becomes_one_person():
    results = run_together(*[lambda: add_person("New@cast.example", now=NOW)] * 2)
    assert [person.pk for person in results] == [Person.objects.get().pk] * 2


def test_two_administrators_cannot_end_each_other():
    first, second = make_person("First"), make_person("Second")
    holdings = [hold(first, "administrator"), hold(second, "administrator")]
    actors = [actor_of(second, today=NOW.date()), actor_of(first, today=NOW.date())]
    results = run_together(
        *[
            lambda holding=holding, actor=actor: end_role(holding, by=actor, now=NOW)
            for holding, actor in zip(holdings, actors, strict=True)
        ]
    )
    assert kinds(results) == ["Refusal", "RoleHolding"]
    assert RoleHolding.objects.filter(ended_at=None).count() == 1
