"""What each tie means, and which ties the system can see."""

import pytest

from grants.stages.assessment.models import ConflictEffect, ConflictKind
from grants.stages.assessment.rules import conflicts
from grants.stages.assessment.rules.conflicts import Group, Judge

GROUP = Group(
    organisation_id=7,
    email_domain="harbour.example",
    contact_emails=["lena@quay.example", "bo@gmail.com"],
    excluded_names=["Colm Byrne", "Rose"],
)


def judge(name="Rosa Vale", email="rosa@elsewhere.example", organisation_ids=()):
    return Judge(1, name, email, organisation_ids)


def test_tables_and_models_know_the_same_words():
    assert set(conflicts.KINDS) == set(ConflictKind.values)
    assert set(conflicts.EFFECTS) == set(ConflictEffect.values)


@pytest.mark.parametrize(
    ("kind", "effect"),
    [
        ("none", "clear"),
        ("direct", "hidden"),
        ("personal", "hidden"),
        ("institutional", "may_not_score"),
        ("perceived", "noted"),
        ("unsure", "hidden"),
    ],
)
def test_effect_of_a_kind_before_anybody_settles_it(kind, effect):
    meaning = conflicts.KINDS[kind]
    assert conflicts.strictest([(meaning.effect, meaning.is_settled)]) == effect


def test_strictest_of_several_ties_counts():
    assert conflicts.strictest([("noted", True), ("may_not_score", True), ("clear", True)]) == "may_not_score"
    assert conflicts.strictest([("clear", True), ("clear", False)]) == "hidden"
    assert conflicts.strictest([]) == "clear"


def test_reading_and_scoring_by_effect():
    assert [e for e in conflicts.EFFECTS if conflicts.may_read(e)] == ["clear", "noted", "may_not_score"]
    assert [e for e in conflicts.EFFECTS if conflicts.may_score(e)] == ["clear", "noted"]


def test_chair_chooses_what_the_table_says_or_stricter():
    assert conflicts.settled_effects("personal") == ["may_not_score", "hidden"]
    assert conflicts.settled_effects("unsure") == ["clear", "noted", "may_not_score", "hidden"]
    assert conflicts.settled_effects("direct") == ["hidden"]


def test_chair_only_tightens():
    assert conflicts.blockers_to_settle("unsure", "clear", "clear", is_settled=False) == []
    assert conflicts.blockers_to_settle("perceived", "hidden", "noted", is_settled=True) == []
    for kind, effect, present in [
        ("perceived", "clear", "noted"),
        ("unsure", "noted", "hidden"),
        ("none", "?", "clear"),
    ]:
        (blocker,) = conflicts.blockers_to_settle(kind, effect, present, is_settled=True)
        assert blocker.code == "effect_too_mild"


def test_own_answer_may_become_stricter_only():
    assert conflicts.is_stricter("direct", than="none")
    assert conflicts.is_stricter("unsure", than="perceived")
    assert not conflicts.is_stricter("none", than="perceived")
    assert not conflicts.is_stricter("perceived", than="unsure")


@pytest.mark.parametrize(
    ("person", "kind"),
    [
        (judge(organisation_ids={7, 9}), "direct"),
        (judge(email="Rosa@HARBOUR.example"), "unsure"),
        (judge(email="rosa@quay.example"), "unsure"),
        (judge(email="rosa@gmail.com"), None),
        (judge(name="Byrne, Cólm"), "unsure"),
        (judge(name="Colm Patrick Byrne"), "unsure"),
        (judge(name="Rose"), None),
        (judge(name="Colm Reilly"), None),
        (judge(organisation_ids={8}), None),
    ],
)
def test_tie_that_the_system_sees(person, kind):
    assert conflicts.detected_kind(person, GROUP) == kind


def test_public_mail_providers_tie_nobody():
    group = Group(7, "outlook.com", ["lena@gmail.com", "not an address"], [])
    assert conflicts.detected_kind(judge(email="x@outlook.com"), group) is None
    assert conflicts.detected_kind(judge(email=""), Group(7, "", [], [])) is None
