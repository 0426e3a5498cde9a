"""A group answers the reports of a grant: the short one of a doorstep, and those of a project."""

from playwright.sync_api import expect

from tests.factories.files import pdf_bytes, photo_bytes
from tests.journeys.steps.pages import (
    attach,
    follow,
    heading,
    pick,
    pick_and_see_it_saved,
    pick_in_list,
    press,
    told,
    write,
)


def save(page, next_task):
    press(page, "Save and continue")
    heading(page, next_task)


def send(page):
    """What was answered stands on the page from then on."""
    heading(page, "Check your report")
    press(page, "Send your report")
    told(page, "Sent. Thank you: somebody will read it and write back.")


def report_from_the_doorstep(page):
    press(page, "Start your report")
    follow(page, "Tell us what happened")
    write(page, story="We met every week and drank tea.", people="34", attendances="210")
    pick_and_see_it_saved(page, "asked", "yes")
    write(page, people_asked="30", feel_part="27", change="Someone came out of the house again.")
    save(page, "Tell us about the money")
    write(page, spend="£450")
    pick_and_see_it_saved(page, "money_left", "use_for")
    write(page, use_for="A second kettle")
    save(page, "Show us, and tell us more")
    attach(page, "photos", "tea.jpg", "image/jpeg", photo_bytes())
    pick(page, "photo_consent", "yes")
    write(page, anything_else="We would start earlier.")
    press(page, "Save and continue")
    send(page)


def report_in_between(page):
    """Five things are asked; what only the end can tell is not on the list."""
    press(page, "Start your report")
    expect(page.locator("main")).not_to_contain_text("Tell us about the money")
    follow(page, "Tell us how it goes")
    tell_how_it_goes(page, "Half of the evenings are done.")
    tell_what_changed(page, actual="55")
    pick(page, "changes", "dates")
    write(page, changes_what="Two months more, please.")
    press(page, "Save and continue")
    heading(page, "Check your report")
    expect(page.locator("main")).not_to_contain_text("What did you spend of our grant?")
    send(page)


def report_at_the_end(page):
    """All thirteen things are asked."""
    press(page, "Start your report")
    follow(page, "Tell us how it goes")
    tell_how_it_goes(page, "Every evening took place.")
    tell_what_changed(page, actual="71")
    pick(page, "changes", "nothing")
    save(page, "Tell us about the money")
    tell_about_the_money(page)
    tell_what_was_learned(page)
    tell_a_story(page)
    press(page, "Save and continue")
    send(page)


def tell_how_it_goes(page, progress):
    write(page, progress=progress)
    write(page, done__0__activity="Calm hours", done__0__planned="40", done__0__done="38")
    save(page, "Count the people")
    write(page, people="61", attendances="700", volunteers="4", hours="120")
    pick_and_see_it_saved(page, "break_down", "yes")
    pick_in_list(page, groups__0__who="Older people")
    write(page, groups__0__people="40")
    save(page, "Say what changed")


def tell_what_changed(page, *, actual):
    sign = "People answering who say they feel more part of the community"
    pick_in_list(page, targets__0__indicator=sign)
    write(page, targets__0__start="30", targets__0__target="60", targets__0__how="We asked everyone in March")
    write(page, targets__0__actual=actual, targets__0__counted="50")
    save(page, "Tell us what you need")


def tell_about_the_money(page):
    """Receipts only for things over £500."""
    write(page, spend="5900")
    pick_in_list(page, by_heading__0__heading="Pay and fees")
    write(page, by_heading__0__planned="6000", by_heading__0__spent="5900")
    expect(page.locator("[data-question=receipts]")).to_be_hidden()
    pick(page, "over_500", "yes")
    attach(page, "receipts", "receipt.pdf", "application/pdf", pdf_bytes())
    pick(page, "money_left", "give_back")
    save(page, "Tell us what you learned")


def tell_what_was_learned(page):
    pick(page, "in_the_way", "B02")
    write(page, helped="The school lent us its hall.", lasts="Neighbours go on without us.")
    pick_and_see_it_saved(page, "worried", "yes")
    write(page, worry="One evening somebody was shouted at.")
    save(page, "Tell a story, and tell us about us")


def tell_a_story(page):
    write(page, story="A woman who had not left her home sang with us.", rating="9", rating_why="You answered quickly.")
    attach(page, "photos", "choir.jpg", "image/jpeg", photo_bytes())
    pick(page, "may_publish", "yes")
