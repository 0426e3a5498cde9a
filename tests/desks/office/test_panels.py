"""Panels in the office: setting up, members, applications, the steps."""

import pytest
from django.urls import reverse

from grants.stages.assessment.models import Assignment, Conflict, Panel, PanelMember
from tests.factories.assessment import (
    DUE,
    declare,
    make_eligible,
    make_judged_call,
    make_meeting,
    make_panel,
    make_recommended,
    make_scoring,
    score,
)
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(cast):
    return cast.client("officer")


def at(name, *args):
    return reverse(f"office:{name}", args=args)


def text(response):
    return response.content.decode()


def test_list_of_panels(officer):
    panel = make_scoring(make_person())
    page = text(officer.get(at("panels")))
    for expected in (panel.name, panel.call.title, "Scoring", at("panel", panel.pk)):
        assert expected in page


def test_list_without_panels_says_what_to_do(officer):
    assert "No panel yet" in text(officer.get(at("panels")))


def test_new_panel(officer):
    call = make_judged_call()
    data = {"call": call.pk, "name": "Autumn", "scores_due_at": "2099-10-01", "reviews_each": "2"}
    response = officer.post(at("panel_new"), data)
    panel = Panel.objects.get()
    assert response.headers["Location"] == at("panel", panel.pk)
    assert (panel.name, panel.reviews_each, panel.scores_due_at.isoformat()) == (
        "Autumn",
        2,
        "2099-10-01T16:00:00+00:00",
    )


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("call", "", "Choose a call."),
        ("call", "999", "Choose a call."),
        ("name", " ", "Enter a name for the panel, like “Autumn panel”."),
        ("scores_due_at", "31/02/2099", "Enter a date that exists, like 4 12 2026."),
        ("scores_due_at", "2020-01-01", "Choose a day that is still to come."),
        ("reviews_each", "ten", "Enter a number from 1 to 9."),
        ("reviews_each", "0", "Enter a number from 1 to 9."),
    ],
)
def test_new_panel_says_what_is_wrong_at_the_field(officer, field, value, sentence):
    data = {"call": make_judged_call().pk, "name": "Autumn", "scores_due_at": "2099-10-01", "reviews_each": "2"}
    response = officer.post(at("panel_new"), data | {field: value})
    assert response.context["form"].errors == {field: [sentence]}
    assert Panel.objects.count() == 0


def test_edit_panel(officer):
    panel = make_panel()
    assert text(officer.get(at("panel_edit", panel.pk))).count('value="2026-09-21"') == 1
    officer.post(at("panel_edit", panel.pk), {"name": "Winter", "scores_due_at": "2099-10-01", "reviews_each": "4"})
    panel.refresh_from_db()
    assert (panel.name, panel.reviews_each, panel.scores_due_at == DUE) == ("Winter", 4, False)


def test_member_is_added_by_address(officer):
    panel = make_panel()
    data = {"name": "Nia Vale", "email": "nia@vale.example", "role": "chair"}
    assert officer.post(at("panel", panel.pk), data).headers["Location"] == at("panel", panel.pk)
    member = PanelMember.objects.get()
    assert (member.person.email, member.role) == ("nia@vale.example", "chair")
    assert "Nia Vale" in text(officer.get(at("panel", panel.pk)))


def test_member_without_an_address_is_refused_and_the_name_kept(officer):
    response = officer.post(at("panel", make_panel().pk), {"name": "Nia Vale", "email": "nia", "role": "chair"})
    assert response.context["form"].errors == {"email": ["Enter an email address, like name@example.org."]}
    assert 'value="Nia Vale"' in text(response)


def test_member_is_taken_off(officer):
    panel = make_scoring(make_person("Rosa"))
    member = panel.members.get()
    officer.post(at("member_remove", panel.pk, member.pk))
    member.refresh_from_db()
    assert member.left_at is not None
    assert officer.post(at("member_remove", panel.pk, member.pk)).status_code == 404


def test_applications_are_put_before_the_panel(officer):
    call = make_judged_call()
    one, two = make_eligible(call, name="Ash"), make_eligible(call, name="Birch")
    panel = make_panel(call)
    page = text(officer.get(at("panel_put", panel.pk)))
    assert page.index("Ash") < page.index("Birch")
    officer.post(at("panel_put", panel.pk), {"application": [two.pk, "x"]})
    assert [candidate.application for candidate in panel.candidates.all()] == [two]
    assert one.title in text(officer.get(at("panel_put", panel.pk)))


def test_steps_from_start_to_finish(officer, cast):
    rosa, cole = make_person("Rosa"), make_person("Cole")
    call = make_judged_call()
    panel = make_panel(call, members=[rosa, cole], applications=[make_eligible(call)])
    assert "2 members have not said yet which groups they know." in text(officer.get(at("panel", panel.pk)))
    response = officer.post(at("panel_start", panel.pk), follow=True)
    assert "Ask at least one reviewer to read an application first." in text(response)
    candidate = panel.candidates.get()
    pairs = [f"{candidate.pk}:{person.pk}" for person in (rosa, cole)]
    officer.post(at("panel_assign", panel.pk), {"pair": pairs})
    officer.post(at("panel_start", panel.pk))
    panel.refresh_from_db()
    assert (panel.status, Assignment.objects.count()) == ("scoring", 2)
    response = officer.post(at("panel_close", panel.pk), {"reason": ""})
    sentence = "Some applications have fewer than two reviews. Say why scoring ends all the same."
    assert response.context["form"].errors == {"reason": [sentence]}
    response = officer.post(at("panel_close", panel.pk), {"reason": "No time left"})
    assert response.headers["Location"] == at("panel_board", panel.pk)
    officer.post(at("panel_reopen", panel.pk))
    panel.refresh_from_db()
    assert panel.status == "scoring"


