"""Makes photos small that the public page shows, once, so that nobody's phone loads more than it can show."""

import datetime as dt

from grants.desks.jobs.drains.claim import drain
from grants.ground.files.actions import store_bytes
from grants.ground.files.photos import smaller_photos
from grants.ground.files.queries import open_file
from grants.ground.files.rules import safe_name
from grants.ground.people.actor import TIMER
from grants.stages.outcomes.actions import attach_photo_sizes
from grants.stages.outcomes.models import Evidence
from grants.stages.outcomes.queries import photos_to_be_sized
from grants.stages.outcomes.rules import PHOTO_WIDTHS


def size_photos(now: dt.datetime) -> int:
    """The small sizes of every photo that is published and has none."""
    return drain(photos_to_be_sized(), "sizing_claimed_until", _size, now=now)


def _size(photo: Evidence, now: dt.datetime) -> None:
    with open_file(photo.file) as handle:
        small = smaller_photos(handle.read(), PHOTO_WIDTHS)
    made = [
        (store_bytes(content, name=_name(photo, width), content_type="image/jpeg", by=TIMER, now=now), width, height)
        for content, width, height in small
    ]
    attach_photo_sizes(photo, made, now=now)


def _name(photo: Evidence, width: int) -> str:
    return safe_name(f"photo-{photo.pk}-{width}", "jpg")
