"""Bad input, and what we say about it: kind × field × sentence, for everything that an applicant fills in.

`BAD` is refused or held back, with its sentence at the question. `ODD` looks strange and is welcome: it is stored and
shown as it was typed. `FILES` are uploads. tests/test_bad_input.py sends each row through the screens.
"""

import io
from dataclasses import dataclass
from typing import Any

from PIL import Image

from tests.factories.files import office_bytes, pdf_bytes, photo_bytes, zip_bytes

# One question of each type, all of them optional, so that each row is about itself.
QUESTIONS = [
    {"key": "title", "type": "short_text", "label": "Title", "meaning": "project_title", "settings": {"most": 60}},
    {"key": "plan", "type": "long_text", "label": "Plan", "settings": {"least": 3, "most": 10}},
    {"key": "people", "type": "number", "label": "How many", "settings": {"least": 1, "most": 500}},
    {"key": "amount", "type": "money", "label": "Amount", "meaning": "amount_requested"},
    {
        "key": "start",
        "type": "date",
        "label": "Start",
        "settings": {"earliest": "2026-10-01", "latest": "2027-12-31"},
    },
    {"key": "online", "type": "yes_no", "label": "Online"},
    {
        "key": "holder",
        "type": "choice",
        "label": "Holder",
        "settings": {"options": [{"code": "own", "label": "Ours"}, {"code": "host", "label": "Another"}]},
    },
    {
        "key": "help",
        "type": "choices",
        "label": "Help",
        "settings": {
            "most": 2,
            "options": [{"code": code, "label": code.capitalize()} for code in ("rooms", "people", "tools")],
        },
    },
    {"key": "email", "type": "email", "label": "Email"},
    {"key": "phone", "type": "phone", "label": "Phone"},
    {"key": "places", "type": "districts", "label": "Places"},
    {"key": "for", "type": "terms", "label": "Who for", "settings": {"vocabulary": "populations", "most": 2}},
    {
        "key": "budget",
        "type": "budget",
        "label": "Budget",
        "settings": {"most": 3, "least_total": 5_000, "most_total": 50_000},
    },
    {"key": "contacts", "type": "people", "label": "Contacts", "meaning": "contacts"},
    {"key": "period", "type": "date_range", "label": "From when to when", "settings": {"most_months": 18}},
    {"key": "address", "type": "address", "label": "Address", "settings": {"asks": ["place"]}},
    {"key": "trust", "type": "organisation", "label": "Which trust"},
    {
        "key": "partners",
        "type": "table",
        "label": "Partners",
        "settings": {
            "most": 2,
            "columns": [
                {"key": "name", "type": "short_text", "label": "Name", "is_required": True, "most": 20},
                {"key": "paid", "type": "money", "label": "Paid", "most_total": 100_000},
                {"key": "agreed", "type": "yes_no", "label": "Agreed"},
                {"key": "since", "type": "date", "label": "Since"},
            ],
        },
    },
    {"key": "targets", "type": "indicators", "label": "Signs", "settings": {"most": 2}},
    {"key": "rules", "type": "file", "label": "Rules", "settings": {"kinds": ["pdf", "image"], "most": 2}},
]

NOT_MONEY = "Enter an amount in numbers, like 1850 or 1,850.50."
NOT_WHOLE = "Enter a whole number, with nothing after a point or comma, like 12."
NOT_NUMBER = "Enter a number in digits, like 12."
NOT_EMAIL = "Enter an email address, like name@example.org."
NOT_PHONE = "Enter a phone number, like 0161 496 0000 or +44 7700 900123."
NOT_OFFERED = "Choose from the list."


@dataclass(frozen=True)
class Row:
    """One row: what kind of input, in which question, what was posted by control; what is said, or what is stored."""

    kind: str
    question: str
    posted: dict[str, Any]
    outcome: Any

    def __str__(self) -> str:
        return f"{self.question}: {self.kind}"


def at(question: str, value: Any) -> dict[str, Any]:
    """A posted value in a question's only control."""
    return {f"q-{question}": value}


def day(day: str, month: str, year: str) -> dict[str, Any]:
    """A posted date."""
    return {"q-start-day": day, "q-start-month": month, "q-start-year": year}


def rows(question: str, *given: dict[str, str]) -> dict[str, Any]:
    """Posted rows of a budget or of people."""
    cells = {f"q-{question}-{number}-{name}": text for number, row in enumerate(given) for name, text in row.items()}
    return {f"q-{question}-rows": str(len(given))} | cells


