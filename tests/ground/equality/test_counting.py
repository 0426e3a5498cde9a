"""Equality answers: counted, never kept; shown only where they point at nobody."""

from datetime import date, timedelta

import pytest
from django.apps import apps

from grants.desks.jobs.words import load_words
from grants.ground.audit.models import Entry
from grants.ground.equality import queries
from grants.ground.equality.actions import count_answers, forget_links, note_days
from grants.ground.equality.models import EqualityCount, EqualityDay, SpentLink
from grants.ground.equality.rules import QuestionSpec, counted, finished_quarters, table
from grants.ground.kit.errors import Refusal
from tests.factories.actors import NOW, make_actor

TODAY = date(2026, 9, 7)
AGE = QuestionSpec(
    "age", "How old?", "", True, (("young", "Young"), ("old", "Old"), ("prefer_not_to_say", "Rather not"))
)
ONE = QuestionSpec(
    "one", "How many?", "", False, (("none", "None"), ("some", "Some"), ("prefer_not_to_say", "Rather not"))
)


def count(given, *, nonce, call="doorstep", today=TODAY):
    return count_answers(given, call_code=call, nonce=nonce, today=today)


# Rules


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, []),
        ({"age": []}, []),
        ({"age": ["young", "old"]}, [("age", ""), ("age", "old"), ("age", "young")]),
        ({"age": ["old", "old"]}, [("age", ""), ("age", "old")]),
        ({"age": ["young", "prefer_not_to_say"]}, [("age", ""), ("age", "prefer_not_to_say")]),
        ({"one": ["some", "none"]}, [("one", ""), ("one", "none")]),
        ({"age": ["../x"], "password": ["x"]}, []),
    ],
)
def test_a_sheet_counts_what_is_offered(given, expected):
    assert counted(given, [AGE, ONE]) == expected


def test_a_question_that_few_answered_is_not_shown():
    assert table(AGE, {"": 9, "young": 9}).rows == ()
    assert table(AGE, {"": 9, "young": 9}).answered is None


def test_small_numbers_are_hidden_with_their_neighbour():
    rows = table(AGE, {"": 20, "young": 14, "old": 3, "prefer_not_to_say": 6}).rows
    assert [(row.count, row.share) for row in rows] == [(14, 70), (None, None), (None, None)]


def test_only_quarters_that_are_over_are_shown():
    months = [date(2026, 3, 1), date(2026, 7, 1), date(2026, 8, 1), date(2025, 12, 1)]
    quarters = [(date(2026, 1, 1), date(2026, 3, 1)), (date(2025, 10, 1), date(2025, 12, 1))]
    assert finished_quarters(months, TODAY) == quarters
    assert finished_quarters(months, date(2026, 10, 1))[0] == (date(2026, 7, 1), date(2026, 9, 1))


# Acts


@pytest.fixture
def asked(db):
    load_words()


def test_answers_are_added_up(asked):
    for number in range(3):
        count({"age": ["18_to_29", "65_and_over"], "gender": ["women"]}, nonce=f"n{number}")
    rows = EqualityCount.objects.order_by("question", "answer").values_list("question", "answer", "month", "count")
    first = date(2026, 9, 1)
    assert list(rows) == [
        ("age", "", first, 3),
        ("age", "18_to_29", first, 3),
        ("age", "65_and_over", first, 3),
        ("gender", "", first, 3),
        ("gender", "women", first, 3),
    ]


def test_a_link_counts_once(asked):
    count({"age": ["18_to_29"]}, nonce="same")
    with pytest.raises(Refusal) as refused:
        count({"age": ["18_to_29"]}, nonce="same")
    assert [blocker.code for blocker in refused.value.blockers] == ["link_used"]
    assert EqualityCount.objects.get(answer="18_to_29").count == 1


def test_an_empty_sheet_counts_nothing_and_keeps_its_link(asked):
    assert count({"age": []}, nonce="later") == 0
    assert (SpentLink.objects.count(), EqualityDay.objects.count()) == (0, 0)


def test_counting_leaves_no_entry_of_its_own(asked):
    count({"age": ["18_to_29"]}, nonce="n")
    assert Entry.objects.count() == 0


def test_the_audit_trail_hears_a_day_later_how_many_came_and_once(asked):
    for number in range(2):
        count({"age": ["18_to_29"]}, nonce=f"n{number}")
    assert note_days(today=TODAY, now=NOW) == 0
    tomorrow = NOW + timedelta(days=1)
    assert [note_days(today=tomorrow.date(), now=tomorrow) for _tick in range(2)] == [1, 0]
    entry = Entry.objects.get()
    assert (entry.verb, entry.actor_kind, entry.person_id, entry.case) == (
        "equality_answers_counted",
        "timer",
        None,
        "",
    )
    assert entry.facts == {"call": "doorstep", "sheets": 2}


def test_used_links_are_forgotten_once_they_would_have_run_out(asked):
    count({"age": ["18_to_29"]}, nonce="n")
    assert forget_links(today=TODAY + timedelta(days=8)) == 0
    assert forget_links(today=TODAY + timedelta(days=9)) == 1


def test_months_of_a_call_are_added_up_and_calls_kept_apart(asked):
    for number in range(12):
        day = TODAY if number % 2 else date(2026, 8, 31)
        count({"gender": ["women" if number < 6 else "men"]}, nonce=f"n{number}", today=day)
    count({"gender": ["men"]}, nonce="other", call="small")
    (gender,) = queries.tables(make_actor(), "doorstep", date(2026, 8, 1), date(2026, 9, 1))
    assert (gender.answered, [row.count for row in gender.rows]) == (12, [6, 6, 0, 0, 0])


def test_whoever_may_not_see_finds_nothing(asked):
    count({"age": ["18_to_29"]}, nonce="n")
    nobody = make_actor(permissions=())
    assert queries.months_answered(nobody) == {}
    assert queries.tables(nobody, "doorstep", date(2026, 9, 1), date(2026, 9, 1)) == []


# What is stored


def test_no_key_leads_to_or_from_the_counts():
    ours = list(apps.get_app_config("equality").get_models())
    keys = [
        f"{model.__name__}.{field.name}" for model in ours for field in model._meta.get_fields() if field.is_relation
    ]
    assert keys == []


def test_nothing_finer_than_a_day_is_stored():
    ours = apps.get_app_config("equality").get_models()
    times = [f"{m.__name__}.{f.name}" for m in ours for f in m._meta.fields if "Time" in type(f).__name__]
    assert times == []


def test_keys_of_counts_say_nothing_of_their_order(asked):
    for number in range(8):
        count({"languages": ["english", "welsh"]}, nonce=f"n{number}", call=f"call-{number}")
    ids = list(EqualityCount.objects.order_by("call_code", "answer").values_list("pk", flat=True))
    assert (len(ids), ids == sorted(ids)) == (24, False)


def test_every_shipped_question_offers_prefer_not_to_say(asked):
    offered = [[code for code, _label in question.options][-1] for question in queries.questions("en-gb")]
    assert offered == ["prefer_not_to_say"] * 5
