"""Copying an application into another call."""

import pytest

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.questions.actions import attach_file
from grants.ground.questions.models import Answer, AnswerFile
from grants.ground.questions.queries import form_of, values_of
from grants.stages.applications.actions import copy_application, lapse_drafts, submit_application
from grants.stages.applications.models import Application
from grants.stages.applications.queries import calls_to_copy_into, carried_into
from tests.factories.applications import ANSWERS, make_application, make_draft, make_group, reread
from tests.factories.calls import NOW, QUESTIONS, in_days, make_call, make_form
from tests.factories.files import make_file

pytestmark = pytest.mark.django_db

OTHER = [
    {"key": "title", "type": "short_text", "label": "What is it called?", "meaning": "project_title"},
    {"key": "amount", "type": "money", "label": "How much do you need?", "meaning": "amount_requested"},
    {"key": "talk-to", "type": "people", "label": "Whom can we talk to?", "meaning": "contacts"},
    {"key": "contacts", "type": "long_text", "label": "How do you keep in touch with people?"},
    {"key": "why", "type": "long_text", "label": "Why now?"},
]


def other_call(code="small", questions=OTHER, **terms):
    return make_call(code, form=make_form(questions=questions).questionnaire, title="Small Grants", **terms)


@pytest.fixture
def group(db):
    return make_group("Harbour Lights")


@pytest.fixture
def sent(group):
    organisation, by = group
    return make_application(organisation=organisation, by=by)


def test_what_is_asked_in_the_same_way_comes_over_and_the_rest_is_told(sent, group):
    draft = copy_application(sent, other_call(), by=group[1], now=NOW)
    assert values_of(draft.sheet) == {"title": ANSWERS["title"], "amount": ANSWERS["amount"]}
    assert {a.taken_from for a in Answer.objects.filter(sheet=draft.sheet)} == {f"application:{sent.pk}"}
    assert [row.key for row in carried_into(sent, form_of(draft.sheet.version)).left] == ["contacts"]
    assert (draft.status, draft.copied_from, draft.reference) == ("draft", sent, "")
    entry = Entry.objects.get(verb="application_copied")
    assert entry.facts == {"earlier": sent.pk, "answers": 2}
    assert reread(sent).status == "submitted"


def test_copying_twice_finds_the_same_draft_and_loses_nothing_written_since(sent, group):
    call, by = other_call(), group[1]
    draft = copy_application(sent, call, by=by, now=NOW)
    Answer.objects.filter(sheet=draft.sheet, key="title").update(value="Changed")
    assert copy_application(sent, call, by=by, now=NOW) == draft
    assert values_of(draft.sheet)["title"] == "Changed"
    assert Application.objects.count() == 2


def test_a_draft_that_is_there_is_never_written_over(sent, group):
    organisation, by = group
    call = other_call()
    make_draft(call, organisation=organisation, by=by, answers={"title": "Mine"})
    with pytest.raises(Refusal) as refused:
        copy_application(sent, call, by=by, now=NOW)
    assert [(b.code, b.field) for b in refused.value.blockers] == [("draft_there", "call")]


def test_a_call_that_is_not_open_and_an_application_still_being_written_are_refused(sent, group):
    organisation, by = group
    later = other_call("later", opens_at=in_days(3))
    with pytest.raises(Refusal) as refused:
        copy_application(sent, later, by=by, now=NOW)
    assert [b.code for b in refused.value.blockers] == ["call_not_open"]
    call = other_call()
    draft = make_draft(call, organisation=organisation, by=by, answers={})
    with pytest.raises(Refusal) as refused:
        copy_application(draft, other_call("third"), by=by, now=NOW)
    assert [b.code for b in refused.value.blockers] == ["still_being_written"]


def test_a_lapsed_draft_is_copied_as_it_stood(group):
    organisation, by = group
    early = make_call(closes_at=in_days(1))
    draft = make_draft(early, organisation=organisation, by=by, answers={"title": "Not sent"})
    assert lapse_drafts(now=in_days(2)) == 1
    copy = copy_application(reread(draft), other_call(closes_at=in_days(20)), by=by, now=in_days(2))
    assert values_of(copy.sheet) == {"title": "Not sent"}


def test_files_come_over_as_the_same_stored_file(group):
    organisation, by = group
    asked = {"key": "rules", "type": "file", "label": "Your rules"}
    call = make_call(form=make_form(questions=[*QUESTIONS["application"], asked]).questionnaire)
    draft = make_draft(call, organisation=organisation, by=by)
    stored = make_file()
    attach_file(draft.sheet, "rules", stored, by=by, now=NOW)
    sent = submit_application(draft, by=by, now=NOW)
    copy = copy_application(sent, other_call(questions=[*OTHER, asked]), by=by, now=NOW)
    row = AnswerFile.objects.get(sheet=copy.sheet)
    assert (row.file, row.taken_from) == (stored, f"application:{sent.pk}")


def test_strangers_copy_nothing(sent):
    with pytest.raises(Refusal):
        copy_application(sent, other_call(), by=make_group()[1], now=NOW)


def test_the_calls_to_choose_from_are_open_and_not_being_written_to(sent, group):
    organisation, by = group
    open_call, rolling = other_call("small"), other_call("always", kind="rolling")
    other_call("later", opens_at=in_days(3))
    other_call("rehearsal", is_rehearsal=True)
    make_draft(other_call("writing"), organisation=organisation, by=by, answers={})
    assert list(calls_to_copy_into(sent, now=NOW)) == [sent.call, open_call, rolling]
