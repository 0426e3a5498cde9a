"""What the pages of a group weigh on a phone that opens them for the first time."""

import gzip

import pytest
from django.urls import reverse

from grants.ground.kit import clock
from tests.factories.applications import make_draft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST = 100 * 1024
PACKED = ("woff2", "png", "jpg", "webp")  # they do not get smaller


@pytest.fixture
def addresses(cast, doorstep_call):
    """The quiz, a task list, each of its pages, and the check."""
    draft = make_draft(
        doorstep_call, organisation=cast.organisation, by=cast.actor("applicant"), answers={}, now=clock.now()
    )
    pages = [("application", ()), *(("section", (key,)) for key in ("group", "idea", "money")), ("check", ())]
    return [
        reverse("portal:quiz", args=[doorstep_call.code]),
        reverse("portal:home"),
        *(reverse(f"portal:{name}", args=[draft.pk, *more]) for name, more in pages),
    ]


def weight(response):
    """Bytes on the way: text goes compressed, as the site sends it."""
    body = response.body()
    return len(body) if response.url.endswith(PACKED) else len(gzip.compress(body))


def test_no_page_of_a_group_weighs_more_than_100_kilobytes(addresses, open_as):
    weights = {}
    for address in addresses:
        page, loaded = open_as("applicant", "about:blank"), []
        page.on("response", lambda response, loaded=loaded: loaded.append(response))
        page.goto(address, wait_until="networkidle")
        weights[address] = sum(weight(response) for response in loaded)
        assert not [response.url for response in loaded if "noto-arabic" in response.url]
    assert {address: size for address, size in weights.items() if size > MOST} == {}
