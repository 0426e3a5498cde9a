"""An officer gives a table its columns: as many as there is room for, then more, then the share of a sum."""

ROOM = 4  # columns on the page of a new table
LIMITS = {
    "least": "Smallest",
    "most": "Largest, or most characters",
    "least_total": "Smallest sum",
    "most_total": "Largest sum",
}


def fill_table(page, question, again=None, save=None):
    """The first columns of a new table; with `again` and `save`, whatever needs the page once more."""
    settings = question["settings"]
    columns, shares = settings["columns"], settings.get("shares", [])
    if again is None:
        fill_columns(page, settings, 0, columns[:ROOM])
        return
    if len(columns) > ROOM:
        again(page, question)
        fill_columns(page, settings, ROOM, columns[ROOM:])
        save(page, question)
    if shares:
        again(page, question)
        for number, share in enumerate(shares, start=1):
            fill_share(page.get_by_role("group", name=f"Share {number}", exact=True), share)
        save(page, question)


def fill_columns(page, settings, start, columns):
    for number, column in enumerate(columns, start=start + 1):
        row = page.get_by_role("group", name=f"Column {number}", exact=True)
        row.get_by_label("Name of the column").fill(column["label"])
        row.get_by_label("Short name").fill(column["key"])
        row.get_by_label("It holds").select_option(column["type"])
        if column.get("is_required"):
            row.get_by_label("It must be filled in").check()
        if column["key"] == settings.get("amount_column"):
            row.get_by_label("Its sum is what is asked of you").check()
        fill_choices(row, column)
        for name, label in LIMITS.items():
            if name in column:
                limit = column[name] // 100 if column["type"] == "money" else column[name]
                row.get_by_label(label, exact=True).fill(str(limit))


def fill_choices(row, column):
    if column.get("options"):
        row.get_by_label("Choices, one a line").fill("\n".join(option["label"] for option in column["options"]))
    if column.get("vocabulary"):
        row.get_by_label("Or choices from a list of words").select_option(column["vocabulary"])


def fill_share(row, share):
    row.get_by_label("Of the sum of").select_option(share["column"])
    row.get_by_label("These rows").select_option(f"{share['choice']}={share['code']}")
    row.get_by_label("May be at most, in percent").fill(str(share["most_percent"]))
