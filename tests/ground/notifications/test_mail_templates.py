"""Every shipped mail: it has a subject, and it reads through whatever it is about."""

import re

import pytest

from grants.env import BASE_DIR
from grants.ground.notifications.rendering import render_mail

SOURCES = sorted((BASE_DIR / "templates" / "emails").glob("[!_]*.txt"))


class Anything(int):
    """A value that a template may treat as a number, a text, a list or a thing with fields."""

    def __getattr__(self, name):
        if name.startswith("_") or name in {"resolve_expression", "do_not_call_in_templates"}:
            raise AttributeError(name)
        return Anything(2)

    def __str__(self):
        return "something"

    def __iter__(self):
        return iter([self.item])


@pytest.mark.django_db
@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_mail_reads_through(source):
    names = set(re.findall(r"[a-z_]+", source.read_text())) - {"funder"}
    mail = render_mail(source.stem, {name: Anything(2) for name in names}, language="en-gb")
    assert mail.subject != ""
    assert "{{" not in mail.subject + mail.text
    assert "%}" not in mail.subject + mail.text
