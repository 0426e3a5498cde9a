"""The colour tokens of both schemes, measured as WCAG 2.2 measures them."""

import re
from pathlib import Path

import pytest
from django.conf import settings

CSS = (Path(settings.BASE_DIR) / "grants" / "static" / "css" / "grants.css").read_text()
TEXT, CONTROLS = 4.5, 3.0

PLAIN = ["paper", "surface", "sunken"]
TINTS = ["ok-tint", "care-tint", "stop-tint", "info-tint", "teal-tint", "marigold-tint"]
TEXT_PAIRS = [
    *[(text, ground) for text in ("ink", "quiet", "teal", "teal-deep") for ground in PLAIN + TINTS],
    *[(kind, ground) for kind in ("ok", "care", "stop", "info") for ground in [*PLAIN, f"{kind}-tint"]],
    ("on-teal", "teal"),
    ("on-teal", "teal-deep"),
    ("on-stop", "stop"),
    ("on-stop", "stop-deep"),
    ("paper", "ink"),
]
CONTROL_PAIRS = [
    *[(edge, ground) for edge in ("edge", "teal", "stop") for ground in PLAIN],
    ("marigold", "focus-edge"),
]


def schemes():
    dark_starts = CSS.index("@media screen and (prefers-color-scheme: dark)")
    return {"light": tokens(CSS[:dark_starts]), "dark": tokens(CSS[dark_starts : CSS.index("/* 2 Fonts")])}


def tokens(css):
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", css))


def luminance(colour):
    def channel(start):
        value = int(colour[start : start + 2], 16) / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)


def contrast(one, other):
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def too_weak(scheme, pairs, least):
    colours = schemes()[scheme]
    measured = {(front, back): round(contrast(colours[front], colours[back]), 2) for front, back in pairs}
    return {pair: ratio for pair, ratio in measured.items() if ratio < least}


def test_contrast_of_black_on_white_is_21():
    assert round(contrast("#000000", "#ffffff"), 2) == 21


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_reaches_four_and_a_half_to_one(scheme):
    assert too_weak(scheme, TEXT_PAIRS, TEXT) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_controls_reach_three_to_one(scheme):
    assert too_weak(scheme, CONTROL_PAIRS, CONTROLS) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_focus_ring_shows_on_every_ground(scheme):
    colours = schemes()[scheme]
    strongest = {
        ground: max(contrast(colours[part], colours[ground]) for part in ("marigold", "focus-edge"))
        for ground in [*PLAIN, *TINTS, "teal", "stop"]
    }
    assert {ground: ratio for ground, ratio in strongest.items() if ratio < CONTROLS} == {}


def test_schemes_define_the_same_colours():
    both = schemes()
    assert sorted(both["light"]) == sorted(both["dark"])
