"""Law: asking for a page changes nothing. Sessions, which the framework keeps, are the one exception."""

import re
from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from grants.desks.web.gates import anyone
from grants.ground.notifications.models import Mail
from tests.architecture.access import EVERYBODY
from tests.architecture.routes import routes
from tests.architecture.test_access import named, tables
from tests.architecture.world import make_world, real_paths
from tests.factories.notifications import NOW, make_mail

pytestmark = pytest.mark.django_db

SESSIONS = {"django_session", "usersessions_usersession"}
WRITE = re.compile(
    r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO|WITH .*?(?:INSERT INTO|UPDATE|DELETE FROM))\s+"?(\w+)',
    re.I | re.S,
)
# One of each kind of reader is enough: those who have the same roles see the same.
READERS = frozenset(
    [
        "signed_out",
        "applicant",
        "reviewer",
        "officer",
        "decision_maker",
        "administrator",
        "auditor",
        "finance_preparer",
        "finance_approver",
    ]
)


@contextmanager
def writes():
    """The tables that are written to meanwhile, sessions apart."""
    found = []

    def watch(execute, sql, params, many, context):
        if (match := WRITE.match(sql)) and match[1] not in SESSIONS:
            found.append(match[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield found


def offences(route, readers, client_of):
    """Each reading of an address that wrote something."""
    for address in real_paths(route):
        for name in sorted(readers):
            with writes() as found:
                b"".join(client_of(name).get(address))  # streams are read to their end
            if found:
                yield f"{address} as {name} writes {', '.join(sorted(set(found)))}"


def client_of(cast):
    outside = Client(raise_request_exception=False)

    def client(name):
        found = outside if name == "signed_out" else cast.client(name)
        found.raise_request_exception = False
        return found

    return client


@pytest.fixture
def world(cast):
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        make_world(cast)
        for name in READERS - {"signed_out"}:
            cast.client(name)
        yield


@pytest.mark.parametrize("desk", sorted({name.split(":")[0] for name in tables()}))
def test_get_never_writes(desk, world, cast):
    table = {name: who for name, who in tables().items() if name.startswith(f"{desk}:")}
    assert [
        offence
        for name, route in named().items()
        if name in table
        for offence in offences(route, table[name] & READERS, client_of(cast))
    ] == []


@anyone
def writing_view(request, pk):
    Mail.objects.filter(pk=pk).update(attempts=7)
    return HttpResponse("read")


def test_planted_write_is_caught(cast, settings):
    mail = make_mail()
    settings.ROOT_URLCONF = type(
        "Planted", (), {"urlpatterns": [path("outbox/<int:pk>/", writing_view, name="planted")]}
    )
    (planted,) = routes()
    assert list(offences(planted, {"signed_out"}, client_of(cast))) == [
        f"/outbox/{mail.pk}/ as signed_out writes notifications_mail"
    ]


def test_readers_are_of_the_cast():
    assert READERS <= EVERYBODY
