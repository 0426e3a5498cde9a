"""Bank details on finance's desk: listed, checked by one, verified by another, refused, looked at."""

import pytest
from django.urls import reverse

from grants.ground.audit.models import Entry
from grants.ground.bank.models import BankAccount
from tests.factories.bank import make_checked, make_entered, make_refused, make_verified
from tests.factories.people import make_organisation

pytestmark = pytest.mark.django_db

QUERIES_OF_LIST = 6
QUERIES_OF_ACCOUNT = 7
WRONG_CODE = "This code is not right. Enter the newest code of your app."
MOVED_ON = "These bank details have moved on since you opened the page. Look at them again."


def at(name, *args):
    return reverse(f"finance:{name}", args=args)


def told(response):
    """What the next page says after an act."""
    return [str(message) for message in response.context["messages"]]


def problems(response):
    return response.context["form"].errors


def post(cast, act, account, *, who="finance_preparer", follow=True, **typed):
    if act in {"check", "verify"} and "code" not in typed:
        typed["code"] = cast.code(who)
    return cast.client(who).post(at(f"account_{act}", account.pk), typed, follow=follow)


@pytest.mark.parametrize("rows", [1, 3])
def test_list_and_detail_cost_the_same_for_any_number_of_accounts(priya, rows, django_assert_num_queries):
    for _ in range(rows):
        account = make_entered(make_organisation())
    priya.get(at("accounts"))
    with django_assert_num_queries(QUERIES_OF_LIST):
        page = priya.get(at("accounts"))
    assert len(page.context["page"].rows) == rows
    with django_assert_num_queries(QUERIES_OF_ACCOUNT):
        page = priya.get(at("account", account.pk))
    assert len(page.context["same"]) == rows - 1


def test_list_shows_who_waits_first_and_is_narrowed_by_state(priya):
    verified, entered = make_verified(make_organisation("Alder")), make_entered(make_organisation("Birch"))
    assert list(priya.get(at("accounts")).context["page"].rows) == [entered, verified]
    page = priya.get(at("accounts"), {"status": "entered"})
    assert list(page.context["page"].rows) == [entered]
    assert [(tab["label"], tab.get("count"), tab["is_current"]) for tab in page.context["tabs"]] == [
        ("All", None, False),
        ("Entered", 1, True),
        ("Checked", 0, False),
        ("Verified", None, False),
        ("Refused", None, False),
    ]
    assert list(priya.get(at("accounts"), {"status": "nonsense"}).context["page"].rows) == [entered, verified]


def test_empty_list_says_when_details_come(priya):
    assert "Groups give them after they accept an offer." in priya.get(at("accounts")).text


def test_numbers_are_masked_until_somebody_asks_and_every_look_is_recorded(priya):
    account = make_entered()
    page = priya.get(at("account", account.pk)).text
    assert ("12345678" in page, "309430" in page, "•••• 5678" in page) == (False, False, True)
    for _ in range(2):
        shown = priya.post(at("account_reveal", account.pk))
    assert ("12345678" in shown.text, "309430" in shown.text) == (True, True)
    assert "no-store" in shown["Cache-Control"]
    assert Entry.objects.filter(verb="account_revealed").count() == 2
    assert priya.get(at("account_reveal", account.pk)).status_code == 405


def test_account_is_checked_by_one_and_verified_by_another(cast):
    account = make_entered()
    page = post(cast, "check", account, who="finance_approver", method="call", note="Spoke to <Amina>.")
    assert told(page) == ["Checked. Now someone else verifies these details."]
    assert "Spoke to &lt;Amina&gt;." in page.text
    assert "We called the group on a number we already had" in page.text
    assert "You checked these details, so someone else must verify them." in page.text
    assert told(post(cast, "verify", account)) == ["Verified. This account can be paid."]
    assert BankAccount.objects.get().status == "verified"


