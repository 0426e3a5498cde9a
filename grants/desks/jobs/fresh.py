"""A fresh SQLite database in one step: what all migrations make, written down as SQL.

Running two hundred and fifty migrations takes half a minute, and every first start of the demo would wait for it. So
`manage.py fresh_database` writes their result to fixtures/fresh.sql, with a digest of what it was made from. A first
start reads it back in a second. Where anything has changed since, and on PostgreSQL, the migrations run as ever.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from grants.env import BASE_DIR

FILE = BASE_DIR / "fixtures" / "fresh.sql"
SHAPES_A_DATABASE = ("migrations/*.py", "apps.py", "triggers.py", "editors.py")


@cache
def digest() -> str:
    """Names the state of what shapes a fresh database: migrations, what runs after them, the locked packages."""
    found = {path for top in ("grants", "cms") for name in SHAPES_A_DATABASE for path in (BASE_DIR / top).rglob(name)}
    sums = hashlib.sha256()
    for path in [BASE_DIR / "requirements.txt", *sorted(found)]:
        sums.update(path.relative_to(BASE_DIR).as_posix().encode() + b"\0" + path.read_bytes())
    return sums.hexdigest()[:16]


def write(database: sqlite3.Connection, file: Path = FILE) -> None:
    """Writes down a database that was just migrated."""
    file.write_text("\n".join([_first_line(), *statements(database)]) + "\n")


def load(database: sqlite3.Connection, file: Path = FILE) -> bool:
    """Fills an empty database. Returns False, with nothing done, where the file is not of this version."""
    if not file.exists() or _is_used(database):
        return False
    script = file.read_text()
    if not script.startswith(_first_line() + "\n"):
        return False
    database.executescript(f"BEGIN;\n{script}\nCOMMIT;")
    return True


def statements(database: sqlite3.Connection) -> Iterator[str]:
    """Tables, then rows, then indexes and triggers, each in the order in which they were made."""
    made = list(database.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"))
    virtual = tuple(f"{name}_" for _kind, name, sql in made if sql.startswith("CREATE VIRTUAL TABLE"))
    tables = [
        (name, sql)
        for kind, name, sql in made
        if kind == "table" and not name.startswith(("sqlite_", *virtual))  # SQLite makes those itself
    ]
    yield from (f"{sql};" for _name, sql in tables)
    for name, sql in tables:
        if not sql.startswith("CREATE VIRTUAL TABLE"):
            yield from _rows(database, name)
    yield from (f"{sql};" for kind, _name, sql in made if kind in ("index", "trigger"))


def _rows(database: sqlite3.Connection, table: str) -> Iterator[str]:
    columns = [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]
    values = " || ',' || ".join(f'quote("{column}")' for column in columns)
    for (row,) in database.execute(f'SELECT {values} FROM "{table}" ORDER BY rowid'):  # noqa: S608 - our own names
        yield f'INSERT INTO "{table}" VALUES ({row});'  # noqa: S608


def _is_used(database: sqlite3.Connection) -> bool:
    return database.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None


def _first_line() -> str:
    return f"-- Written by manage.py fresh_database from {digest()}"
