"""Building a form on the screen: sections, questions, limits, options, conditions, order."""

import pytest
from django.urls import reverse

from grants.ground.questions import actions
from tests.desks.web.html import text_of
from tests.factories.funds import make_funder
from tests.factories.questions import NOW, make_builder, make_lists, make_version

pytestmark = pytest.mark.django_db

WORDS = {"label": "What is your group called?", "help": "", "why": "", "key": "", "is_required": "on"}
NO_ROWS = {"options-TOTAL_FORMS": "0", "options-INITIAL_FORMS": "0"}


@pytest.fixture
def officer(cast):
    make_funder()
    return cast.client("officer")


@pytest.fixture
def draft():
    return actions.create_questionnaire("Doorstep", "application", by=make_builder(), now=NOW).versions.get()


@pytest.fixture
def section(draft):
    return actions.add_section(draft, title={"en-gb": "Who you are"}, by=make_builder(), now=NOW)


def add(section, key, type="short_text", **fields):
    label = {"en-gb": f"Tell us {key}"}
    return actions.add_question(section, key=key, type=type, label=label, by=make_builder(), now=NOW, **fields)


def new(section, kind):
    return reverse("office:form_question_new", args=[section.pk, kind])


def rows(*given):
    """Posted option rows."""
    total = {"options-TOTAL_FORMS": str(len(given)), "options-INITIAL_FORMS": "0"}
    return total | {f"options-{number}-{name}": text for number, row in enumerate(given) for name, text in row.items()}


def clauses(*given, way="all"):
    """Posted rows of a condition."""
    total = {"when-TOTAL_FORMS": str(len(given)), "when-INITIAL_FORMS": "0", "way": way}
    return total | {f"when-{number}-{name}": text for number, row in enumerate(given) for name, text in row.items()}


def test_section_is_added_changed_moved_and_removed(officer, draft):
    for title in ("Money", "Idea"):
        officer.post(reverse("office:form_section_new", args=[draft.pk]), {"title": title, "intro": ""})
    money, idea = draft.sections.all()
    officer.post(reverse("office:form_section", args=[money.pk]), {"title": "Work out the money", "intro": "Gently."})
    officer.post(reverse("office:form_section_move", args=[idea.pk]), {"way": "up"})
    assert [(s.key, s.title) for s in draft.sections.all()] == [
        ("idea", {"en-gb": "Idea"}),
        ("money", {"en-gb": "Work out the money"}),
    ]
    remove = reverse("office:form_section_remove", args=[idea.pk])
    assert "The section goes, and with it its 0 questions." in text_of(officer.get(remove))
    officer.post(remove)
    assert [s.key for s in draft.sections.all()] == ["money"]


def test_section_without_a_name_is_told(officer, draft):
    page = officer.post(reverse("office:form_section_new", args=[draft.pk]), {"title": " ", "intro": "Kept"})
    assert page.context["form"].errors == {"title": ["Give the section a name."]}
    assert "Kept" in text_of(page)


def test_kind_of_answer_is_asked_first(officer, section):
    choose = reverse("office:form_question_type", args=[section.pk])
    assert "A budget table" in text_of(officer.get(choose))
    assert officer.get(choose, {"type": "budget"}).url == new(section, "budget")
    assert officer.get(choose, {"type": ""}).context["form"].errors == {"type": ["Choose a kind of answer."]}
    assert officer.get(new(section, "slider")).status_code == 404


def test_question_is_added_with_its_limits_and_meaning(officer, section):
    officer.post(new(section, "short_text"), WORDS | {"most": "80", "meaning": "group_name", "why": "For letters."})
    question = section.questions.get()
    assert (question.key, question.meaning, question.settings, question.why, question.is_required) == (
        "what_is_your_group_called",
        "group_name",
        {"most": 80},
        {"en-gb": "For letters."},
        True,
    )


@pytest.mark.parametrize(
    ("kind", "posted", "settings"),
    [
        ("long_text", {"least": "5", "most": "120"}, {"least": 5, "most": 120}),
        ("number", {"least": "0", "most": "9"}, {"least": 0, "most": 9}),
        ("money", {"least": "£50", "most": "1,000"}, {"least": 5000, "most": 100000}),
        (
            "date",
            {"earliest": "2027-01-01", "latest": "2027-12-31"},
            {"earliest": "2027-01-01", "latest": "2027-12-31"},
        ),
        ("file", {"kinds": ["pdf", "image"], "most": "3"}, {"kinds": ["pdf", "image"], "most": 3}),
        (
            "budget",
            {"most": "6", "least_total": "50", "most_total": "500"},
            {"most": 6, "least_total": 5000, "most_total": 50000},
        ),
        ("terms", {"vocabulary": "populations", "most": "4"}, {"vocabulary": "populations", "most": 4}),
        ("people", {}, {}),
    ],
)
def test_each_type_keeps_its_own_limits(officer, section, kind, posted, settings):
    officer.post(new(section, kind), WORDS | posted)
    assert section.questions.get().settings == settings


