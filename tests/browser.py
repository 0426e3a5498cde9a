"""What tests in a real browser share: how Chromium starts, how a person is signed in."""

from django.conf import settings

from tests.cast import signed_in

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",  # a microphone and a camera that every machine has
    "--use-fake-ui-for-media-stream",
]


def session_cookie(person) -> str:
    """The session key of a fresh sign-in, without passing through the screens."""
    return signed_in(person).cookies[settings.SESSION_COOKIE_NAME].value


def sign_in_as(page, person) -> None:
    """Signs the browser in: from now on, the page's addresses are opened as this person."""
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session_cookie(person), "domain": "localhost", "path": "/"}]
    )
