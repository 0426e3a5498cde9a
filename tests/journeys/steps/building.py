"""An officer makes a form on the screen, question by question, as its description says."""

from playwright.sync_api import expect

from grants.ground.questions.models import Purpose, Questionnaire, QuestionType
from grants.ground.questions.queries import description_of
from tests.factories.questions import form_description, make_shipped
from tests.journeys.steps.tables import fill_table

MONEY_LIMITS = {"least_total", "most_total"}
IN_ROWS = {"options", "columns", "shares", "amount_column"}


def build(page, described):
    """From the list of forms to the whole draft."""
    begin(page, described)
    for section in described["sections"]:
        add_section(page, section)
        add_questions(page, section)
    for check in described.get("checks", ()):
        add_check(page, check)


def begin(page, described):
    page.get_by_role("link", name="New form").first.click()
    page.get_by_label("What is the form called?").fill(described["title"])
    page.get_by_label(str(Purpose(described["purpose"]).label)).check()
    page.get_by_role("button", name="Begin").click()


def add_section(page, section):
    page.get_by_role("link", name="Add a section").click()
    page.get_by_label("Name of the section").fill(section["title"])
    if section.get("intro"):
        page.get_by_label("A few words at the top").fill(section["intro"])
    if section.get("show_if"):
        ask_only_when(page, section["show_if"])
    page.get_by_role("button", name="Save the section").click()


def add_questions(page, section):
    """One after the other: "Save and add another" asks for the next type, the last one leads back to the form."""
    is_asked = False
    for number, question in enumerate(section["questions"], start=1):
        if not is_asked:
            page.get_by_role("link", name=f"Add a question – {section['title']}", exact=True).click()
        is_asked = number < len(section["questions"]) and question["type"] != "table"
        add_question(page, question, is_more=is_asked)


def add_question(page, question, *, is_more):
    page.get_by_label(str(QuestionType(question["type"]).label), exact=True).check()
    page.get_by_role("button", name="Continue").click()
    fill_words(page, question)
    fill_settings(page, question)
    if question.get("show_if"):
        ask_only_when(page, question["show_if"])
    if is_more:
        page.get_by_role("button", name="Save and add another").click()
        expect(page.get_by_role("status").first).to_contain_text(f"“{question['label']}” is saved.")
        return
    save_question(page, question)
    if question["type"] == "table":
        fill_table(page, question, again=change_question, save=save_question)


def save_question(page, question):
    page.get_by_role("button", name="Save the question").click()
    expect(page.locator(".outline-label", has_text=question["label"]).first).to_be_visible()


def change_question(page, question):
    """Opens a question that is there already."""
    page.get_by_role("link", name=f"Change {question['label']}", exact=True).click()


def fill_words(page, question):
    page.get_by_label("The question").fill(question["label"])
    if question.get("help"):
        page.get_by_label("Hint").fill(question["help"])
    page.get_by_label("Short name").first.fill(question["key"])
    if question["type"] == "note":
        return
    if question.get("why"):
        page.get_by_label("Why we ask").fill(question["why"])
    if not question.get("is_required", True):
        page.get_by_label("It must be answered before sending").uncheck()
    for label, name in (
        ("What the answer is used for", "use"),
        ("Who reads it", "readers"),
        ("What the answer stands for", "meaning"),
    ):
        if question.get(name):
            page.get_by_label(label).select_option(question[name])


