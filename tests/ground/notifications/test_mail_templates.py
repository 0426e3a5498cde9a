"""Every shipped mail: it has a subject, and it reads through whatever it is about."""

import re
from datetime import UTC, datetime

import pytest

from grants.env import BASE_DIR
from grants.ground.notifications.rendering import render_mail
from grants.ground.notifications.rules import SECRET_KINDS

SOURCES = sorted((BASE_DIR / "templates" / "emails").glob("[!_]*.txt"))
MOMENT = datetime(2026, 9, 7, 10, 0, tzinfo=UTC)


class Anything(int):
    """A value that a template may treat as a number, a text, a list or a thing with fields; `dated` ones are moments."""

    dated: frozenset[str] = frozenset()

    def __getattr__(self, name):
        if name.startswith("_") or name in {"resolve_expression", "do_not_call_in_templates"}:
            raise AttributeError(name)
        return self.field(name)

    def field(self, name):
        return MOMENT if name in self.dated else type(self)(2)

    def __str__(self):
        return "something"

    def __iter__(self):
        return iter([self.item])


def facts_for(source):
    """A value for every word of a template that could be a name."""
    text = source.read_text()
    dated = frozenset(re.findall(r"(\w+)\|(?:date|time)", text))
    thing = type("Thing", (Anything,), {"dated": dated})(2)
    return {name: thing.field(name) for name in set(re.findall(r"[a-z_]+", text)) - {"funder"}}


@pytest.mark.django_db
@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_mail_reads_through(source):
    mail = render_mail(source.stem, facts_for(source), language="en-gb")
    assert mail.subject != ""
    assert "{{" not in mail.subject + mail.text
    assert "%}" not in mail.subject + mail.text


def test_mails_with_codes_and_personal_links_are_known_to_be_secret():
    holds_secret = {source.stem for source in SOURCES if re.search(r"\{\{ (code|link|token) \}\}", source.read_text())}
    assert holds_secret == set(SECRET_KINDS)
