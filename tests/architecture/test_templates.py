"""Law: every template is used by something."""

import re

from tests.architecture.tree import ROOT, python_files, templates

# Django's handlers find these by their names.
FOUND_BY_NAME = {"400.html", "403.html", "404.html", "413.html", "429.html", "500.html"}


def unused(names, sources):
    """Templates of which no source speaks. Components are used as tags, mails and letters by their kind."""
    text = "\n".join(sources)
    tags = set(re.findall(r"<c-([a-z0-9.-]+)", text))
    for name in names:
        stem = name.rpartition("/")[2].rpartition(".")[0]
        is_tag = name.startswith("components/") and stem.replace("_", "-") in tags
        is_kind = name.split("/")[0] in {"agreements", "emails", "letters", "texts", "told"} and f'"{stem}"' in text
        if name not in FOUND_BY_NAME and name not in text and not is_tag and not is_kind:
            yield name


def test_every_template_is_used():
    folder = ROOT / "templates"
    names = [str(path.relative_to(folder)) for path in templates()]
    sources = [path.read_text() for path in [*python_files("grants", "cms"), *templates()]]
    assert list(unused(names, sources)) == []


def test_planted_template_is_caught():
    names = ["404.html", "office/award.html", "components/file_row.html", "emails/receipt.txt", "office/lost.html"]
    sources = ['render(request, "office/award.html")', "<c-file-row name='x' />", 'queue_mail("receipt", to=person)']
    assert list(unused(names, sources)) == ["office/lost.html"]
