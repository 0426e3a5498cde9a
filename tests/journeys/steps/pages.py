"""What everybody does on a page: press, follow, write, attach, and see what it says."""

from playwright.sync_api import expect


def press(page, name):
    page.get_by_role("button", name=name).click()


def follow(page, name):
    page.get_by_role("link", name=name).click()


def choose(page, *labels):
    for label in labels:
        page.get_by_label(label, exact=True).check()


def write(page, **answers):
    """Fills in questions by their keys; `budget__0__item` is a cell of a table."""
    for key, text in answers.items():
        page.locator(f"#q-{key.replace('__', '-')}").fill(text)


def write_day(page, key, day, month, year):
    for part, value in (("day", day), ("month", month), ("year", year)):
        page.locator(f"#q-{key}-{part}").fill(str(value))


def attach(page, key, name, kind, content):
    """Uploads a file as the answer to a question. Where scripts run, choosing it is enough."""
    page.locator(f"#q-{key}").set_input_files({"name": name, "mimeType": kind, "buffer": content})
    button = page.get_by_role("button", name="Upload")
    if button.is_visible():
        button.click()
    expect(page.get_by_role("link", name=name)).to_be_visible()


def download(page, role, name):
    """The bytes of the file that a link or a button gives."""
    with page.expect_download() as started:
        page.get_by_role(role, name=name).click()
    return started.value.path().read_bytes()


def heading(page, words):
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def told(page, words):
    """The page says this."""
    expect(page.locator("main")).to_contain_text(words)


def open_row(page, words):
    """Opens what the table's row with these words is about."""
    page.get_by_role("row").filter(has_text=words).get_by_role("rowheader").get_by_role("link").click()


def pick(page, key, *codes):
    """Chooses among what a question offers, by code."""
    for code in codes:
        page.locator(f"[data-question={key}] input[value='{code}']").check()


def pick_in_list(page, **answers):
    """Chooses in drop-down lists by what they say; `partners__0__kind` is a cell of a table."""
    for key, label in answers.items():
        page.locator(f"#q-{key.replace('__', '-')}").select_option(label=label)


def pick_and_see_it_saved(page, key, *codes):
    """As `pick`, and waits until the last choice was saved while writing."""
    *first, last = codes
    pick(page, key, *first)
    with page.expect_response(lambda response: f"/{key}/" in response.url and response.request.method == "POST"):
        pick(page, key, last)