def test_finish_says_what_is_undecided(officer):
    panel = make_meeting()
    response = officer.post(at("panel_finish", panel.pk), follow=True)
    assert f"Not decided yet: {panel.candidates.get().application.reference}." in text(response)


def test_batch_shows_no_step_that_does_not_exist(officer):
    panel = make_panel(make_judged_call("officer_and_approver"), scores_due_at=None)
    page = text(officer.get(at("panel", panel.pk)))
    for word in ("Start scoring", "End scoring", "Open scoring again", "Who reads what", "Members"):
        assert word not in page


def test_steps_are_posted_not_read(officer):
    panel = make_meeting()
    for name in ("panel_start", "panel_reopen", "panel_finish"):
        assert officer.get(at(name, panel.pk)).status_code == 405


def test_grid_changes_only_what_the_page_changed(officer):
    rosa, cole = make_person("Rosa"), make_person("Cole")
    call = make_judged_call()
    panel = make_panel(call, members=[rosa, cole], applications=[make_eligible(call)])
    candidate = panel.candidates.get()
    one, other = f"{candidate.pk}:{rosa.pk}", f"{candidate.pk}:{cole.pk}"
    officer.post(at("panel_assign", panel.pk), {"pair": [one]})
    officer.post(at("panel_assign", panel.pk), {"pair": [other]})
    assert Assignment.objects.filter(status="offered").count() == 2
    officer.post(at("panel_assign", panel.pk), {"was": [one, other], "pair": [other, "nonsense", "1:x"]})
    assert list(Assignment.objects.filter(status="offered").values_list("person", flat=True)) == [cole.pk]


def test_grid_has_no_box_for_a_pair_with_a_tie(officer):
    rosa, cole = make_person("Rosa"), make_person("Cole")
    call = make_judged_call()
    panel = make_panel(call, members=[rosa, cole], applications=[make_eligible(call)])
    candidate = panel.candidates.get()
    declare(panel, rosa, kinds={candidate.application: "direct"})
    page = text(officer.get(at("panel_assign", panel.pk)))
    assert f'value="{candidate.pk}:{rosa.pk}"' not in page
    assert f'value="{candidate.pk}:{cole.pk}"' in page
    response = officer.post(at("panel_assign", panel.pk), {"pair": [f"{candidate.pk}:{rosa.pk}"]}, follow=True)
    assert "A reviewer with a conflict of interest cannot be asked to score." in text(response)


def test_review_that_is_in_is_taken_out_with_a_reason(officer):
    rosa = make_person("Rosa")
    panel = make_scoring(rosa)
    score(panel.candidates.get(), rosa, 3, 3)
    assignment = Assignment.objects.get()
    assert at("assignment_remove", assignment.pk) in text(officer.get(at("panel_assign", panel.pk)))
    assert "reason" in officer.post(at("assignment_remove", assignment.pk), {}).context["form"].errors
    officer.post(at("assignment_remove", assignment.pk), {"reason": "Wrong group"})
    assignment.refresh_from_db()
    assert (assignment.status, assignment.ended_reason) == ("removed", "Wrong group")


def test_ties_are_settled_and_corrected(officer):
    rosa = make_person("Rosa")
    panel = make_scoring(rosa)
    declare(panel, rosa, kinds={panel.candidates.get().application: "unsure"})
    tie = Conflict.objects.get()
    assert "To settle" in text(officer.get(at("panel_ties", panel.pk)))
    officer.post(at("panel_ties", panel.pk), {"tie": tie.pk, f"tie-{tie.pk}-effect": "noted"})
    tie.refresh_from_db()
    assert (tie.effect, tie.is_settled) == ("noted", True)
    assert officer.post(at("tie_correct", tie.pk), {"kind": "none"}).context["form"].errors == {
        "note": ["Say who told you, and when."]
    }
    officer.post(at("tie_correct", tie.pk), {"kind": "none", "note": "Rosa rang on Monday"})
    tie.refresh_from_db()
    assert (tie.kind, tie.effect) == ("none", "clear")


def test_officer_does_not_find_a_tie_of_their_own(officer, cast):
    panel = make_scoring(make_person())
    candidate = panel.candidates.get()
    officer.post(at("own_tie", candidate.pk), {"kind": "unsure"})
    tie = Conflict.objects.get(person=cast.officer)
    assert officer.get(at("panel_ties", panel.pk)).context["forms"] == []
    assert officer.get(at("tie_correct", tie.pk)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_a_constant_number_of_queries(officer, count, django_assert_num_queries):
    for _ in range(count):
        make_panel()
    with django_assert_num_queries(5):
        officer.get(at("panels"))


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"), [("panel", 8), ("panel_assign", 11), ("panel_put", 6), ("panel_close", 7)]
)
def test_screens_take_a_constant_number_of_queries(officer, count, name, queries, django_assert_num_queries):
    panel = make_scoring(*(make_person() for _ in range(count)), groups=count)
    for _ in range(count):
        make_eligible(panel.call)
    with django_assert_num_queries(queries):
        officer.get(at(name, panel.pk))


@pytest.mark.parametrize("count", [1, 3])
def test_ties_take_a_constant_number_of_queries(officer, count, django_assert_num_queries):
    rosa = make_person("Rosa")
    panel = make_scoring(rosa, groups=count)
    declare(panel, rosa, kinds={c.application: "unsure" for c in panel.candidates.all()})
    with django_assert_num_queries(5):
        officer.get(at("panel_ties", panel.pk))


def test_decided_panel_leads_to_release(officer):
    candidate = make_recommended()
    Panel.objects.update(status="decided")
    assert at("release", candidate.panel_id) in text(officer.get(at("panel", candidate.panel_id)))
