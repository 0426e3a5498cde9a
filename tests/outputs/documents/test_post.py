"""Letters for window envelopes: the address stands in the window and nothing else does; each page says whose it is."""

import pytest

from grants.outputs.documents.post import post_pdf
from tests.factories.funds import make_funder
from tests.factories.notifications import NOW, make_telling
from tests.factories.people import make_person_without_email
from tests.pdfs import accessible_facts, missing_glyphs, read_pdf

pytestmark = pytest.mark.django_db

MM = 25.4 / 72
ADDRESS = "Flat 3, Harbour House\n12 Long Quay Street\nHarbour\nLK1 2QP"
# Every window there is, wherever the sheet has slid: UK DL and C5 (35 by 90 mm), DIN 5008 form B (45 by 85 mm).
ALWAYS_SEEN = {"top": 57, "bottom": 79, "left": 20, "right": 100}
EVER_SEEN = {"top": 40, "bottom": 97, "right": 112}


def make_letter(name="Tom Reed", address=ADDRESS, **fields):
    person = make_person_without_email(name, phone="", reach_by="post", postal_address=address, **fields)
    return make_telling(person, subject="Your application", text="Dear Tom,\n\nThank you.\n\nWillowmere\n")


def lines_of(page):
    """Each piece of text with how far its baseline is from the top, and its start from the left, in mm."""
    found, height = [], float(page.mediabox.height)

    def visit(text, matrix, text_matrix, _font, _size):
        if text.strip():
            across = matrix[0] * text_matrix[4] + matrix[2] * text_matrix[5] + matrix[4]
            up = matrix[1] * text_matrix[4] + matrix[3] * text_matrix[5] + matrix[5]
            found.append(((height - up) * MM, across * MM, text.strip()))

    page.extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("is_large", [False, True])
def test_five_lines_of_address_stand_in_every_window_and_nothing_else_does(is_large):
    make_funder()
    page = read_pdf(post_pdf([make_letter(needs_large_print=is_large)], on=NOW)).pages[0]
    wanted = ["Tom Reed", *ADDRESS.splitlines()]
    lines = [line for line in lines_of(page) if line[0] < 270]
    window = [
        line for line in lines if EVER_SEEN["top"] < line[0] < EVER_SEEN["bottom"] and line[1] < EVER_SEEN["right"]
    ]
    assert [text for _down, _across, text in window] == wanted
    for down, across, _text in window:
        assert ALWAYS_SEEN["top"] + 2 < down < ALWAYS_SEEN["bottom"]  # a letter stands 2 mm above its baseline
        assert ALWAYS_SEEN["left"] < across < ALWAYS_SEEN["right"]


def test_a_long_address_pushes_the_letter_down_and_hides_nothing():
    make_funder()
    long = "\n".join(f"Line {number}" for number in range(12))
    lines = lines_of(read_pdf(post_pdf([make_letter(address=long)], on=NOW)).pages[0])
    downs = {text: down for down, _across, text in lines}
    assert downs["Line 11"] < downs["Your application"]


def test_right_to_left_letters_have_their_address_in_the_same_place():
    make_funder()
    mail = make_letter()
    mail.language = "ar"
    page = read_pdf(post_pdf([mail], on=NOW)).pages[0]
    across = next(line[1] for line in lines_of(page) if line[2] == "Harbour")
    assert ALWAYS_SEEN["left"] < across < 30


def test_each_page_says_whose_it_is_and_the_whole_is_one_accessible_document():
    make_funder()
    content = post_pdf([make_letter(), make_letter("Una Vale")], on=NOW)
    ends = [lines_of(page)[-1][2] for page in read_pdf(content).pages]
    assert [
        name in " ".join(t for _d, _a, t in lines_of(p))
        for p, name in zip(read_pdf(content).pages, ("Tom Reed", "Una Vale"), strict=True)
    ] == [True, True]
    assert not any(end[-1:].isdigit() and "/" in end for end in ends)
    assert accessible_facts(content)["tagged"]
    assert missing_glyphs(content) == 0
