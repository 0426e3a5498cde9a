"""Files that come in pieces: gone on with after any break, taken in like any other, and nobody else's business."""

import hashlib
import uuid
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from grants.desks.jobs.drains.evidence import sweep_files
from grants.ground.files.actions import begin_upload, receive_piece
from grants.ground.files.models import PartialUpload, StoredFile
from grants.ground.files.queries import private_storage
from grants.ground.kit.errors import Stale
from grants.ground.questions.actions import close_sheet
from grants.ground.questions.queries import files_of
from tests.factories.applications import make_draft, make_group
from tests.factories.calls import NOW, QUESTIONS, make_call, make_form
from tests.factories.files import office_bytes, pdf_bytes, photo_bytes
from tests.threads import run_together

FILES = {"key": "rules", "type": "file", "label": "Your rules", "settings": {"kinds": ["pdf", "image"], "most": 2}}
WHOLE = pdf_bytes("x" * 2000)
SIZE = len(WHOLE)
FOLDER = f"pieces/{NOW:%Y/%m/%d}"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def draft(cast):
    call = make_call(form=make_form(questions=[*QUESTIONS["application"], FILES]).questionnaire)
    return make_draft(call, organisation=cast.organisation, by=cast.actor("applicant"))


@pytest.fixture
def client(cast):
    return cast.client("applicant")


def place(draft, *rest, key="rules"):
    return reverse("portal:upload" if rest else "portal:uploads", args=[draft.pk, key, *rest])


def begun(client, draft, *, size=SIZE, name="rules.pdf"):
    return client.post(place(draft), {"name": name, "size": size})


def sent(client, draft, upload_id, content, offset, digest=None):
    said = hashlib.sha256(content).hexdigest() if digest is None else digest
    headers = {"Upload-Offset": str(offset), "Upload-Digest": said, "X-Requested-With": "XMLHttpRequest"}
    return client.post(place(draft, upload_id), content, content_type="application/octet-stream", headers=headers)


def pieces_lying_there():
    return private_storage().listdir(FOLDER)[1] if private_storage().exists(FOLDER) else []


def names(draft):
    return [file.name for file in files_of(draft.sheet).get("rules", [])]


def test_file_in_pieces_becomes_an_answer_like_any_other(client, draft):
    begin = begun(client, draft)
    assert (begin.status_code, begin.json()["offset"]) == (201, 0)
    upload_id = begin.json()["id"]
    assert sent(client, draft, upload_id, WHOLE[:1500], 0).json() == {"offset": 1500, "size": len(WHOLE)}
    last = sent(client, draft, upload_id, WHOLE[1500:], 1500)
    assert (last.status_code, last.json()["offset"]) == (200, len(WHOLE))
    assert 'name="remove_file"' in last.json()["html"]
    assert names(draft) == ["rules.pdf"]
    assert StoredFile.objects.get().sha256 == hashlib.sha256(WHOLE).hexdigest()
    assert PartialUpload.objects.count() == 0


def test_broken_upload_goes_on_where_it_was(client, draft, cast):
    """The worker dies in the middle of a piece: its bytes lie there, its row was never written."""
    upload_id = begun(client, draft).json()["id"]
    sent(client, draft, upload_id, WHOLE[:1000], 0)
    found = PartialUpload.objects.get()
    private_storage().save(f"{FOLDER}/half", ContentFile(WHOLE[1000:1300]))
    again = cast.client("applicant")
    offset = again.get(place(draft, upload_id)).json()["offset"]
    assert (offset, found.received) == (1000, 1000)
    assert sent(again, draft, upload_id, WHOLE[offset:], offset).status_code == 200
    assert StoredFile.objects.get().sha256 == hashlib.sha256(WHOLE).hexdigest()


def test_upload_that_died_after_its_last_piece_is_finished_by_an_empty_one(client, draft, cast):
    by = cast.actor("applicant")
    upload = begin_upload(f"sheet:{draft.sheet_id}:rules", "rules.pdf", len(WHOLE), by=by, now=NOW)
    receive_piece(upload, WHOLE, offset=0, now=NOW)
    assert client.get(place(draft, upload.pk)).json() == {"offset": len(WHOLE), "size": len(WHOLE)}
    assert sent(client, draft, upload.pk, b"", len(WHOLE)).status_code == 200
    assert names(draft) == ["rules.pdf"]


@pytest.mark.django_db(transaction=True)
def test_of_two_pieces_at_once_one_is_kept():
    _group, by = make_group("Harbour Lights")
    upload = begin_upload("sheet:1:rules", "rules.pdf", len(WHOLE), by=by, now=NOW)
    before = pieces_lying_there()
    told = run_together(*[lambda: receive_piece(upload, WHOLE[:700], offset=0, now=NOW)] * 2)
    assert sorted(type(said).__name__ for said in told) == ["PartialUpload", "Stale"]
    (stale,) = [said for said in told if isinstance(said, Stale)]
    standing = PartialUpload.objects.get()
    assert (stale.stored.received, standing.received, len(standing.pieces)) == (700, 700, 1)
    assert len(pieces_lying_there()) == len(before) + 1


@pytest.mark.parametrize(("offset", "status"), [("700", 409), ("0", 409), ("-1", 400), ("many", 400), ("", 400)])
def test_tampered_offset_changes_nothing_and_hears_where_to_go_on(client, draft, offset, status):
    upload_id = begun(client, draft).json()["id"]
    sent(client, draft, upload_id, WHOLE[:500], 0)
    answer = sent(client, draft, upload_id, WHOLE[500:600], offset)
    assert (answer.status_code, answer.json()) == (status, {"offset": 500})
    assert PartialUpload.objects.get().received == 500