def fill_settings(page, question):
    """The limits that a type knows, its options, and as much of a table as a new one has room for."""
    settings = question.get("settings", {})
    options = settings.get("options", [])
    rows = page.locator(".option-rows > li")
    is_named = bool(options) and rows.first.get_by_label("Short name").count()  # a yes and a no have their names
    for number, option in enumerate(options):
        fill_option(rows.nth(number), option, is_named=is_named)
    for name in settings.keys() - IN_ROWS:
        is_money = name in MONEY_LIMITS or (question["type"] == "money" and name in {"least", "most"})
        fill_setting(page, name, settings[name] // 100 if is_money else settings[name])
    if question["type"] == "table":
        fill_table(page, question)


def fill_setting(page, name, value):
    if isinstance(value, list):
        for ticked in value:
            page.locator(f"[name={name}][value={ticked}]").check()
    elif value is True:
        page.locator(f"[name={name}]").check()
    elif page.locator(f"select[name={name}]").count():
        page.locator(f"[name={name}]").select_option(str(value))
    else:
        page.locator(f"[name={name}]").fill(str(value))


def fill_option(row, option, *, is_named):
    if option.get("label"):
        row.get_by_label("Option", exact=True).fill(option["label"])
    if is_named:
        row.get_by_label("Short name").fill(option["code"])
    if option.get("next"):
        row.locator(f"[value={option['next']}]").check()
    for name in ("stop_text", "result_text"):
        if option.get(name):
            row.locator(f"textarea[name$={name}]").fill(option[name])


def ask_only_when(page, condition):
    """All or any of the clauses, a row each."""
    ((way, clauses),) = condition.items()
    page.get_by_text("Ask this only after some answers").click()
    page.locator(f"[name=way][value={way}]").check()
    for number, clause in enumerate(clauses):
        row = page.get_by_role("group", name=f"Condition {number + 1}", exact=True)
        row.get_by_label("The answer to").select_option(clause["key"])
        row.get_by_label("Test").select_option(clause["test"])
        offered = row.locator(f"option[value='{clause['key']}={clause.get('value')}']")
        if offered.count():
            row.get_by_label("One of its choices").select_option(f"{clause['key']}={clause['value']}")
        elif "value" in clause:
            row.get_by_label("Or a number, an amount, a date or words").fill(as_typed(clause["value"]))


def as_typed(value):
    """A fixed value as an officer types it; pence as pounds."""
    return f"{value / 100:.2f}" if isinstance(value, int) and value >= 1000 else str(value)


def add_check(page, check):
    page.get_by_role("link", name="Add a check").click()
    right = [part for part in parts(check["right"]) if "answer" in part or "of" in part]
    fixed = [part["constant"] for part in parts(check["right"]) if "constant" in part]
    controls = [
        *zip(("left", "left_plus"), parts(check["left"]), strict=False),
        *zip(("right", "right_plus", "right_more"), right, strict=False),
    ]
    for name, part in controls:
        page.locator(f"[name={name}]").select_option(
            f"{part['of']}.{part['column']}" if "of" in part else part["answer"]
        )
    days = [part["working_days"] for part in parts(check["right"]) if "working_days" in part]
    for value in fixed:
        if isinstance(value, str):
            page.locator("[name=code]").select_option(f"{check['left']['answer']}={value}")
        else:
            page.locator("[name=constant]").fill(as_typed(value))
    if days:
        page.get_by_label("so many working days from today").fill(str(days[0]))
    page.get_by_label("How they compare").select_option(check["op"])
    page.locator(f"[name=weight][value={check.get('weight', 'stops')}]").check()
    if "call" in check:
        page.get_by_label("Which other call?").select_option(check["call"])
    page.get_by_label("What is read when it is not so").fill(check["sentence"])
    page.get_by_label("Where it is said").select_option(check["at"])
    page.get_by_role("button", name="Save the check").click()
    expect(page.get_by_text(check["sentence"])).to_be_visible()


def parts(side):
    return side if isinstance(side, list) else [side]


def publish(page):
    page.get_by_role("link", name="Publish", exact=True).click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("The form is published. Calls can use it now.")).to_be_visible()


def says_the_same_as_shipped(name):
    """Whether the form that was built is described, word for word, as the one that we ship."""
    built = Questionnaire.objects.get(title=form_description(name)["title"]).versions.get()
    return plain(description_of(built)) == plain(description_of(make_shipped(name)))


def plain(description):
    """A description without the names of its sections, which the screen makes from their titles."""
    sections = [
        {name: value for name, value in section.items() if name != "key"} for section in description["sections"]
    ]
    return description | {"sections": sections}
