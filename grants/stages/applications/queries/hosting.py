"""Reads: who would hold the money for a group, and whether what they said still stands."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from grants.ground.kit.text import digest
from grants.ground.questions.queries import draft_of_sheet
from grants.stages.applications import rules
from grants.stages.applications.models import Application, Facts, Hosting, HostingStatus
from grants.stages.applications.rules.hosting import (
    Fee,
    Standing,
    Terms,
    fee_of,
    hosting_standing,
    may_have_host,
)

OPEN_HOST = (HostingStatus.ASKED, HostingStatus.CONFIRMED)


@dataclass(frozen=True)
class Host:
    """The host of an application as a page shows it. `fee` is in minor units, for the sum asked for."""

    row: Hosting
    standing: Standing
    fee: int

    @property
    def is_confirmed(self) -> bool:
        """Whether the money may be paid to it."""
        return self.standing == Standing.CONFIRMED


@dataclass(frozen=True)
class Stated:
    """What an application says that matters to a host: whether it may have one, and what that one would agree to."""

    may_have_host: bool
    terms: Terms


def stated_in(content: Mapping[str, Any]) -> Stated:
    """As what is being written says it."""
    row = rules.facts_from_snapshot(content)
    return Stated(may_have_host(row.host_choice), Terms(row.title, row.public_summary, row.requested_amount))


def stated_by(facts: Facts) -> Stated:
    """As it was sent."""
    return Stated(may_have_host(facts.host_choice), Terms(facts.title, facts.public_summary, facts.requested_amount))


def stated_of(application: Application) -> Stated:
    """As it was sent last, or as it is being written."""
    if application.status in rules.BEING_WRITTEN:
        return stated_in(draft_of_sheet(application.sheet).content)
    facts = Facts.objects.filter(application=application, is_current=True).first()
    return stated_by(facts) if facts else Stated(False, Terms("", "", 0))


def host_of(application: Application, stated: Stated, *, now: dt.datetime) -> Host | None:
    """Who was named last, and where that stands; None for nobody. One query, and none where there can be no host."""
    if not stated.may_have_host:
        return None
    rows = Hosting.objects.filter(application=application).exclude(status=HostingStatus.WITHDRAWN)
    row = rows.select_related("organisation").order_by("-pk").first()
    return _host(row, stated, now=now) if row else None


def _host(row: Hosting, stated: Stated, *, now: dt.datetime) -> Host:
    agreed = Terms(row.title, row.public_summary, row.amount)
    standing = hosting_standing(
        status=row.status, expires_at=row.expires_at, agreed=agreed, terms=stated.terms, now=now
    )
    return Host(row, standing, fee_of(Fee(row.fee_percent, row.fee_amount), row.amount))


def host_of_sent(application: Application, *, now: dt.datetime) -> Host | None:
    """As `host_of`, for an application that was sent. Two queries."""
    return host_of(application, stated_of(application), now=now)


def confirmed_host(application: Application, *, now: dt.datetime) -> Host | None:
    """The host to whom the money of an application that was sent may be paid; None where nobody confirmed it."""
    host = host_of_sent(application, now=now)
    return host if host and host.is_confirmed else None


def hosting_by(token: str) -> QuerySet[Hosting]:
    """What a mailed link is about."""
    rows = Hosting.objects.filter(token_digest=digest(token.encode()))
    return rows.select_related("application__organisation", "application__call", "application__sheet__version")


def host_behind(row: Hosting, *, now: dt.datetime) -> Host:
    """What whoever holds the link reads, and whether it still counts."""
    stated = stated_of(row.application)
    gone = Stated(False, Terms("", "", 0))
    return _host(row, stated if stated.may_have_host else gone, now=now)


def hostings_asked_since(application: Application, moment: dt.datetime) -> int:
    """How often a host was asked since a moment."""
    return Hosting.objects.filter(application=application, asked_at__gte=moment).count()
