"""One application, several people: sign-off, handing over, bringing back, history, presence, unread messages."""

import pytest
from django.urls import reverse

from grants.ground.people.models import MemberRole
from grants.ground.questions.actions import attach_file, remove_file, save_answer
from grants.stages.applications.actions import send_message, take_back_application
from grants.stages.applications.models import MessageRead
from tests.cast import NOW, signed_in
from tests.factories.actors import make_actor
from tests.factories.applications import ANSWERS, answer, make_application, make_draft, minutes, page_of, reread
from tests.factories.calls import QUESTIONS, in_days, make_call, make_form
from tests.factories.files import make_file
from tests.factories.people import belong, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def draft(cast):
    return make_draft(make_call(closes_at=in_days(30)), organisation=cast.organisation, by=cast.actor("applicant"))


@pytest.fixture
def signing(cast):
    call = make_call(closes_at=in_days(30), asks_sign_off=True)
    return make_draft(call, organisation=cast.organisation, by=cast.actor("cowriter"))


@pytest.fixture
def helper(cast):
    person = make_person("Hana Help")
    belong(person, cast.organisation, MemberRole.HELPER)
    return person


def test_a_member_asks_and_a_signatory_signs_off(cast, signing):
    client, chief = cast.client("cowriter"), cast.client("signatory")
    assert "Ask for sign-off" in client.get(page_of(signing, "check")).text
    asked = client.post(page_of(signing, "check"), {"declared": "on", "seen": "0"}, follow=True)
    assert "Ben Castle asked for it" in asked.text
    assert [task["url"] for task in asked.context["tasks"]] == [""]
    assert "Sign off and send" in chief.get(page_of(signing, "check")).text
    sent = chief.post(page_of(signing, "check"), {"declared": "on", "seen": "0"}, follow=True)
    assert [(url.partition("?")[0], code) for url, code in sent.redirect_chain] == [(page_of(signing, "sent"), 302)]
    assert reread(signing).submitted_by == cast.signatory


def test_a_signatory_gives_it_back_with_words(cast, signing):
    cast.client("cowriter").post(page_of(signing, "check"), {"declared": "on", "seen": "0"})
    cast.client("signatory").post(page_of(signing, "give_back"), {"note": "The rent is too high."})
    page = cast.client("cowriter").get(page_of(signing))
    assert ("The rent is too high." in page.text, page.context["is_open_for_writing"]) == (True, True)


def test_a_task_that_waits_for_sign_off_is_not_open_for_writing(cast, signing):
    client = cast.client("cowriter")
    client.post(page_of(signing, "check"), {"declared": "on", "seen": "0"})
    task = reverse("portal:section", args=[signing.pk, "all"])
    assert client.get(task).url == page_of(signing)


def test_a_note_that_is_too_long_is_kept_and_explained(cast, signing):
    cast.client("cowriter").post(page_of(signing, "check"), {"declared": "on", "seen": "0"})
    page = cast.client("signatory").post(page_of(signing, "give_back"), {"note": "word " * 500})
    assert page.context["form"].errors == {"note": ["Keep it under 2,000 characters."]}
    assert page.text.count("word ") > 400


def test_handing_over_offers_the_groups_members_only(cast, draft, helper):
    assert cast.cowriter.pk != cast.signatory.pk
    client = cast.client("applicant")
    form = client.get(page_of(draft, "hand_over")).context["form"]
    assert [person.name for person in form.fields["person"].queryset] == ["Ben Castle", "Carys Lloyd"]
    page = client.post(page_of(draft, "hand_over"), {"person": cast.cowriter.pk}, follow=True)
    assert "Ben Castle looks after this application." in page.text


@pytest.mark.parametrize("data", [{}, {"person": "987654"}, {"person": "nonsense"}])
def test_handing_over_to_nobody_is_told_at_the_field(cast, draft, data):
    assert cast.cowriter
    form = cast.client("applicant").post(page_of(draft, "hand_over"), data).context["form"]
    assert form.errors == {"person": ["Choose a person."]}


