"""Files that a script sends piece by piece, so that a dropped line costs a moment and not the file.

The script asks for room (POST name and size), sends pieces (POST bytes, with the headers Upload-Offset and
Upload-Digest), and asks where to go on (GET) after the line dropped. The last piece is answered with the file's row as
the page shows it, or with the sentences of what is wrong, the same as without script.
"""

import datetime as dt
import hashlib
import uuid
from http import HTTPStatus

from django.http import Http404, HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from grants.desks.web.questions.fields import FileUrl
from grants.desks.web.questions.raw import posted_number
from grants.desks.web.questions.sections import Sheet
from grants.desks.web.questions.taking import take_in
from grants.ground.files.actions import begin_upload, give_up_upload, receive_piece, whole_of
from grants.ground.files.models import PartialUpload
from grants.ground.files.queries import partial_upload
from grants.ground.kit.errors import Refusal, Stale
from grants.ground.people.actor import Actor
from grants.ground.questions.actions import require_writable
from grants.ground.questions.models import AnswerSheet
from grants.ground.questions.queries import question_alone
from grants.ground.questions.rules import QuestionSpec

PIECE_BYTES = 1024 * 1024


def begin(request: HttpRequest, sheet: AnswerSheet, key: str, *, by: Actor, now: dt.datetime) -> JsonResponse:
    """Room for a file: 201 {"id", "offset", "piece"}; 422 {"errors"} when it is empty, too large, or not asked for."""
    _question(sheet, key)
    name, size = request.POST.get("name", ""), posted_number(request.POST, "size")
    try:
        require_writable(sheet, key)
        made = begin_upload(_place(sheet, key), name, size, by=by, now=now)
    except Refusal as refusal:
        return _refused(refusal)
    return JsonResponse({"id": str(made.pk), "offset": 0, "piece": PIECE_BYTES}, status=HTTPStatus.CREATED)


def piece(
    request: HttpRequest,
    sheet: AnswerSheet,
    key: str,
    upload_id: uuid.UUID,
    *,
    by: Actor,
    now: dt.datetime,
    file_url: FileUrl,
) -> JsonResponse:
    """Takes a piece, or says where to go on: {"offset"}, and {"html"} when the file is an answer now.

    404 for another person's upload; 409 {"offset"} for a piece that does not go there; 422 {"errors"} when the whole
    is refused; 412 when the piece was damaged on its way, which is worth another try.
    """
    question = _question(sheet, key)
    found = partial_upload(by, _place(sheet, key), upload_id)
    if found is None:
        raise Http404
    if request.method == "POST":
        answer = _receive(request, found, now=now)
        if answer is not None:
            return answer
        found = partial_upload(by, _place(sheet, key), upload_id) or found
        if found.received == found.size:
            return _finish(found, sheet, question, by=by, now=now, file_url=file_url)
    return JsonResponse({"offset": found.received, "size": found.size})


def _receive(request: HttpRequest, found: PartialUpload, *, now: dt.datetime) -> JsonResponse | None:
    """What stands in the way of a piece; None when it was kept."""
    offset, content = request.headers.get("Upload-Offset", ""), request.body
    if not offset.isdecimal() or len(content) > PIECE_BYTES:
        return JsonResponse({"offset": found.received}, status=HTTPStatus.BAD_REQUEST)
    if request.headers.get("Upload-Digest", "") not in {"", hashlib.sha256(content).hexdigest()}:
        return JsonResponse({"offset": found.received}, status=HTTPStatus.PRECONDITION_FAILED)
    try:
        receive_piece(found, content, offset=int(offset), now=now)
    except Stale as stale:
        standing: PartialUpload = stale.stored  # type: ignore[assignment]
        return JsonResponse({"offset": standing.received}, status=HTTPStatus.CONFLICT)
    except Refusal as refusal:
        return _refused(refusal)
    return None


def _finish(
    found: PartialUpload,
    sheet: AnswerSheet,
    question: QuestionSpec,
    *,
    by: Actor,
    now: dt.datetime,
    file_url: FileUrl,
) -> JsonResponse:
    """The whole file through the same checks as any other; its pieces are given up, whatever came of it."""
    try:
        with whole_of(found) as upload:
            take_in(upload, sheet, question, by=by, now=now)
    except Refusal as refusal:
        give_up_upload(found)
        return _refused(refusal)
    give_up_upload(found)
    form = question_alone(sheet.version_id, question.key)
    field = Sheet.read(sheet, form).field(question, file_url)
    template = "components/question/recording.html" if question.voice else "components/question/files.html"
    html = render_to_string(template, {"field": field})
    return JsonResponse({"offset": found.size, "html": html, "saved": _("Added.")})


def _question(sheet: AnswerSheet, key: str) -> QuestionSpec:
    question = question_alone(sheet.version_id, key).question(key)
    if question is None or not (question.type == "file" or question.voice):
        raise Http404
    return question


def _place(sheet: AnswerSheet, key: str) -> str:
    return f"sheet:{sheet.pk}:{key}"


def _refused(refusal: Refusal) -> JsonResponse:
    errors = [str(blocker.sentence) for blocker in refusal.blockers]
    return JsonResponse({"errors": errors}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
