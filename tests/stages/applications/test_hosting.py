"""Another organisation holds the money: asked by a mailed link, agreed to exact terms, void when they change."""

from datetime import timedelta
from decimal import Decimal

import pytest

from grants.ground.kit.errors import Refusal
from grants.ground.notifications.models import Mail
from grants.ground.people.models import Membership, Organisation
from grants.stages.applications.actions import answer_host, ask_host, submit_application, take_back_host
from grants.stages.applications.models import Hosting
from grants.stages.applications.queries import confirmed_host, host_of_sent
from grants.stages.applications.rules.hosting import Fee, Terms, blockers_to_fee, fee_of, hosting_standing
from tests.factories.applications import ANSWERS, answer, make_draft, make_group
from tests.factories.calls import NOW, QUESTIONS, make_call, make_form

HOLDER = {
    "key": "holder",
    "type": "choice",
    "label": "Who can hold the money?",
    "meaning": "host",
    "settings": {
        "options": [
            {"code": "own_account", "label": "We"},
            {"code": "another_group", "label": "Another group"},
            {"code": "not_sure", "label": "We are not sure"},
        ]
    },
}
SHARED_TABLE = {"host_name": "Shared Table", "contact_name": "Tess Table", "email": "tess@table.example"}
NOBODY = Fee()


def make_hosted(choice="another_group"):
    """A draft of a group that says who holds its money."""
    call = make_call(form=make_form(questions=[*QUESTIONS["application"], HOLDER]).questionnaire)
    organisation, by = make_group("Tea and Talk")
    return make_draft(call, organisation=organisation, by=by, answers=ANSWERS | {"holder": choice}), by


def ask(application, by, *, fee=NOBODY, now=NOW, **changed):
    return ask_host(application, **SHARED_TABLE | changed, fee=fee, by=by, now=now)


def say_yes(row, now=NOW):
    return answer_host(row, is_yes=True, name="Tess Table", role="Treasurer", now=now)


def codes(refused):
    return [(blocker.code, blocker.field) for blocker in refused.value.blockers]


@pytest.mark.parametrize(
    ("fee", "found"),
    [
        (Fee(), []),
        (Fee(percent=Decimal(10)), []),
        (Fee(percent=Decimal("10.01")), [("fee_too_high", "fee_percent")]),
        (Fee(amount=4_500), []),
        (Fee(amount=4_501), [("fee_too_high", "fee_amount")]),
        (Fee(percent=Decimal(-1)), [("fee_negative", "fee_percent")]),
        (Fee(percent=Decimal(1), amount=1), [("two_fees", "fee_amount")]),
    ],
)
def test_the_fee_keeps_to_what_the_call_allows(fee, found):
    blockers = blockers_to_fee(fee, 45_000, most_percent=10, currency="GBP")
    assert [(blocker.code, blocker.field) for blocker in blockers] == found


def test_a_fee_in_percent_is_rounded_half_up():
    assert [fee_of(Fee(percent=Decimal("7.5")), amount) for amount in (1_000, 1_020)] == [75, 77]


def test_a_host_agreed_to_these_terms_and_no_others():
    agreed, facts = Terms("Peer evening", "", 100), {"expires_at": NOW, "now": NOW - timedelta(1)}
    for status, terms, standing in [
        ("asked", agreed, "asked"),
        ("confirmed", agreed, "confirmed"),
        ("confirmed", Terms("Peer evening", "", 101), "void"),
        ("asked", Terms("Another", "", 100), "void"),
        ("declined", agreed, "declined"),
        ("withdrawn", agreed, "none"),
    ]:
        assert hosting_standing(status=status, agreed=agreed, terms=terms, **facts) == standing
    assert hosting_standing(status="asked", agreed=agreed, terms=agreed, expires_at=NOW, now=NOW) == "expired"


@pytest.mark.django_db
def test_the_host_is_mailed_a_link_and_its_yes_makes_it_known_with_its_own_signatory():
    application, by = make_hosted()
    row = say_yes(ask(application, by, fee=Fee(percent=Decimal(5))))
    assert Mail.objects.get(kind="host_asked").to_email == "tess@table.example"
    host = host_of_sent(application, now=NOW)
    assert (host.is_confirmed, host.fee) == (True, 2_250)
    member = Membership.objects.get(organisation=row.organisation)
    assert (row.organisation.name, member.person.email, member.role) == (
        "Shared Table",
        "tess@table.example",
        "signatory",
    )
    assert Mail.objects.filter(kind="host_answered").count() == 1


@pytest.mark.django_db
def test_answering_twice_is_once_and_the_other_answer_no_longer_counts():
    application, by = make_hosted()
    row = ask(application, by)
    assert say_yes(row) == say_yes(row)
    assert Organisation.objects.filter(name="Shared Table").count() == 1
    with pytest.raises(Refusal):
        answer_host(row, is_yes=False, name="Tess", role="Treasurer", now=NOW)


@pytest.mark.django_db
def test_a_changed_sum_voids_the_yes_and_the_link():
    application, by = make_hosted()
    row = say_yes(ask(application, by))
    answer(application, by=by, amount=50_000)
    sent = submit_application(application, by=by, now=NOW)
    assert host_of_sent(sent, now=NOW).standing == "void"
    assert confirmed_host(sent, now=NOW) is None
    again = ask(sent, by)
    assert again != row
    assert say_yes(again).status == "confirmed"
    assert confirmed_host(sent, now=NOW).row == again


@pytest.mark.django_db
def test_asking_the_same_again_sends_nothing_and_another_takes_the_first_back():
    application, by = make_hosted()
    first = ask(application, by)
    assert ask(application, by) == first
    ask(application, by, host_name="The Hall")
    assert list(Hosting.objects.order_by("pk").values_list("status", flat=True)) == ["withdrawn", "asked"]
    with pytest.raises(Refusal):
        say_yes(first)
    take_back_host(application, by=by, now=NOW)
    assert host_of_sent(application, now=NOW) is None


@pytest.mark.django_db
def test_an_old_link_and_an_answer_without_a_name_are_refused():
    application, by = make_hosted()
    row = ask(application, by)
    with pytest.raises(Refusal) as refused:
        answer_host(row, is_yes=True, name=" ", role="", now=NOW)
    assert codes(refused) == [("name_missing", "name"), ("role_missing", "role")]
    with pytest.raises(Refusal) as refused:
        say_yes(row, now=NOW + timedelta(days=30))
    assert codes(refused) == [("link_expired", "")]


@pytest.mark.django_db
def test_who_may_ask_and_whom():
    application, by = make_hosted()
    with pytest.raises(Refusal) as refused:
        ask(application, by, host_name="", email=by.email)
    assert codes(refused) == [("host_name_missing", "host_name"), ("host_is_own", "email")]
    with pytest.raises(Refusal):
        ask(application, make_group("Quiet Hour")[1])
    for number in range(5):
        ask(application, by, host_name=f"Hall {number}")
    with pytest.raises(Refusal) as refused:
        ask(application, by, host_name="One more")
    assert codes(refused) == [("asked_often", "")]


@pytest.mark.django_db
def test_not_being_sure_is_no_barrier():
    application, by = make_hosted("not_sure")
    assert submit_application(application, by=by, now=NOW).status == "submitted"
    assert confirmed_host(application, now=NOW) is None