def test_checker_who_verifies_all_the_same_is_refused(cast):
    account = make_entered()
    post(cast, "check", account, method="call")
    again = post(cast, "verify", account, code=cast.code("finance_preparer"), follow=False)
    assert [*problems(again).values()] in (
        [["You checked these details, so someone else must verify them."]],
        [["This code was used already. Wait for the next one."]],
    )
    assert BankAccount.objects.get().status == "checked"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"method": ""}, {"method": ["Choose how you checked."]}),
        ({"method": "a feeling"}, {"method": ["Choose how you checked."]}),
        ({"code": ""}, {"code": ["Type the code that your authenticator app shows."]}),
        ({"code": "123456"}, {"code": [WRONG_CODE]}),
        ({"code": "1" * 21}, {"code": ["Type the six digits that your authenticator app shows."]}),
        ({"code": "ten"}, {"code": [WRONG_CODE]}),
    ],
)
def test_bad_check_is_told_at_its_field_and_what_was_typed_stays(cast, typed, expected):
    account = make_entered()
    cast.code("finance_preparer")
    page = post(cast, "check", account, **{"method": "call", "note": "=Seen, ‮ and 🎈"} | typed)
    assert problems(page) == expected
    assert "=Seen, ‮ and 🎈" in page.text
    assert "<title>Error:" in " ".join(page.text.split())
    assert BankAccount.objects.get().status == "entered"


@pytest.mark.parametrize("code", ["", "123456"])
def test_bad_code_verifies_nothing(cast, code):
    cast.code("finance_preparer")
    page = post(cast, "verify", make_checked(), code=code)
    assert [*problems(page)] == ["code"]
    assert BankAccount.objects.get().status == "checked"


def test_refusing_asks_why_tells_the_group_and_happens_once(cast):
    account = make_entered()
    assert problems(post(cast, "refuse", account, reason=" ")) == {
        "reason": ["Say what is wrong, so that the group can mend it."]
    }
    assert told(post(cast, "refuse", account, reason="The name differs.")) == ["Refused. We told the group."]
    assert problems(post(cast, "refuse", account, reason="Again.")) == {"__all__": [MOVED_ON]}
    assert Entry.objects.filter(verb="account_refused").count() == 1


def test_check_sent_twice_checks_once(cast):
    account = make_entered()
    post(cast, "check", account, method="call")
    code = cast.code("finance_approver")
    assert problems(post(cast, "check", account, who="finance_approver", method="call", code=code)) == {
        "__all__": [MOVED_ON]
    }
    assert Entry.objects.filter(verb="account_checked").count() == 1


def test_same_account_of_another_group_is_pointed_out(priya):
    make_refused(make_organisation("Alder Allotments"))
    account = make_entered(make_organisation("Birch"))
    page = priya.get(at("account", account.pk)).text
    assert ("We noticed something to check" in page, "Alder Allotments" in page) == (True, True)


def test_auditor_reads_and_can_do_nothing_and_others_find_nothing(cast):
    account = make_entered()
    page = cast.client("auditor").get(at("account", account.pk)).text
    assert ("Show the full numbers" in page, "Check these details" in page) == (False, False)
    for name in ("auditor", "officer", "decision_maker", "administrator", "applicant"):
        for act in ("check", "verify", "refuse", "reveal"):
            assert cast.client(name).post(at(f"account_{act}", account.pk)).status_code == 404
    for name in ("officer", "applicant", "reviewer"):
        assert cast.client(name).get(at("accounts")).status_code == 404
        assert cast.client(name).get(at("account", account.pk)).status_code == 404
    assert Entry.objects.filter(verb__in=["account_revealed", "account_checked", "account_refused"]).count() == 0


def test_account_that_is_not_there_is_not_found(cast):
    assert cast.client("finance_preparer").get(at("account", 999)).status_code == 404
    assert post(cast, "refuse", BankAccount(pk=999), reason="x").status_code == 404
