"""Photos: opened, turned upright and written anew, so that nothing but the picture is kept."""

import io
from collections.abc import Iterable
from typing import cast

import pillow_heif
from PIL import Image, ImageCms, ImageFile, ImageOps

from grants.ground.files.rules import JPEG, PNG, FileType, damaged, too_many_pixels

MAX_PIXELS = 60_000_000
LONGEST_SIDE = 4096
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "HEIF")

pillow_heif.register_heif_opener(thumbnails=False)


def clean_photo(content: bytes) -> tuple[bytes, FileType]:
    """The picture alone, upright, at most 4096 pixels a side: as PNG where it has see-through parts, else as JPEG.

    Where and with what it was taken is gone. Raises Refusal for a damaged picture, or one of more than 60 million
    pixels, which is looked at before anything is unfolded.
    """
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint, once imported, turns it on for the whole process
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise too_many_pixels()
            return _rewritten(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise too_many_pixels() from None
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, OverflowError):
        raise damaged() from None


def smaller_photos(content: bytes, widths: Iterable[int]) -> list[tuple[bytes, int, int]]:
    """A picture that `clean_photo` wrote, as JPEG in these widths: (bytes, width, height), narrowest first.

    Never wider than it is, so a narrow one comes once. What is see-through becomes white.
    """
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
        whole = picture.convert("RGBA")
    paper = Image.new("RGB", whole.size, "white")
    paper.paste(whole, mask=whole)
    made = []
    for width in sorted({min(width, paper.width) for width in widths}):
        height = max(1, round(paper.height * width / paper.width))
        small = paper.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        made.append((_bytes(small, "JPEG"), width, height))
    return made


def _rewritten(picture: Image.Image) -> tuple[bytes, FileType]:
    was_png = picture.format in {"PNG", "GIF"}
    if picture.format == "JPEG":
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    picture.load()
    upright = ImageOps.exif_transpose(picture) or picture
    as_png = was_png or upright.has_transparency_data
    plain = _in_plain_colours(upright, "RGBA" if upright.has_transparency_data else "RGB")
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return (_bytes(plain, "PNG"), PNG) if as_png else (_bytes(plain, "JPEG"), JPEG)


def _in_plain_colours(picture: Image.Image, mode: str) -> Image.Image:
    """The pixels in sRGB, in a picture that carries nothing else."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "RGBA", "CMYK", "L"}:
        try:
            standard = ImageCms.createProfile("sRGB")
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            to_mode = "RGBA" if picture.mode == "RGBA" else "RGB"
            picture = cast(Image.Image, ImageCms.profileToProfile(picture, given, standard, outputMode=to_mode))
        except (ImageCms.PyCMSError, OSError):
            picture.info.pop("icc_profile")
    converted = picture.convert(mode)
    bare = Image.new(mode, converted.size)
    bare.paste(converted)
    return bare


def _bytes(picture: Image.Image, form: str) -> bytes:
    out = io.BytesIO()
    options = {"quality": 88, "progressive": True} if form == "JPEG" else {}
    picture.save(out, form, optimize=True, **options)
    return out.getvalue()
