"""What we funded: the public page, its photos, and open data."""

import datetime as dt
import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from cms.models.funded import sums_of_all
from grants.desks.jobs.drains.photos import size_photos
from grants.ground.files.models import StoredFile
from grants.ground.reference.models import District
from grants.stages.applications.models import Facts
from grants.stages.awards.models import Award
from grants.stages.outcomes.models import Evidence, PhotoSize
from tests.factories.assessment import NOW
from tests.factories.awards import make_accepted, make_active, make_offer
from tests.factories.funds import make_funder
from tests.factories.outcomes import ANSWERS, make_answered_report, make_sent_report
from tests.factories.pages import make_funded_page

pytestmark = pytest.mark.django_db

QUERIES_OF_PAGE = 13
VALIDATOR = settings.BASE_DIR.parent / "shared" / "tools" / "validate-360"
UNREGISTERED = {"internal-org-id", "no-charity-or-company-number"}


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def visitor():
    make_funder()
    make_funded_page(intro="Where it went.", body=[("heading", "Why you can read this")])
    return Client()


def page_of(visitor, **narrowed):
    return visitor.get("/what-we-funded/", narrowed)


def shown(page):
    return [award for award, _photos in page.context["rows"]]


def make_photo(award=None, **answers):
    """The photo of a report that was answered, made small."""
    report = make_answered_report(award or make_active(), answers=ANSWERS | answers, photos=1)
    size_photos(NOW)
    return report.evidence.get()


def photo_urls(photo):
    return [reverse("cms:funded_photo", args=[size.pk]) for size in photo.sizes.all()]


def place(award, name="Mill Fields", code="E05000650"):
    """Says where a group is, by a place that open data knows."""
    district, _ = District.objects.get_or_create(
        code=name[:4], defaults={"name": name, "geographic_code": code, "geographic_code_type": "WD"}
    )
    award.organisation.district = district
    award.organisation.save(update_fields=["district"])
    Facts.objects.filter(application=award.application).update(districts=[district.code])
    return district


def test_the_page_before_the_first_grant_says_what_will_stand_here(visitor):
    make_offer()
    page = page_of(visitor)
    assert ("No grants yet" in page.text, shown(page)) == (True, [])


def test_a_grant_is_shown_with_what_it_is_for(visitor):
    award = make_accepted()
    place(award)
    text = page_of(visitor).text
    for word in (award.title, award.organisation.name, "£1,000", "Tea for all.", "Mill Fields", award.call.title):
        assert word in text


def test_the_page_is_the_same_for_all_and_may_be_kept(visitor):
    page = page_of(visitor)
    assert page.headers["Cache-Control"] == "public, max-age=60"
    assert (page.cookies, page.headers.get("Vary", "")) == ({}, "Accept-Encoding")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_grants(visitor, rows, django_assert_num_queries):
    for _ in range(rows):
        award = make_active()
        place(award)
        make_photo(award)
    page_of(visitor)
    with django_assert_num_queries(QUERIES_OF_PAGE):
        page = page_of(visitor)
    assert page.context["money"] == {"grants": rows, "groups": rows, "amount": 100_000 * rows}
    assert [len(photos) for _award, photos in page.context["rows"]] == [1] * rows


def test_sums_are_those_of_the_last_minute_and_nobody_keeps_them_longer(visitor, time_machine):
    make_accepted()
    page_of(visitor)
    make_accepted()
    time_machine.move_to(NOW + dt.timedelta(seconds=40), tick=False)
    page = page_of(visitor)
    assert (page.context["money"]["grants"], page.headers["Cache-Control"]) == (1, "public, max-age=20")
    assert len(shown(page)) == 2
    time_machine.move_to(NOW + dt.timedelta(seconds=60), tick=False)
    page = page_of(visitor)
    assert (page.context["money"]["grants"], page.headers["Cache-Control"]) == (2, "public, max-age=60")


def test_adding_everything_up_takes_six_queries(visitor, django_assert_num_queries):
    place(make_accepted())
    with django_assert_num_queries(6):
        sums_of_all()


def test_hidden_grants_and_rehearsals_stay_away(visitor):
    hidden, rehearsal = make_accepted(), make_accepted()
    Award.objects.filter(pk=hidden.pk).update(is_public=False)
    type(rehearsal.call).objects.filter(pk=rehearsal.call_id).update(is_rehearsal=True)
    page = page_of(visitor)
    assert (shown(page), page.context["money"]["grants"]) == ([], 0)


def test_the_page_is_narrowed_by_call_place_and_year(visitor):
    here, there = make_accepted(), make_accepted()
    place(here)
    for narrowed in ({"call": here.call.code}, {"district": "Mill"}, {"year": "2026", "district": "Mill"}):
        assert shown(page_of(visitor, **narrowed)) == [here]
    assert shown(page_of(visitor, year="2026")) == [there, here]
    assert shown(page_of(visitor, year="nineteen")) == [there, here]


def test_a_group_that_hides_its_address_is_not_placed(visitor):
    award = make_accepted()
    place(award)
    type(award.organisation).objects.filter(pk=award.organisation_id).update(is_address_public=False)
    page = page_of(visitor)
    assert ("Mill Fields" in page.text, list(page.context["filters"].form.fields["district"].choices)) == (
        False,
        [("", "All")],
    )


def test_figures_of_answered_reports_are_added_up(visitor):
    make_answered_report(make_active())
    make_sent_report(make_active())
    found = {sign.code: (total.value, total.share) for sign, total in page_of(visitor).context["figures"]}
    assert found == {"I01": (34, None), "I03": (210, None), "I06": (None, 90)}


