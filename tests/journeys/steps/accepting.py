"""The group reads its letter, signs with mailed codes, and says where the money goes."""

from tests.journeys.steps.mails import code_in, mail_to, open_link
from tests.journeys.steps.pages import (
    download,
    follow,
    press,
    told,
)
from tests.pdfs import accessible_facts, missing_glyphs, text_of


def open_grant(page):
    """From the group's own list."""
    page.get_by_role("region", name="Grants").get_by_role("link", name="A calm hour").click()


def read_the_letter(page, mails, person):
    open_link(page, mail_to(mails, person, "our decision is ready"))
    told(page, "£1,000")
    told(page, "We loved the quiet hour.")
    letter = download(page, "link", "Download as PDF")
    title = page.get_by_role("heading", level=1).inner_text()
    assert accessible_facts(letter) == {
        "tagged": True,
        "language": "en-gb",
        "title": title,
        "shows_title": True,
        "standard": True,
    }
    assert missing_glyphs(letter) == 0
    assert "We loved the quiet hour." in text_of(letter)
    follow(page, "Go to your grant")


def sign(page, mails, person):
    follow(page, "Read and sign")
    press(page, "Mail me a code")
    told(page, "We mailed you a code.")
    page.get_by_label("Code from our mail").fill(code_in(mail_to(mails, person, "Your code to sign")))
    page.get_by_label("I have read the agreement").check()
    press(page, "Sign the agreement")
    told(page, "Signed. Thank you.")


def give_bank_details(page):
    page.reload()
    follow(page, "Give bank details")
    page.get_by_label("Name on the account").fill("Harbour Lights")
    page.get_by_label("Sort code").fill("30-94-30")
    page.get_by_label("Account number").fill("12345678")
    press(page, "Send bank details")
    told(page, "We are checking the account that ends in 5678.")
