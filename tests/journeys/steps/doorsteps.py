"""A group fills in the Doorstep form. Questions are found by their keys, so that it works in any language."""

from tests.journeys.steps.pages import pick, write, write_day

ENGLISH = {
    "place": "The library in Dock Street",
    "plan": "Every Tuesday we open the library for one quiet hour.",
    "good": "Somebody to talk to.",
    "tea": "Tea",
    "lamps": "Lamps",
}
ARABIC = {
    "place": "المكتبة في شارع الميناء",
    "plan": "نفتح المكتبة كل يوم ثلاثاء لساعة هادئة واحدة.",
    "good": "شخص نتحدث إليه.",
    "tea": "شاي",
    "lamps": "مصابيح",
}


def tell_who_we_are(page):
    write(page, group_name="Quiet Hour")
    pick(page, "group_kind", "unincorporated")
    write(page, contacts__0__name="Mina Farouk", contacts__0__email="mina@quiet-hour.example")
    write(page, contacts__1__name="Tom Ellis", contacts__1__phone="0161 496 0002")
    page.locator("#q-contacts-1-is_apart").check()


def describe_the_idea(page, words=ENGLISH):
    write(page, place=words["place"], plan=words["plan"])
    pick(page, "districts", "D01")
    pick(page, "who_for", "P01")
    write(page, good=words["good"])


def work_out_the_money(page, words=ENGLISH):
    write(page, budget__0__item=words["tea"], budget__0__cost="60")
    write(page, budget__1__item=words["lamps"], budget__1__cost="£85.50")
    pick(page, "safety", "with_family")
    write_day(page, "when", "1", "3", "2027")
    pick(page, "holder", "own_account")
