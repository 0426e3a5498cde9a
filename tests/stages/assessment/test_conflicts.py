"""Ties: declared, found, settled, corrected; and that a conflicted reviewer finds nothing anywhere."""

import pytest

from grants.ground.audit.models import Entry
from grants.ground.audit.queries import timeline
from grants.ground.audit.verbs import Audience
from grants.ground.kit.errors import Refusal
from grants.stages.applications.models import Application
from grants.stages.assessment import actions
from grants.stages.assessment.models import Assignment, Conflict
from grants.stages.assessment.queries import (
    board,
    effect_for,
    groups_to_declare,
    reading,
    seats_of,
    staff_candidates,
    unhidden,
    waiting_to_decide,
    workable_by,
)
from tests.factories.assessment import (
    NOW,
    declare,
    make_actor,
    make_decider,
    make_eligible,
    make_judged_call,
    make_meeting,
    make_officer,
    make_panel,
    make_recommended,
    make_scoring,
)
from tests.factories.people import belong, make_organisation, make_person

pytestmark = pytest.mark.django_db


def refused(act):
    with pytest.raises(Refusal) as caught:
        act()
    return [(blocker.code, blocker.field) for blocker in caught.value.blockers]


def ties(**filters):
    rows = Conflict.objects.filter(**filters).order_by("pk")
    return list(rows.values_list("origin", "kind", "effect", "is_settled"))


def test_nothing_can_be_read_before_speaking_about_the_groups():
    rosa = make_person("Rosa")
    call = make_judged_call()
    application = make_eligible(call)
    panel = make_panel(call, members=[rosa, make_person()], applications=[application])
    actions.assign(panel.candidates.get(), rosa, by=make_officer(), now=NOW)
    actions.start_scoring(panel, by=make_officer(), now=NOW)
    actor = make_actor(rosa)
    assert (list(workable_by(actor)), reading(actor, application)) == ([], None)
    assert [seat.to_declare for seat in seats_of(actor)] == [1]
    declare(panel, rosa)
    assert [assignment.person for assignment in workable_by(actor)] == [rosa]
    assert [(seat.to_declare, len(seat.tasks)) for seat in seats_of(actor)] == [(0, 1)]


def test_declaring_everything_is_dated_and_new_groups_are_asked_alone():
    rosa = make_person("Rosa")
    call = make_judged_call()
    panel = make_panel(call, members=[rosa], applications=[make_eligible(call, name="Ash"), make_eligible(call)])
    declare(panel, rosa)
    assert panel.members.get().declared_at == NOW
    actions.put_before_panel(panel, [make_eligible(call, name="Birch")], by=make_officer(), now=NOW)
    groups = groups_to_declare(make_actor(rosa), panel)
    assert [candidate.application.organisation.name for candidate in groups] == ["Birch"]


def test_half_a_declaration_is_not_dated():
    rosa = make_person("Rosa")
    call = make_judged_call()
    one, two = make_eligible(call), make_eligible(call)
    panel = make_panel(call, members=[rosa], applications=[one, two])
    actions.declare_conflicts(panel, {one.pk: ("none", "")}, by=make_actor(rosa), now=NOW)
    assert panel.members.get().declared_at is None
    assert [candidate.application for candidate in groups_to_declare(make_actor(rosa), panel)] == [two]


@pytest.mark.parametrize(
    ("kind", "effect", "status"),
    [
        ("direct", "hidden", "removed"),
        ("institutional", "may_not_score", "removed"),
        ("personal", "hidden", "accepted"),
        ("unsure", "hidden", "accepted"),
        ("perceived", "noted", "accepted"),
    ],
)
def test_tie_noticed_while_reading_ends_what_it_forbids(kind, effect, status):
    rosa = make_person("Rosa")
    panel = make_scoring(rosa)
    application = panel.candidates.get().application
    actions.declare_conflicts(panel, {application.pk: (kind, "Cousin")}, by=make_actor(rosa), now=NOW)
    assert effect_for(make_actor(rosa), application) == effect
    assert Assignment.objects.get().status == status
    assert workable_by(make_actor(rosa)).exists() == (effect == "noted")


