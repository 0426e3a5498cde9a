"""Which language a page reads in, and going over to another.

Public pages read in the language of their address (`/es/calls/`; without a prefix, in the site's own): no cookie, no
session, no settings of the browser, so that everybody may keep them. Screens of a desk read in what the person has
chosen in their details, else in what the browser chose here before, else in what its settings ask for. A link from a
public page carries its language along (`?lang=es`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import translation
from django.utils.cache import patch_vary_headers

DESKS = frozenset({"account", "apply", "panel", "office", "finance", "cms"})
CARRIED = "lang"


@dataclass(frozen=True)
class Choice:
    """A language that the page can be read in: its name in itself, and where, when a link leads there."""

    code: str
    name: str
    url: str = ""
    is_current: bool = False

    @property
    def direction(self) -> str:
        """How it is written: ltr or rtl."""
        return direction_of(self.code)


class LanguageMiddleware:
    """Reads every page in its language, says which one it was, and forgets it afterwards.

    A gate may choose another while the page is made (`follow_person`).
    """

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        is_public = is_public_address(request.path_info)
        request.LANGUAGE_CODE = address_language(request) if is_public else browser_language(request)
        with translation.override(request.LANGUAGE_CODE):
            response = self.get_response(request)
            language = translation.get_language() or settings.LANGUAGE_CODE
        if getattr(response, "streaming", False):
            response.streaming_content = _all_in(language, response.streaming_content)
        response.headers.setdefault("Content-Language", language)
        if not is_public:
            patch_vary_headers(response, ("Cookie", "Accept-Language"))
            _remember(request, response, language)
        return response


def is_public_address(path: str) -> bool:
    """Whether the language of a page stands in its address."""
    return path.split("/")[1] not in DESKS


def address_language(request: HttpRequest) -> str:
    """The language that a public address names; the site's own without one."""
    return _named_in(request.path_info) or settings.LANGUAGE_CODE


def _named_in(path: str) -> str:
    first = path.split("/")[1]
    return first if first != settings.LANGUAGE_CODE and is_offered(first) else ""


def browser_language(request: HttpRequest) -> str:
    """What a link carried here, else what this browser chose, else what its settings ask for."""
    return carried_language(request) or translation.get_language_from_request(request)


def carried_language(request: HttpRequest) -> str:
    """The language that the link which was followed named; empty without one that we have."""
    code = request.GET.get(CARRIED, "")
    return code if is_offered(code) else ""


def follow_person(request: Any) -> None:
    """From here on the page reads in the language of the person who is signed in."""
    if request.actor.is_person and is_offered(request.actor.language):
        translation.activate(request.actor.language)
        request.LANGUAGE_CODE, request.follows_person = request.actor.language, True


def is_offered(code: str) -> bool:
    """Whether the interface speaks a language."""
    return any(code == offered for offered, _name in settings.LANGUAGES)


def direction_of(code: str) -> str:
    """How a language is written: ltr or rtl."""
    return "rtl" if translation.get_language_info(code)["bidi"] else "ltr"


def choices(request: Any) -> list[Choice]:
    """The languages to go over to: with links on public pages; elsewhere each is a button of a form."""
    current, is_public = translation.get_language(), is_public_address(request.path_info)
    return [
        Choice(code, name, address_in(request.path, code) if is_public else "", code == current)
        for code, name in settings.LANGUAGES
    ]


def address_in(path: str, code: str | None) -> str:
    """A public address in another language."""
    current = _named_in(path)
    bare = path[len(current) + 1 :] if current else path
    return bare if code in {None, settings.LANGUAGE_CODE} else f"/{code}{bare}"


def in_this_language(url: str) -> str:
    """The address of a public page in the language that is being read, unless it names one by itself."""
    return url if not url.startswith("/") or _named_in(url) else address_in(url, translation.get_language())


def carried_along(url: str) -> str:
    """The address of a screen, with the language of the public page that links to it; as it is in the site's own."""
    current = translation.get_language()
    if not url or current == settings.LANGUAGE_CODE:
        return url
    return f"{url}{'&' if '?' in url else '?'}{urlencode({CARRIED: current})}"


def this_address(request: HttpRequest) -> str:
    """This very address, without a language that a link carried: it would win over what is chosen now."""
    query: QueryDict = request.GET.copy()
    query.pop(CARRIED, None)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def remember_language(response: HttpResponse, code: str) -> None:
    """Has the browser ask for this language from now on."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _remember(request: HttpRequest, response: HttpResponse, language: str) -> None:
    """Keeps what was chosen, by the person or by a link, also for the pages that do not know who is asking."""
    is_chosen = getattr(request, "follows_person", False) or carried_language(request) == language
    before = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
    if is_chosen and before != language and settings.LANGUAGE_COOKIE_NAME not in response.cookies:
        remember_language(response, language)


def _all_in(language: str, pieces: Any) -> Iterator[Any]:
    """Pieces of a long answer, each made in its language after the page itself was."""
    with translation.override(language):
        yield from pieces
