"""Mending the form of an open call: on the office's screens, on the public page and in the question pack."""

import pytest
from django.urls import reverse

from grants.ground.questions import actions as forms
from grants.outputs.documents.pack import pack_content
from grants.stages.calls.actions import begin_mend, mend_form
from grants.stages.calls.models import Call
from tests.cast import NOW
from tests.desks.web.html import text_of
from tests.factories.actors import make_actor
from tests.factories.applications import make_application, make_draft
from tests.factories.calls import QUESTIONS, in_days, make_call, make_draft_call, make_form
from tests.factories.pages import make_call_page

pytestmark = pytest.mark.django_db

WHY = "We asked for the name twice."
EXTRA = {"key": "nickname", "type": "short_text", "label": "What else is it called?", "is_required": False}


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def call():
    form = make_form(questions=[*QUESTIONS["application"], EXTRA])
    return make_call(form=form.questionnaire, closes_at=in_days(30), decision_by=in_days(60).date())


def start(call):
    return reverse("office:form_mend", args=[call.pk])


def begun(call):
    return begin_mend(call, reason=WHY, by=make_actor(), now=NOW)


def publish(call, draft):
    return reverse("office:form_mend_publish", args=[call.pk, draft.pk])


def take_out(draft, key="nickname"):
    forms.remove_question(draft.questions.get(key=key), by=make_actor(), now=NOW)


def test_the_call_leads_to_a_copy_that_is_corrected_in_the_builder(cast, call):
    officer = cast.client("officer")
    assert start(call) in officer.get(reverse("office:call", args=[call.pk])).text
    assert "What stays while the call is open" in text_of(officer.get(start(call)))
    page = officer.post(start(call), {"reason": WHY}, follow=True)
    assert ("Version 2, being written" in text_of(page), "What would change in Doorstep Grants" in text_of(page)) == (
        True,
        True,
    )


def test_a_copy_that_is_begun_is_gone_on_with(cast, call):
    draft = begun(call)
    assert cast.client("officer").get(start(call)).url == publish(call, draft)


def test_nothing_is_begun_without_saying_what_is_wrong(cast, call):
    form = cast.client("officer").post(start(call), {"reason": " "}).context["form"]
    assert form.errors == {"reason": ["Say what is wrong."]}


def test_before_publishing_it_says_what_changes_and_for_whom(cast, call):
    make_draft(call, answers={"nickname": "Larks"})
    make_application(call)
    draft = begun(call)
    take_out(draft)
    forms.change_question(
        draft.questions.get(key="title"),
        label={"en-gb": "What is your project called?"},
        meaning="project_title",
        by=make_actor(),
        now=NOW,
    )
    page = text_of(cast.client("officer").get(publish(call, draft)))
    for said in (
        "added: your project",
        "What else is it called? No longer asked",
        "1 draft moves to the new version with all its answers.",
        "1 application that was sent stays on the version that it answered.",
        "“What else is it called?” is no longer asked: 1 answer is kept in its group's history",
    ):
        assert said in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_screen_costs_the_same_however_many_drafts(cast, call, count, django_assert_num_queries):
    for _number in range(count):
        make_draft(call, answers={"nickname": "Larks"})
    draft, officer = begun(call), cast.client("officer")
    take_out(draft)
    officer.get(publish(call, draft))
    with django_assert_num_queries(15):
        officer.get(publish(call, draft))


def test_publishing_mends_moves_the_drafts_and_says_so(cast, call):
    draft, version = make_draft(call), begun(call)
    take_out(version)
    page = cast.client("officer").post(publish(call, version), {"reason": WHY}, follow=True)
    assert "The form is mended." in text_of(page)
    assert "Questions corrected" in text_of(page)
    draft.sheet.refresh_from_db()
    assert (draft.sheet.version_id, Call.objects.get().form_version_id) == (version.pk, version.pk)


