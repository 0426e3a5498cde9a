"""Codes, roles and invitations, without a database."""

import datetime as dt

import pytest

from grants.ground.people import rules
from grants.ground.people.roles import Role

NOW = dt.datetime(2026, 9, 7, 10, 0, tzinfo=dt.UTC)
DAY = NOW.date()


def codes(blockers):
    return [blocker.code for blocker in blockers]


@pytest.mark.parametrize(
    ("typed", "digits"),
    [("123456", "123456"), (" 123 456 ", "123456"), ("123-456", "123456"), ("١٢٣٤٥٦", "123456"), ("code: 12", "12")],
)
def test_typed_digits_ignore_spaces_hyphens_and_script(typed, digits):
    assert rules.typed_digits(typed) == digits


def test_plain_address_is_small_and_trimmed():
    assert rules.plain_address("  Amina@Example.ORG ") == "amina@example.org"


@pytest.mark.parametrize(("email", "domain"), [("a@harbour.example", "harbour.example"), ("a@GMAIL.com", "")])
def test_own_domain_leaves_out_providers_that_strangers_share(email, domain):
    assert rules.own_domain(email) == domain


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox · Windows"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/129.0 Mobile Safari/537.36", "Chrome · Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1", "Safari · iPhone"),
        ("", "Unknown browser"),
    ],
)
def test_device_words_name_browser_and_system(agent, words):
    assert rules.device_words(agent) == words


def test_code_is_refused_after_five_in_a_quarter_of_an_hour():
    minutes_ago = [NOW - dt.timedelta(minutes=minutes) for minutes in (1, 2, 3, 4, 14)]
    assert codes(rules.blockers_to_send_code(minutes_ago, now=NOW)) == ["too_many_codes"]
    assert codes(rules.blockers_to_send_code(minutes_ago, now=NOW + dt.timedelta(minutes=1))) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, []),
        ({"is_match": False}, ["code_wrong"]),
        ({"tries": 4, "is_match": False}, ["code_wrong"]),
        ({"tries": 5}, ["too_many_tries"]),
        ({"used_at": NOW}, ["code_over"]),
        ({"now": NOW + dt.timedelta(minutes=15)}, ["code_over"]),
        ({"now": NOW + dt.timedelta(minutes=14, seconds=59)}, []),
    ],
)
def test_code_lets_in_once_in_time_and_within_five_tries(changes, code):
    facts = {
        "expires_at": NOW + rules.SIGN_IN_CODE_LASTS,
        "used_at": None,
        "tries": 0,
        "is_match": True,
        "now": NOW,
    }
    assert codes(rules.blockers_to_use_code(**facts | changes)) == code


def test_wrong_second_factor_codes_count_for_a_quarter_of_an_hour():
    moment = NOW.timestamp()
    assert rules.recent_tries([moment - 900, moment - 899, moment], now=NOW) == [moment - 899, moment]


def test_totp_counters_allow_for_clocks_that_differ_by_one_step():
    step = int(NOW.timestamp()) // 30
    assert rules.totp_counters(NOW) == (step - 1, step, step + 1)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"role": "king"}, ["role_unknown"]),
        ({"is_for_self": True}, ["role_for_self"]),
        ({"held": ["officer"]}, ["role_held"]),
        ({"limit_amount": 100}, ["limit_without_use"]),
        ({"role": Role.DECISION_MAKER, "limit_amount": 100}, []),
        ({"role": Role.DECISION_MAKER, "limit_amount": 0}, ["limit_not_positive"]),
        ({"ends_on": DAY - dt.timedelta(days=1)}, ["role_ends_first"]),
        ({"role": "king", "is_for_self": True}, ["role_unknown", "role_for_self"]),
    ],
)
def test_role_is_refused_with_every_reason(changes, found):
    facts = {
        "role": Role.OFFICER,
        "limit_amount": None,
        "starts_on": DAY,
        "ends_on": None,
        "is_for_self": False,
        "held": [],
    } | changes
    assert codes(rules.blockers_to_give_role(facts.pop("role"), **facts)) == found


def test_last_administrator_cannot_be_ended():
    assert codes(rules.blockers_to_end_role(Role.ADMINISTRATOR, other_administrators=0)) == ["last_administrator"]
    assert codes(rules.blockers_to_end_role(Role.ADMINISTRATOR, other_administrators=1)) == []
    assert codes(rules.blockers_to_end_role(Role.OFFICER, other_administrators=0)) == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"by_email": "A@B.example"}, []),
        ({"by_email": "other@b.example"}, ["invitation_for_another"]),
        ({"cancelled_at": NOW}, ["invitation_over"]),
        ({"accepted_at": NOW}, ["invitation_over"]),
        ({"expires_at": NOW}, ["invitation_expired"]),
    ],
)
def test_invitation_counts_for_its_address_in_time(changes, found):
    facts = {
        "invited": "a@b.example",
        "by_email": "a@b.example",
        "expires_at": NOW + dt.timedelta(seconds=1),
        "cancelled_at": None,
        "accepted_at": None,
        "now": NOW,
    }
    assert codes(rules.blockers_to_accept_invitation(**facts | changes)) == found


def test_last_member_cannot_leave():
    assert codes(rules.blockers_to_leave(others=0)) == ["last_member"]
    assert codes(rules.blockers_to_leave(others=1)) == []
