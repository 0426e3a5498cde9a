"""Running numbers."""

from django.db.models import F

from grants.ground.reference.models import Counter


def next_number(series: str) -> int:
    """The next number of a series, from 1, without gaps or doubles. Call inside the act's transaction."""
    Counter.objects.get_or_create(series=series)
    Counter.objects.filter(series=series).update(last=F("last") + 1)
    return Counter.objects.values_list("last", flat=True).get(series=series)
