"""The outbox on the screen: what was written, what became of it, and two acts."""

import pytest

from grants.ground.audit.models import Entry
from grants.ground.notifications.models import Mail
from tests.factories.notifications import NOW, make_mail

pytestmark = pytest.mark.django_db
URL = "/office/outbox/"
LIST_QUERIES = 5


def page(cast, url=URL, who="auditor"):
    response = cast.client(who).get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_outbox_shows_each_mail_with_its_state(cast):
    make_mail(subject="Waits")
    make_mail(subject="Went", sent_at=NOW)
    make_mail(subject="Failed", given_up_at=NOW)
    make_mail(subject="Held", cancelled_at=NOW)
    response = cast.client("auditor").get(URL)
    assert [(row.title, row.state) for row in response.context["rows"]] == [
        ("Held", "cancelled"),
        ("Failed", "failed"),
        ("Went", "sent"),
        ("Waits", "waiting"),
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?state=failed", ["Failed"]),
        ("?state=waiting", ["Waits for Nell"]),
        ("?q=nell", ["Waits for Nell"]),
        ("?q=OTHER@", ["Failed"]),
        ("?q=234567", []),
        ("?state=strange", ["Code", "Failed", "Waits for Nell"]),
    ],
)
def test_outbox_is_filtered(cast, query, found):
    make_mail(subject="Waits for Nell", to_email="a@example.org")
    make_mail(subject="Failed", to_email="other@example.org", given_up_at=NOW)
    make_mail(subject="Your code is 234567", kind="sign_in_code", to_email="c@example.org", sent_at=NOW)
    titles = [str(row.title) for row in cast.client("auditor").get(URL + query).context["rows"]]
    assert titles == [title.replace("Code", "A code to sign in") for title in found]


def test_empty_outbox_and_empty_filter_say_what_to_do(cast):
    assert "No mail has been written yet" in page(cast)
    assert "No mail fits these filters" in page(cast, f"{URL}?state=sent")


@pytest.mark.parametrize("rows", [1, 3])
def test_outbox_asks_the_same_of_the_database_for_one_row_and_three(cast, rows, django_assert_num_queries):
    client = cast.client("auditor")
    for _ in range(rows):
        make_mail(to_person=cast.applicant)
    client.get(URL)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(URL)


def test_mail_is_shown_as_it_was_written(cast):
    mail = make_mail(subject="Your <grant>", text="Dear Nell,\n\nSee https://grants.example/ & write.\n")
    shown = page(cast, f"{URL}{mail.pk}/")
    assert "Your &lt;grant&gt;" in shown
    assert (
        'See <a href="https://grants.example/" rel="nofollow">https://grants.example/</a> &amp; write.</div>' in shown
    )


@pytest.mark.parametrize("kind", ["sign_in_code", "signing_code", "invitation"])
def test_codes_and_personal_links_are_shown_to_nobody_but_their_reader(cast, kind):
    mail = make_mail(kind=kind, subject="Your code is 234567", text="Your code is 234567.")
    for url in (URL, f"{URL}{mail.pk}/"):
        assert "234567" not in page(cast, url, who="administrator")
    assert "so its words are not shown" in page(cast, f"{URL}{mail.pk}/")


def test_failed_mail_says_why(cast):
    mail = make_mail(given_up_at=NOW, attempts=12, last_error="550 no such person")
    shown = page(cast, f"{URL}{mail.pk}/")
    assert "We tried 12 times. The mail server said: 550 no such person" in shown


def test_administrator_sends_a_failed_mail_again(cast):
    mail = make_mail(given_up_at=NOW, attempts=12)
    response = cast.client("administrator").post(f"{URL}{mail.pk}/resend/", follow=True)
    assert "The mail is in the outbox again" in response.content.decode()
    mail.refresh_from_db()
    assert (mail.given_up_at, mail.attempts) == (None, 0)
    entry = Entry.objects.get(verb="mail_resent")
    assert (entry.person, entry.subject) == (cast.administrator, f"mail:{mail.pk}")


def test_administrator_stops_a_waiting_mail(cast):
    mail = make_mail()
    response = cast.client("administrator").post(f"{URL}{mail.pk}/cancel/", follow=True)
    assert "The mail is stopped. It will not be sent." in response.content.decode()
    assert Mail.objects.get().cancelled_at is not None


def test_mail_that_went_meanwhile_is_refused_with_a_sentence(cast):
    mail = make_mail(sent_at=NOW)
    response = cast.client("administrator").post(f"{URL}{mail.pk}/cancel/", follow=True)
    assert "This mail has been sent already, so it cannot be stopped." in response.content.decode()
    assert Entry.objects.filter(verb="mail_cancelled").count() == 0


def test_auditor_reads_and_does_nothing(cast):
    mail = make_mail()
    assert "Do not send this to" not in page(cast, f"{URL}{mail.pk}/")
    assert cast.client("auditor").post(f"{URL}{mail.pk}/cancel/").status_code == 404
    assert Mail.objects.get().cancelled_at is None


@pytest.mark.parametrize("who", ["officer", "applicant", "finance_approver", "editor"])
def test_outbox_is_not_there_for_others(cast, who):
    mail = make_mail()
    assert [cast.client(who).get(url).status_code for url in (URL, f"{URL}{mail.pk}/")] == [404, 404]
    assert cast.client(who).post(f"{URL}{mail.pk}/resend/").status_code == 404
