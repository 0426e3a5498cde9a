"""A grant on the portal: letter, agreement, bank details, conditions."""

import datetime as dt

import pytest
from django.urls import reverse

from grants.ground.bank.models import BankAccount
from grants.ground.people.models import MemberRole
from grants.ground.people.queries import actor_of
from grants.stages.awards import actions
from grants.stages.awards.models import Award, Condition, Letter
from tests.factories.assessment import NOW
from tests.factories.awards import code_for, make_accepted, make_account, make_active, make_decided, make_offer, release
from tests.factories.files import make_file, pdf_bytes, upload
from tests.factories.people import belong

pytestmark = pytest.mark.django_db

QUERIES_OF_GRANT = 13
SCREENS = ("grant", "grant_sign", "grant_refuse", "agreement_file", "grant_bank")


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


def at(name, *args):
    return reverse(f"portal:{name}", args=args)


def told(response):
    return [str(message) for message in response.context["messages"]]


def join(cast, award, name="signatory", role=MemberRole.SIGNATORY):
    """Somebody of the cast belongs to the group of the award; returns their client."""
    belong(getattr(cast, name), award.organisation, role)
    return cast.client(name)


def sign(cast, client, award, who="signatory", **changes):
    """Asks for a code and signs with it."""
    asked = client.post(at("grant_sign_code", award.pk), follow=True)
    assert told(asked) == ["We mailed you a code. It works for 15 minutes."]
    code = code_for(actor_of(getattr(cast, who), today=NOW.date()))
    typed = {"name": "Carys Lloyd", "code": code, "agree": "on"} | changes
    return client.post(at("grant_sign", award.pk), typed, follow=True)


def test_the_letter_leads_to_the_grant(cast):
    award = make_offer()
    client = join(cast, award)
    page = client.get(at("letter", award.application_id))
    assert ("We would like to fund it: £1,000." in page.text, at("grant", award.pk) in page.text) == (True, True)
    assert "The PDF is being made" in page.text
    actions.attach_letter_file(Letter.objects.get(), make_file(name="letter.pdf"), now=NOW)
    assert client.get(at("letter_file", award.application_id)).getvalue()[:4] == b"%PDF"


def test_a_letter_that_says_no_leads_to_no_grant(cast):
    decision = make_decided(verdict="no")
    release(decision)
    application = decision.candidate.application
    belong(cast.cowriter, application.organisation)
    page = cast.client("cowriter").get(at("letter", application.pk))
    assert ("we could not fund this" in page.text, page.context["award"]) == (True, None)


