"""Funds with sources and money in them, made by the acts of finance."""

from datetime import date

from grants.ground.reference.models import Funder
from grants.stages.funds.actions import add_source, allocate, create_fund
from tests.factories.actors import NOW, make_actor, make_proof

YEAR = 2026
DAY = date(2026, 4, 1)


def make_funder(**changes):
    values = {
        "name": "Willowmere Behavioural Health Centre",
        "short_code": "willowmere",
        "org_identifier": "GB-CHC-0000000",
        "open_data_prefix": "360G-willowmere",
        "place_name": "Larkfield",
    }
    return Funder.objects.get_or_create(pk=1, defaults=values | changes)[0]


def make_fund(code="CWF", *, name="Community Wellbeing Fund", by=None, now=NOW):
    make_funder()
    return create_fund(name, code=code, purpose="Money for neighbours.", by=by or make_actor(), now=now)


def make_source(fund=None, *, name="Orchard Family Foundation", amount=0, year=YEAR, restrictions=None, by=None):
    """A source with `amount`, in minor units, put into the budget of `year`."""
    by = by or make_actor()
    source = add_source(fund or make_fund(by=by), name=name, restrictions=restrictions, by=by, now=NOW)
    if amount:
        put_in(source, amount, year=year, by=by)
    return source


def put_in(source, amount, *, year=YEAR, by=None):
    by = by or make_actor()
    return allocate(source, amount=amount, financial_year=year, effective_on=DAY, by=by, proof=make_proof(by), now=NOW)
