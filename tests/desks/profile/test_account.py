"""One's own details, sessions, invitations, desks."""

import pytest
from django.test import Client

from grants.ground.people.actions import invite
from grants.ground.people.models import Invitation, Person
from tests.cast import NOW, mark_second_factor, signed_in
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"


def browser_of(person):
    """A browser in which a person has signed in through the door, so that it is in the list."""
    from allauth.usersessions.models import UserSession
    from django.test import RequestFactory

    client = Client()
    client.force_login(person)
    mark_second_factor(client)
    request = RequestFactory().get("/", headers={"User-Agent": FIREFOX})
    request.user, request.session = person, client.session
    UserSession.objects.create_from_request(request)
    return client


def test_details_are_saved_and_shown(cast):
    client = cast.client("applicant")
    typed = {"name": "Amina  Y", "phone": "01234 567", "language": "en-gb"}
    assert client.post("/account/details/", typed).url == "/account/details/"
    page = client.get("/account/details/").content.decode()
    assert "Your details are saved." in page
    assert "Harbour Lights Peer Circle" in page
    assert Person.objects.get(pk=cast.applicant.pk).phone == "01234 567"


@pytest.mark.parametrize(
    ("typed", "field", "error"),
    [
        ({"name": ""}, "name", "Enter your name."),
        ({"name": "x" * 121}, "name", "Ensure this value has at most 120 characters (it has 121)."),
        ({"language": "xx"}, "language", "Select a valid choice. xx is not one of the available choices."),
    ],
)
def test_bad_details_get_a_clear_word_and_are_kept(cast, typed, field, error):
    sent = {"name": "Amina", "phone": "77", "language": "en-gb"} | typed
    form = cast.client("applicant").post("/account/details/", sent).context["form"]
    assert dict(form.errors) == {field: [error]}
    assert form["phone"].value() == "77"


@pytest.mark.parametrize(("others", "queries"), [(1, 4), (3, 4)])
def test_sessions_are_listed_at_a_constant_cost(cast, django_assert_num_queries, others, queries):
    client = browser_of(cast.stranger)
    for _other in range(others):
        browser_of(cast.stranger)
    browser_of(cast.applicant)
    with django_assert_num_queries(queries):
        page = client.get("/account/sessions/")
    assert [session.device for session in page.context["sessions"]] == ["Firefox · Linux"] * (others + 1)
    assert [session.is_current for session in page.context["sessions"]] == [False] * others + [True]


def test_one_session_is_ended_and_only_ones_own(cast):
    mine, other, theirs = browser_of(cast.stranger), browser_of(cast.stranger), browser_of(cast.applicant)
    row = next(found for found in mine.get("/account/sessions/").context["sessions"] if not found.is_current)
    assert mine.post(f"/account/sessions/{row.pk}/end/").url == "/account/sessions/"
    assert mine.post(f"/account/sessions/{row.pk}/end/").status_code == 404
    assert other.get("/account/details/").status_code == 302
    row = theirs.get("/account/sessions/").context["sessions"][0]
    assert mine.post(f"/account/sessions/{row.pk}/end/").status_code == 404
    assert theirs.get("/account/details/").status_code == 200


def test_all_other_sessions_are_ended(cast):
    mine, others = browser_of(cast.stranger), [browser_of(cast.stranger) for _number in range(2)]
    assert mine.post("/account/sessions/").url == "/account/sessions/"
    assert "You are signed out of 2 other browsers." in mine.get("/account/sessions/").content.decode()
    assert [client.get("/account/details/").status_code for client in [mine, *others]] == [200, 302, 302]


def test_invitation_is_read_and_accepted(cast):
    person = make_person("Nell", email="nell@cast.example")
    token = invite(person.email, role="officer", by=cast.actor("administrator"), now=NOW).token
    Invitation.objects.update(expires_at="2099-01-01T00:00Z")
    client = signed_in(person)
    page = client.get(f"/account/invitation/{token}/").content.decode()
    assert "Ada Stone" in page
    assert "Grants officer" in page
    assert not person.role_holdings.exists()
    assert client.post(f"/account/invitation/{token}/").url == "/account/"
    assert person.role_holdings.get().role == "officer"
    assert "no longer counts" in client.get(f"/account/invitation/{token}/").content.decode()


def test_invitation_of_another_says_what_to_do(cast):
    token = invite("nell@cast.example", role="officer", by=cast.actor("administrator"), now=NOW).token
    client = cast.client("stranger")
    assert "sent to another address" in client.get(f"/account/invitation/{token}/").content.decode()
    assert client.post(f"/account/invitation/{token}/").status_code == 200
    assert not cast.stranger.role_holdings.exists()


def test_signed_out_invitee_signs_in_first(client):
    assert client.get("/account/invitation/abc/").url == "/account/sign-in/?next=/account/invitation/abc/"


def test_one_says_how_to_be_reached_and_what_was_typed_stays(cast):
    client, url = cast.client("applicant"), "/account/contact/"
    typed = {"reach_by": "text", "phone": "", "interpreter": "BSL"}
    form = client.post(url, typed).context["form"]
    assert dict(form.errors) == {"phone": ["Enter the phone number for that."]}
    assert form["interpreter"].value() == "BSL"
    assert client.post(url, typed | {"phone": "07700 900123"}).url == "/account/details/"
    page = client.get("/account/details/").content.decode()
    assert [words in page for words in ("Text message", "+447700900123", "BSL")] == [True, True, True]


def test_whoever_signs_in_by_phone_changes_the_number_where_it_is_checked(cast):
    from tests.factories.people import make_person_without_email

    client = signed_in(make_person_without_email("Ivy Moss"))
    page = client.get("/account/details/").content.decode()
    assert 'name="phone"' not in page
    assert "You sign in as <strong>+447700900123</strong>" in page
    client.post("/account/details/", {"name": "Ivy Moss", "phone": "1", "language": "en-gb"})
    assert Person.objects.get(name="Ivy Moss").phone == "+447700900123"
    assert "email" not in [
        value for value, _label in client.get("/account/contact/").context["form"].fields["reach_by"].choices
    ]
