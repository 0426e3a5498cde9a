"""Building forms: drafts change, published versions never do, and each act leaves its entry."""

import pytest

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.questions import actions
from grants.ground.questions.models import Question, Version
from grants.ground.questions.queries import form_of, published_version, questionnaires
from grants.ground.questions.rules import form_digest
from tests.factories.questions import NOW, make_builder, make_version, make_writer
from tests.threads import run_together

pytestmark = pytest.mark.django_db
OPTIONS = {"options": [{"code": "a", "label": {"en-gb": "A"}}, {"code": "b", "label": {"en-gb": "B"}}]}


@pytest.fixture
def by(db):
    return make_builder()


@pytest.fixture
def draft(by):
    return actions.create_questionnaire("Doorstep", "application", by=by, now=NOW).versions.get()


@pytest.fixture
def section(draft, by):
    return actions.add_section(draft, title={"en-gb": "Tell us who you are"}, by=by, now=NOW)


def add(section, by, key="name", type="short_text", **fields):
    label = fields.pop("label", {"en-gb": f"Tell us {key}"})
    return actions.add_question(section, key=key, type=type, label=label, by=by, now=NOW, **fields)


def codes(act):
    with pytest.raises(Refusal) as caught:
        act()
    return [(blocker.code, blocker.field) for blocker in caught.value.blockers]


def keys(section):
    return list(section.questions.order_by("position").values_list("key", "position"))


def test_key_is_made_from_the_words_and_stays_when_they_change(section, by):
    question = add(section, by, key="", label={"en-gb": "What is your group called?"})
    assert (section.key, question.key) == ("tell_us_who_you_are", "what_is_your_group_called")
    changed = actions.change_question(question, label={"en-gb": "Name?"}, by=by, now=NOW)
    assert (changed.key, changed.label) == ("what_is_your_group_called", {"en-gb": "Name?"})


def test_made_key_that_is_taken_gets_a_number_and_a_chosen_one_is_refused(section, by):
    add(section, by, key="name")
    assert add(section, by, key="", label={"en-gb": "Name"}).key == "name_2"
    assert codes(lambda: add(section, by, key="name")) == [("key_taken", "key")]


def test_question_without_words_is_refused(section, by):
    assert codes(lambda: add(section, by, label={"en-gb": "  "})) == [("text_missing", "label")]


def test_meaning_is_held_once_and_by_a_fitting_type(section, by):
    add(section, by, key="title", meaning="project_title")
    assert codes(lambda: add(section, by, key="name", meaning="project_title")) == [("meaning_taken", "meaning")]
    assert codes(lambda: add(section, by, key="cost", meaning="budget")) == [("meaning_type", "meaning")]


@pytest.mark.parametrize(
    ("type", "settings", "expected"),
    [
        ("long_text", {"least": 5, "most": 4}, ("limits_cross", "most")),
        ("budget", {"least_total": 5, "most_total": 4}, ("limits_cross", "most_total")),
        ("date", {"earliest": "2026-02-02", "latest": "2026-02-01"}, ("limits_cross", "latest")),
        ("choice", {"options": [{"code": "a", "label": {}}]}, ("too_few_options", "options")),
        ("choices", {"options": [{"code": "a"}, {"code": "a"}]}, ("option_twice", "options")),
        ("yes_no", {"options": [{"code": "yes"}, {"code": "perhaps"}]}, ("not_yes_and_no", "options")),
        ("terms", {}, ("vocabulary_missing", "vocabulary")),
    ],
)
def test_settings_that_contradict_themselves_are_refused(section, by, type, settings, expected):
    assert codes(lambda: add(section, by, type=type, settings=settings)) == [expected]


def test_settings_of_other_types_are_dropped(section, by):
    assert add(section, by, settings={"most": 80, "most_total": 5, "vocabulary": ""}).settings == {"most": 80}


def test_options_are_stored_with_texts_by_language(section, by):
    plain = {"code": "a", "label": "A", "next": "stop", "stop_text": "Sorry.", "result_text": "", "extra": 1}
    question = add(section, by, type="choice", settings={"options": [plain, {"code": "b", "label": {"cy": "B"}}]})
    assert question.settings["options"] == [
        {"code": "a", "label": {"en-gb": "A"}, "next": "stop", "stop_text": {"en-gb": "Sorry."}},
        {"code": "b", "label": {"cy": "B"}},
    ]


