"""Renewing a grant on the screen: who may start, what is shown, what is asked, what is looked through."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from grants.ground.questions.actions import attach_file, mark_confirmed
from grants.ground.questions.models import AnswerFile, AnswerSheet
from grants.ground.questions.queries import values_of
from grants.stages.applications.actions import send_back, start_application, submit_application
from grants.stages.applications.models import Application
from grants.stages.awards.models import Award
from grants.stages.calls.models import Call
from tests.desks.web.html import text_of
from tests.factories.actors import make_actor
from tests.factories.applications import answer, make_application, make_group, page_of, reread
from tests.factories.awards import make_active, make_offer
from tests.factories.calls import NOW
from tests.factories.files import make_file
from tests.factories.outcomes import make_sent_report
from tests.factories.renewals import (
    LONG_AGO,
    PROJECT,
    WROTE,
    make_funded,
    make_funded_call,
    make_renewal,
    make_renewing_call,
    make_two_part_form,
)

pytestmark = pytest.mark.django_db
START = reverse("portal:start", args=["again"])
NOT_YOURS = "It renews grants of Small Grants, last year. Only groups that were offered one there can apply"
QUERIES_OF_SECTION = 13  # one of these: what was written last time
QUERIES_OF_TASKS = 18  # two of these: the application and the report of last time


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def draft(cast):
    return make_renewal(organisation=cast.organisation, by=cast.actor("applicant"))


@pytest.fixture
def client(cast):
    return cast.client("applicant")


def section(draft, key="project", query=""):
    return reverse("portal:section", args=[draft.pk, key]) + query


def posted(page, **fields):
    """What the page would send: the base of every question with a control, and what was typed."""
    form = page.context["section_form"]
    return {"save_id": form.save_id, **{f"base-{f.key}": f.state.base for f in form.fields if f.is_open}, **fields}


def kept(page):
    return [field.key for field in page.context["section_form"].fields if field.is_kept]


def waiting(draft):
    return AnswerSheet.objects.get(pk=draft.sheet_id).to_confirm


# Starting


def test_a_group_with_a_grant_starts_and_is_told_what_it_begins_with(cast, client):
    call = make_renewing_call(make_funded(organisation=cast.organisation, by=cast.actor("applicant")).call)
    page = client.get(START)
    assert "This call renews grants of Small Grants, last year." in text_of(page)
    assert [name for _pk, name in page.context["form"].fields["group"].choices] == [cast.organisation.name]
    given = {"group": cast.organisation.pk, "language": "en-gb"}
    assert client.post(START, given).url == client.post(START, given).url == page_of(Application.objects.get(call=call))


def test_the_language_of_last_time_is_chosen_already(cast, client):
    earlier = make_funded(organisation=cast.organisation, by=cast.actor("applicant"))
    AnswerSheet.objects.filter(pk=earlier.sheet_id).update(language="ar")
    call = make_renewing_call(earlier.call)
    assert '<option value="ar" selected>' in client.get(START).text
    draft = start_application(call, cast.organisation, by=cast.actor("applicant"), now=NOW)
    assert draft.sheet.language == "ar"


def test_others_hear_a_kind_sentence_that_tells_nothing_of_anybody(cast):
    earlier = make_funded(organisation=cast.organisation, by=cast.actor("applicant"))
    make_renewing_call(earlier.call)
    make_application(
        earlier.call, organisation=cast.other_organisation, by=cast.actor("stranger"), now=LONG_AGO, answers=WROTE
    )
    for name in ("stranger", "reviewer"):
        for address in (START, f"{START}?group=new"):
            page = cast.client(name).get(address)
            assert NOT_YOURS in text_of(page)
            assert cast.organisation.name not in page.text
            assert page.context["form"] is None
        for given in ({"group": cast.organisation.pk}, {"group": "new"}, {"name": "New", "legal_form": "charity"}):
            assert NOT_YOURS in text_of(cast.client(name).post(START, given))
    assert Application.objects.filter(call__code="again").count() == 0


def test_a_group_of_mine_without_a_grant_cannot_be_chosen(cast, client):
    make_renewing_call(make_funded(organisation=cast.organisation, by=cast.actor("applicant")).call)
    other = make_group("Without")[0]
    page = client.post(START, {"group": other.pk, "language": "en-gb"})
    assert page.context["form"].errors == {"group": ["Choose one of your groups."]}
    assert client.post(START, {"group": "new"}).context["form"].errors == {"group": ["Choose one of your groups."]}


# The section pages


def test_answers_of_last_time_are_shown_as_they_were_and_the_rest_is_asked(client, draft):
    page = client.get(section(draft))
    assert kept(page) == ["title", "plan", "amount", "extra"]
    assert (page.text.count("Last time you wrote"), page.text.count("Last time you left this out")) == (3, 1)
    assert (WROTE["plan"] in page.text, 'name="q-plan"' in page.text) == (True, False)
    assert "All of this is still right" in page.text
    people = client.get(section(draft, "people"))
    assert kept(people) == ["contacts"]
    assert ('name="q-agree"' in people.text, 'name="q-learned"' in people.text) == (True, True)
    assert "All of this is still right" not in people.text
    assert "By going on you tell us that what you did not change is still right." in people.text


def test_change_opens_one_answer_and_keeps_what_else_was_typed(client, draft):
    page = client.get(section(draft, "people"))
    opened = client.post(section(draft, "people"), posted(page, change="contacts", **{"q-learned": "Half a sentence"}))
    assert opened.url == section(draft, "people", "?change=contacts#question-contacts")
    assert values_of(draft.sheet)["learned"] == "Half a sentence"
    assert kept(client.get(opened.url)) == []
    assert waiting(draft) != [], "opening one is not looking through all"


def test_several_are_opened_one_after_another(client, draft):
    first = client.post(section(draft), posted(client.get(section(draft)), change="title")).url
    page = client.get(first)
    second = client.post(first.partition("#")[0], posted(page, change="amount", **{"q-title": "Weekly"})).url
    assert second == section(draft, query="?change=title&change=amount#question-amount")
    assert kept(client.get(second)) == ["plan", "extra"]
    assert values_of(draft.sheet)["title"] == "Weekly"


@pytest.mark.parametrize("wanted", ["nothing", "", "<script>", "title&x=1", "a" * 90])
def test_opening_what_is_not_there_opens_nothing(client, draft, wanted):
    page = client.get(section(draft))
    answered = client.post(section(draft), posted(page, change=wanted), follow=True)
    assert (answered.status_code, kept(answered)) == (200, ["title", "plan", "amount", "extra"])
    assert "<script>" not in answered.request["QUERY_STRING"]
    assert kept(client.get(section(draft), {"change": wanted})) == ["title", "plan", "amount", "extra"]


def test_all_is_still_right_looks_a_task_through(client, draft):
    assert "2 of 2 still to look through" in text_of(client.get(page_of(draft)))
    answered = client.post(section(draft), posted(client.get(section(draft))))
    assert answered.url == section(draft, "people")
    assert waiting(draft) == ["contacts"]
    page = client.get(page_of(draft))
    assert [str(task["status"]) for task in page.context["tasks"]] == ["Completed", "Look through"]
    assert "1 of 2 still to look through" in text_of(page)
    assert kept(client.get(section(draft))) == ["title", "plan", "amount", "extra"], (
        "it is shown as it was all the same"
    )


def test_coming_back_later_looks_nothing_through(client, draft):
    client.post(section(draft), posted(client.get(section(draft)), save_later="1"))
    assert "title" in waiting(draft)


def test_a_wrong_answer_holds_the_page_keeps_what_was_typed_and_looks_nothing_through(client, draft):
    opened = section(draft, query="?change=amount")
    page = client.get(opened)
    answered = client.post(opened, posted(page, **{"q-amount": "a lot"}))
    assert [error.target for error in answered.context["errors"]] == ["q-amount"]
    assert 'value="a lot"' in answered.text
    assert kept(answered) == ["title", "plan", "extra"]
    assert (values_of(draft.sheet)["amount"], "title" in waiting(draft)) == (45_000, True)


def test_a_change_is_saved_offered_back_and_put_back_is_no_change(client, draft):
    opened = section(draft, query="?change=title")
    client.post(opened, posted(client.get(opened), **{"q-title": "Another name"}))
    page = client.get(section(draft))
    assert kept(page) == ["plan", "amount", "extra"]
    assert "What you wrote last time" in page.text
    client.post(section(draft), posted(page, take="title:before", **{"q-title": "Another name"}))
    assert values_of(draft.sheet)["title"] == WROTE["title"]
    assert kept(client.get(section(draft))) == ["title", "plan", "amount", "extra"]


def test_autosave_of_an_opened_answer_works_as_ever(client, draft):
    page = client.get(section(draft, query="?change=title"))
    form = page.context["section_form"]
    sent = {"q-title": "Saved", "base-title": form.field("title").state.base, "save_id": form.save_id}
    assert client.post(reverse("portal:autosave", args=[draft.pk, "title"]), sent).status_code == 200
    assert "title" not in kept(client.get(section(draft)))


def test_an_optional_answer_left_out_last_time_is_left_out_quietly(client, draft):
    field = client.get(section(draft)).context["section_form"].field("extra")
    assert (field.is_kept, field.state.display) == (True, "")


def renewal_of(cast, project, wrote, *, file=None):
    """A renewal in which all of this is asked as it was last time; `file` answers the question "rules"."""
    by, form = cast.actor("applicant"), make_two_part_form(project, now=LONG_AGO)
    call = make_funded_call(form=form)
    if file:
        attach_file(
            start_application(call, cast.organisation, by=by, now=call.opens_at).sheet, "rules", file, by=by, now=NOW
        )
    return make_renewal_of(make_funded(call, organisation=cast.organisation, by=by, answers=WROTE | wrote), cast)


def test_a_condition_on_an_answer_without_a_control_is_settled(cast, client):
    indoors = {"key": "indoors", "type": "yes_no", "label": "Is it indoors?"}
    where = {"key": "where", "type": "short_text", "label": "In which hall?"}
    where |= {"show_if": {"all": [{"key": "indoors", "test": "is", "value": "yes"}]}}
    draft = renewal_of(cast, [*PROJECT, indoors, where], {"indoors": True, "where": "The old library"})
    waits = client.get(section(draft)).context["section_form"].field("where").state.waits
    assert json.loads(waits) == {"way": "all", "clauses": [{"holds": True}]}
    waits = client.get(section(draft, query="?change=indoors")).context["section_form"].field("where").state.waits
    assert json.loads(waits)["clauses"][0]["key"] == "indoors"


def test_a_file_of_last_time_stands_until_it_is_taken_away(cast, client):
    rules = {"key": "rules", "type": "file", "label": "Your rules", "settings": {"kinds": ["pdf"]}}
    draft = renewal_of(cast, [*PROJECT, rules], {}, file=make_file())
    page = client.get(section(draft))
    row = AnswerFile.objects.get(sheet=draft.sheet)
    assert "rules" in kept(page)
    assert (reverse("portal:file", args=[draft.pk, row.pk]) in page.text, 'name="remove_file"' in page.text) == (
        True,
        False,
    )
    opened = section(draft, query="?change=rules")
    client.post(opened, posted(client.get(opened), remove_file=row.pk))
    assert "rules" not in kept(client.get(section(draft)))


# Sending


def test_the_check_page_leads_to_what_nobody_looked_through_and_refuses(cast, client, draft):
    answer(draft, by=cast.actor("applicant"), agree=True, learned="That soup helps.")
    page = client.get(page_of(draft, "check"))
    assert page.context["to_confirm"] == [
        ("Your project", section(draft)),
        ("Your people", section(draft, "people")),
    ]
    assert "2 tasks still to look through" in page.text
    assert "Send your application</button>" not in page.text
    refused = client.post(page_of(draft, "check"), {"declared": "on", "seen": "0"})
    assert "Look through “Your project” first" in text_of(refused)
    assert reread(draft).status == "draft"


def test_the_check_page_says_what_changed_and_its_links_open_the_field(cast, client, draft):
    answer(draft, by=cast.actor("applicant"), plan="We meet on Fridays in the old library and share a pot of soup.")
    page = client.get(page_of(draft, "check"))
    rows = {row.key: row for part in page.context["sections"] for row in part.rows}
    assert {key: row.since.standing for key, row in rows.items()} == {
        "title": "same",
        "plan": "changed",
        "amount": "same",
        "extra": "same",
        "contacts": "same",
        "agree": "changed",
        "learned": "new",
    }
    assert ("<del>" in page.text, "Tuesdays" in page.text, "Not changed since last time" in page.text) == (True,) * 3
    assert rows["title"].change_url == section(draft, query="?from=check&change=title#question-title")
    assert "title" not in kept(client.get(rows["title"].change_url))


def test_what_was_sent_and_its_receipt_say_what_changed(cast, client, draft):
    by = cast.actor("applicant")
    answer(draft, by=by, agree=True, learned="That soup helps.", plan="We meet on Fridays.")
    mark_confirmed(draft.sheet, draft.sheet.to_confirm)
    submit_application(reread(draft), by=by, now=NOW)
    words = " ".join(
        page.extract_text() for page in PdfReader(BytesIO(client.get(page_of(draft, "receipt")).content)).pages
    )
    assert ("Changed since last time: Last time" in " ".join(words.split()), "Tuesdays" in words) == (True, True)
    assert ("added:" in words, "Not changed since last time" in words) == (False, True)
    page = client.get(page_of(draft, "answers"))
    assert ("Changed since last time" in page.text, "Not asked last time" in page.text) == (True, True)


def test_what_the_office_asks_about_is_open_though_it_stands_as_it_was(cast, client, draft):
    by = cast.actor("applicant")
    answer(draft, by=by, agree=True, learned="That soup helps.")
    mark_confirmed(draft.sheet, draft.sheet.to_confirm)
    sent = submit_application(reread(draft), by=by, now=NOW)
    asked = {"asked": {"plan": "Is the library open?"}, "why": "", "due_on": NOW.date() + timedelta(days=20)}
    send_back(sent, **asked, by=make_actor(), now=NOW)
    page = client.get(section(draft))
    assert (kept(page), page.context["section_form"].field("plan").is_open) == ([], True)
    answered = client.post(section(draft), posted(page, **{"q-plan": "Yes, on Fridays."}))
    assert answered.url == page_of(draft, "check")
    assert client.post(page_of(draft, "check"), {"declared": "on", "seen": "1"}).status_code == 302
    assert reread(draft).status == "submitted"


# Last time's application and report


def test_last_times_application_and_report_are_one_click_away(cast, client, draft):
    earlier = draft.copied_from
    assert page_of(earlier, "answers") in client.get(page_of(draft)).text
    assert "Read your last report" not in client.get(page_of(draft)).text
    award = make_active()
    report = make_sent_report(award)
    Award.objects.filter(pk=award.pk).update(application=earlier, organisation=earlier.organisation)
    assert reverse("portal:report", args=[report.report_due_id]) in client.get(page_of(draft)).text


def test_strangers_find_no_renewal(cast, draft):
    stranger = cast.client("stranger")
    assert [stranger.get(where).status_code for where in (page_of(draft), section(draft))] == [404, 404]


def test_ordinary_applications_show_nothing_of_it(cast, client):
    ordinary = make_application(organisation=cast.organisation, by=cast.actor("applicant"))
    assert "last time" not in client.get(page_of(ordinary, "answers")).text


def test_the_first_page_tells_a_group_with_a_grant_that_it_can_apply(cast, client, draft):
    home, earlier = reverse("portal:home"), draft.copied_from
    assert "Your group can apply" not in client.get(home).text
    award = make_offer()
    Award.objects.filter(pk=award.pk).update(call=earlier.call, organisation=earlier.organisation)
    assert "Your group can apply: this call renews grants of Small Grants, last year." in text_of(client.get(home))
    assert "Only groups that were offered a grant there can apply." in text_of(cast.client("stranger").get(home))


# The public


def test_the_quiz_says_for_whom_the_call_is(client, draft):
    sentence = "Only groups that were offered a grant there can apply."
    assert sentence in client.get(reverse("portal:quiz", args=["again"])).text
    Call.objects.filter(code="again").update(renews=None)
    assert sentence not in client.get(reverse("portal:quiz", args=["again"])).text


# Queries


@pytest.mark.parametrize("count", [1, 3])
def test_a_section_costs_the_same_for_one_and_three_answers_of_last_time(
    cast, client, count, django_assert_num_queries
):
    more = [{"key": f"more{n}", "type": "short_text", "label": f"More {n}?"} for n in range(count)]
    draft = renewal_of(cast, [*PROJECT, *more], {row["key"]: "Yes" for row in more})
    with django_assert_num_queries(QUERIES_OF_SECTION):
        client.get(section(draft))
    with django_assert_num_queries(QUERIES_OF_TASKS):
        client.get(page_of(draft))


def make_renewal_of(earlier, cast):
    call = make_renewing_call(earlier.call, form=earlier.call.form)
    return start_application(call, cast.organisation, by=cast.actor("applicant"), now=NOW)
