"""Running numbers, words and places."""

import pytest
from django.db import transaction

from grants.ground.reference.actions import next_number
from grants.ground.reference.models import District, Funder, Holiday, ReasonCode, Term
from grants.ground.reference.queries import (
    districts,
    funder,
    holidays,
    people_policy,
    reasons,
    term_texts,
    terms,
)
from grants.ground.reference.rules import BUILD_NOT_APPROVE, RECOMMEND_NOT_DECIDE
from tests.factories.funds import make_funder
from tests.threads import run_together

pytestmark = pytest.mark.django_db


def test_numbers_of_a_series_run_from_one():
    assert [next_number("CWF-2026"), next_number("CWF-2026"), next_number("CWF-2027")] == [1, 2, 1]


def test_number_of_an_act_that_was_undone_is_given_again():
    with transaction.atomic():
        next_number("CWF-2026")
        transaction.set_rollback(True)
    assert next_number("CWF-2026") == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_numbers_taken_at_once_have_neither_gaps_nor_doubles():
    def take():
        with transaction.atomic():
            return next_number("CWF-2026")

    assert sorted(run_together(*[take] * 10)) == list(range(1, 11))


def test_funder_is_the_one_row():
    made = make_funder()
    assert funder() == made


def test_funder_before_set_up_is_missing():
    with pytest.raises(Funder.DoesNotExist):
        funder()


def test_terms_come_in_order_without_the_retired():
    Term.objects.create(vocabulary="outcomes", code="O2", label={"en-gb": "Calmer"}, position=2)
    Term.objects.create(vocabulary="outcomes", code="O1", label={"en-gb": "Closer", "cy": "Agosach"}, position=1)
    Term.objects.create(vocabulary="outcomes", code="O0", label={"en-gb": "Old"}, is_active=False)
    assert [term.code for term in terms("outcomes")] == ["O1", "O2"]
    assert term_texts({"outcomes": ["O2", "O1", "??"]}) == {
        "outcomes": [{"en-gb": "Closer", "cy": "Agosach"}, {"en-gb": "Calmer"}]
    }


def test_retired_term_keeps_its_label_where_it_was_chosen():
    Term.objects.create(vocabulary="outcomes", code="O0", label={"en-gb": "Old"}, is_active=False)
    assert term_texts({"outcomes": ["O0"], "barriers": []}) == {"outcomes": [{"en-gb": "Old"}], "barriers": []}


def test_districts_and_reasons_come_in_order_without_the_retired():
    District.objects.create(code="b", name="Bank Top", position=2)
    District.objects.create(code="a", name="Ash Vale", position=1)
    District.objects.create(code="c", name="Gone", is_active=False)
    ReasonCode.objects.create(purpose="ineligible", code="late", position=1)
    ReasonCode.objects.create(purpose="declined", code="money")
    assert [district.name for district in districts()] == ["Ash Vale", "Bank Top"]
    assert [reason.code for reason in reasons("ineligible")] == ["late"]


def test_holidays_are_days():
    Holiday.objects.create(on="2026-12-25", name="Christmas Day")
    assert {day.isoformat() for day in holidays()} == {"2026-12-25"}


def test_people_policy_is_the_preset_with_the_funder_s_own_rows():
    giver = make_funder()
    giver.people_rules.create(rule=RECOMMEND_NOT_DECIDE, is_on=False)
    giver.people_rules.create(rule=BUILD_NOT_APPROVE, is_on=False)
    policy = people_policy()
    assert policy.needs_another(RECOMMEND_NOT_DECIDE, amount=10**9) is False
    assert policy.needs_another(BUILD_NOT_APPROVE) is True