def lamp(cost: str, item: str = "Lamps") -> dict[str, Any]:
    """A budget of one row."""
    return rows("budget", {"item": item, "cost": cost})


AMINA = {"name": "Amina", "email": "amina@example.org", "phone": ""}
TOM = {"name": "Tom", "email": "", "phone": "0161 496 0002"}


def term(start: str, end: str) -> dict[str, Any]:
    """A posted start and end, each "day month year"."""
    sides = {"start": start.split(), "end": end.split()}
    parts = ("day", "month", "year")
    return {f"q-period-{side}-{p}": t for side, typed in sides.items() for p, t in zip(parts, typed, strict=False)}


def partner(**cells: str) -> dict[str, Any]:
    """A table of one row."""
    return rows("partners", {"name": "School"} | cells)


def parts(question: str, **typed: str) -> dict[str, Any]:
    """Posted parts of an address or an organisation."""
    return {f"q-{question}-{name}": text for name, text in typed.items()}


QUAY = {"line1": "1 Quay Street", "town": "Larkfield", "postcode": "M1 1AE", "place": "D01"}

BAD = [
    Row("too long", "title", at("title", "x" * 61), "Shorten this to 60 characters or fewer. It has 61."),
    Row("far too long", "title", at("title", "x" * 1_001), "This is far too long for one line. Shorten it."),
    Row(
        "over-long",
        "plan",
        at("plan", "word " * 12),
        "Your answer is 2 words too long. Shorten it to 10 words or fewer.",
    ),
    Row("too short", "plan", at("plan", "Tea"), "Write at least 3 words. You have written 1."),
    Row(
        "beyond all measure",
        "plan",
        at("plan", "x" * 50_001),
        "This is too long for us to keep: 50,000 characters at most. Shorten it and save again.",
    ),
    Row("a fraction", "people", at("people", "1.5"), NOT_WHOLE),
    Row("a word", "people", at("people", "ten"), NOT_NUMBER),
    Row("negative", "people", at("people", "-3"), "Enter 1 or more."),
    Row("too many", "people", at("people", "501"), "Enter 500 or less."),
    Row("far too many", "people", at("people", "9" * 12), "This number is too large. Check it."),
    Row("a word", "amount", at("amount", "ten"), NOT_MONEY),
    Row("a decimal comma", "amount", at("amount", "1,5"), NOT_MONEY),
    Row("thousands by points", "amount", at("amount", "10.000"), "Enter pounds and pence, like 1850 or 1850.50."),
    Row("half a penny", "amount", at("amount", "1.505"), "Enter pounds and pence, like 1850 or 1850.50."),
    Row("negative", "amount", at("amount", "-450"), "Enter an amount of 0 or more."),
    Row("a formula", "amount", at("amount", "=1+1"), NOT_MONEY),
    Row(
        "too many zeros",
        "amount",
        at("amount", "1" + "0" * 15),
        "This amount is too large. Check the number of zeros.",
    ),
    Row("31 February", "start", day("31", "2", "2027"), "There is no such date as 31 2 2027. Check the day and the month."),
    Row("29 February", "start", day("29", "2", "2027"), "There is no such date as 29 2 2027. Check the day and the month."),
    Row("month 13", "start", day("1", "13", "2027"), "There is no such date as 1 13 2027. Check the day and the month."),
    Row("words", "start", day("first", "soon", "2027"), "There is no such date as first soon 2027. Check the day and the month."),
    Row("two-digit year", "start", day("1", "3", "27"), "Enter the year in four digits, like 2027."),
    Row("half a date", "start", day("1", "3", ""), "Enter a day, a month and a year, like 27 3 2027."),
    Row("too early", "start", day("30", "9", "2026"), "Enter a date on or after Thursday 1 October 2026."),
    Row("too late", "start", day("1", "1", "2028"), "Enter a date on or before Friday 31 December 2027."),
    Row("tampered", "online", at("online", "maybe"), "Choose yes or no."),
    Row("tampered", "holder", at("holder", "mine"), NOT_OFFERED),
    Row("tampered", "help", at("help", ["rooms", "gold"]), NOT_OFFERED),
    Row("too many", "help", at("help", ["rooms", "people", "tools"]), "Choose up to 2. You have 3."),
    Row("no address", "email", at("email", "amina at example"), NOT_EMAIL),
    Row("two addresses", "email", at("email", "a@example.org, b@example.org"), NOT_EMAIL),
    Row("letters", "phone", at("phone", "call me"), NOT_PHONE),
    Row("too short", "phone", at("phone", "999"), NOT_PHONE),
    Row("tampered", "places", at("places", ["D99"]), NOT_OFFERED),
    Row("tampered", "for", at("for", ["P99"]), NOT_OFFERED),
    Row("too many", "for", at("for", ["P01", "P02", "P03"]), "Choose up to 2. You have 3."),
    Row("a word", "budget", lamp("ten"), f"Row 1: {NOT_MONEY}"),
    Row("no cost", "budget", lamp(""), "Row 1: enter what “Lamps” costs."),
    Row("no item", "budget", lamp("12", item=""), "Row 1: say what the money is for."),
    Row("negative", "budget", lamp("-12"), "Row 1: Enter an amount of 0 or more."),
    Row("too little", "budget", lamp("49.99"), "Your costs add up to £49.99. Ask for £50 or more."),
    Row("too much", "budget", lamp("500.01"), "Your costs add up to £500.01. Ask for £500 or less."),
    Row(
        "too many rows",
        "budget",
        rows("budget", *[{"item": f"Lamp {number}", "cost": "20"} for number in range(4)]),
        "Use 3 rows at most.",
    ),
    Row(
        "rows beyond all measure",
        "budget",
        {**lamp("20"), "q-budget-rows": "999999"},
        "There are too many rows. Join some of them together.",
    ),
    Row("only one", "contacts", rows("contacts", AMINA), "Tell us a second person we can talk to."),
    Row(
        "the same twice",
        "contacts",
        rows("contacts", AMINA, AMINA | {"name": "Tom"}),
        "Give two different people. Each needs their own email or phone: "
        "for example Amina on 0161 496 0001 and Tom on tom@example.org.",
    ),
    Row("no address", "contacts", rows("contacts", AMINA | {"email": "amina"}, TOM), NOT_EMAIL),
    Row("no way to reach", "contacts", rows("contacts", AMINA, TOM | {"phone": ""}), "Person 2: enter an email or a phone number."),
    Row("no name", "contacts", rows("contacts", AMINA, TOM | {"name": ""}), "Person 2: enter a name."),
    Row("31 February", "period", term("31 2 2027", "1 3 2027"), "There is no such date as 31 2 2027. Check the day and the month."),
    Row("no end", "period", term("1 3 2027", ""), "Enter when it ends."),
    Row("backwards", "period", term("2 3 2027", "1 3 2027"), "The end must not be before the start. Check both dates."),
    Row("a day too long", "period", term("1 3 2027", "1 9 2028"), "Make it at most 18 months long."),
    Row("half a postcode", "address", parts("address", **QUAY | {"postcode": "M1"}), "Enter a full postcode, like M1 1AE."),
    Row("no town", "address", parts("address", **QUAY | {"town": ""}), "Enter the town or city."),
    Row("tampered", "address", parts("address", **QUAY | {"place": "D99"}), NOT_OFFERED),
    Row("a number of no register", "trust", parts("trust", name="Trust", number="12"), "Enter a charity number like 1123456 or SC012345, or a company number like 01234567."),
    Row("no name", "trust", parts("trust", name="", number="1123456"), "Enter the name of the organisation."),
    Row("a word", "partners", partner(paid="ten"), f"Row 1: “Paid”: {NOT_MONEY}"),
    Row("half a penny", "partners", partner(paid="1.505"), "Row 1: “Paid”: Enter pounds and pence, like 1850 or 1850.50."),
    Row("tampered", "partners", partner(agreed="maybe"), "Row 1: “Agreed”: Choose yes or no."),
    Row("31 February", "partners", partner(since="31 2 2027"), "Row 1: “Since”: There is no such date as 31 2 2027. Check the day and the month."),
    Row("no name", "partners", partner(name="", paid="5"), "Row 1: fill in “Name”."),
    Row("too long", "partners", partner(name="x" * 21), "Row 1: “Name”: Shorten this to 20 characters or fewer. It has 21."),
    Row("too much", "partners", partner(paid="1,000.01"), "“Paid” adds up to £1,000.01. It must come to £1,000 or less."),
    Row("too many rows", "partners", rows("partners", *[{"name": f"School {n}"} for n in range(3)]), "Use 2 rows at most."),
    Row("rows beyond all measure", "partners", {**partner(), "q-partners-rows": "999999"}, "There are too many rows. Join some of them together."),
    Row("a word", "targets", rows("targets", {"target": "many"}), "Row 1: Enter a number in digits, like 12 or 3.4."),
    Row("tampered", "targets", rows("targets", {"indicator": "I99"}), "Row 1: Choose from the list."),
]  # fmt: skip