def test_small_numbers_are_left_out(visitor):
    few = ANSWERS | {"people": 4, "attendances": 12, "people_asked": 9, "feel_part": 4}
    make_answered_report(make_active(), answers=few)
    assert [sign.code for sign, _total in page_of(visitor).context["figures"]] == ["I03"]


def test_words_of_the_page_are_the_editors(visitor):
    text = page_of(visitor).text
    for words in ("<h1>What we funded</h1>", "Where it went.", "<h2>Why you can read this</h2>"):
        assert words in text
    assert 'href="/what-we-funded/" aria-current="page"' in text


def test_page_is_found_by_search_engines_and_by_our_own_search(visitor):
    call_command("update_index", verbosity=0)
    assert "/what-we-funded/</loc>" in visitor.get("/sitemap.xml").text
    assert [hit.title for hit in visitor.get("/search/", {"q": "funded"}).context["hits"]] == ["What we funded"]


def test_list_goes_on_by_cursor_within_what_was_asked_for(visitor, monkeypatch):
    monkeypatch.setattr("cms.models.funded.ROWS", 1)
    first, second = make_accepted(), make_accepted()
    page = page_of(visitor, year="2026")
    following = visitor.get(f"/what-we-funded/{page.context['listing'].next}")
    assert (shown(page), shown(following)) == ([second], [first])
    assert "year=2026" in page.context["listing"].next


def test_only_photos_of_answered_reports_with_consent_are_published(visitor):
    published = make_photo()
    waiting = make_sent_report(make_active(), photos=1).evidence.get()
    refused = make_photo(photo_consent=False)
    assert [len(photo_urls(photo)) for photo in (published, waiting, refused)] == [1, 0, 0]
    answer = visitor.get(photo_urls(published)[0])
    assert answer.getvalue()[:3] == b"\xff\xd8\xff"
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert Evidence.objects.filter(may_be_published=True).count() == 2


@pytest.mark.parametrize("reason", ["consent", "grant", "scanner"])
def test_photo_that_may_no_longer_be_shown_is_gone_at_once(visitor, reason):
    photo = make_photo()
    if reason == "consent":
        Evidence.objects.update(may_be_published=False)
    elif reason == "grant":
        Award.objects.update(is_public=False)
    else:
        StoredFile.objects.filter(pk=photo.file_id).update(scan_state="infected")
    assert visitor.get(photo_urls(photo)[0]).status_code == 404
    assert "<img" not in page_of(visitor).text.partition("<main")[2]


def test_photo_is_shown_in_sizes_that_a_screen_can_choose_from(visitor):
    photo = make_photo()
    only = photo.sizes.get()
    photo.sizes.update(width=480, height=240)
    PhotoSize.objects.create(photo=photo, file=only.file, width=960, height=480)
    page = page_of(visitor).text
    small_url, large_url = photo_urls(photo)
    assert f'src="{small_url}" srcset="{small_url} 480w, {large_url} 960w"' in page
    assert 'width="480" height="240"' in page
    assert 'loading="lazy"' in page


def grants_file(visitor, tmp_path):
    """The open data as a file on disk."""
    response = visitor.get(reverse("cms:open_data"))
    path = tmp_path / "grants.json"
    path.write_bytes(response.getvalue())
    return response, path


def findings(path, *options):
    """What the official validator finds, by kind."""
    report = path.with_name("report.json")
    run = subprocess.run(
        [sys.executable, VALIDATOR, path, "--json", report, "--today", NOW.date().isoformat(), *options],
        capture_output=True, text=True, check=False, env=os.environ,
    )  # fmt: skip
    found = json.loads(report.read_text())
    return run.returncode, {kind: found[kind] for kind in ("errors", "accuracy", "usefulness", "additional")}


def test_open_data_is_a_file_that_anybody_may_fetch(visitor, tmp_path):
    award = make_accepted()
    response, path = grants_file(visitor, tmp_path)
    assert (response.headers["Content-Type"], response.headers["Cache-Control"]) == (
        "application/json",
        "public, max-age=300",
    )
    assert response.headers["Content-Disposition"] == 'attachment; filename="grants.json"'
    assert [grant["id"] for grant in json.loads(path.read_text())["grants"]] == [f"360G-willowmere-{award.reference}"]


def test_open_data_before_the_first_grant_is_an_empty_list(visitor, tmp_path):
    _response, path = grants_file(visitor, tmp_path)
    assert json.loads(path.read_text())["grants"] == []


needs_validator = pytest.mark.skipif(not VALIDATOR.exists(), reason="needs ../shared/tools/validate-360")


@needs_validator
def test_open_data_of_unregistered_groups_lacks_only_their_numbers(visitor, tmp_path):
    for _ in range(2):
        award = make_active()
        place(award)
    _response, path = grants_file(visitor, tmp_path)
    _code, found = findings(path)
    assert (found["errors"], found["accuracy"], found["additional"]) == ([], [], {})
    assert {finding["check"] for finding in found["usefulness"]} <= UNREGISTERED


@needs_validator
def test_open_data_of_registered_groups_is_strictly_clean(visitor, tmp_path):
    for number in ("1000001", "1000002"):
        award = make_active()
        place(award)
        award.organisation.charity_number = number
        award.organisation.postcode = "M1 1AE"
        award.organisation.save()
    _response, path = grants_file(visitor, tmp_path)
    code, found = findings(path, "--strict")
    assert found == {"errors": [], "accuracy": [], "usefulness": [], "additional": {}}
    assert code == 0