def test_own_answer_is_loosened_only_through_the_chair():
    rosa, chair = make_person("Rosa"), make_person("Chidi")
    panel = make_scoring(rosa, chair)
    actions.add_member(panel, chair, role="chair", by=make_officer(), now=NOW)
    application = panel.candidates.get().application
    declare(panel, rosa, kinds={application: "direct"})
    field = f"kind-{application.pk}"
    assert refused(lambda: declare(panel, rosa)) == [("ask_the_chair", field)]
    conflict = Conflict.objects.get(person=rosa)
    words = {"kind": "none", "by": make_actor(chair), "now": NOW}
    assert refused(lambda: actions.correct_conflict(conflict, note=" ", **words)) == [("no_reason", "note")]
    corrected = actions.correct_conflict(conflict, note="Rosa rang: another Rosa", **words)
    assert (corrected.kind, corrected.effect, corrected.is_settled) == ("none", "clear", True)
    assert effect_for(make_actor(rosa), application) == "clear"


def test_unknown_answers_and_applications_are_refused():
    rosa = make_person("Rosa")
    panel = make_scoring(rosa)
    stranger = make_eligible(panel.call)
    pk = panel.candidates.get().application_id
    for answers, field in [({pk: ("maybe", "")}, f"kind-{pk}"), ({stranger.pk: ("none", "")}, f"kind-{stranger.pk}")]:
        act = lambda a=answers: actions.declare_conflicts(panel, a, by=make_actor(rosa), now=NOW)  # noqa: E731
        assert refused(act) == [("no_such_answer", field)]


def test_who_neither_sits_there_nor_works_here_declares_nothing():
    panel = make_scoring(make_person())
    act = lambda: actions.declare_conflicts(panel, {}, by=make_actor(make_person()), now=NOW)  # noqa: E731
    assert refused(act) == [("not_allowed", "")]


def test_unsure_is_hidden_until_settled():
    rosa = make_person("Rosa")
    panel = make_scoring(rosa)
    application = panel.candidates.get().application
    declare(panel, rosa, kinds={application: "unsure"})
    assert reading(make_actor(rosa), application) is None
    actions.settle_conflict(Conflict.objects.get(), effect="noted", by=make_officer(), now=NOW)
    assert reading(make_actor(rosa), application).group == application.organisation.name
    act = lambda: actions.settle_conflict(Conflict.objects.get(), effect="clear", by=make_officer(), now=NOW)  # noqa: E731
    assert refused(act) == [("effect_too_mild", "effect")]


def test_settling_to_less_takes_the_reviewer_off():
    rosa = make_person("Rosa")
    panel = make_scoring(rosa)
    declare(panel, rosa, kinds={panel.candidates.get().application: "personal"})
    actions.settle_conflict(Conflict.objects.get(), effect="may_not_score", by=make_officer(), now=NOW)
    assert Assignment.objects.get().status == "removed"


def test_nobody_settles_a_tie_of_their_own():
    officer = make_officer()
    panel = make_scoring(make_person())
    application = panel.candidates.get().application
    (conflict,) = actions.declare_conflicts(panel, {application.pk: ("unsure", "")}, by=officer, now=NOW)
    act = lambda by: lambda: actions.settle_conflict(conflict, effect="hidden", by=by, now=NOW)  # noqa: E731
    assert refused(act(officer)) == [("not_allowed", "")]
    assert refused(act(make_actor(make_person()))) == [("not_allowed", "")]
    assert act(make_officer("Tomas Other"))().effect == "hidden"


def test_membership_of_the_group_is_found_and_hides():
    rosa, group = make_person("Rosa"), make_organisation("Harbour")
    belong(rosa, group)
    call = make_judged_call()
    make_panel(call, members=[rosa], applications=[make_eligible(call, organisation=group)])
    assert ties(person=rosa) == [("detected", "direct", "hidden", True)]


def test_membership_that_began_later_hides_all_the_same():
    rosa = make_person("Rosa")
    panel = make_scoring(rosa)
    application = panel.candidates.get().application
    belong(rosa, application.organisation)
    actor = make_actor(rosa)
    assert (list(workable_by(actor)), reading(actor, application)) == ([], None)