# Control, what is typed, and the answer that is stored.
ODD = [
    Row("emoji", "title", at("title", "Tea & 🍰 for all 👩‍👩‍👧"), "Tea & 🍰 for all 👩‍👩‍👧"),
    Row("right to left", "title", at("title", "بيت الحكمة"), "بيت الحكمة"),
    Row("begins with =", "title", at("title", "=HYPERLINK(1)"), "=HYPERLINK(1)"),
    Row("markup", "title", at("title", "<b>Bold</b> & \"quoted\""), "<b>Bold</b> & \"quoted\""),
    Row("spaces and invisible marks", "title", at("title", "  A\u00a0calm \n hour\u0000 "), "A calm hour"),
    Row("a table from Word", "plan", at("plan", "What\tWhen\r\nTea\t6 pm\r\n"), "What\tWhen\nTea\t6 pm"),
    Row("with a comma", "people", at("people", "120 "), 120),
    Row("other digits", "people", at("people", "١٢"), 12),
    Row("10,000", "amount", at("amount", "10,000"), 1_000_000),
    Row("pounds and pence", "amount", at("amount", " £1 850.50"), 185_050),
    Row("a named month", "start", day("01", "March", "2027"), "2027-03-01"),
    Row("capitals", "email", at("email", "Amina@Example.ORG"), "Amina@example.org"),
    Row("another country", "phone", at("phone", "+49 (30) 901820-0"), "+49 (30) 901820-0"),
    Row("nothing", "people", at("people", "   "), None),
    Row("small letters", "address", parts("address", **QUAY | {"postcode": "m11ae"}), QUAY | {"line2": ""}),
    Row("a Scottish charity", "trust", parts("trust", name="Trust", number="sc 012345"), {"name": "Trust", "number": "SC012345"}),
]  # fmt: skip


