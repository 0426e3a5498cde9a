"""Calls that renew grants, and renewals, in the office."""

import pytest
from django.urls import reverse

from grants.ground.questions.actions import mark_confirmed
from grants.ground.questions.models import AnswerSheet
from grants.stages.applications.actions import start_application, start_for_group, submit_application
from grants.stages.applications.models import Application
from grants.stages.assessment.models import Conflict
from grants.stages.calls.models import Call
from tests.desks.office.test_calls import typed
from tests.desks.web.html import text_of
from tests.factories.applications import answer, make_group, reread
from tests.factories.calls import NOW, make_call, make_draft_call
from tests.factories.renewals import (
    LONG_AGO,
    PEOPLE,
    PROJECT,
    WROTE,
    make_funded,
    make_funded_call,
    make_renewal,
    make_renewing_call,
    make_two_part_form,
)

pytestmark = pytest.mark.django_db
QUERIES_OF_ANSWERS = 10  # two of these: the application that is renewed, and what it said
QUERIES_OF_CALL = 13  # two of these: the call that is renewed, and how many groups may apply
FRIDAYS = "We meet on Fridays in the old library and share a pot of soup."


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def officer(cast):
    return cast.client("officer")


def send(draft, by):
    answer(draft, by=by, agree=True, learned="That soup helps.", plan=FRIDAYS)
    mark_confirmed(draft.sheet, draft.sheet.to_confirm)
    return submit_application(reread(draft), by=by, now=NOW)


@pytest.fixture
def sent(cast):
    by = cast.actor("applicant")
    return send(make_renewal(organisation=cast.organisation, by=by), by)


def answers_of(application, query=""):
    return reverse("office:application_answers", args=[application.pk]) + query


# The call


def test_an_officer_says_which_call_is_renewed_and_reads_how_many_may_apply(officer):
    earlier = make_funded_call(code="earlier", form=make_call("other").form)
    terms = typed(renews=earlier.pk)
    response = officer.post(reverse("office:call_new"), terms, follow=True)
    assert Call.objects.get(code="small-2026").renews == earlier
    assert "0 groups were offered a grant there and can apply." in text_of(response)
    edit = reverse("office:call_edit", args=[Call.objects.get(code="small-2026").pk])
    assert f'<option value="{earlier.pk}" selected>' in officer.get(edit).text
    officer.post(edit, terms | {"renews": ""})
    assert Call.objects.get(code="small-2026").renews is None


def test_what_cannot_be_renewed_is_said_at_the_field_and_nothing_typed_is_lost(officer):
    earlier = make_funded_call()
    unlike = [{"key": "wish", "type": "short_text", "label": "Your wish?", "meaning": "project_title"}]
    form = make_two_part_form(unlike, unlike_people())
    page = officer.post(reverse("office:call_new"), typed(renews=earlier.pk, form=form.pk))
    assert list(page.context["form"].errors) == ["renews"]
    assert "have no question in common" in text_of(page)
    assert 'value="Small Grants"' in page.text
    for wanted in ("0", "x", make_draft_call("draft").pk):
        page = officer.post(reverse("office:call_new"), typed(renews=wanted))
        assert page.context["form"].errors["renews"] == ["Choose an earlier call of the list."]


def unlike_people():
    return [{"key": "talk", "type": "people", "label": "Whom to call?", "meaning": "contacts"}]


def test_a_call_is_not_offered_to_itself(officer):
    call = make_call("self")
    Call.objects.filter(pk=call.pk).update(status="draft")
    page = officer.get(reverse("office:call_edit", args=[call.pk]))
    assert call not in page.context["form"].fields["renews"].queryset


def test_readiness_names_what_the_renewal_lacks(officer):
    draft = make_draft_call("later", renews=make_draft_call("earlier"))
    page = officer.get(reverse("office:call", args=[draft.pk]))
    assert "was never announced, so there is no grant to renew" in text_of(page)


def test_the_page_of_a_renewing_call_costs_the_same_for_one_and_three_grants(officer, django_assert_num_queries):
    earlier = make_funded_call()
    call = make_renewing_call(earlier)
    for count in (1, 3):
        while Application.objects.count() < count:
            organisation, by = make_group()
            make_funded(earlier, organisation=organisation, by=by)
        with django_assert_num_queries(QUERIES_OF_CALL):
            page = officer.get(reverse("office:call", args=[call.pk]))
    assert "3 groups were offered a grant there and can apply." in text_of(page)


# What was sent


