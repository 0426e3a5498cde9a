"""The frame that the tests stand on: copies of one database, restored after commits; no network; a real browser."""

import socket

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from grants.ground.people.models import Person
from tests.browser import sign_in_as
from tests.network import OutsideNetworkError
from tests.threads import run_together


def add_person(email):
    return Person.objects.create(email=email, name="Nell", joined_at=timezone.now())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_committed_rows_are_gone_in_the_next_test(turn):
    assert Person.objects.count() == 0
    assert ContentType.objects.filter(app_label="people", model="person").count() == 1
    add_person("nell@example.org")


@pytest.mark.django_db(transaction=True)
def test_threads_see_what_is_committed_and_errors_come_back():
    add_person("nell@example.org")
    counted, failed = run_together(Person.objects.count, lambda: Person.objects.get(email="nobody@example.org"))
    assert counted == 1
    assert isinstance(failed, Person.DoesNotExist)


def test_other_machines_are_out_of_reach():
    with pytest.raises(OutsideNetworkError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(OutsideNetworkError):
        socket.getaddrinfo("grants.example.org", 443)


@pytest.mark.browser
def test_browser_opens_the_running_site(browser_page):
    person = add_person("nell@example.org")
    sign_in_as(browser_page, person)
    response = browser_page.goto("/static/wagtailadmin/css/core.css")
    assert response.status == 200
    assert len(browser_page.context.cookies()) == 1