def truncated_png() -> bytes:
    """The first half of a picture."""
    out = io.BytesIO()
    Image.radial_gradient("L").save(out, "PNG")
    return out.getvalue()[: len(out.getvalue()) // 2]


WRONG_TYPE = (
    "We cannot take this kind of file, whatever its name says. "
    "Choose one of these: PDF · photo or picture (JPEG, PNG, HEIC, WebP, GIF)."
)
DAMAGED = "We could not open this file. It may be damaged or cut short. Save it again, then choose it."
EMPTY = "This file is empty. Check it on your device, then choose it again."
TOO_LARGE = "This file is too large. The limit is 3 MB. Choose a smaller file."


@dataclass(frozen=True)
class Upload:
    """A file: what it is, its name, its bytes, and what is said; nothing where it is welcome."""

    kind: str
    name: str
    content: bytes
    sentence: str

    def __str__(self) -> str:
        return self.kind


FILES = [
    Upload("an EXE named .pdf", "rules.pdf", b"MZ\x90\x00" + b"\x00" * 400, WRONG_TYPE),
    Upload("a web page named .pdf", "rules.pdf", b"<html><script>alert(1)</script></html>", WRONG_TYPE),
    Upload("an archive", "rules.zip", zip_bytes(**{"a.txt": b"a"}), WRONG_TYPE),
    Upload("a Word file where none is asked for", "rules.docx", office_bytes(), WRONG_TYPE),
    Upload("0 bytes", "rules.pdf", b"", EMPTY),
    Upload("a truncated PNG", "photo.png", truncated_png(), DAMAGED),
    Upload("over the limit", "rules.pdf", pdf_bytes("x" * 3_200_000), TOO_LARGE),
    Upload("a PDF", "rules.pdf", pdf_bytes(), ""),
    Upload("a photo named .pdf", "rules.pdf", photo_bytes(), ""),
    Upload("a name that tricks", "=evil\u202efdp.exe", pdf_bytes(), ""),
]
