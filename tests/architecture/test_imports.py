"""Law: imports go down the house (pyproject.toml, [tool.importlinter])."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

LINT = Path(sys.executable).with_name("lint-imports")

PLANTED = {
    "grants/ground/kit/planted.py": "from grants.ground.people import models",
    "grants/stages/calls/planted.py": "from grants.stages.applications import models",
    "grants/desks/portal/planted.py": "from grants.desks.office import gate",
    "grants/outputs/exports/planted.py": "from grants.stages.awards import actions",
    "grants/desks/panel/planted.py": "from grants.stages.applications import models",
}


def lint(folder):
    """Exit code and words of import-linter, run over a tree."""
    environment = os.environ | {"PYTHONPATH": str(folder), "COLUMNS": "200", "NO_COLOR": "1"}
    run = subprocess.run(
        [LINT, "--no-cache", "--config", folder / "pyproject.toml"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode, run.stdout + run.stderr


@pytest.fixture
def copy(tmp_path):
    """The tree without its data, to plant things in."""
    for name in ("grants", "cms"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("static", "__pycache__", "locale"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_imports_go_down_the_house():
    code, words = lint(ROOT)
    assert code == 0, words


@pytest.mark.slow
def test_planted_imports_are_caught(copy):
    for name, line in PLANTED.items():
        (copy / name).write_text(line + "\n")
    rules = copy / "grants/stages/checks/rules"
    place = rules / "planted.py" if rules.is_dir() else copy / "grants/stages/checks/rules.py"
    place.write_text("from grants.stages.checks import models\n")
    code, words = lint(copy)
    assert code == 1
    for module, target in {
        "grants.ground.kit.planted": "grants.ground.people",
        "grants.stages.calls.planted": "grants.stages.applications",
        "grants.desks.portal.planted": "grants.desks.office",
        "grants.outputs.exports.planted": "grants.stages.awards.actions",
        "grants.desks.panel.planted": "grants.stages.applications.models",
        "grants.stages.checks.rules": "grants.stages.checks.models",
    }.items():
        assert any(module in line and target in line for line in words.splitlines()), f"{module} -> {target}\n{words}"
