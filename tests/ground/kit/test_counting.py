"""Counts that stop, one by one and several in one query."""

import pytest

from grants.ground.kit import counting
from grants.ground.people.models import Organisation, Person
from tests.factories.people import make_organisation, make_person

pytestmark = pytest.mark.django_db


def test_several_counts_come_in_one_query_each_with_its_own_values(django_assert_num_queries, monkeypatch):
    for name in ("Ann's", "Ben 100%"):
        make_person(name)
        make_organisation(name)
    make_organisation("Third")
    rows = (
        Person.objects.filter(name="Ann's"),
        Organisation.objects.order_by("name"),
        Person.objects.none(),
        Organisation.objects.filter(pk__in=[]),
        Person.objects.filter(name__contains="100%"),
    )
    with django_assert_num_queries(1):
        assert counting.counts_upto_limit(*rows) == [1, 3, 0, 0, 1]
    monkeypatch.setattr(counting, "COUNT_LIMIT", 1)
    assert (counting.counts_upto_limit(Organisation.objects.all()), counting.count_upto_limit(rows[1])) == ([2], 2)
