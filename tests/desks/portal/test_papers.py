"""My group's details and papers, on the screen."""

import datetime as dt

import pytest
from django.urls import reverse

from grants.ground.papers.models import Paper
from tests.cast import NOW
from tests.factories.files import pdf_bytes, upload
from tests.factories.funds import make_funder
from tests.factories.papers import make_paper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOW, tick=False)
    make_funder()


def page(cast, name="papers", *more):
    return reverse(f"portal:{name}", args=[cast.organisation.pk, *more])


def paper(cast, **fields):
    return make_paper(cast.organisation, by=cast.actor("applicant"), **fields)


OUTSIDE = ("stranger", "officer", "reviewer", "finance_preparer", "administrator")
DETAILS = {
    "name": "Harbour Lights Peer Circle",
    "legal_form": "charity",
    "charity_number": "SC 012345",
    "company_number": "",
    "address": "1 Quay Street",
    "postcode": "LF1 1AA",
    "district": "",
    "about": "We meet on Thursdays.",
    "website": "lights.example.org",
    "income_band": "to_10000",
}


def test_a_member_tells_us_about_the_group_once(cast):
    answer = cast.client("cowriter").post(page(cast, "group_details"), DETAILS, follow=True)
    assert "Saved. We offer this wherever a form asks for it." in answer.text
    cast.organisation.refresh_from_db()
    group = cast.organisation
    assert (group.charity_number, group.website) == ("SC012345", "https://lights.example.org")
    assert (group.income_band, group.is_address_public) == ("to_10000", False)
    assert "We meet on Thursdays." in cast.client("cowriter").get(page(cast, "group_details")).text


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", " ", "Enter the name of your group."),
        ("name", "x" * 121, "Shorten this to 120 characters or fewer."),
        ("charity_number", "12", "Enter a charity number like 1123456 or SC012345, or leave it empty."),
        ("company_number", "12", "Enter a company number like 01234567, or leave it empty."),
        ("website", "our page", "Enter an address on the web, like https://www.example.org."),
        ("website", "javascript://x.example/", "Enter an address on the web, like https://www.example.org."),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_typed_is_lost(cast, field, typed, sentence):
    answer = cast.client("applicant").post(page(cast, "group_details"), DETAILS | {field: typed})
    assert answer.context["form"].errors == {field: [sentence]}
    assert "We meet on Thursdays." in answer.text
    cast.organisation.refresh_from_db()
    assert cast.organisation.about == ""


def test_a_paper_is_added_and_stands_with_its_last_day(cast):
    sent = {"kind": "insurance", "upload": upload(pdf_bytes(), "cover.pdf"), "valid_until": "2026-10-01"}
    answer = cast.client("cowriter").post(page(cast, "paper_add"), sent, follow=True)
    assert "The paper is kept. You can use it in your applications." in answer.text
    assert "Counts until 1 Oct 2026" in answer.text
    assert "Ends soon" in answer.text


def test_a_bad_paper_is_told_at_its_fields(cast):
    answer = cast.client("applicant").post(page(cast, "paper_add"), {"valid_until": "2020-01-01"})
    assert answer.context["form"].errors == {"kind": ["Choose what kind of paper this is."]}
    answer = cast.client("applicant").post(
        page(cast, "paper_add"), {"kind": "accounts", "valid_until": "2020-01-01", "upload": upload(b"x", "a.exe")}
    )
    assert answer.context["form"].errors == {
        "valid_until": ["This day is past. Add a paper that still counts, or leave the day empty."]
    }


def test_an_expired_paper_says_so_in_words(cast, time_machine):
    paper(cast, valid_until=dt.date(2026, 9, 8))
    time_machine.move_to(NOW + dt.timedelta(days=2), tick=False)
    shown = cast.client("applicant").get(page(cast)).text
    assert "No longer counts" in shown
    assert "Ended on 8 Sep 2026" in shown


def test_a_paper_is_replaced_and_put_away(cast):
    client, old = cast.client("applicant"), paper(cast)
    assert "You keep rules.pdf here now." in client.get(page(cast, "paper_replace", old.pk)).text
    client.post(page(cast, "paper_replace", old.pk), {"upload": upload(pdf_bytes("new"), "new.pdf")})
    new = Paper.objects.get(replaces=old)
    answer = client.post(page(cast, "paper_put_away", new.pk), follow=True)
    assert "The paper is put away. It is not erased." in answer.text
    assert "Earlier papers" in answer.text
    assert client.get(page(cast, "paper_replace", new.pk)).status_code == 404


def test_the_group_and_the_office_open_a_paper_and_nobody_else(cast):
    kept = paper(cast)
    own, office = page(cast, "paper_file", kept.pk), reverse("office:paper_file", args=[cast.organisation.pk, kept.pk])
    for name in ("applicant", "cowriter"):
        assert b"".join(cast.client(name).get(own)) == pdf_bytes("rules.pdf")
    assert [cast.client(name).get(own).status_code for name in OUTSIDE] == [404] * len(OUTSIDE)
    for name in ("officer", "auditor"):
        assert b"".join(cast.client(name).get(office)) == pdf_bytes("rules.pdf")
    for name in ("finance_preparer", "administrator", "reviewer", "applicant"):
        assert cast.client(name).get(office).status_code == 404


def test_the_office_reads_the_papers_of_a_group_and_the_administrator_does_not(cast):
    paper(cast)
    address = reverse("office:papers", args=[cast.organisation.pk])
    assert "rules.pdf" in cast.client("officer").get(address).text
    assert cast.client("administrator").get(address).status_code == 404
    group = reverse("office:organisation", args=[cast.organisation.pk])
    links = {name: address in cast.client(name).get(group).text for name in ("officer", "administrator")}
    assert links == {"officer": True, "administrator": False}


def test_a_paper_of_another_group_is_not_found_under_mine(cast):
    theirs = make_paper(cast.other_organisation, by=cast.actor("stranger"))
    assert cast.client("applicant").get(page(cast, "paper_file", theirs.pk)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_papers_reads_the_same_number_of_queries(cast, rows, django_assert_num_queries):
    for number in range(rows):
        paper(cast, name=f"paper-{number}.pdf")
    client = cast.client("applicant")
    with django_assert_num_queries(6):
        client.get(page(cast))