def test_a_deleted_draft_is_brought_back(cast, draft):
    client = cast.client("applicant")
    assert "You can bring it back for 30 days." in client.get(page_of(draft, "withdraw")).text
    page = client.post(page_of(draft, "withdraw"), follow=True)
    assert ("Your draft is deleted." in page.text, "until" in page.context) == (True, True)
    page = client.post(page_of(draft, "restore"), follow=True)
    assert ("It is back where it was." in page.text, reread(draft).status) == (True, "draft")


def test_every_receipt_is_kept_and_listed(cast):
    by = cast.actor("applicant")
    sent = make_application(make_call(closes_at=in_days(30)), organisation=cast.organisation, by=by)
    take_back_application(sent, by=by, now=NOW)
    answer(sent, by=by, title="A second name")
    client = cast.client("applicant")
    client.post(page_of(sent, "check"), {"declared": "on", "seen": "1"})
    assert [row.number for row in client.get(page_of(sent)).context["receipts"]] == [2, 1]
    found = [client.get(reverse("portal:receipt_numbered", args=[sent.pk, number])) for number in (1, 2, 3)]
    assert [answer.status_code for answer in found] == [200, 200, 404]
    assert found[0]["Content-Disposition"] == 'attachment; filename="receipt-DOORSTEP-0001-1.pdf"'


def save(draft, key, value, *, by, now=NOW):
    save_answer(draft.sheet, key, value, base=None, save_id=f"{by.person_id}-{value}", by=by, now=now)


def test_the_task_list_says_who_writes_where_now(cast, draft, time_machine):
    save(draft, "title", "Ours", by=cast.actor("cowriter"))
    tasks = cast.client("applicant").get(page_of(draft)).context["tasks"]
    assert [str(task["hint"]) for task in tasks] == ["Writing in this task now: Ben Castle"]
    assert [task["hint"] for task in cast.client("cowriter").get(page_of(draft)).context["tasks"]] == [
        "Writing in this task now: Amina Yusuf"
    ]
    time_machine.move_to(NOW + minutes(4))
    assert [task["hint"] for task in cast.client("applicant").get(page_of(draft)).context["tasks"]] == [""]


def test_saving_says_who_else_writes(cast, draft):
    save(draft, "title", "Ours", by=cast.actor("cowriter"))
    data = {"q-amount": "500", "base-amount": "1", "save_id": "mine"}
    answer = cast.client("applicant").post(reverse("portal:autosave", args=[draft.pk, "amount"]), data)
    assert answer.json()["here"] == {"title": ["Ben Castle"]}


def test_a_second_writer_hears_who_wrote_when_and_what(cast, draft):
    save(draft, "title", "Ben's words", by=cast.actor("cowriter"))
    data = {"q-title": "Mine", "base-title": "1", "save_id": "mine"}
    answer = cast.client("applicant").post(reverse("portal:autosave", args=[draft.pk, "title"]), data)
    told = {name: answer.json()[name] for name in ("theirs", "label", "revision")}
    assert (answer.status_code, told) == (
        409,
        {"theirs": "Ben's words", "label": "What Ben Castle wrote at 11 am:", "revision": 2},
    )


def test_the_history_names_everybody_and_marks_helpers(cast, draft, helper):
    client = signed_in(helper)
    data = {"q-title": "With help", "base-title": "1", "save_id": "h"}
    client.post(reverse("portal:autosave", args=[draft.pk, "title"]), data)
    page = cast.client("applicant").get(page_of(draft, "history"))
    rows = {key: (saves, who.name, by_helper) for key, _label, saves, _at, who, by_helper in page.context["rows"]}
    assert rows["title"] == (2, "Hana Help", True)
    assert rows["amount"] == (1, "Amina Yusuf", False)


def test_an_earlier_text_is_used_again(cast, draft):
    save(draft, "title", "A worse name", by=cast.actor("cowriter"))
    client, path = cast.client("applicant"), reverse("portal:answer_history", args=[draft.pk, "title"])
    page = client.get(path)
    assert [(row.text, row.who) for row in page.context["texts"]] == [
        ("A worse name", "Ben Castle"),
        ("Weekly peer evening", "Amina Yusuf"),
    ]
    old = reverse("portal:answer_restore", args=[draft.pk, "title", page.context["texts"][1].pk])
    assert "Look at it again first." in client.post(old, {"base": "1"}, follow=True).text
    assert "The earlier text is back." in client.post(old, {"base": "2"}, follow=True).text
    assert client.get(path).context["texts"][0].text == "Weekly peer evening"


