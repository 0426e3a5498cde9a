"""The question pack of a call: read and kept by anybody, before they sign in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from cms.caching import keep_until
from cms.navigation import menu
from grants.desks.web.gates import public
from grants.desks.web.serve import serve_file
from grants.ground.kit import clock
from grants.outputs.documents.pack import pack_content
from grants.stages.calls.models import Call
from grants.stages.calls.queries.packs import calls_with_pack, newest_pack
from grants.stages.calls.rules import accepts_new, next_change


@public
@require_GET
def pack(request: HttpRequest, call_code: str) -> HttpResponse:
    """Every question of a call, with its help and limits, by what we judge, who decides and when."""
    call, now, language = _call(call_code), clock.now(), get_language() or "en-gb"
    context = {
        "nav": menu(request),
        "call": call,
        "pack": pack_content(call, language),
        "files": newest_pack(call, language),
        "can_start": accepts_new(call, now),
    }
    return keep_until(render(request, "cms/pack.html", context), now, next_change(call, now))


@public
@require_GET
def pack_file(request: HttpRequest, call_code: str, kind: str) -> HttpResponse:
    """The same as a PDF, a Word file, or a form to fill in by hand. Made beforehand: asking for it makes nothing."""
    call, now = _call(call_code), clock.now()
    made = newest_pack(call, get_language() or "en-gb")
    if made is None:
        raise Http404
    stored = {"pdf": made.pdf, "docx": made.word, "paper": made.paper, "large": made.paper_large}[kind]
    response = serve_file(stored)
    del response["Cache-Control"]
    return keep_until(response, now, next_change(call, now))


def _call(code: str) -> Call:
    return get_object_or_404(calls_with_pack(), code=code)
