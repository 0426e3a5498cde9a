"""The manners of the stylesheet, the script and the templates."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
STATIC = ROOT / "grants" / "static"
TEMPLATES = ROOT / "templates"
CSS = (STATIC / "css" / "grants.css").read_text()
OWN_SCRIPTS = [path for path in (STATIC / "js").glob("*.js") if path.name != "htmx.min.js"]
EVERYTHING = "".join(path.read_text() for path in TEMPLATES.rglob("*.html"))
PARTIALS = set(re.findall(r'include "components/(\w+)\.html"', EVERYTHING))
# Called like components, but each draws one thing of the house, not a part of the look.
OF_ONE_THING = {"answers", "board", "reading", "sample"}
COMPONENTS = [path for path in (TEMPLATES / "components").glob("*.html") if path.stem not in PARTIALS | OF_ONE_THING]
# Documents are printed by WeasyPrint from their own stylesheet; the rest are pages.
PAGES = [path for path in TEMPLATES.rglob("*.html") if "documents" not in path.parts]


def rules_after_tokens():
    return CSS[CSS.index("/* 3 Ground") : CSS.index("/* 12 Print")]


def test_stylesheet_stays_small():
    assert len(CSS.encode()) < 60_000


def test_own_scripts_stay_under_500_lines():
    assert sum(len(path.read_text().splitlines()) for path in OWN_SCRIPTS) < 500


def test_own_scripts_are_not_crammed():
    assert [line for path in OWN_SCRIPTS for line in path.read_text().splitlines() if len(line) > 140] == []


def test_colours_come_from_tokens():
    assert re.findall(r"#[0-9a-f]{3,8}\b", rules_after_tokens()) == ["#1c2826"]  # the ink on marigold of a selection


def test_directions_are_logical():
    physical = r"^\s*((?:margin|padding|border)-(?:left|right|top|bottom)\S*|(?:left|right|top|bottom|width|height)):"
    assert re.findall(physical, rules_after_tokens(), re.MULTILINE) == []


def test_every_variable_is_defined():
    used = set(re.findall(r"var\(--([\w-]+)", CSS))
    assert used - set(re.findall(r"--([\w-]+):", CSS)) == set()


def test_fonts_are_here_with_their_licences():
    named = set(re.findall(r'url\("\.\./fonts/([^"]+)"\)', CSS))
    assert named == {path.name for path in (STATIC / "fonts").glob("*.woff2")}
    licences = {path.name for path in (STATIC / "fonts").glob("*-OFL.txt")}
    assert licences == {"atkinson-OFL.txt", "literata-OFL.txt", "noto-arabic-OFL.txt"}


def test_nothing_loads_from_another_host():
    loads = r'(?:src=|<link[^>]*href=)"(?:https?:)?//|url\(["\']?(?:https?:)?//|@import'
    assert [path.name for path in PAGES if re.search(loads, path.read_text())] == []
    assert re.findall(loads, CSS) == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_template_has_no_inline_style_or_script(path):
    forbidden = r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:"
    assert re.findall(forbidden, path.read_text()) == []


def test_every_component_says_what_it_takes():
    assert [path.stem for path in COMPONENTS if not path.read_text().startswith("{% comment %}")] == []


def test_every_component_stands_on_the_page_of_components():
    pages = [TEMPLATES / "office" / "components.html", *(TEMPLATES / "office" / "components").glob("*.html")]
    shown = "".join(path.read_text() for path in pages)
    names = {path.stem.replace("_", "-") for path in COMPONENTS}
    assert {name for name in names if f"<c-{name}" not in shown} == set()
