"""A page used with the keyboard alone: Tab to a control that shows its focus, then type, choose or press."""

from playwright.sync_api import expect

MOST_TABS = 120
SHOWS_FOCUS = """element => {
  const style = getComputedStyle(element);
  return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
}"""


def reach(page, control):
    """Tabs until the control has the focus, and sees that it shows it."""
    wanted = control.element_handle()
    for _tab in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("element => document.activeElement === element", wanted):
            assert wanted.evaluate(SHOWS_FOCUS), f"{control} has the focus and does not show it"
            return
    raise AssertionError(f"{control} cannot be reached with the keyboard")


def type_in(page, control, text):
    reach(page, control)
    page.keyboard.type(text)


def press_key(page, control, key="Enter"):
    reach(page, control)
    page.keyboard.press(key)


def choose(page, group, value):
    """The radio button of a group: Tab reaches the group, arrows go from one to the next."""
    radios = group.locator("input[type=radio]")
    values = [radio.get_attribute("value") for radio in radios.all()]
    reach(page, radios.first)
    page.keyboard.press("Space")
    for _step in range(values.index(value)):
        page.keyboard.press("ArrowDown")
    expect(radios.nth(values.index(value))).to_be_checked()
