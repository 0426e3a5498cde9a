"""Forms that arrived when nobody was signed in any more: kept for an hour, shown again after signing in.

Never executed unseen: the person looks at what they typed and sends it again. Files cannot be kept.
"""

import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from grants.desks.web.limits import is_over_limit
from grants.ground.kit import clock
from grants.ground.kit.encryption import lock, unlock

KEPT_FORM = "kept_form"
KEPT_SECONDS = 60 * 60
LARGEST = 100_000
SECRET_FIELDS = frozenset({"csrfmiddlewaretoken", "code", "proof"})


@dataclass(frozen=True)
class KeptForm:
    """Where a form was going, and what it held: pairs of field and text, and the names of files left behind."""

    path: str
    fields: list[tuple[str, str]]
    files: list[str]

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What a person typed, with a readable name for each field."""
        return [(field.replace("_", " ").replace("-", " ").capitalize(), text) for field, text in self.fields if text]


def sent_form(request: HttpRequest) -> KeptForm:
    """What a POST held, without tokens and codes."""
    fields = [(field, text) for field, texts in request.POST.lists() if field not in SECRET_FIELDS for text in texts]
    files = [file.name or "" for _field, uploads in request.FILES.lists() for file in uploads]
    return KeptForm(request.get_full_path(), fields, files)


def comes_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that another site sent this form."""
    origin = request.headers.get("Origin", "")
    host = f"{request.scheme}://{request.get_host()}"
    return (origin not in {"", host}) or request.headers.get("Sec-Fetch-Site", "") in {"cross-site", "same-site"}


def keep_form(request: HttpRequest) -> None:
    """Puts what was posted into the new session, locked.

    Nothing is kept of a form beyond all measure, of one that another site sent, or of a computer that sends many.
    """
    if comes_from_elsewhere(request) or is_over_limit(request, "kept-form", limit=30, seconds=15 * 60):
        return
    form = sent_form(request)
    if sum(len(field) + len(text) for field, text in form.fields) <= LARGEST:
        text = json.dumps({"fields": form.fields, "files": form.files})
        request.session[KEPT_FORM] = {
            "path": form.path,
            "at": clock.now().timestamp(),
            "locked": lock(text, settings.ENCRYPTION_KEYS, KEPT_FORM),
        }


def kept_form(request: HttpRequest) -> KeptForm | None:
    """The form that waits to be sent again, if there is one and it is not too old."""
    kept: dict[str, Any] | None = request.session.get(KEPT_FORM)
    if kept is None or clock.now().timestamp() - kept["at"] > KEPT_SECONDS:
        return None
    held = json.loads(unlock(kept["locked"], settings.ENCRYPTION_KEYS, KEPT_FORM))
    return KeptForm(kept["path"], [(field, text) for field, text in held["fields"]], held["files"])


def forget_kept_form(request: HttpRequest) -> None:
    """Once the form has come through its gate again, nothing of it stays in the session."""
    if request.method == "POST" and request.session.get(KEPT_FORM, {}).get("path") == request.get_full_path():
        del request.session[KEPT_FORM]