def test_what_may_not_change_is_told_at_its_question_and_cannot_be_published(cast, call):
    version = begun(call)
    take_out(version, "contacts")
    page = cast.client("officer").get(publish(call, version))
    assert "“Who can we talk to?”: The call needs this answer." in text_of(page)
    assert "Publish, and mend the form" not in page.text


def test_what_is_wrong_with_the_reason_is_told_at_the_field(cast, call):
    version, officer = begun(call), cast.client("officer")
    take_out(version)
    assert list(officer.post(publish(call, version), {"reason": " "}).context["form"].errors) == ["reason"]
    page = officer.post(publish(call, version), {"reason": "x" * 501})
    assert page.context["form"].errors == {"reason": ["Keep it under 500 characters."]}
    assert "x" * 501 in page.text


def test_a_version_that_is_no_newer_leads_back_to_the_call(cast, call):
    officer = cast.client("officer")
    assert officer.get(publish(call, call.form_version)).url == reverse("office:call", args=[call.pk])


def test_a_closed_call_is_not_mended(cast, call, time_machine):
    time_machine.move_to(in_days(31))
    assert "and not after" in text_of(cast.client("officer").get(start(call)))


def test_the_public_page_and_the_pack_follow_and_say_when_and_why(cast, call, client):
    make_call_page(call)
    version = begun(call)
    take_out(version)
    mend_form(call, version, reason=WHY, by=make_actor(), now=NOW)
    page = client.get(f"/calls/{call.code}/")
    assert ("Questions corrected" in page.text, WHY in page.text) == (True, True)
    pack = pack_content(Call.objects.get(), "en-gb")
    assert ["Questions corrected", f"Monday 7 September 2026\n{WHY}"] in pack["facts"]
    assert "What else is it called?" not in str(pack["sections"])


@pytest.mark.parametrize(
    ("purpose", "link", "said"),
    [
        ("quiz", "Mend the quiz", "Whoever takes the quiz from now on gets the new version, at once."),
        ("report", "Mend the report form", "Nobody is writing a report now."),
    ],
)
def test_quiz_and_report_form_are_mended_from_the_call(cast, call, purpose, link, said):
    officer, url = cast.client("officer"), reverse(f"office:{purpose}_mend", args=[call.pk])
    assert link in text_of(officer.get(reverse("office:call", args=[call.pk])))
    page = officer.post(url, {"reason": ""})
    assert page.context["form"].errors == {"reason": ["Say what is wrong."]}
    officer.post(url, {"reason": WHY})
    draft = getattr(call, purpose if purpose == "quiz" else "report_form").versions.get(number=2)
    question = draft.questions.get()
    kept = {name: getattr(question, name) for name in ("meaning", "settings")}
    forms.change_question(question, **kept, label={"en-gb": "In other words?"}, by=make_actor(), now=NOW)
    assert officer.get(url).url == publish(call, draft)
    shown = text_of(officer.get(publish(call, draft)))
    assert said in shown
    assert officer.post(publish(call, draft), {"reason": ""}).context["form"].errors
    page = officer.post(publish(call, draft), {"reason": WHY}, follow=True)
    assert "is mended." in text_of(page)
    call.refresh_from_db()
    assert getattr(call, f"{purpose}_version") == draft
    assert officer.post(publish(call, draft), {"reason": WHY}).url == reverse("office:call", args=[call.pk])


@pytest.mark.parametrize("name", ["quiz_mend", "report_mend"])
def test_a_call_without_such_a_form_has_nothing_to_mend(cast, name):
    bare = make_draft_call("bare")
    assert cast.client("officer").get(reverse(f"office:{name}", args=[bare.pk])).status_code == 404


def test_a_version_of_another_form_is_not_found(cast, call):
    other = make_form(title="Another form")
    url = reverse("office:form_mend_publish", args=[call.pk, other.pk])
    assert cast.client("officer").get(url).status_code == 404