def test_questions_move_and_are_counted_from_one(section, by):
    first, _second, third = (add(section, by, key=key) for key in "abc")
    actions.move_question(third, to_position=1, by=by, now=NOW)
    assert keys(section) == [("c", 1), ("a", 2), ("b", 3)]
    actions.move_question(first, to_position=99, by=by, now=NOW)
    assert keys(section) == [("c", 1), ("b", 2), ("a", 3)]


def test_question_moves_to_another_section_of_the_same_form(draft, section, by):
    other = actions.add_section(draft, title={"en-gb": "Money"}, by=by, now=NOW)
    first, second = add(section, by, key="a"), add(section, by, key="b")
    add(other, by, key="c")
    actions.move_question(first, to_position=2, section=other, by=by, now=NOW)
    assert (keys(section), keys(other)) == ([("b", 1)], [("c", 1), ("a", 2)])
    foreign = make_version({"key": "x", "type": "short_text"}).sections.get()
    assert codes(lambda: actions.move_question(second, to_position=1, section=foreign, by=by, now=NOW)) == [
        ("other_form", "section")
    ]


def test_removing_closes_the_gap_and_may_be_repeated(draft, section, by):
    first, _second = add(section, by, key="a"), add(section, by, key="b")
    actions.remove_question(Question.objects.get(pk=first.pk), by=by, now=NOW)
    actions.remove_question(first, by=by, now=NOW)
    assert keys(section) == [("b", 1)]
    actions.remove_section(section, by=by, now=NOW)
    assert (draft.sections.count(), draft.questions.count()) == (0, 0)


def test_sections_move(draft, section, by):
    other = actions.add_section(draft, title={"en-gb": "Money"}, by=by, now=NOW)
    actions.move_section(other, to_position=1, by=by, now=NOW)
    assert list(draft.sections.values_list("key", "position")) == [("money", 1), ("tell_us_who_you_are", 2)]


def test_published_version_is_frozen_under_the_digest_of_what_it_asks(draft, section, by):
    add(section, by)
    version = actions.publish_version(draft, by=by, now=NOW)
    assert (version.status, version.published_at, version.published_by_id) == ("published", NOW, by.person_id)
    assert version.digest == form_digest(form_of(version))
    assert actions.publish_version(draft, by=by, now=NOW).published_at == NOW


def test_nothing_changes_a_published_version(by):
    version = make_version({"key": "a", "type": "short_text"}, by=by)
    section, question = version.sections.get(), version.questions.get()
    words = {"en-gb": "Other words"}
    acts = [
        lambda: actions.add_section(version, title=words, by=by, now=NOW),
        lambda: actions.change_section(section, title=words, by=by, now=NOW),
        lambda: actions.move_section(section, to_position=1, by=by, now=NOW),
        lambda: actions.remove_section(section, by=by, now=NOW),
        lambda: add(section, by, key="b"),
        lambda: actions.change_question(question, label=words, by=by, now=NOW),
        lambda: actions.move_question(question, to_position=1, by=by, now=NOW),
        lambda: actions.remove_question(question, by=by, now=NOW),
    ]
    assert [codes(act) for act in acts] == [[("version_published", "")]] * len(acts)
    assert form_digest(form_of(version)) == version.digest


def test_publishing_tells_everything_that_is_wrong(draft, section, by):
    actions.add_section(draft, title={"en-gb": "Empty"}, by=by, now=NOW)
    add(section, by, key="late", show_if={"all": [{"key": "host", "test": "is", "value": "yes"}]})
    add(section, by, key="host", type="yes_no")
    add(section, by, key="more", show_if={"all": [{"key": "host", "test": "is", "value": "perhaps"}]})
    assert codes(lambda: actions.publish_version(draft, by=by, now=NOW)) == [
        ("section_empty", "empty"),
        ("condition_without_question", "late"),
        ("condition_without_answer", "more"),
    ]


