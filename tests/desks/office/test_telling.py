"""Phone and post: who waits to be told, telling one, and all letters at once."""

import pytest

from grants.ground.notifications.models import Mail
from tests.factories.funds import make_funder
from tests.factories.notifications import NOW, make_mail, make_telling
from tests.factories.people import make_person_without_email
from tests.pdfs import text_of

pytestmark = pytest.mark.django_db
URL = "/office/to-tell/"
LIST_QUERIES = 9  # one of these: cases that are hidden from the reader


def by_post(**fields):
    return make_person_without_email(phone="", reach_by="post", postal_address="4 Weir Row\nMillbridge", **fields)


def test_queue_shows_whom_to_tell_how_when_and_what(cast):
    make_telling(
        make_person_without_email("Ivy Moss", good_times="mornings", interpreter="Urdu"), text="You are funded."
    )
    make_mail(subject="By mail")
    page = cast.client("officer").get(URL).content.decode()
    for words in ("Ivy Moss", "+447700900123", "mornings", "Urdu", "You are funded."):
        assert words in page
    assert "By mail" not in page


def test_queue_is_filtered_by_way(cast):
    make_telling(make_person_without_email("Ivy Moss"))
    make_telling(by_post(name="Tom Reed"))

    def names(way):
        rows = cast.client("officer").get(f"{URL}?way={way}").context["rows"]
        return [str(row["mail"].to_person) for row in rows]

    assert (names("phone"), names("post"), names("")) == (["Ivy Moss"], ["Tom Reed"], ["Ivy Moss", "Tom Reed"])


@pytest.mark.parametrize("rows", [1, 3])
def test_queue_asks_the_same_of_the_database_for_one_row_and_three(cast, rows, django_assert_num_queries):
    client = cast.client("officer")
    for number in range(rows):
        make_telling(by_post(name=f"Person {number}"), printed_at=NOW, case=f"application:{number}")
    client.get(URL)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(URL)


def test_telling_somebody_is_noted(cast):
    mail = make_telling(make_person_without_email("Ivy Moss"))
    client = cast.client("officer")
    assert client.post(f"{URL}{mail.pk}/", {"how": "phone", "note": "glad"}).url == URL
    assert "Everybody has been told" in client.get(URL).content.decode()
    shown = client.get(f"{URL}{mail.pk}/").content.decode()
    assert "By phone" in shown
    assert "glad" in shown


def test_message_leads_to_its_case(cast):
    from tests.factories.applications import make_application

    application = make_application()
    mail = make_telling(make_person_without_email("Ivy Moss"), case=f"application:{application.pk}")
    page = cast.client("officer").get(f"{URL}{mail.pk}/").content.decode()
    assert f"/office/applications/{application.pk}/messages/" in page


def test_how_somebody_was_told_must_be_said_and_the_note_is_kept(cast):
    mail = make_telling(make_person_without_email("Ivy Moss"))
    form = cast.client("officer").post(f"{URL}{mail.pk}/", {"how": "", "note": "glad"}).context["form"]
    assert (dict(form.errors), form["note"].value()) == ({"how": ["Say how you told the person."]}, "glad")


def test_all_letters_are_one_pdf_and_are_posted_in_a_second_step(cast):
    make_funder()
    make_telling(by_post(name="Tom Reed"), subject="Your application", text="Dear Tom,\n\nThank you.\n")
    make_telling(by_post(name="Una Vale", needs_large_print=True), subject="Your grant", text="Dear Una,\n\nHello.\n")
    client = cast.client("officer")
    assert client.post(f"{URL}print/").url == URL
    response = client.get(f"{URL}letters.pdf")
    assert response["Content-Type"] == "application/pdf"
    words = text_of(response.content)
    for expected in ("Tom Reed", "4 Weir Row", "Dear Tom,", "Una Vale", "Your grant"):
        assert expected in words
    page = client.get(URL)
    assert "2 letters are ready to print" in page.content.decode()
    client.post(f"{URL}posted/", {"printed_at": page.context["printed_at"].isoformat()})
    assert [mail.told_how for mail in Mail.objects.all()] == ["post", "post"]
    assert client.get(f"{URL}letters.pdf").url == URL


@pytest.mark.parametrize("moment", ["", "yesterday", "2026-01-01", "2026-13-45T00:00:00+00:00"])
def test_moment_that_is_none_of_ours_is_not_found(cast, moment):
    assert cast.client("officer").post(f"{URL}posted/", {"printed_at": moment}).status_code == 404


def test_printing_nothing_says_so(cast):
    page = cast.client("officer").post(f"{URL}print/", follow=True).content.decode()
    assert "No letter waits for the post." in page


def test_a_case_that_is_hidden_from_an_officer_is_told_by_somebody_else(cast):
    from tests.factories.applications import make_application
    from tests.factories.people import belong

    application = make_application()
    mail = make_telling(by_post(name="Tom Reed"), case=f"application:{application.pk}", text="Private.")
    belong(cast.officer, application.organisation)
    own, other = cast.client("officer"), cast.client("second_officer")
    assert ("Tom Reed" in own.get(URL).text, "Tom Reed" in other.get(URL).text) == (False, True)
    assert [client.get(f"{URL}{mail.pk}/").status_code for client in (own, other)] == [404, 200]
    own.post(f"{URL}print/")
    mail.refresh_from_db()
    assert mail.printed_at is None


def test_somebody_without_mail_hears_what_we_wrote_and_what_we_ask(cast):
    from grants.stages.applications.actions import send_back, send_message
    from tests.factories.applications import make_application, make_group
    from tests.factories.calls import on_day
    from tests.factories.people import belong

    group, by = make_group()
    belong(make_person_without_email("Ivy Moss"), group)
    application, officer = make_application(organisation=group, by=by), cast.actor("officer")
    send_message(application, "The hall is free on Mondays.", by=officer, now=NOW)
    send_back(application, {"amount": "How did you count?"}, why="", due_on=on_day(14), by=officer, now=NOW)
    told = Mail.objects.filter(to_person__name="Ivy Moss")
    assert "The hall is free on Mondays." in told.get(kind="message_to_group").text
    asked = told.get(kind="application_sent_back").text
    assert "- How much do you need? How did you count?" in asked
    assert "Sign in" not in asked
