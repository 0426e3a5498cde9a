"""The source tree, as the laws read it."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = ("grants", "cms", "fixtures", "tests")


def python_files(*folders, root=ROOT):
    """Every Python file of ours under the folders, without migrations."""
    for folder in folders or OURS:
        for path in sorted((root / folder).rglob("*.py")):
            if "migrations" not in path.parts and ".venv" not in path.parts:
                yield path


def templates(root=ROOT):
    """Every template."""
    return sorted(path for path in (root / "templates").rglob("*") if path.is_file())


def tree_of(path):
    """The syntax tree of a file."""
    return ast.parse(path.read_text(), str(path))


def functions(tree) -> Iterator[ast.FunctionDef]:
    """Every function and method."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def lines_of(node):
    """How many lines a definition takes, decorators included."""
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    return node.end_lineno - first + 1


def where(path, line, root=ROOT):
    """`grants/x.py:12`"""
    return f"{path.relative_to(root)}:{line}"
