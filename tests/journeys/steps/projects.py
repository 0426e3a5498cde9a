"""A group fills in the project form, task by task, and sends it."""

from playwright.sync_api import expect

from tests.factories.files import pdf_bytes
from tests.journeys.steps.asking import GROUP
from tests.journeys.steps.pages import (
    attach,
    choose,
    download,
    follow,
    heading,
    pick,
    pick_and_see_it_saved,
    pick_in_list,
    press,
    told,
    write,
)
from tests.pdfs import text_of

# What the receipt must name, as people read it.
WRITTEN = (
    "What you told us before you started", "Will it happen in Larkfield?",
    "0161 496 0003", GROUP, "1123456", "£9,000", "1 Quay Street", "Amina Yusuf", "Carys Lloyd", "Somali",
    "People who live here lead us.", "We ran the open day.", "Mill School", "£1,200", "Lantern Trust",
    "A calm hour", "One calm hour a week for everyone.", "We open the library on Tuesdays.", "Two moderators read along.",
    "Ada is a trained facilitator.", "600", "event plan.pdf", "Harbour", "Forty families asked us for it.",
    "They chose the day.", "It is free, and in Somali too.", "Nobody comes", "We ring people",
    "Leaders’ pay", "£6,000", "Council", "£500", "£4,000", "£120", "our rules.pdf", "Tom Ellis",
)  # fmt: skip


def begin_an_application(page):
    follow(page, "Start now")
    choose(page, "Yes")
    press(page, "Continue")
    heading(page, "It looks like you can apply")
    told(page, "Your answers go along with you")
    follow(page, "Start an application")
    choose(page, GROUP)
    press(page, "Continue")
    heading(page, "Your application")


def save(page, next_task):
    press(page, "Save and continue")
    heading(page, next_task)


def check_that_we_can_apply(page):
    follow(page, "Check you can apply")
    told(page, "What you told us before you started")
    pick_and_see_it_saved(page, "talked", "call")
    told(page, "We will ring you within five working days")
    write(page, call_phone="0161 496 0003")
    save(page, "Tell us who you are")


def tell_who_we_are(page):
    write(page, group__name=GROUP, group__number="1123456")
    pick(page, "group_kind", "association")
    write(page, income="9000")
    write(page, group_address__line1="1 Quay Street", group_address__town="Larkfield", group_address__postcode="M1 1AE")
    pick_in_list(page, group_address__place="Harbour")
    write(page, contacts__0__name="Amina Yusuf", contacts__0__email="amina@harbour-lights.example")
    write(page, contacts__0__language="Somali")
    write(page, contacts__1__name="Carys Lloyd", contacts__1__phone="0161 496 0002")
    page.locator("#q-contacts-1-is_apart").check()
    write(page, leaders="People who live here lead us.", record="We ran the open day.")
    write(page, partners__0__name="Mill School", partners__0__what="Gives us a hall", partners__0__paid="1200")
    pick_in_list(page, partners__0__kind="School", partners__0__agreed="Yes")
    pick_and_see_it_saved(page, "holder", "another_group")
    write(page, host__name="Lantern Trust", host_fee="5")
    told(page, "both groups sign a short form about this")
    save(page, "Describe the idea")


def describe_the_idea(page):
    """Each activity that asks for more asks as soon as it is chosen; 19 months are too long."""
    write(
        page, title="A calm hour", summary="One calm hour a week for everyone.", plan="We open the library on Tuesdays."
    )
    for key in ("online_safety", "qualifications", "event_size", "vehicle"):
        expect(page.locator(f"[data-question={key}]")).to_be_hidden()
    pick(page, "activities", "A02", "A05", "A08", "A09")
    write(page, online_safety="Two moderators read along.", qualifications="Ada is a trained facilitator.")
    pick(page, "vehicle", "yes")
    expect(page.locator("[data-question=event_plan]")).to_be_hidden()
    write(page, event_size="600")
    attach(page, "event_plan", "event plan.pdf", "application/pdf", pdf_bytes())
    pick(page, "districts", "D01")
    write(page, when__start__day="1", when__start__month="10", when__start__year="2026")
    write(page, when__end__day="30", when__end__month="4", when__end__year="2028")
    press(page, "Save and continue")
    expect(page.get_by_role("alert")).to_contain_text("18 months")
    write(page, when__end__month="3", when__end__day="31")
    save(page, "Tell us about the people and the need")