def test_strangers_find_nothing(cast):
    award = make_accepted()
    client = cast.client("stranger")
    assert {client.get(at(name, award.pk)).status_code for name in SCREENS} == {404}
    assert client.get(at("letter", award.application_id)).status_code == 404
    assert client.post(at("grant_sign_code", award.pk)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_grant_page_costs_the_same_whatever_was_promised(cast, rows, django_assert_num_queries):
    award = make_active(amount=600_000, money=900_000)
    for _ in range(rows):
        Condition.objects.create(award=award, text="Send us your constitution.")
    client = join(cast, award)
    client.get(at("grant", award.pk))
    with django_assert_num_queries(QUERIES_OF_GRANT):
        page = client.get(at("grant", award.pk))
    assert len(page.context["conditions"]) == rows


def test_signing_twice_over_by_two_people_accepts_the_offer(cast):
    award = make_offer()
    first = sign(cast, join(cast, award), award)
    assert ("You have signed." in first.text, told(first)) == (True, ["Signed. Thank you."])
    second = sign(cast, join(cast, award, "applicant"), award, "applicant")
    assert "Give us your bank details" in second.text
    award.refresh_from_db()
    assert (award.status, award.accepted_at) == ("accepted", NOW)


def test_a_wrong_code_is_explained_at_the_code_and_keeps_the_name(cast):
    award = make_offer()
    page = sign(cast, join(cast, award), award, code="12", name="Carys of the Quay")
    assert page.context["form"].errors == {"code": ["This is not the code we sent. Check the latest mail from us."]}
    assert page.context["form"]["name"].value() == "Carys of the Quay"


def test_nothing_is_signed_without_the_tick(cast):
    award = make_offer()
    client = join(cast, award)
    page = client.post(at("grant_sign", award.pk), {"name": "", "code": ""})
    assert page.context["form"].errors == {
        "name": ["Type your full name."],
        "code": ["Type the code that we mailed you."],
        "agree": ["Tick this when you have read the agreement and may sign."],
    }


def test_members_read_the_agreement_and_cannot_sign(cast):
    award = make_offer()
    client = join(cast, award, "cowriter", MemberRole.MEMBER)
    page = client.get(at("grant_sign", award.pk))
    assert ("Keep receipts for six years." in page.text, "Sign the agreement" in page.text) == (True, False)
    refused = client.post(at("grant_sign_code", award.pk), follow=True)
    assert told(refused) == ["Only signatories of the group can sign. Ask one of them, or ask us to help."]


def test_an_offer_is_turned_down_after_asking_once_more(cast):
    award = make_offer()
    client = join(cast, award)
    assert "Turn this offer down?" in client.get(at("grant_refuse", award.pk)).text
    done = client.post(at("grant_refuse", award.pk), follow=True)
    assert told(done) == ["You turned this offer down. Thank you for telling us."]
    assert Award.objects.get().status == "refused"
    again = client.post(at("grant_refuse", award.pk), follow=True)
    assert told(again) == ["This grant has moved on since you opened the page. Look at it again."]


def test_bank_details_are_given_once(cast):
    award = make_accepted()
    client = join(cast, award)
    typed = {"holder_name": "Tea Circle", "sort_code": "30-94 30", "account_number": "1234567"}
    done = client.post(at("grant_bank", award.pk), typed, follow=True)
    assert told(done) == ["Thank you. Two of our people will check these details."]
    again = client.post(at("grant_bank", award.pk), typed | {"account_number": "87654321"})
    assert "never change bank details from a form or a mail" in str(again.context["form"].non_field_errors())
    assert BankAccount.objects.count() == 1


def test_wrong_bank_details_are_explained_and_kept(cast):
    award = make_accepted()
    typed = {"holder_name": "Tea Circle", "sort_code": "1", "account_number": "ten"}
    page = join(cast, award).post(at("grant_bank", award.pk), typed)
    assert page.context["form"].errors == {
        "sort_code": ["Enter a valid sort code like 309430."],
        "account_number": ["Account number must be between 6 and 8 digits."],
    }
    assert page.context["form"]["holder_name"].value() == "Tea Circle"


def test_refused_bank_details_say_why_and_can_be_given_again(cast):
    award = make_accepted()
    account = make_account(award, verified=False)
    client = join(cast, award)
    page = client.get(at("grant", award.pk))
    assert "We are checking the account that ends in" in page.text
    BankAccount.objects.filter(pk=account.pk).update(status="refused", refused_reason="The name does not match.")
    page = client.get(at("grant_bank", award.pk))
    assert ("The name does not match." in page.text, "Send bank details" in page.text) == (True, True)


def test_a_condition_is_answered_with_a_file(cast):
    award = make_accepted()
    condition = Condition.objects.create(award=award, text="Send us your constitution.")
    client, url = join(cast, award), at("condition", award.pk, condition.pk)
    empty = client.post(url, {"text": ""})
    assert empty.context["form"].errors == {"text": ["Tell us how this is done, or add a file."]}
    broken = client.post(url, {"text": "Here.", "evidence": upload(b"MZ\x90\x00", name="constitution.pdf")})
    assert (list(broken.context["form"].errors), broken.context["form"]["text"].value()) == (["evidence"], "Here.")
    done = client.post(url, {"text": "Here.", "evidence": upload(pdf_bytes())}, follow=True)
    assert told(done) == ["Sent. We will look at it."]
    condition.refresh_from_db()
    assert (condition.answer, condition.evidence.name) == ("Here.", "constitution.pdf")


def test_a_condition_that_came_back_says_what_is_missing(cast):
    award = make_accepted()
    condition = Condition.objects.create(
        award=award, text="Send us your constitution.", evidence=make_file(), returned_reason="It is not signed."
    )
    client = join(cast, award)
    for page in (at("grant", award.pk), at("condition", award.pk, condition.pk)):
        assert "It is not signed." in client.get(page).text
    assert client.get(at("condition_file", award.pk, condition.pk)).getvalue()[:4] == b"%PDF"
    assert cast.client("stranger").get(at("condition_file", award.pk, condition.pk)).status_code == 404


def test_helpers_read_and_do_not_answer(cast):
    award = make_accepted()
    condition = Condition.objects.create(award=award, text="Send us your constitution.")
    client = join(cast, award, "cowriter", MemberRole.HELPER)
    page = client.get(at("condition", award.pk, condition.pk))
    assert "A member of your group answers this." in page.text


def test_a_late_signature_is_refused_with_the_reason(cast, time_machine):
    award = make_offer()
    client = join(cast, award)
    time_machine.move_to(NOW + dt.timedelta(days=30), tick=False)
    client.force_login(cast.signatory)
    late = client.post(at("grant_sign_code", award.pk), follow=True)
    assert told(late) == ["The last day to answer has passed. Please call us."]