@pytest.mark.parametrize("base", ["", "x", "9" * 40, "-1"])
def test_a_tampered_base_restores_nothing(cast, draft, base):
    save(draft, "title", "A worse name", by=cast.actor("cowriter"))
    client = cast.client("applicant")
    page = client.get(reverse("portal:answer_history", args=[draft.pk, "title"]))
    old = reverse("portal:answer_restore", args=[draft.pk, "title", page.context["texts"][1].pk])
    assert "Look at it again first." in client.post(old, {"base": base}, follow=True).text


def test_a_removed_file_is_put_back(cast):
    files = [{"key": "rules", "type": "file", "label": "Rules", "is_required": False}]
    form = make_form(questions=[*QUESTIONS["application"], *files]).questionnaire
    by = cast.actor("applicant")
    draft = make_draft(make_call(form=form), organisation=cast.organisation, by=by)
    row = attach_file(draft.sheet, "rules", make_file(name="rules.pdf"), by=by, now=NOW)
    remove_file(row, by=by, now=NOW)
    client = cast.client("cowriter")
    assert "rules.pdf" in client.get(page_of(draft, "history")).text
    assert (
        "The file is back." in client.post(reverse("portal:file_put_back", args=[draft.pk, row.pk]), follow=True).text
    )
    row.refresh_from_db()
    assert row.removed_at is None


def test_a_new_message_is_marked_until_it_is_read(cast, draft):
    send_message(draft, "Which hall?", by=make_actor(), now=NOW)
    client = cast.client("applicant")
    assert "1 new message" in client.get(reverse("portal:home")).text
    assert client.get(page_of(draft)).context["has_news"] is True
    assert MessageRead.objects.filter(person=cast.applicant).count() == 0
    page = client.post(page_of(draft, "messages_read"), follow=True)
    assert page.context["has_news"] is False
    assert "new message" not in client.get(reverse("portal:home")).text


NAMES = ("give_back", "hand_over", "restore", "history", "messages_read")


@pytest.mark.parametrize("name", ["stranger", "officer", "decision_maker", "auditor", "reviewer", "administrator"])
def test_whoever_is_not_of_the_group_finds_nothing(cast, draft, name):
    client = cast.client(name)
    found = [client.post(page_of(draft, page)).status_code for page in NAMES]
    found += [client.get(page_of(draft, page)).status_code for page in NAMES[:4]]
    found.append(client.get(reverse("portal:answer_history", args=[draft.pk, "title"])).status_code)
    assert set(found) == {404}


def test_a_helper_decides_nothing(cast, draft, helper):
    assert cast.cowriter
    client = signed_in(helper)
    assert "A member of the group can hand it over." in client.get(page_of(draft, "hand_over")).text
    client.post(page_of(draft, "hand_over"), {"person": cast.cowriter.pk})
    client.post(page_of(draft, "withdraw"))
    assert (reread(draft).lead, reread(draft).status) == (cast.applicant, "draft")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_history_has_a_steady_cost(cast, draft, rows, django_assert_num_queries):
    for number in range(rows):
        save(draft, "title", f"Name {number}", by=cast.actor("cowriter"))
    client = cast.client("applicant")
    client.get(page_of(draft, "history"))
    with django_assert_num_queries(12):
        client.get(page_of(draft, "history"))
    with django_assert_num_queries(8):
        client.get(reverse("portal:answer_history", args=[draft.pk, "title"]))


def test_the_history_asks_as_the_form_does(cast):
    again = {"key": "again", "type": "short_text", "label": "Why “{{title}}”?", "is_required": False}
    call = make_call(form=make_form(questions=[*QUESTIONS["application"], again]).questionnaire)
    answers = {**ANSWERS, "title": "Peer evening", "again": "We like it."}
    draft = make_draft(call, organisation=cast.organisation, by=cast.actor("applicant"), answers=answers)
    client = cast.client("applicant")
    assert "Why “Peer evening”?" in client.get(page_of(draft, "history")).text
    assert "Why “Peer evening”?" in client.get(reverse("portal:answer_history", args=[draft.pk, "again"])).text