def test_conditions_may_be_chained(draft, section, by):
    host_says_yes = {"all": [{"key": "host", "test": "is", "value": "yes"}]}
    add(section, by, key="host", type="yes_no")
    add(section, by, key="kind", type="choice", settings=OPTIONS, show_if=host_says_yes)
    add(section, by, key="more", show_if={"all": [{"key": "kind", "test": "is", "value": "a"}]})
    assert actions.publish_version(draft, by=by, now=NOW).status == "published"


def test_empty_form_is_not_published(draft, by):
    assert codes(lambda: actions.publish_version(draft, by=by, now=NOW)) == [("no_sections", "")]


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ({"type": "short_text"}, "quiz_type"),
        (
            {
                "type": "yes_no",
                "settings": {"options": [{"code": "yes", "next": "stop"}, {"code": "no", "next": "stop"}]},
            },
            "quiz_dead_end",
        ),
        (
            {"type": "yes_no", "settings": {"options": [{"code": "yes"}, {"code": "no", "next": "stop"}]}},
            "quiz_stop_without_text",
        ),
    ],
)
def test_quiz_must_be_kind_and_lead_somewhere(question, code):
    with pytest.raises(Refusal) as caught:
        make_version({"key": "a"} | question, purpose="quiz")
    assert [(b.code, b.field) for b in caught.value.blockers] == [(code, "a")]


def test_new_version_starts_as_a_copy_and_needs_a_reason(by):
    version = make_version({"key": "a", "type": "choice", "settings": OPTIONS}, by=by)
    questionnaire = version.questionnaire
    assert codes(lambda: actions.new_draft_version(questionnaire, by=by, now=NOW)) == [("reason_missing", "reason")]
    draft = actions.new_draft_version(questionnaire, by=by, now=NOW, reason="A clearer question")
    assert (draft.number, draft.status, form_of(draft).sections) == (2, "draft", form_of(version).sections)
    assert codes(lambda: actions.new_draft_version(questionnaire, by=by, now=NOW, reason="Again")) == [
        ("draft_exists", "")
    ]
    assert published_version(questionnaire) == version
    assert published_version(actions.publish_version(draft, by=by, now=NOW).questionnaire).number == 2


def test_building_is_for_those_who_may(draft, section):
    writer = make_writer()
    assert codes(lambda: actions.create_questionnaire("x", "quiz", by=writer, now=NOW)) == [("not_allowed", "")]
    assert codes(lambda: add(section, writer)) == [("not_allowed", "")]
    assert codes(lambda: actions.publish_version(draft, by=writer, now=NOW)) == [("not_allowed", "")]
    assert list(questionnaires(writer)) == []


def test_each_act_leaves_its_entry(draft, section, by):
    question = add(section, by, key="a")
    actions.change_question(question, label={"en-gb": "Other"}, by=by, now=NOW)
    actions.publish_version(draft, by=by, now=NOW)
    assert list(Entry.objects.order_by("pk").values_list("verb", "subject")) == [
        ("questionnaire_created", f"questionnaire:{draft.questionnaire_id}"),
        ("section_added", f"version:{draft.pk}"),
        ("question_added", f"version:{draft.pk}"),
        ("question_changed", f"version:{draft.pk}"),
        ("version_published", f"version:{draft.pk}"),
    ]


def test_list_counts_questions_of_the_newest_version(by):
    version = make_version({"key": "a", "type": "short_text"}, {"key": "b", "type": "email"}, by=by)
    actions.new_draft_version(version.questionnaire, by=by, now=NOW, reason="More")
    row = questionnaires(by).get()
    assert (row.number, row.has_draft, row.question_count) == (2, True, 2)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_officers_start_one_new_version():
    by = make_builder()
    questionnaire = make_version({"key": "a", "type": "short_text"}, by=by).questionnaire
    start = lambda: actions.new_draft_version(questionnaire, by=by, now=NOW, reason="Same")  # noqa: E731
    results = run_together(start, start)
    assert sorted(type(result).__name__ for result in results) == ["Refusal", "Version"]
    assert Version.objects.filter(questionnaire=questionnaire).count() == 2
