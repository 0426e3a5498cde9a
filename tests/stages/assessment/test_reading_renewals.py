"""What the gate shows of last time's answers, to whom."""

import pytest

from grants.stages.applications.models import Application
from grants.stages.assessment.queries import reading
from tests.factories.assessment import (
    declare,
    make_actor,
    make_eligible,
    make_judged_call,
    make_officer,
    make_panel,
    make_scoring,
    state_again,
)
from tests.factories.people import belong, make_person

pytestmark = pytest.mark.django_db
PRIVATE = {"key": "costs", "type": "long_text", "label": "Private costs", "meaning": "", "value": "x", "files": []}
NEW = {
    "key": "learned",
    "type": "long_text",
    "label": "Learned",
    "meaning": "",
    "value": "Soup",
    "display": "Soup",
    "files": [],
}
QUERIES = 5  # of a renewal: three more than of any other


@pytest.fixture
def rosa(db):
    return make_person("Rosa")


def make_renewed(panel):
    """The panel's application as a renewal of one that its group had before."""
    application = panel.candidates.get().application
    first = make_judged_call()
    earlier = make_eligible(first, organisation=application.organisation)
    Application.objects.filter(pk=application.pk).update(copied_from=earlier)
    type(first).objects.filter(pk=application.call_id).update(renews=first)
    return Application.objects.select_related("call").get(pk=application.pk), earlier


def since(shown):
    return {a.key: a.since.standing if a.since else None for section in shown.sections for a in section.answers}


def test_each_answer_stands_beside_that_of_last_time(rosa):
    application, _earlier = make_renewed(make_scoring(rosa))
    state_again(application, about="We meet on Fridays.", more=[NEW])
    shown = reading(make_actor(rosa), application)
    assert since(shown) == {"about": "changed", "budget": "same", "papers": "same", "learned": "new"}
    about = shown.sections[0].answers[0].since
    assert [piece.text for piece in about.then if piece.kind == "removed"] == ["Tuesdays."]
    assert [piece.text for piece in about.now if piece.kind == "added"] == ["Fridays."]
    assert shown.renewed == application.call.renews.title
    assert list(shown.only_changed().labels()) == ["about", "learned"]


def test_where_nothing_changed_there_is_nothing_to_show(rosa):
    application, _earlier = make_renewed(make_scoring(rosa))
    assert reading(make_actor(rosa), application).only_changed().sections == ()


def test_contacts_are_compared_for_nobody_who_judges(rosa):
    application, earlier = make_renewed(make_scoring(rosa))
    state_again(earlier, about="Someone else")
    shown = repr(reading(make_actor(rosa), application))
    assert ("Lena" in shown, "quay.example" in shown, "Colm" in shown) == (False, False, False)


def test_what_was_for_the_office_last_time_is_not_told_to_the_panel(rosa):
    application, earlier = make_renewed(make_scoring(rosa))
    state_again(earlier, more=[PRIVATE | {"display": "Hidden sum", "readers": "office"}])
    state_again(application, more=[PRIVATE | {"display": "Told now", "value": "y", "readers": "panel"}])
    shown = reading(make_actor(rosa), application)
    assert since(shown)["costs"] is None
    assert "Hidden sum" not in repr(shown)
    assert since(reading(make_officer(), application))["costs"] == "changed"


def test_a_tie_to_last_times_application_hides_it(rosa):
    application, earlier = make_renewed(make_scoring(rosa))
    state_again(application, about="We meet on Fridays.")
    panel = make_panel(earlier.call, members=[rosa], applications=[earlier])
    declare(panel, rosa, kinds={earlier: "direct"})
    shown = reading(make_actor(rosa), application)
    assert (shown.renewed, set(since(shown).values())) == ("", {None})
    assert "Tuesdays" not in repr(shown)
    assert shown.only_changed() == shown


def test_a_copy_in_an_ordinary_call_is_no_renewal(rosa):
    application, _earlier = make_renewed(make_scoring(rosa))
    type(application.call).objects.filter(pk=application.call_id).update(renews=None)
    shown = reading(make_actor(rosa), application)
    assert (shown.renewed, set(since(shown).values())) == ("", {None})


def test_ones_own_group_is_hidden_as_ever(rosa):
    application, _earlier = make_renewed(make_scoring(rosa))
    belong(rosa, application.organisation, "member")
    assert reading(make_actor(rosa), application) is None


@pytest.mark.parametrize("answers", [1, 3])
def test_reading_a_renewal_costs_the_same_for_one_and_three_answers(rosa, answers, django_assert_num_queries):
    application, earlier = make_renewed(make_scoring(rosa))
    for one in (earlier, application):
        state_again(one, more=[NEW | {"key": f"more{number}"} for number in range(answers)])
    by = make_actor(rosa)
    with django_assert_num_queries(QUERIES):
        reading(by, application)
