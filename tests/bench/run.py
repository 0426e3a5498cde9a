"""Runs the yardstick and every size, each in a process and a database of its own, and prints the table."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from grants.env import BASE_DIR

AIM_MULTIPLES, AIM_QUERIES = 6, 20


def run(sizes, json_file=None):
    """Measures the pages at each size. Prints a table; writes it to `json_file` too when one is named."""
    yardstick = float(_python("-m", "tests.bench.yardstick"))
    print(f"Yardstick: {yardstick:.2f} ms CPU. Aim: at most {AIM_MULTIPLES} multiples and {AIM_QUERIES} queries.")
    with tempfile.TemporaryDirectory() as folder:
        found = {size: _measure(size, Path(folder)) for size in sizes}
    rows = table(found, yardstick)
    for line in lines(rows, sizes):
        print(line)
    if json_file:
        Path(json_file).write_text(json.dumps({"yardstick_ms": yardstick, "pages": rows}, indent=1))


def _measure(size, folder):
    out = folder / f"{size}.json"
    place = {"DATABASE_URL": f"sqlite:///{folder / str(size)}.sqlite3", "GRANTS_MODE": "test"}
    _python("-m", "tests.bench.measure", str(size), str(out), env=place, capture=False)
    return {row["page"]: row for row in json.loads(out.read_text())}


def _python(*arguments, env=None, capture=True):
    """Runs this Python on a module of ours; returns what it printed."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=BASE_DIR,
        env={**os.environ, **(env or {})},
        check=True,
        text=True,
        stdout=subprocess.PIPE if capture else None,
    )
    return (done.stdout or "").strip()


def table(found, yardstick):
    """A row for each page: queries and multiples at each size, and growth from the smallest to the largest."""
    sizes = sorted(found)
    first, last = found[sizes[0]], found[sizes[-1]]
    return [
        {
            "page": page,
            "status": last[page]["status"],
            "queries": [found[size][page]["queries"] for size in sizes],
            "multiples": [round(found[size][page]["ms"] / yardstick, 2) for size in sizes],
            "growth": round(last[page]["ms"] / first[page]["ms"], 2),
            "kb": last[page]["kb"],
        }
        for page in last
        if page in first
    ]


def lines(rows, sizes):
    """The table as text, the costliest page first; an exclamation mark where the aim is missed."""
    yield f"{'page':<58}{'status':>7}{'queries':>14}{'multiples at ' + '/'.join(map(str, sorted(sizes))):>32}{'growth':>8}{'KB':>7}"
    for row in sorted(rows, key=lambda row: -row["multiples"][-1]):
        missed = row["multiples"][-1] > AIM_MULTIPLES or row["queries"][-1] > AIM_QUERIES
        queries = "/".join(map(str, row["queries"]))
        multiples = "/".join(f"{number:.1f}" for number in row["multiples"])
        mark = " !" if missed else ""
        yield f"{row['page']:<58}{row['status']:>7}{queries:>14}{multiples:>32}{row['growth']:>8}{row['kb']:>7}{mark}"
