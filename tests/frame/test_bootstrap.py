"""The bootstrap on a bare machine: makes its environment once, repairs it, follows the lock."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grants.env import BASE_DIR

pytestmark = pytest.mark.slow

START = "import sys; from grants import bootstrap; bootstrap.ensure_environment(sys.argv); print('inside', sys.prefix)"


@pytest.fixture
def bare(tmp_path):
    """A checkout whose locks are empty, so that nothing is fetched."""
    (tmp_path / "grants").mkdir()
    shutil.copy(BASE_DIR / "grants" / "bootstrap.py", tmp_path / "grants")
    (tmp_path / "grants" / "__init__.py").touch()
    (tmp_path / "manage.py").write_text(START)
    for lock in ("requirements.txt", "requirements-test.txt"):
        (tmp_path / lock).write_text("# nothing\n")
    return tmp_path


def start(folder, *arguments):
    """Runs manage.py with the Python that a bare machine has."""
    python = Path(sys.base_prefix) / "bin" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    done = subprocess.run(
        [python, "manage.py", *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_environment_is_made_once_repaired_when_half_made_and_follows_the_lock(bare):
    inside = f"inside {bare / '.venv'}"
    assert start(bare, "check") == ["Making .venv", "", inside]
    assert start(bare, "check") == [inside]

    (bare / ".venv" / "installed").unlink()
    (bare / ".venv" / "bin" / "python").unlink()
    assert start(bare, "check") == ["Making .venv", "", inside]

    (bare / "requirements.txt").write_text("# nothing still\n")
    assert start(bare, "check") == ["", inside]


def test_environment_that_is_a_link_is_used_and_never_changed(bare, tmp_path_factory):
    theirs = tmp_path_factory.mktemp("theirs") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", theirs], check=True)
    (bare / ".venv").symlink_to(theirs)
    before = sorted(theirs.rglob("*"))
    assert start(bare, "check") == [f"inside {bare / '.venv'}"]
    assert sorted(theirs.rglob("*")) == before