@pytest.mark.parametrize(
    ("kind", "posted", "errors"),
    [
        ("short_text", {"label": ""}, {"label": ["Write the question."]}),
        ("short_text", {"key": "a b"}, {"key": ["Use letters, digits, hyphens and underscores only."]}),
        ("long_text", {"most": "many"}, {"most": ["Enter a whole number, like 120."]}),
        ("long_text", {"least": "9", "most": "5"}, {"most": ["The most must not be smaller than the least."]}),
        ("money", {"most": "ten"}, {"most": ["Enter an amount in numbers, like 1850 or 1,850.50."]}),
        ("date", {"latest": "2027-02-31"}, {"latest": ["Enter a date that exists, like 2027-03-27."]}),
        ("terms", {"vocabulary": ""}, {"vocabulary": ["Choose the list of words."]}),
        ("choice", NO_ROWS, {"__all__": ["Give at least two things to choose from."]}),
    ],
)
def test_bad_question_is_told_at_its_field_and_nothing_is_kept(officer, section, kind, posted, errors):
    page = officer.post(new(section, kind), WORDS | posted)
    assert (page.context["form"].errors, section.questions.count()) == (errors, 0)


def test_key_and_meaning_that_are_taken_are_told(officer, section):
    add(section, "name", meaning="project_title")
    page = officer.post(new(section, "short_text"), WORDS | {"key": "name"})
    assert page.context["form"].errors == {
        "key": ["Another question of this form has this key. Choose another."],
    }
    page = officer.post(new(section, "short_text"), WORDS | {"meaning": "project_title"})
    assert page.context["form"].errors == {"meaning": ["The question “name” already has this meaning."]}


def test_options_are_ordered_by_place_and_empty_rows_fall_away(officer, section):
    given = rows(
        {"label": "A club", "code": "", "ORDER": "2"},
        {"label": "", "code": "", "ORDER": ""},
        {"label": "Neighbours", "code": "few", "ORDER": "1"},
        {"label": "A club", "code": "", "ORDER": "3"},
    )
    officer.post(new(section, "choice"), WORDS | given)
    assert section.questions.get().settings == {
        "options": [
            {"code": "few", "label": {"en-gb": "Neighbours"}},
            {"code": "a_club", "label": {"en-gb": "A club"}},
            {"code": "a_club_2", "label": {"en-gb": "A club"}},
        ]
    }


def test_more_option_rows_keep_what_was_typed(officer, section):
    given = rows({"label": "A club", "ORDER": ""}, {"label": "", "ORDER": ""})
    page = officer.post(new(section, "choice"), WORDS | given | {"add_options": "1"})
    assert (len(page.context["rows"].forms), section.questions.count()) == (5, 0)
    assert 'value="A club"' in page.content.decode()


def test_wrong_option_is_told_in_the_summary(officer, section):
    given = rows({"label": "A", "code": "a b", "ORDER": ""}, {"label": "B", "ORDER": ""})
    page = officer.post(new(section, "choice"), WORDS | given)
    assert [(error.text, error.target) for error in page.context["errors"]] == [
        ("Use letters, digits, hyphens and underscores only.", "id_options-0-code")
    ]


def test_quiz_answer_that_stops_must_say_something_kind(officer):
    quiz = actions.create_questionnaire("Quiz", "quiz", by=make_builder(), now=NOW).versions.get()
    section = actions.add_section(quiz, title={"en-gb": "Quiz"}, by=make_builder(), now=NOW)
    yes, no = {"code": "yes", "next": "continue"}, {"code": "no", "next": "stop"}
    page = officer.post(new(section, "yes_no"), WORDS | rows(yes, no))
    assert [error.text for error in page.context["errors"]] == ["Say something kind: what can they do instead?"]
    officer.post(new(section, "yes_no"), WORDS | rows(yes, no | {"stop_text": "Come back later."}))
    assert section.questions.get().settings == {
        "options": [
            {"code": "yes", "label": {}, "next": "continue"},
            {"code": "no", "label": {}, "next": "stop", "stop_text": {"en-gb": "Come back later."}},
        ]
    }


