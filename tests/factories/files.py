"""Files as people send them, small and whole, and stored ones."""

import io
import math
import wave
import zipfile
from datetime import UTC, datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from grants.ground.files.actions import store_bytes
from grants.ground.people.actor import TIMER

NOW = datetime(2026, 9, 7, 10, 0, tzinfo=UTC)


def pdf_bytes(words="Constitution"):
    """A whole PDF of one empty page."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
        b"trailer<</Root 1 0 R>>\n% " + words.encode() + b"\n%%EOF\n"
    )


def picture_bytes(form="JPEG", size=(64, 48), colour="teal", mode="RGB", **options):
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, form, **options)
    return out.getvalue()


def photo_bytes(form="JPEG"):
    """A photo that lies on its side and says where and with what it was taken. Its left half is red, upright its top."""
    picture = Image.new("RGB", (64, 48), "blue")
    picture.paste("red", (0, 0, 32, 48))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees clockwise
    exif[0x010F] = "Pocket Camera"
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 0.0), 3: "W", 4: (0.0, 7.0, 0.0)})
    out = io.BytesIO()
    picture.save(out, form, exif=exif, quality=95)
    return out.getvalue()


def zip_bytes(**files):
    """A zip of `name=content`; `__` in a name stands for `/`, `_` before the last word for the dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def office_bytes(main="word/document.xml", **extra):
    """An office file with nothing in it but its skeleton."""
    return zip_bytes(**{"[Content_Types].xml": "<Types/>", main: "<document/>"} | extra)


def upload(content, name="constitution.pdf", content_type="application/octet-stream"):
    """What a form hands over."""
    return SimpleUploadedFile(name, content, content_type)


def make_file(content=None, *, name="constitution.pdf", content_type="application/pdf"):
    """A stored file that belongs to nothing yet."""
    return store_bytes(
        pdf_bytes() if content is None else content, name=name, content_type=content_type, by=TIMER, now=NOW
    )


def wav_bytes(seconds=2.0, *, rate=8000, pitch=440):
    """A soft tone of so many seconds, as a WAV of one channel."""
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(rate)
        turns = (math.sin(2 * math.pi * pitch * moment / rate) for moment in range(int(rate * seconds)))
        sound.writeframes(bytes(128 + int(40 * turn) for turn in turns))
    return out.getvalue()


def make_recording(seconds=2.0, name="recording.wav"):
    """A stored recording that belongs to nothing yet."""
    return store_bytes(
        wav_bytes(seconds), name=name, content_type="audio/wav", by=TIMER, now=NOW, seconds=math.ceil(seconds)
    )
