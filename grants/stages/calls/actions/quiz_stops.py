"""Counting where the quiz stops people. No actor, no audit: only a number is kept."""

import datetime as dt

from django.db import transaction
from django.db.models import F

from grants.ground.kit.clock import local_date
from grants.ground.reference.queries import funder
from grants.stages.calls.models import Call, QuizStop


def count_quiz_stop(call: Call, question_key: str, *, now: dt.datetime) -> None:
    """Adds one to the count of the quiz ending at a question today."""
    today = local_date(now, funder().timezone)
    with transaction.atomic():
        row, _made = QuizStop.objects.get_or_create(call=call, question_key=question_key, on=today)
        QuizStop.objects.filter(pk=row.pk).update(count=F("count") + 1)
