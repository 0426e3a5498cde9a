"""Pages use components as these say they are used, and classes that the stylesheet knows."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
TEMPLATES = ROOT / "templates"
CSS = (ROOT / "grants" / "static" / "css" / "grants.css").read_text()
PAGES = sorted(path for path in TEMPLATES.rglob("*.html") if "documents" not in path.parts)
CALL = re.compile(r"<c-([\w.-]+)((?:\s+:?[\w-]+(?:=(?:\"[^\"]*\"|'[^']*'))?)*)\s*/?>")
ATTRIBUTE = re.compile(r"(:?[\w-]+)(?:=(?:\"[^\"]*\"|'[^']*'))?")
PASSES_EVERYTHING_ON = "{{ attrs }}"
BUILT_IN = {"slot", "vars"}
KNOWN_CLASSES = set(re.findall(r"\.([a-z][\w-]*)", CSS)) | {"desk", "wide", "main"}


def source_of(component):
    return (TEMPLATES / "components" / f"{component.replace('.', '/').replace('-', '_')}.html").read_text()


def calls(text):
    return [(name, ATTRIBUTE.findall(attributes)) for name, attributes in CALL.findall(text) if name not in BUILT_IN]


def misused(text):
    """Inputs that a component does not say it takes."""
    found = set()
    for name, attributes in calls(text):
        source = source_of(name)
        says = set(re.findall(r"[\w-]+", source[: source.index("{% endcomment %}")]))
        if PASSES_EVERYTHING_ON not in source:
            found |= {(name, attribute) for attribute in attributes if attribute.lstrip(":") not in says}
    return found


def unknown_classes(text):
    without_tags = re.sub(r"{%.*?%}|{{.*?}}", " ", text)
    used = {word for value in re.findall(r'\sclass="([^"]*)"', without_tags) for word in value.split()}
    return {word for word in used if not word.endswith("-")} - KNOWN_CLASSES


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_page_gives_components_what_they_take(path):
    assert misused(path.read_text()) == set()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_page_wears_classes_that_the_stylesheet_knows(path):
    assert unknown_classes(path.read_text()) == set()


def test_a_misused_component_is_noticed():
    assert misused('<c-count-card number="3" label="late" url="/" />') == {("count-card", "number")}


def test_an_unknown_class_is_noticed():
    assert unknown_classes('<ul class="cards count-cards {% if x %}tag{% endif %}">') == {"count-cards"}


def test_templates_that_ask_htmx_fetch_it():
    asking = [path for path in PAGES if re.search(r"\shx-(?:get|post)=", path.read_text())]
    assert [path.name for path in asking] == ["progress.html", "review_form.html"]
    assert all("js/htmx.min.js" in path.read_text() for path in asking)