def test_the_office_reads_what_changed_or_everything(officer, sent):
    page = officer.get(answers_of(sent))
    assert "This renews a grant of Small Grants, last year." in text_of(page)
    assert answers_of(sent.copied_from) in page.text
    for words in (
        "Not changed since last time",
        "Not asked last time",
        "Changed since last time",
        "Weekly peer evening",
    ):
        assert words in page.text
    only = officer.get(answers_of(sent, "?changed=1"))
    assert "Weekly peer evening" not in only.text.partition('<dl class="answers">')[2]
    assert [row.key for part in only.context["sections"] for row in part.rows] == ["plan", "learned"]
    assert ("Tuesdays" in only.text, "Fridays" in only.text) == (True, True)
    assert officer.get(answers_of(sent, "?changed=yes")).context["only_changed"] is False


def test_ordinary_applications_have_no_such_choice(officer, sent):
    page = officer.get(answers_of(sent.copied_from, "?changed=1"))
    assert "Only what changed" not in page.text
    assert [row.key for part in page.context["sections"] for row in part.rows] == [
        *(q["key"] for q in PROJECT),
        "contacts",
        "agree",
    ]


def test_a_tie_to_last_times_application_hides_what_it_said(cast, officer, sent):
    Conflict.objects.create(
        application=sent.copied_from,
        person=cast.officer,
        origin="declared",
        kind="direct",
        effect="hidden",
        recorded_at=NOW,
    )
    page = officer.get(answers_of(sent))
    assert ("Tuesdays" in page.text, "since last time" in page.text) == (False, False)


def test_answers_for_finance_stay_with_finance(cast):
    costs = {"key": "costs", "type": "short_text", "label": "Private costs?"}
    first = make_two_part_form([*PROJECT, costs | {"readers": "finance"}], now=LONG_AGO)
    by = cast.actor("applicant")
    earlier = make_funded(
        make_funded_call(form=first), organisation=cast.organisation, by=by, answers=WROTE | {"costs": "Hidden sum"}
    )
    call = make_renewing_call(earlier.call, project=[*PROJECT, costs], people=PEOPLE)
    draft = start_application(call, cast.organisation, by=by, now=NOW)
    answer(draft, by=by, agree=True, costs="Told now")
    mark_confirmed(draft.sheet, draft.sheet.to_confirm)
    sent = submit_application(reread(draft), by=by, now=NOW)
    assert "Hidden sum" in cast.client("officer").get(answers_of(sent)).text
    page = cast.client("decision_maker").get(answers_of(sent))
    assert ("Told now" in page.text, "Hidden sum" in page.text) == (True, False)


@pytest.mark.parametrize("count", [1, 3])
def test_answers_cost_the_same_for_one_and_three_of_last_time(cast, officer, count, django_assert_num_queries):
    more = [{"key": f"more{n}", "type": "short_text", "label": f"More {n}?"} for n in range(count)]
    form = make_two_part_form([*PROJECT, *more], now=LONG_AGO)
    wrote, by = WROTE | {row["key"]: "Yes" for row in more}, cast.actor("applicant")
    earlier = make_funded(make_funded_call(form=form), organisation=cast.organisation, by=by, answers=wrote)
    call = make_renewing_call(earlier.call, project=[*PROJECT, *more])
    sent = send(start_application(call, cast.organisation, by=by, now=NOW), by)
    officer.get(answers_of(sent))
    with django_assert_num_queries(QUERIES_OF_ANSWERS):
        officer.get(answers_of(sent))


# What came on paper


def test_a_group_that_is_new_here_is_offered_no_call_that_renews(cast, officer):
    earlier = make_funded(organisation=cast.organisation, by=cast.actor("applicant"))
    renewing, ordinary = make_renewing_call(earlier.call), make_call("ordinary")
    new = officer.get(reverse("office:intake_new")).context["form"].fields["call"].queryset
    known = (
        officer.get(reverse("office:intake_for_group", args=[cast.organisation.pk]))
        .context["form"]
        .fields["call"]
        .queryset
    )
    assert (list(new), set(known)) == ([ordinary], {renewing, ordinary})


def test_a_renewal_on_paper_is_looked_through_by_whoever_types_it_in(cast, officer):
    earlier = make_funded(organisation=cast.organisation, by=cast.actor("applicant"))
    call, by = make_renewing_call(earlier.call), cast.actor("officer")
    draft = start_for_group(call, cast.organisation, intake="paper", by=by, now=NOW)
    answer(draft, by=by, agree=True, learned="That soup helps.")
    check, section = (
        reverse(f"office:{name}", args=[draft.pk, *key])
        for name, key in (("intake_check", []), ("intake_section", ["project"]))
    )
    assert "Still to look through" in officer.get(check).text
    assert "Look through “Your project” first" in text_of(officer.post(check, {"declared": "on"}))
    page = officer.get(section)
    assert "Last time you wrote" in page.text
    form = page.context["section_form"]
    officer.post(section, {"save_id": form.save_id} | {f"base-{f.key}": f.state.base for f in form.fields if f.is_open})
    assert AnswerSheet.objects.get(pk=draft.sheet_id).to_confirm == ["contacts"]
