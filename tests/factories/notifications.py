"""Mails in the outbox."""

import itertools
from datetime import UTC, datetime

from grants.ground.notifications.models import Mail

NOW = datetime(2026, 9, 7, 10, 0, tzinfo=UTC)
numbers = itertools.count(1)


def make_telling(person, **fields):
    """A message that the office has to tell a person."""
    return make_mail(**{"to_person": person, "to_email": "", "handed_over_at": NOW} | fields)


def make_mail(**fields):
    """A mail that waits, about nothing in particular."""
    number = next(numbers)
    row = {
        "kind": "receipt",
        "to_email": f"reader{number}@example.org",
        "language": "en-gb",
        "subject": f"We have your application {number}",
        "text": "Hello,\n\nThank you.\n",
        "message_id": f"<receipt.{number}.made@example.org>",
        "queued_at": NOW,
        "not_before": NOW,
    }
    return Mail.objects.create(**row | fields)