def tell_about_the_people(page):
    pick(page, "who_for", "P01", "P06")
    pick_in_list(page, how_many__0__who="Older people")
    write(page, how_many__0__people="40")
    write(page, need="Forty families asked us for it.", shaped="They chose the day.")
    pick_and_see_it_saved(page, "barriers", "B02")
    told(page, "You can put translation and interpreting into your budget.")
    write(page, barriers_plan="It is free, and in Somali too.")
    save(page, "Say what difference it makes")


def say_what_changes(page):
    """Choosing outcomes brings the signs that show them; four outcomes are too many."""
    pick(page, "outcomes", "O01")
    press(page, "Add a row For each: how will you know?")
    offered = page.locator("#q-targets-0-indicator option")
    signs = [
        option for option in offered.all_inner_texts() if option.startswith(("People answering", "People who made"))
    ]
    assert signs == ["People answering who say they feel more part of the community"]
    pick_in_list(page, targets__0__indicator=signs[0])
    page.locator("#q-targets-0-is_start_unknown").check()
    write(page, targets__0__target="60", targets__0__how="We ask everyone in March")
    write(page, risks__0__risk="Nobody comes", risks__0__answer="We ring people")
    pick(page, "outcomes", "O02", "O03", "O04")
    press(page, "Save and continue")
    expect(page.get_by_role("alert")).to_contain_text("3")
    page.locator("[data-question=outcomes] input[value=O04]").uncheck()
    save(page, "Work out the money")


def work_out_the_money(page):
    """Between £2,000 and £15,000 from us, and a sum that is right."""
    pick_in_list(page, budget__0__heading="Pay and fees")
    write(page, budget__0__item="Leaders’ pay", budget__0__cost="7000", budget__0__in_kind="500")
    write(page, budget__0__from_us="15000.01", budget__0__from_others="500")
    pick(page, "could_be_smaller", "yes")
    write(page, smallest="4000", access_costs="120")
    write(page, other_money__0__source="Council", other_money__0__amount="500")
    pick_in_list(page, other_money__0__confirmed="Yes")
    press(page, "Save and continue")
    for said in ("It must come to £15,000 or less.", "The costs must be the same as what comes from us"):
        expect(page.get_by_role("alert")).to_contain_text(said)
    write(page, budget__0__from_us="6000")
    save(page, "Keep it safe and fair")


def keep_it_safe(page):
    """Children in care are among those it is for, so it asks for rules."""
    pick(page, "safety", "adults_alone")
    expect(page.locator("[data-question=safety_way]")).to_be_visible()
    pick(page, "safety_way", "file")
    attach(page, "safety_file", "our rules.pdf", "application/pdf", pdf_bytes())
    write(page, not_review="Tom Ellis")
    press(page, "Save and continue")
    heading(page, "Check your answers")


def send(page):
    choose(page, "Everything here is true as far as we know.")
    press(page, "Send your application")
    heading(page, "Application sent")


def hold_the_receipt(page, described):
    """It names every question that was asked, and every answer."""
    said = text_of(download(page, "link", "Download the receipt (PDF)"))
    not_asked = {"safety_plan"}
    asked = [
        question["label"]
        for section in described["sections"]
        for question in section["questions"]
        if question["type"] != "note" and question["key"] not in not_asked and "{{" not in question["label"]
    ]
    assert [words for words in (*asked, *WRITTEN) if words not in said] == []
