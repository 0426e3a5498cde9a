"""Releasing decisions on the screen: plans, previews, and one act that tells everybody."""

import pytest
from django.urls import reverse

from grants.ground.people.models import MemberRole
from grants.stages.awards.models import Award, Letter, OfferPlan
from tests.factories.assessment import NOW
from tests.factories.awards import make_decided, make_decided_panel, release
from tests.factories.people import belong

pytestmark = pytest.mark.django_db

QUERIES_OF_RELEASE = 15  # one of these: who has neither an account nor a host that confirmed
TYPED = {
    "starts_on": "2026-10-01",
    "ends_on": "2027-03-31",
    "instalment_1_amount": "600",
    "instalment_1_due": "2026-10-01",
    "instalment_1_after": "0",
    "instalment_2_amount": "£400",
    "instalment_2_due": "2027-01-15",
    "instalment_2_after": "1",
    "condition_1": "Send us your constitution.",
    "condition_1_due": "2026-09-30",
    "interim_1": "2026-12-31",
    "final": "2027-04-30",
}


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def officer(cast):
    return cast.client("officer")


def at(name, pk):
    return reverse(f"office:{name}", args=[pk])


def typed(decision, **changes):
    """A plan as a browser sends it, for the one source of the fund."""
    source = decision.candidate.application.call.fund.sources.get()
    return TYPED | {f"source_{source.pk}": "1,000"} | changes


@pytest.mark.parametrize("groups", [1, 3])
def test_release_page_costs_the_same_for_any_number_of_decisions(officer, groups, django_assert_num_queries):
    panel = make_decided_panel(groups=groups)
    officer.get(at("release", panel.pk))
    with django_assert_num_queries(QUERIES_OF_RELEASE):
        page = officer.get(at("release", panel.pk))
    assert [row[0].candidate.panel_id for row in page.context["rows"]] == [panel.pk] * groups
    assert page.context["total"] == 100_000 * groups


def test_release_page_says_by_how_much_the_money_falls_short(officer):
    panel = make_decided_panel(groups=3, money=250_000)
    assert "These decisions need £500 more" in officer.get(at("release", panel.pk)).text


def test_release_tells_every_group_at_once(cast, officer):
    panel = make_decided_panel(groups=2)
    answer = officer.post(at("release", panel.pk), {"code": cast.code("officer", NOW)})
    assert answer.url == at("panel", panel.pk)
    assert sorted(Award.objects.values_list("status", flat=True)) == ["offered", "offered"]
    assert Letter.objects.count() == 2


def test_release_with_a_wrong_code_says_so_at_the_code(cast, officer):
    panel = make_decided_panel()
    cast.code("officer", NOW)
    page = officer.post(at("release", panel.pk), {"code": "000000"})
    assert list(page.context["form"].errors) == ["code"]
    assert Letter.objects.count() == 0


def test_release_without_a_code_asks_for_it(officer):
    page = officer.post(at("release", make_decided_panel().pk), {"code": ""})
    assert page.context["form"].errors == {"code": ["Type the code that your authenticator app shows."]}


def test_a_second_release_is_refused_and_changes_nothing(cast, officer):
    decision = make_decided()
    release(decision)
    page = officer.post(at("release", decision.candidate.panel_id), {"code": cast.code("officer", NOW)})
    assert page.context["form"].non_field_errors() == [
        "Only a panel whose decisions are all taken can be released, and only once."
    ]
    assert Letter.objects.count() == 1


def test_a_decision_about_ones_own_group_is_masked_and_keeps_its_money(cast, officer):
    decision = make_decided()
    group = decision.candidate.application.organisation
    belong(cast.officer, group, MemberRole.MEMBER)
    page = officer.get(at("release", decision.candidate.panel_id))
    assert (group.name in page.text, "Hidden from you" in page.text, page.context["total"]) == (False, True, 100_000)
    assert officer.get(at("letter_preview", decision.pk)).status_code == 404
    assert officer.get(at("offer_plan", decision.pk)).status_code == 404


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("fund", "We would like to fund it: £1,000."),
        ("reserve", "You are on our reserve list"),
        ("no", "we could not fund this"),
    ],
)
def test_preview_shows_the_letter_of_each_verdict(officer, verdict, words):
    decision = make_decided(verdict=verdict)
    assert words in officer.get(at("letter_preview", decision.pk)).text


def test_a_plan_is_saved_as_typed(officer):
    decision = make_decided()
    answer = officer.post(at("offer_plan", decision.pk), typed(decision))
    assert answer.url == at("release", decision.candidate.panel_id)
    plan = OfferPlan.objects.get(decision=decision)
    assert plan.instalments == [
        {"amount": 60_000, "due_on": "2026-10-01", "after_report": 0},
        {"amount": 40_000, "due_on": "2027-01-15", "after_report": 1},
    ]
    assert plan.reports == [
        {"kind": "interim", "due_on": "2026-12-31"},
        {"kind": "final", "due_on": "2027-04-30"},
    ]
    assert plan.conditions == [{"text": "Send us your constitution.", "due_on": "2026-09-30"}]


def test_the_plan_page_offers_the_default_plan(officer):
    decision = make_decided()
    form = officer.get(at("offer_plan", decision.pk)).context["form"]
    assert (form.initial["instalment_1_amount"], "instalment_2_amount" in form.initial) == (100_000, False)


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"instalment_1_amount": "ten"}, "instalment_1_amount", None),
        ({"starts_on": "2026-02-30"}, "starts_on", "Give a day that exists, like 2026-12-31."),
        ({"instalment_2_due": ""}, "instalment_2_due", "Give both the amount and the day, or neither."),
        ({"condition_1": ""}, "condition_1", "Say what must be done by this day."),
        ({"interim_1": ""}, "instalment_2_after", "Give this interim report a day first."),
        ({"ends_on": "2026-09-01"}, "ends_on", "The end date is before the start date."),
        ({"instalment_2_amount": "500"}, "__all__", "The instalments must add up to the grant."),
    ],
)
def test_a_wrong_plan_is_explained_and_kept(officer, changes, field, sentence):
    decision = make_decided()
    sent = typed(decision, **changes)
    page = officer.post(at("offer_plan", decision.pk), sent)
    errors = page.context["form"].errors
    assert list(errors) == [field]
    assert sentence is None or errors[field] == [sentence]
    assert page.context["form"]["condition_1_due"].value() == sent["condition_1_due"]
    assert not OfferPlan.objects.exists()


def test_a_plan_cannot_change_after_release(officer):
    decision = make_decided()
    release(decision)
    page = officer.post(at("offer_plan", decision.pk), typed(decision))
    assert page.context["form"].non_field_errors() == ["This decision is already released; change the grant instead."]
