"""Files and the scanner: named but not shown until it has seen them, and never when it refused them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from grants.desks.jobs.drains.scanning import scan_files
from grants.ground.audit.models import Entry
from grants.ground.files.models import ScanState, StoredFile
from grants.ground.files.queries import scan_health
from grants.ground.notifications.models import Mail
from grants.ground.questions.queries import problems_of_sheet
from grants.stages.applications.actions import submit_application
from tests.clamd import VIRUS, clamd
from tests.factories.applications import make_draft, page_of
from tests.factories.awards import make_active
from tests.factories.calls import NOW, QUESTIONS, make_call, make_form
from tests.factories.files import make_file, pdf_bytes, upload
from tests.factories.outcomes import ask_for_reports, make_report

FILES = {"key": "rules", "type": "file", "label": "Your rules", "settings": {"kinds": ["pdf"], "most": 2}}
MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def address(tmp_path, settings):
    """Where the scanner is to be; nobody is there yet."""
    settings.CLAMAV_SOCKET = str(tmp_path / "clamd")
    settings.CLAMAV_SECONDS = 2
    return tmp_path / "clamd"


@pytest.fixture
def draft(cast):
    call = make_call(form=make_form(questions=[*QUESTIONS["application"], FILES]).questionnaire)
    return make_draft(call, organisation=cast.organisation, by=cast.actor("applicant"))


@pytest.fixture
def client(cast):
    return cast.client("applicant")


def add(client, draft, content=None, name="rules.pdf"):
    """Adds a file as the form does, and returns it."""
    data = {"save_id": "page", "upload": "rules", "q-rules": upload(content or pdf_bytes(), name)}
    client.post(reverse("portal:section", args=[draft.pk, "all"]), data)
    return StoredFile.objects.latest("pk")


def state(stored):
    return StoredFile.objects.get(pk=stored.pk).scan_state


def served(client, draft, stored):
    answer = client.get(reverse("portal:own_file", args=[draft.pk, stored.pk]))
    return (answer.status_code, answer.getvalue()[:5])


def test_file_waits_named_but_not_shown_until_it_was_scanned(address, client, draft):
    stored = add(client, draft)
    page = client.get(reverse("portal:section", args=[draft.pk, "all"])).text
    assert (state(stored), served(client, draft, stored)[0]) == ("waiting", 404)
    assert ("rules.pdf" in page, "Being checked" in page, "/added-files/" in page) == (True, True, False)
    with clamd(address):
        assert scan_files(NOW) == 1
    assert (state(stored), served(client, draft, stored)) == ("clean", (200, b"%PDF-"))


def test_application_may_be_sent_while_a_file_waits(address, client, cast, draft):
    add(client, draft)
    sent = submit_application(draft, by=cast.actor("applicant"), now=NOW)
    assert sent.status == "submitted"
    page = cast.client("officer").get(reverse("office:application_answers", args=[draft.pk])).text
    assert ("rules.pdf" in page, "Being checked" in page) == (True, True)
    assert f"/files/{StoredFile.objects.get().pk}/" not in page


def test_infected_file_is_refused_named_on_the_check_page_and_told_by_mail(address, client, cast, draft):
    stored = add(client, draft, pdf_bytes() + VIRUS + b"\n%%EOF\n")
    with clamd(address):
        assert scan_files(NOW) == 1
        assert scan_files(NOW + MINUTE) == 0
    assert (state(stored), served(client, draft, stored)[0]) == ("infected", 404)
    sentence = "We could not keep “rules.pdf”: it carries a virus. Remove it and add a clean copy."
    assert [str(blocker.sentence) for blocker in problems_of_sheet(draft.sheet)] == [sentence]
    assert sentence in client.get(page_of(draft, "check")).text
    mails = Mail.objects.filter(kind="file_refused")
    assert mails.count() == cast.organisation.memberships.filter(ended_at=None).count()
    assert "  rules.pdf\n" in mails[0].text
    assert list(Entry.objects.filter(verb="file_refused").values_list("case", flat=True)) == [f"application:{draft.pk}"]


def test_clean_copy_takes_the_place_of_a_refused_file(address, client, draft):
    add(client, draft, pdf_bytes() + VIRUS + b"\n%%EOF\n")
    with clamd(address):
        scan_files(NOW)
        row = draft.sheet.files.get()
        client.post(reverse("portal:section", args=[draft.pk, "all"]), {"save_id": "p", "remove_file": row.pk})
        add(client, draft)
        scan_files(NOW)
    assert problems_of_sheet(draft.sheet) == []


def test_file_waits_while_the_scanner_is_down_and_the_office_is_told(address, client, cast, draft):
    stored = add(client, draft)
    assert (scan_files(NOW), state(stored)) == (0, "waiting")
    assert (scan_health().stuck, scan_health().error.startswith("FileNotFoundError")) == (1, True)
    home = cast.client("officer").get(reverse("office:home")).text
    assert "The virus scanner does not answer" in home
    assert "1 file waits to be checked. Nobody can open it until then." in home
    with clamd(address):
        assert (scan_files(NOW), scan_files(NOW + MINUTE)) == (0, 1)
    assert (state(stored), scan_health().is_well) == ("clean", True)


@pytest.mark.parametrize("says", [b"", b"garbage", b"INSTREAM size limit exceeded. ERROR"])
def test_file_waits_when_the_answer_is_unclear(address, client, draft, says):
    stored = add(client, draft)
    with clamd(address, says=says):
        assert scan_files(NOW) == 0
    assert state(stored) == "waiting"


def test_file_waits_when_the_scanner_is_too_slow(address, settings, client, draft):
    settings.CLAMAV_SECONDS = 0.1
    stored = add(client, draft)
    with clamd(address, slow=0.5):
        assert scan_files(NOW) == 0
    assert state(stored) == "waiting"


def test_without_a_scanner_files_are_shown_and_the_office_is_told(client, cast, draft):
    stored = add(client, draft)
    assert (state(stored), served(client, draft, stored)) == ("unscanned", (200, b"%PDF-"))
    assert "Files are not checked for viruses" in cast.client("officer").get(reverse("office:home")).text


def test_nothing_waits_for_a_scanner_that_was_taken_away(address, settings, client, draft):
    stored = add(client, draft)
    settings.CLAMAV_SOCKET = ""
    assert (scan_files(NOW), state(stored)) == (1, "unscanned")


def test_file_without_bytes_holds_up_no_other(address, client, draft):
    lost, stored = make_file(b"lost", name="lost.pdf"), add(client, draft)
    StoredFile.objects.filter(pk=lost.pk).update(scan_state=ScanState.WAITING, storage_key="nowhere")
    with clamd(address):
        assert scan_files(NOW) == 1
    assert (state(lost), state(stored)) == ("waiting", "clean")


def test_refused_file_of_a_report_is_told(address):
    award = make_active()
    ask_for_reports(award)
    report = make_report(award, photos=1)
    photo = report.sheet.files.first().file
    StoredFile.objects.filter(pk=photo.pk).update(scan_state=ScanState.WAITING)
    with clamd(address, says=b"stream: Eicar FOUND"):
        scan_files(NOW)
    mail = Mail.objects.filter(kind="file_refused").first()
    assert reverse("portal:report", args=[report.report_due_id]) in mail.text
