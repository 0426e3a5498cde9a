"""My group: its people, invitations, requests to join, leaving."""

import re

import pytest
from django.urls import reverse

from grants.ground.notifications.models import Mail
from grants.ground.people.actions import look_at_requests
from grants.ground.people.models import Invitation, JoinRequest, MemberRole, Membership
from tests.cast import NOW, signed_in
from tests.factories.applications import make_draft, reread
from tests.factories.people import belong, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def helper(cast):
    person = make_person("Hana Help")
    belong(person, cast.organisation, MemberRole.HELPER)
    return signed_in(person)


def page(cast, name="group", *more):
    return reverse(f"portal:{name}", args=[cast.organisation.pk, *more])


def part(person):
    return Membership.objects.get(person=person, ended_at=None)


def test_everybody_in_the_group_sees_who_is_in_it(cast, helper):
    assert cast.applicant.pk != cast.cowriter.pk
    for client in (cast.client("applicant"), cast.client("cowriter"), helper):
        shown = [row.person.name for row, _own, _may in client.get(page(cast)).context["parts"]]
        assert shown == ["Amina Yusuf", "Ben Castle", "Hana Help"]


@pytest.mark.parametrize("name", ["stranger", "officer", "reviewer", "auditor", "editor", "administrator"])
def test_nobody_else_finds_the_group_here(cast, name):
    row = part(cast.applicant)
    paths = [page(cast), page(cast, "group_invite"), page(cast, "part_change", row.pk), page(cast, "part_end", row.pk)]
    assert [cast.client(name).get(path).status_code for path in paths] == [404] * 4
    assert cast.client(name).post(page(cast, "part_end", row.pk)).status_code == 404


def test_a_helper_is_invited_by_mail(cast):
    data = {"email": "hana@help.example", "name": "Hana", "member_role": "helper"}
    answer = cast.client("cowriter").post(page(cast, "group_invite"), data, follow=True)
    assert "We have invited hana@help.example." in answer.text
    assert Invitation.objects.get().member_role == "helper"
    assert Mail.objects.get(kind="invitation").to_email == "hana@help.example"


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"email": "", "member_role": "member"}, "email"),
        ({"email": "no address", "member_role": "member"}, "email"),
        ({"email": "a@b.example"}, "member_role"),
        ({"email": "a@b.example", "member_role": "signatory"}, "member_role"),
        ({"email": "a@b.example", "member_role": "officer"}, "member_role"),
    ],
)
def test_what_is_wrong_with_an_invitation_is_told_at_the_field(cast, data, field):
    form = cast.client("cowriter").post(page(cast, "group_invite"), data).context["form"]
    assert list(form.errors) == [field]
    assert Invitation.objects.count() == 0


def test_a_helper_sees_that_others_invite(cast, helper):
    assert cast.applicant
    assert "A member of the group invites others." in helper.get(page(cast, "group_invite")).text
    helper.post(page(cast, "group_invite"), {"email": "a@b.example", "member_role": "member"})
    assert Invitation.objects.count() == 0


def test_an_invitation_is_cancelled(cast):
    client = cast.client("applicant")
    client.post(page(cast, "group_invite"), {"email": "a@b.example", "member_role": "member"})
    answer = client.post(page(cast, "group_invitation_cancel", Invitation.objects.get().pk), follow=True)
    assert ("The invitation is cancelled." in answer.text, Invitation.objects.get().cancelled_at is None) == (
        True,
        False,
    )


def test_a_signatory_makes_another_signatory(cast):
    cast.client("applicant").post(page(cast, "part_change", part(cast.cowriter).pk), {"member_role": "signatory"})
    assert part(cast.cowriter).role == "signatory"


def test_leaving_asks_who_takes_over(cast):
    draft = make_draft(organisation=cast.organisation, by=cast.actor("applicant"))
    assert cast.signatory.pk != cast.cowriter.pk
    client, path = cast.client("applicant"), page(cast, "part_end", part(cast.applicant).pk)
    assert client.get(path).context["leads"] == ["Doorstep Grants"]
    assert list(client.post(path).context["form"].errors) == ["hand_to"]
    answer = client.post(path, {"hand_to": cast.cowriter.pk}, follow=True)
    assert "You have left the group." in answer.text
    assert reread(draft).lead == cast.cowriter
    assert client.get(page(cast)).status_code == 404


def test_the_last_signatory_cannot_leave(cast):
    assert cast.cowriter
    answer = cast.client("applicant").post(page(cast, "part_end", part(cast.applicant).pk))
    assert "This is the last signatory of the group." in answer.text


def join(client, name):
    return client.post(reverse("portal:join"), {"name": name}, follow=True)


def words_of(answer, name):
    return re.sub(r'value="\w{64}"', "TOKEN", answer.text.replace(name, "NAME"))


def test_asking_to_join_reads_the_same_for_known_and_unknown_names(cast):
    assert cast.applicant
    known, unknown = "Harbour Lights Peer Circle", "Nobody Knows Us Here At All"
    client = cast.client("stranger")
    first = join(client, known)
    look_at_requests(now=NOW)
    JoinRequest.objects.update(sort_name="x")
    pages = [words_of(client.get(reverse("portal:join")), known)]
    JoinRequest.objects.all().delete()
    second = join(client, unknown)
    look_at_requests(now=NOW)
    pages.append(words_of(client.get(reverse("portal:join")), unknown))
    assert (first.redirect_chain, pages[0]) == (second.redirect_chain, pages[1])


def test_a_member_answers_and_the_stranger_is_in(cast):
    assert cast.applicant
    join(cast.client("stranger"), "harbour lights peer circle")
    look_at_requests(now=NOW)
    client = cast.client("cowriter")
    assert "Somebody asks to join" in client.get(reverse("portal:home")).text
    path = page(cast, "request_answer", JoinRequest.objects.get().pk)
    assert "Sam Stranger asks to join" in client.get(path).text
    client.post(path, {"member_role": "member"})
    assert Membership.objects.get(person=cast.stranger, organisation=cast.organisation).role == "member"


def test_a_member_says_no_without_choosing_a_part(cast):
    assert cast.applicant
    join(cast.client("stranger"), "harbour lights peer circle")
    look_at_requests(now=NOW)
    answer = cast.client("cowriter").post(
        page(cast, "request_answer", JoinRequest.objects.get().pk), {"no": "1"}, follow=True
    )
    assert "They were not let in." in answer.text
    assert "No answer yet" in cast.client("stranger").get(reverse("portal:join")).text


def test_a_helper_lets_nobody_in(cast, helper):
    assert cast.applicant
    join(cast.client("stranger"), "harbour lights peer circle")
    look_at_requests(now=NOW)
    path = page(cast, "request_answer", JoinRequest.objects.get().pk)
    assert "A member of the group answers this." in helper.get(path).text
    for data in ({"member_role": "member"}, {"no": "1"}):
        helper.post(path, data)
    assert JoinRequest.objects.get().answered_at is None


@pytest.mark.parametrize("rows", [1, 3])
def test_the_group_page_has_a_steady_cost(cast, rows, django_assert_num_queries):
    client = cast.client("applicant")
    for number in range(rows):
        belong(make_person(), cast.organisation)
        client.post(page(cast, "group_invite"), {"email": f"n{number}@b.example", "member_role": "member"})
    client.get(page(cast))
    with django_assert_num_queries(7):
        client.get(page(cast))