@pytest.mark.parametrize("joins_first", [True, False])
def test_mail_domain_is_found_whoever_comes_first(joins_first):
    rosa = make_person("Rosa", email="rosa@harbour.example")
    call = make_judged_call()
    application = make_eligible(call, organisation=make_organisation("Harbour", email_domain="harbour.example"))
    if joins_first:
        make_panel(call, members=[rosa], applications=[application])
    else:
        panel = make_panel(call, applications=[application])
        actions.add_member(panel, rosa, by=make_officer(), now=NOW)
    assert ties(person=rosa) == [("detected", "unsure", "clear", False)]
    assert effect_for(make_actor(rosa), application) == "hidden"


def test_contacts_and_names_the_group_left_out_are_found():
    colm, lena = make_person("Colm Byrne"), make_person("Lena", email="lena@quay.example")
    call = make_judged_call()
    facts = {"contact_emails": ["office@quay.example"], "excluded_reviewers": ["Byrne, Colm"]}
    make_panel(call, members=[colm, lena, make_person()], applications=[make_eligible(call, **facts)])
    assert list(Conflict.objects.order_by("person").values_list("person", "kind")) == [
        (colm.pk, "unsure"),
        (lena.pk, "unsure"),
    ]


def test_pair_with_a_tie_cannot_be_assigned():
    rosa, group = make_person("Rosa"), make_organisation()
    belong(rosa, group)
    call = make_judged_call()
    panel = make_panel(call, members=[rosa], applications=[make_eligible(call, organisation=group)])
    act = lambda: actions.assign(panel.candidates.get(), rosa, by=make_officer(), now=NOW)  # noqa: E731
    assert refused(act) == [("conflict", "")]


def test_conflicted_reviewer_finds_nothing_anywhere():
    colm, rosa = make_person("Colm"), make_person("Rosa")
    panel = make_scoring(colm, rosa)
    candidate = panel.candidates.get()
    declare(panel, colm, kinds={candidate.application: "direct"})
    actor = make_actor(colm)
    assert list(workable_by(actor)) == []
    assert reading(actor, candidate.application) is None
    assert [(seat.to_declare, seat.waiting, seat.tasks) for seat in seats_of(actor)] == [(0, 0, ())]
    assert list(groups_to_declare(actor, panel)) == []


def test_conflicted_chair_sees_a_masked_row_and_all_the_money():
    panel = make_meeting(groups=2, requested=70_000)
    one, two = panel.candidates.order_by("pk")
    officer = make_officer("Olive Tied")
    actions.declare_conflicts(panel, {one.application_id: ("direct", "")}, by=officer, now=NOW)
    seen = board(panel, officer)
    assert {row.candidate: row.is_masked for row in seen.rows} == {one: True, two: False}
    assert (seen.asked, seen.rows[-1].running, seen.hidden) == (140_000, 140_000, 1)
    assert list(staff_candidates(officer)) == [two]
    assert list(unhidden(Application.objects.all(), officer)) == [two.application]


def test_conflicted_decision_maker_has_nothing_waiting():
    candidate = make_recommended()
    decider = make_decider()
    assert [row.candidate for row in waiting_to_decide(decider)] == [candidate]
    Conflict.objects.create(
        application=candidate.application, person_id=decider.person_id, origin="declared", kind="institutional",
        effect="may_not_score", recorded_at=NOW,
    )  # fmt: skip
    assert list(waiting_to_decide(decider)) == []
    assert list(staff_candidates(decider)) == [candidate]


def test_ties_are_never_told_to_the_group():
    rosa = make_person("Rosa")
    panel = make_scoring(rosa)
    application = panel.candidates.get().application
    declare(panel, rosa, kinds={application: "direct"})
    told = timeline(f"application:{application.pk}", audiences=[Audience.GROUP, Audience.PUBLIC])
    assert [entry.verb for entry in told if "conflict" in entry.verb or "panel" in entry.verb] == []
    assert Entry.objects.filter(verb="conflict_declared", case=f"application:{application.pk}").count() == 1