def test_condition_offers_earlier_questions_only(officer, section):
    add(section, "host", "yes_no")
    later = add(section, "later")
    add(section, "after", "yes_no")
    page = officer.get(reverse("office:form_question", args=[later.pk]))
    fields = page.context["parts"].condition.forms[0].fields
    assert [key for key, _label in fields["key"].choices] == ["", "host"]
    assert [[code for code, _label in group] for _name, group in fields["code"].choices[1:]] == [
        ["host=yes", "host=no"]
    ]
    clause = clauses({"key": "host", "test": "is", "code": "host=yes"})
    officer.post(reverse("office:form_question", args=[later.pk]), WORDS | clause)
    later.refresh_from_db()
    assert later.show_if == {"all": [{"key": "host", "test": "is", "value": "yes"}]}
    page = text_of(officer.get(reverse("office:form", args=[section.version.questionnaire_id])))
    assert "Only when “Tell us host” is “Yes”" in page


def test_question_is_changed_and_shows_what_it_has(officer, section):
    question = add(section, "when", "date", settings={"earliest": "2027-01-01"}, meaning="start")
    change = reverse("office:form_question", args=[question.pk])
    assert 'value="2027-01-01"' in officer.get(change).content.decode()
    officer.post(change, WORDS | {"label": "When?", "is_required": "", "earliest": "2027-02-01", "meaning": "start"})
    question.refresh_from_db()
    assert (question.key, question.label, question.is_required, question.settings) == (
        "when",
        {"en-gb": "When?"},
        False,
        {"earliest": "2027-02-01"},
    )


def test_questions_move_by_buttons_and_by_choosing_a_place(officer, draft, section):
    other = actions.add_section(draft, title={"en-gb": "Money"}, by=make_builder(), now=NOW)
    first, second, third = (add(section, key) for key in ("a", "b", "c"))
    assert officer.post(reverse("office:form_question_move", args=[third.pk]), {"way": "up"}).url.endswith(
        f"#question-{third.pk}"
    )
    assert [q.key for q in section.questions.all()] == ["a", "c", "b"]
    move = reverse("office:form_question_move", args=[first.pk])
    assert "After “Tell us b”" in text_of(officer.get(move))
    officer.post(move, {"place": f"{section.pk}:3"})
    officer.post(reverse("office:form_question_move", args=[second.pk]), {"place": f"{other.pk}:1"})
    assert ([q.key for q in section.questions.all()], [q.key for q in other.questions.all()]) == (["c", "a"], ["b"])
    assert officer.post(move, {"place": "999:1"}).context["form"].errors == {
        "place": ["Select a valid choice. 999:1 is not one of the available choices."]
    }


def test_question_is_removed_after_asking(officer, section):
    question = add(section, "a")
    remove = reverse("office:form_question_remove", args=[question.pk])
    assert "Published versions keep theirs." in text_of(officer.get(remove))
    officer.post(remove)
    assert section.questions.count() == 0
    assert officer.post(remove).status_code == 404


def test_published_form_is_refused_with_a_sentence_at_every_change(officer):
    version = make_version({"key": "name", "type": "short_text"})
    question, section = version.questions.get(), version.sections.get()
    page = officer.post(reverse("office:form_question", args=[question.pk]), WORDS)
    sentence = "This version is published and cannot change. Start a new version instead."
    assert page.context["form"].non_field_errors() == [sentence]
    for name, pk in (("question_move", question.pk), ("question_remove", question.pk), ("section_move", section.pk)):
        page = officer.post(reverse(f"office:form_{name}", args=[pk]), {"way": "up"}, follow=True)
        assert sentence in text_of(page)
    assert version.questions.get().label == {"en-gb": "Tell us name"}


@pytest.mark.parametrize("count", [1, 3])
def test_question_page_takes_the_same_queries_however_many_there_are(
    officer, section, count, django_assert_num_queries
):
    make_lists()
    for number in range(count):
        question = add(section, f"q{number}", "yes_no")
    with django_assert_num_queries(9):
        officer.get(reverse("office:form_question", args=[question.pk]))


def test_one_question_after_the_other_without_going_back_to_the_form(officer, section):
    posted = WORDS | NO_ROWS | {"and_another": "1"}
    page = officer.post(new(section, "short_text"), posted, follow=True)
    assert page.redirect_chain[-1][0] == reverse("office:form_question_type", args=[section.pk])
    assert "“What is your group called?” is saved." in text_of(page)
    page = officer.post(new(section, "short_text"), posted | {"label": ""})
    assert page.context["form"].errors.keys() == {"label"}
    assert section.questions.count() == 1
