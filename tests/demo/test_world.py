"""The demo world: loaded by acts on any day of the calendar, with every page alive."""

import datetime as dt
import json
import subprocess
import sys
from collections import Counter

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from fixtures.demo import world
from grants.ground.equality.models import EqualityDay
from grants.ground.notifications.queries import messages_to_tell
from grants.stages.applications.models import Application, Confirmation, Hosting, SentBack
from grants.stages.awards.models import Award
from grants.stages.funds.queries import balance_differences
from grants.stages.outcomes.queries import reports_expected
from grants.stages.payments.models import PaymentBatch

VALIDATOR = settings.BASE_DIR.parent / "shared" / "tools" / "validate-360"

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DAYS = {
    "29 February": dt.datetime(2028, 2, 29, 12, 0, tzinfo=dt.UTC),
    "the night the clocks go back": dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC),
    "31 December": dt.datetime(2026, 12, 31, 23, 30, tzinfo=dt.UTC),
    "a Sunday": dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC),
}


@pytest.mark.parametrize("now", DAYS.values(), ids=DAYS.keys())
def test_world_stands_on_any_day(now):
    world.load(now)
    assert Counter(Award.objects.values_list("status", flat=True)) == {
        "closed": 2,
        "active": 3,
        "accepted": 1,
        "offered": 1,
        "refused": 1,
    }
    assert Counter(Application.objects.values_list("status", flat=True)) == {
        "offered": 8,
        "declined": 1,
        "in_review": 8,
        "submitted": 5,
        "sent_back": 1,
        "draft": 2,
        "awaiting_sign_off": 1,
        "recommended": 1,
        "decided": 1,
    }
    assert Counter(PaymentBatch.objects.values_list("status", flat=True)) == {"settled": 2, "sent": 1, "building": 1}
    assert [due.award.organisation.name for due in reports_expected(now.date(), within_days=0)] == ["Shared Table"]
    assert [(row.is_open, row.after is not None) for row in SentBack.objects.order_by("pk")] == [
        (False, True),
        (True, False),
    ]
    assert [(row.contact_id is None, row.how) for row in Confirmation.objects.order_by("pk")] == [
        (True, "call"),
        (False, ""),
    ]
    assert list(Hosting.objects.values_list("status", "organisation__name")) == [("confirmed", "Harbour Hall Trust")]
    told = messages_to_tell(now).values_list("to_person__name", "kind")
    assert list(told) == [("Ivy Moss", "message_to_group"), ("Walter Sims", "message_to_group")]
    assert EqualityDay.objects.count() == 2
    assert balance_differences() == []


@pytest.mark.skipif(not VALIDATOR.exists(), reason="needs ../shared/tools/validate-360")
def test_open_data_of_the_world_is_strictly_clean(tmp_path):
    now = dt.datetime.now(dt.UTC)
    world.load(now)
    file, report = tmp_path / "grants.json", tmp_path / "report.json"
    file.write_bytes(Client().get(reverse("cms:open_data")).getvalue())
    subprocess.run([sys.executable, VALIDATOR, file, "--strict", "--json", report], capture_output=True, check=False)
    found = json.loads(report.read_text())
    assert [found[kind] for kind in ("errors", "accuracy", "usefulness", "additional")] == [[], [], [], {}]
    assert len(json.loads(file.read_text())["grants"]) == 6
