"""A group asks for a small grant: the quiz, its application, its receipt."""

from tests.factories.files import pdf_bytes
from tests.journeys.steps.mails import code_in, mail_to
from tests.journeys.steps.pages import (
    attach,
    choose,
    download,
    follow,
    heading,
    press,
    told,
    write,
    write_day,
)
from tests.pdfs import accessible_facts, text_of

GROUP = "Harbour Lights Peer Circle"


def pass_the_quiz(page):
    page.goto("/apply/calls/small/quiz/")
    follow(page, "Start now")
    choose(page, "Yes")
    press(page, "Continue")
    heading(page, "It looks like you can apply")
    follow(page, "Start an application")


def sign_in_by_mail(page, mails, person):
    page.get_by_label("Your email address").fill(person.email)
    press(page, "Send me a code")
    page.get_by_label("Code").fill(code_in(mail_to(mails, person, "code")))
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def write_the_application(page):
    choose(page, GROUP)
    press(page, "Continue")
    follow(page, "Describe your project")
    write(page, title="A calm hour", summary="A calm hour after school for children who need one.")
    write(page, plan="Every Tuesday we open the library for one quiet hour.")
    choose(page, "The first of activities", "Harbour")
    write_day(page, "start", "7", "9", "2026")
    write_day(page, "end", "6", "12", "2026")
    press(page, "Save and continue")
    choose(page, "Children", "The first of outcomes")
    write(page, need="Eleven families asked us for it.")
    write(page, contacts__0__name="Amina Yusuf", contacts__0__email="amina@harbour-lights.example")
    write(page, contacts__1__name="Carys Lloyd", contacts__1__phone="0161 496 0002")
    press(page, "Save and continue")


def ask_for_money(page):
    write(page, budget__0__item="Library staff", budget__0__cost="900")
    write(page, budget__1__item="Lamps and cushions", budget__1__cost="£185.50")
    choose(page, "Yes")
    write(page, smallest="800")
    choose(page, "Our group has a bank account", "Everyone comes with family or friends")
    attach(page, "rules", "our rules.pdf", "application/pdf", pdf_bytes())
    press(page, "Save and continue")


def send_the_application(page):
    heading(page, "Check your answers")
    told(page, "£1,085.50")
    choose(page, "Everything here is true as far as we know.")
    press(page, "Send your application")
    heading(page, "Application sent")
    told(page, "SMALL-0001")


def hold_the_receipt(page, mails, person):
    """The same paper lies on the screen and in the mail."""
    mail = mail_to(mails, person, "We have your application SMALL-0001")
    (attached,) = mail.iter_attachments()
    for paper in (attached.get_content(), download(page, "link", "Download the receipt (PDF)")):
        text = text_of(paper)
        for said in ("SMALL-0001", GROUP, "A calm hour", "Lamps and cushions", "£1,085.50", "our rules.pdf"):
            assert said in text
        assert accessible_facts(paper)["tagged"] is True
