"""What is new in the thread, to each person of the group and to the office."""

import pytest

from grants.ground.kit.errors import Refusal
from grants.ground.people.models import MemberRole
from grants.stages.applications.actions import mark_thread_read, send_message
from grants.stages.applications.queries import staff_applications, thread_of, unread_by_office, unread_of
from tests.factories.actors import make_actor
from tests.factories.applications import actor, make_application, make_group
from tests.factories.calls import NOW
from tests.factories.people import belong, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return make_group("Harbour Lights")


@pytest.fixture
def helper(group):
    person = make_person("Hana Help")
    belong(person, group[0], MemberRole.HELPER)
    return actor(person)


@pytest.fixture
def sent(group):
    return make_application(organisation=group[0], by=group[1])


def new_to(actor, sent):
    return [letter.message.text for letter in thread_of(sent, actor) if letter.is_new]


def test_a_message_of_the_office_is_new_to_each_person_until_they_say_so(sent, group, helper):
    send_message(sent, "Which hall?", by=make_actor(), now=NOW)
    mark_thread_read(sent, by=helper, now=NOW)
    assert (new_to(group[1], sent), new_to(helper, sent)) == (["Which hall?"], [])
    assert (unread_of(group[1], [sent]), unread_of(helper, [sent])) == ({sent.pk: 1}, {})


def test_a_message_of_the_group_is_new_to_the_office_until_one_of_it_reads(sent, group):
    send_message(sent, "The old one.", by=group[1], now=NOW)
    officer, colleague = make_actor(), make_actor("tomas@willowmere.example", "Tomas")
    assert list(unread_by_office(staff_applications(officer))) == [sent]
    mark_thread_read(sent, by=officer, now=NOW)
    assert (new_to(colleague, sent), list(unread_by_office(staff_applications(officer)))) == ([], [])


def test_answering_is_reading(sent, group):
    send_message(sent, "Which hall?", by=make_actor(), now=NOW)
    send_message(sent, "The old one.", by=group[1], now=NOW)
    assert new_to(group[1], sent) == []


def test_ones_own_side_is_never_new(sent, group, helper):
    send_message(sent, "The old one.", by=group[1], now=NOW)
    assert new_to(helper, sent) == []


def test_a_helpers_message_is_marked_for_good(sent, group, helper):
    send_message(sent, "I help them.", by=helper, now=NOW)
    assert [letter.by_helper for letter in thread_of(sent, make_actor())] == [True]


def test_reading_an_empty_thread_twice_is_harmless(sent, group):
    assert [mark_thread_read(sent, by=group[1], now=NOW) for _ in range(2)] == [0, 0]


def test_a_stranger_reads_nothing(sent):
    with pytest.raises(Refusal):
        mark_thread_read(sent, by=make_group()[1], now=NOW)
