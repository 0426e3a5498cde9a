"""Photos that the public page shows are made small once, by the worker."""

import io

import pytest
from PIL import Image

from grants.desks.jobs.drains.photos import size_photos
from grants.ground.audit.models import Entry
from grants.ground.files.actions import store_bytes
from grants.ground.files.models import StoredFile
from grants.ground.files.queries import open_file, private_storage
from grants.ground.people.actor import TIMER
from grants.stages.outcomes.actions import attach_photo_sizes
from grants.stages.outcomes.models import Evidence
from tests.factories.assessment import NOW
from tests.factories.awards import make_active
from tests.factories.files import picture_bytes
from tests.factories.outcomes import ANSWERS, make_answered_report, make_sent_report

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


def make_photo(size=(2000, 1500), form="JPEG", **answers):
    """A published photo of this many pixels."""
    report = make_answered_report(make_active(), answers=ANSWERS | answers, photos=1)
    content, kind = picture_bytes(form, size=size), f"image/{form.lower()}"
    Evidence.objects.update(file=store_bytes(content, name="tea", content_type=kind, by=TIMER, now=NOW))
    return report.evidence.get()


def pixels(stored):
    with open_file(stored) as handle, Image.open(io.BytesIO(handle.read())) as picture:
        return picture.format, picture.size


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((2000, 1500), [(480, 360), (960, 720)]),
        ((1500, 2000), [(480, 640), (960, 1280)]),
        ((600, 300), [(480, 240), (600, 300)]),
        ((64, 48), [(64, 48)]),
        ((3000, 1), [(480, 1), (960, 1)]),
    ],
)
@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_photo_is_made_small_and_never_larger(size, expected, form):
    photo = make_photo(size, form)
    assert size_photos(NOW) == 1
    sizes = photo.sizes.all()
    assert [(row.width, row.height) for row in sizes] == expected
    assert [pixels(row.file) for row in sizes] == [("JPEG", pair) for pair in expected]


def test_photo_is_made_small_once():
    photo = make_photo()
    assert [size_photos(NOW), size_photos(NOW)] == [1, 0]
    attach_photo_sizes(photo, [(photo.file, 9, 9)], now=NOW)
    assert [row.width for row in photo.sizes.all()] == [480, 960]
    entry = Entry.objects.get(verb="photo_sized")
    assert (entry.facts, entry.actor_kind) == ({"photo": photo.pk, "sizes": 2}, TIMER.kind)


def test_photo_that_is_not_published_is_left_alone():
    make_photo(photo_consent=False)
    make_sent_report(make_active(), photos=1)
    before = StoredFile.objects.count()
    assert (size_photos(NOW), StoredFile.objects.count()) == (0, before)


def test_photo_whose_bytes_are_gone_holds_up_no_other(caplog):
    lost = make_photo()
    kept = make_answered_report(make_active(), photos=1).evidence.get()
    private_storage().delete(lost.file.storage_key)
    assert size_photos(NOW) == 1
    assert (lost.sizes.count(), kept.sizes.count()) == (0, 1)
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_what_is_see_through_becomes_white():
    report = make_answered_report(make_active(), photos=1)
    content = picture_bytes("PNG", size=(600, 300), colour=(0, 0, 0, 0), mode="RGBA")
    Evidence.objects.update(file=store_bytes(content, name="t", content_type="image/png", by=TIMER, now=NOW))
    size_photos(NOW)
    with open_file(report.evidence.get().sizes.first().file) as handle, Image.open(handle) as picture:
        assert picture.convert("RGB").getpixel((5, 5)) == (255, 255, 255)
