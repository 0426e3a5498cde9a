"""Measures every size, each in a process and a database of its own, and prints the table."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from grants.env import BASE_DIR

AIM_MULTIPLES, AIM_QUERIES = 6, 20


def run(sizes, json_file=None, database_url=None):
    """Measures the pages at each size. Prints a table; writes it to `json_file` too when one is named.

    Each size has an SQLite database of its own, made for it and thrown away, unless `database_url` names an empty one.
    """
    print(f"Aim: at most {AIM_MULTIPLES} multiples of the least Django page and {AIM_QUERIES} queries.")
    print(f"Load of this machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors.")
    with tempfile.TemporaryDirectory() as folder:
        found = {size: _measure(size, Path(folder), database_url) for size in sorted(sizes)}
    rows, files = table(found, "pages", "page"), table(found, "exports", "export")
    print(*lines(rows, sorted(sizes)), *export_lines(files, sorted(sizes)), sep="\n")
    print(f"Load of this machine: {os.getloadavg()[0]:.1f}.")
    if json_file:
        Path(json_file).write_text(json.dumps({"pages": rows, "exports": files}, indent=1))


def _measure(size, folder, database_url):
    out = folder / f"{size}.json"
    place = {"DATABASE_URL": database_url or f"sqlite:///{folder / str(size)}.sqlite3", "GRANTS_MODE": "test"}
    place["DJANGO_SETTINGS_MODULE"] = "grants.settings"
    command = [sys.executable, "-m", "tests.bench.measure", str(size), str(out)]
    subprocess.run(command, cwd=BASE_DIR, env={**os.environ, **place}, check=True)
    return json.loads(out.read_text())


def table(found, part, name):
    """A row for each page or export: each of its numbers at every size, the smallest first."""
    rows = {}
    for size in sorted(found):
        for row in found[size][part]:
            numbers = rows.setdefault(row[name], {name: row[name]})
            for key, value in row.items():
                if key != name:
                    numbers.setdefault(key, []).append(value)
    return list(rows.values())


def growth(row):
    """How much dearer the page is at the largest size than at the smallest."""
    return row["multiple"][-1] / row["multiple"][0]


def lines(rows, sizes):
    """The pages as text, the costliest first; an exclamation mark where the aim is missed."""
    heading = "multiples at " + "/".join(map(str, sizes))
    yield f"{'page':<56}{'status':>7}{'queries':>10}{heading:>36}{'growth':>8}{'KB':>7}"
    for row in sorted(rows, key=lambda row: -row["multiple"][-1]):
        missed = row["multiple"][-1] > AIM_MULTIPLES or row["queries"][-1] > AIM_QUERIES
        queries = "/".join(map(str, dict.fromkeys(row["queries"])))
        multiples = " / ".join(f"{number:.1f}" for number in row["multiple"])
        mark = " !" if missed else ""
        yield (
            f"{row['page']:<56}{row['status'][-1]:>7}{queries:>10}{multiples:>36}{growth(row):>8.2f}"
            f"{row['kb'][-1]:>7}{mark}"
        )


def export_lines(rows, sizes):
    """The exports as text: each number at every size."""
    yield f"exports at {' / '.join(map(str, sizes))}"
    for row in rows:
        numbers = {key: " / ".join(map(str, row[key])) for key in ("queries", "seconds", "megabytes", "grown")}
        yield (
            f"{row['export']:<24} queries {numbers['queries']}; seconds {numbers['seconds']}; "
            f"megabytes written {numbers['megabytes']}; megabytes grown {numbers['grown']}"
        )