def test_piece_that_runs_past_the_end_is_refused(client, draft):
    upload_id = begun(client, draft, size=10).json()["id"]
    assert sent(client, draft, upload_id, b"eleven byte", 0).status_code == 422
    assert PartialUpload.objects.get().received == 0


def test_piece_that_was_damaged_on_its_way_is_asked_for_again(client, draft):
    upload_id = begun(client, draft).json()["id"]
    answer = sent(client, draft, upload_id, WHOLE[:500], 0, digest="0" * 64)
    assert (answer.status_code, answer.json(), PartialUpload.objects.get().received) == (412, {"offset": 0}, 0)


def test_upload_of_another_person_is_not_there(cast, client, draft):
    upload_id = begun(client, draft).json()["id"]
    others = [cast.client(name) for name in ("cowriter", "stranger", "officer")]
    assert [sent(other, draft, upload_id, WHOLE, 0).status_code for other in others] == [404, 404, 404]
    assert [other.get(place(draft, upload_id)).status_code for other in others] == [404, 404, 404]
    assert client.get(place(draft, uuid.uuid4())).status_code == 404
    assert client.get(place(draft, upload_id, key="title")).status_code == 404
    assert PartialUpload.objects.get().received == 0


def test_question_without_files_takes_no_upload(client, draft):
    assert client.post(place(draft, key="title"), {"name": "a.pdf", "size": 5}).status_code == 404


@pytest.mark.parametrize(
    ("size", "sentence"),
    [
        (0, "This file is empty. Check it on your device, then choose it again."),
        (50 * 1024**2 + 1, "This file is too large. The limit is 50 MB. Choose a smaller file."),
    ],
)
def test_empty_or_too_large_is_told_before_a_byte_is_sent(client, draft, size, sentence):
    answer = begun(client, draft, size=size)
    assert (answer.status_code, answer.json()) == (422, {"errors": [sentence]})


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            b"MZ\x90\x00" + b"\xff" * 500,
            "We cannot take this kind of file, whatever its name says. Choose one of these: "
            "PDF · photo or picture (JPEG, PNG, HEIC, WebP, GIF).",
        ),
        (
            office_bytes(),
            "We cannot take this kind of file, whatever its name says. Choose one of these: "
            "PDF · photo or picture (JPEG, PNG, HEIC, WebP, GIF).",
        ),
        (
            WHOLE[:900],
            "We could not open this file. It may be damaged or cut short. Save it again, then choose it.",
        ),
    ],
)
def test_whole_is_refused_with_the_sentence_of_the_plain_way(client, draft, content, sentence):
    upload_id = begun(client, draft, size=len(content), name="rules.pdf").json()["id"]
    answer = sent(client, draft, upload_id, content, 0)
    assert (answer.status_code, answer.json()) == (422, {"errors": [sentence]})
    assert (names(draft), PartialUpload.objects.count()) == ([], 0)


def test_photo_in_pieces_loses_where_it_was_taken(client, draft):
    photo = photo_bytes()
    upload_id = begun(client, draft, size=len(photo), name="hall.jpg").json()["id"]
    assert sent(client, draft, upload_id, photo, 0).status_code == 200
    with private_storage().open(StoredFile.objects.get().storage_key) as stored:
        kept = stored.read()
    assert (b"Pocket Camera" in photo, b"Pocket Camera" in kept) == (True, False)


def test_closed_sheet_takes_no_upload(client, draft):
    upload_id = begun(client, draft).json()["id"]
    close_sheet(draft.sheet)
    assert begun(client, draft).status_code == 422
    assert sent(client, draft, upload_id, WHOLE, 0).status_code == 422
    assert names(draft) == []


def test_one_file_too_many_is_refused_after_its_last_piece(client, draft):
    for number in range(3):
        content = pdf_bytes(f"rules {number}")
        upload_id = begun(client, draft, size=len(content)).json()["id"]
        answer = sent(client, draft, upload_id, content, 0)
    assert answer.json() == {"errors": ["You can add 2 files here. Remove one first."]}


def test_unfinished_uploads_are_swept_after_two_days(client, draft):
    upload_id = begun(client, draft).json()["id"]
    sent(client, draft, upload_id, WHOLE[:500], 0)
    sweep_files(NOW + timedelta(days=1))
    assert PartialUpload.objects.count() == 1
    ((key, _size),) = PartialUpload.objects.get().pieces
    sweep_files(NOW + timedelta(days=2))
    assert (PartialUpload.objects.count(), private_storage().exists(key)) == (0, False)


def test_pieces_that_no_upload_knows_are_swept_after_three_days():
    private_storage().save(f"{FOLDER}/lost", ContentFile(b"half a piece"))
    sweep_files(NOW + timedelta(days=2))
    assert "lost" in pieces_lying_there()
    sweep_files(NOW + timedelta(days=3))
    assert pieces_lying_there() == []


def test_a_person_cannot_pile_up_unfinished_uploads(cast, draft):
    for number in range(25):
        begin_upload("sheet:1:rules", f"{number}.pdf", 10, by=cast.actor("applicant"), now=NOW)
    assert PartialUpload.objects.count() == 20
