"""What changed between two snapshots."""

from grants.ground.questions.rules.differences import answer_changes, compared


def content(**answers):
    rows = [
        {"key": key, "label": f"Tell us {key}", "display": display, "files": files}
        for key, (display, files) in answers.items()
    ]
    return {"sections": [{"key": "all", "title": "All", "answers": rows}]}


def a_file(name, sha256):
    return {"id": 1, "name": name, "size": 10, "sha256": sha256}


def keys(changes):
    return [change.key for change in changes]


BEFORE = content(plan=("Weekly", []), budget=([["Hall", "£10.00"], ["Total", "£10.00"]], []), age=("12", []))


def test_only_questions_that_changed_are_told():
    after = content(plan=("Daily", []), budget=([["Hall", "£10.00"], ["Total", "£10.00"]], []), age=("12", []))
    assert keys(answer_changes(BEFORE, after)) == ["plan"]


def test_questions_that_were_asked_about_are_told_though_unchanged():
    (plan,) = answer_changes(BEFORE, BEFORE, {"plan"})
    assert (plan.key, plan.label, plan.is_changed) == ("plan", "Tell us plan", False)


def test_tables_are_compared_as_lines():
    after = content(plan=("Weekly", []), budget=([["Hall", "£12.00"], ["Total", "£12.00"]], []), age=("12", []))
    (budget,) = answer_changes(BEFORE, after)
    assert [(piece.kind, piece.text.strip()) for piece in budget.changes] == [
        ("same", "Hall ·"),
        ("removed", "£10.00"),
        ("added", "£12.00"),
        ("same", "Total ·"),
        ("removed", "£10.00"),
        ("added", "£12.00"),
    ]


def test_files_are_compared_by_their_bytes():
    before = content(rules=("", [a_file("rules.pdf", "1" * 64), a_file("photo.jpg", "2" * 64)]))
    after = content(rules=("", [a_file("photo-again.jpg", "2" * 64), a_file("rules-2.pdf", "3" * 64)]))
    (rules,) = answer_changes(before, after)
    assert (rules.files_added, rules.files_removed) == (("rules-2.pdf",), ("rules.pdf",))


def test_a_question_that_a_condition_shows_or_hides_is_told():
    shown = content(plan=("Weekly", []), more=("Yes, more", []))
    hidden = content(plan=("Weekly", []))
    assert keys(answer_changes(hidden, shown)) == ["more"]
    (gone,) = answer_changes(shown, hidden)
    assert (gone.label, [piece.kind for piece in gone.changes]) == ("Tell us more", ["removed"])


def typed(**answers):
    """As `content`, with a type and a value for each."""
    made = content(**{key: (display, files) for key, (_value, display, files) in answers.items()})
    for row in made["sections"][0]["answers"]:
        row |= {"type": "short_text", "value": answers[row["key"]][0]}
    return made


def standing(before, after):
    return {key: found.standing for key, found in compared(before, after).items()}


def test_every_question_is_set_beside_the_one_of_last_time():
    before = typed(plan=("Weekly", "Weekly", []), age=(12, "12", []), gone=("x", "x", []))
    after = typed(plan=("Daily", "Daily", []), age=(12, "12", []), more=("y", "y", []))
    assert standing(before, after) == {"plan": "changed", "age": "same", "more": "new"}
    plan = compared(before, after)["plan"]
    assert ([(p.kind, p.text) for p in plan.then], [(p.kind, p.text) for p in plan.now]) == (
        [("removed", "Weekly")],
        [("added", "Daily")],
    )


def test_the_same_choice_under_another_name_is_the_same():
    assert standing(typed(kind=("a", "Choir", [])), typed(kind=("a", "A choir", []))) == {"kind": "same"}


def test_spaces_alone_are_no_change_and_files_are():
    before, pdf = typed(plan=("A b", "A b", []), papers=(None, "", [])), a_file("rules.pdf", "1")
    assert standing(before, typed(plan=("A  b", "A  b", []), papers=(None, "", [pdf]))) == {
        "plan": "same",
        "papers": "changed",
    }
    papers = compared(before, typed(plan=("A b", "A b", []), papers=(None, "", [pdf])))["papers"]
    assert (papers.files_added, papers.files_removed) == (("rules.pdf",), ())


def test_an_answer_given_first_this_time_is_changed_and_one_left_out_twice_is_not():
    before = typed(extra=(None, "", []), more=(None, "", []))
    assert standing(before, typed(extra=("Tea", "Tea", []), more=(None, "", []))) == {
        "extra": "changed",
        "more": "same",
    }
