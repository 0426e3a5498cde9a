"""Papers of a group: kept with their last day, replaced and put away but never erased, reminded of in time."""

import datetime as dt

import pytest

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.notifications.models import Mail
from grants.ground.papers.actions import add_paper, put_paper_away, remind_of_papers, replace_paper
from grants.ground.papers.models import Paper
from grants.ground.papers.queries import papers_of, shelf_of, standing_papers
from grants.ground.papers.rules import MOST_PAPERS, Standing, blockers_to_add, standing_of
from grants.ground.people.models import MemberRole
from tests.factories.applications import make_group
from tests.factories.files import pdf_bytes, upload
from tests.factories.funds import make_funder
from tests.factories.papers import make_paper
from tests.factories.people import belong, make_person

TODAY = dt.date(2026, 9, 7)
NOW = dt.datetime(2026, 9, 7, 10, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("days", "standing"),
    [
        (None, Standing.COUNTS),
        (31, Standing.COUNTS),
        (30, Standing.ENDS_SOON),
        (0, Standing.ENDS_SOON),
        (-1, Standing.EXPIRED),
    ],
)
def test_a_paper_counts_up_to_its_last_day_and_ends_soon_in_its_last_thirty(days, standing):
    last = None if days is None else TODAY + days * DAY
    assert standing_of(last, today=TODAY) == standing


def codes(**facts):
    usual = {"is_kind_known": True, "valid_until": None, "standing": 0, "today": TODAY}
    return [(blocker.code, blocker.field) for blocker in blockers_to_add(**usual | facts)]


def test_a_paper_needs_a_kind_and_must_still_count():
    assert codes() == []
    assert codes(valid_until=TODAY) == []
    assert codes(is_kind_known=False) == [("paper_kind_unknown", "kind")]
    assert codes(valid_until=TODAY - DAY) == [("paper_expired", "valid_until")]
    assert codes(standing=MOST_PAPERS) == [("too_many_papers", "")]


@pytest.fixture
def group(db):
    make_funder()
    return make_group("Harbour Lights")


def verbs(organisation):
    return list(Entry.objects.filter(verb__startswith="paper_").order_by("pk").values_list("verb", flat=True))


def test_the_same_file_again_is_one_paper(group):
    organisation, by = group
    first, again = (make_paper(organisation, by=by) for _ in range(2))
    assert first == again
    assert verbs(organisation) == ["paper_added"]


def test_another_last_day_of_the_same_file_is_another_paper(group):
    organisation, by = group
    make_paper(organisation, by=by)
    make_paper(organisation, by=by, valid_until=TODAY + DAY)
    assert standing_papers(by, organisation.pk).count() == 2


def test_a_file_that_is_no_paper_is_refused_at_its_field(group):
    organisation, by = group
    for sent, code in [(None, "file_missing"), (upload(b"MZ\x00\x01", "run.exe"), "file_wrong_type")]:
        with pytest.raises(Refusal) as refused:
            add_paper(organisation, kind="accounts", upload=sent, valid_until=None, by=by, now=NOW)
        assert [(b.code, b.field) for b in refused.value.blockers] == [(code, "upload")]
    assert not Paper.objects.exists()


def test_a_newer_paper_takes_the_place_of_one_and_both_are_kept(group):
    organisation, by = group
    old = make_paper(organisation, by=by, kind="insurance", valid_until=TODAY)
    new = replace_paper(
        old, upload=upload(pdf_bytes("newer"), "new.pdf"), valid_until=TODAY + 365 * DAY, by=by, now=NOW
    )
    shelf = shelf_of(papers_of(by, organisation.pk), today=TODAY)
    assert (new.kind, new.replaces) == ("insurance", old)
    assert shelf.standing == [(new, Standing.COUNTS)]
    assert [(paper.pk, paper.ended_by_id) for paper in shelf.earlier] == [(old.pk, by.person_id)]
    assert verbs(organisation) == ["paper_added", "paper_replaced"]


def test_a_paper_is_replaced_once(group):
    organisation, by = group
    old = make_paper(organisation, by=by)
    replace_paper(old, upload=upload(pdf_bytes("a"), "a.pdf"), valid_until=None, by=by, now=NOW)
    with pytest.raises(Refusal) as refused:
        replace_paper(old, upload=upload(pdf_bytes("b"), "b.pdf"), valid_until=None, by=by, now=NOW)
    assert [b.code for b in refused.value.blockers] == ["paper_ended"]
    assert Paper.objects.count() == 2


def test_putting_away_twice_is_once_and_erases_nothing(group):
    organisation, by = group
    paper = make_paper(organisation, by=by)
    put_paper_away(paper, by=by, now=NOW)
    put_paper_away(paper, by=by, now=NOW + DAY)
    paper.refresh_from_db()
    assert paper.ended_at == NOW
    assert verbs(organisation) == ["paper_added", "paper_put_away"]
    assert papers_of(by, organisation.pk).get() == paper


def test_strangers_neither_read_nor_keep_papers(group):
    organisation, by = group
    _other, stranger = make_group("Quiet Hour")
    paper = make_paper(organisation, by=by)
    assert not papers_of(stranger, organisation.pk).exists()
    for attempt in (
        lambda: make_paper(organisation, by=stranger),
        lambda: replace_paper(paper, upload=None, valid_until=None, by=stranger, now=NOW),
        lambda: put_paper_away(paper, by=stranger, now=NOW),
    ):
        with pytest.raises(Refusal):
            attempt()


def test_every_member_is_reminded_once_thirty_days_before_the_end(group):
    organisation, by = group
    belong(make_person("Hana Help"), organisation, MemberRole.HELPER)
    make_paper(organisation, by=by, kind="insurance", valid_until=TODAY + 40 * DAY)
    make_paper(organisation, by=by)
    assert remind_of_papers(now=NOW + 9 * DAY) == 0
    assert [remind_of_papers(now=NOW + days * DAY) for days in (10, 11)] == [1, 0]
    mails = Mail.objects.filter(kind="paper_ends_soon")
    assert mails.count() == 2
    assert mails[0].subject == "A paper of Harbour Lights ends soon: Insurance"
    assert "It counts until Saturday 17 October 2026." in mails[0].text


def test_nobody_is_reminded_of_a_paper_that_ended_or_no_longer_stands(group):
    organisation, by = group
    make_paper(organisation, by=by, valid_until=TODAY + 5 * DAY)
    put_paper_away(make_paper(organisation, by=by, kind="accounts", valid_until=TODAY + 20 * DAY), by=by, now=NOW)
    assert remind_of_papers(now=NOW + 6 * DAY) == 0
