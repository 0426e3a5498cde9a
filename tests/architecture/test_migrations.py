"""Law: migrations have names that say something, and follow one another without forks."""

import re

from tests.architecture.tree import ROOT


def unclear(folder):
    """What is wrong with the migrations of one app."""
    names = sorted(path.stem for path in folder.glob("[0-9]*.py"))
    for position, name in enumerate(names, start=1):
        if not re.fullmatch(r"\d{4}_[a-z][a-z0-9_]+", name) or re.search(r"_auto(_|$)", name):
            yield f"{name} has no name"
        if int(name[:4]) != position:
            yield f"{name} does not follow"
        elif position > 1 and f"'{names[position - 2]}'" not in (folder / f"{name}.py").read_text().replace('"', "'"):
            yield f"{name} does not depend on {names[position - 2]}"


def test_migrations_are_named_and_linear():
    folders = [path for top in ("grants", "cms") for path in (ROOT / top).rglob("migrations") if path.is_dir()]
    assert {str(folder): list(unclear(folder)) for folder in folders} == {str(folder): [] for folder in folders}


def test_planted_migrations_are_caught(tmp_path):
    for name, text in {
        "0001_initial": "",
        "0002_auto_20260101": "dependencies = [('calls', '0001_initial')]",
        "0002_grace": "dependencies = [('calls', '0001_initial')]",
        "0004_programme": "dependencies = [('calls', '0001_initial')]",
    }.items():
        (tmp_path / f"{name}.py").write_text(text)
    assert list(unclear(tmp_path)) == [
        "0002_auto_20260101 has no name",
        "0002_grace does not follow",
        "0004_programme does not depend on 0002_grace",
    ]
