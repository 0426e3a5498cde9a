"""Law: a view finds, permits, handles, shows; it does not write, query by hand or judge a status, and it is short."""

import ast

from tests.architecture.tree import ROOT, functions, lines_of, python_files, tree_of, where

LONGEST = 30


def view_files(root=ROOT):
    return [path for path in python_files("grants", root=root) if "desks" in path.parts and "views" in path.parts]


def offences(path, root=ROOT):
    """What a file of views does that belongs elsewhere."""
    tree = tree_of(path)
    for function in functions(tree):
        if lines_of(function) > LONGEST:
            yield f"{where(path, function.lineno, root)} {function.name} is longer than {LONGEST} lines"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "objects":
            yield f"{where(path, node.lineno, root)} queries by hand"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "save":
            yield f"{where(path, node.lineno, root)} saves"
        if isinstance(node, ast.Compare) and any(_is_status(side) for side in [node.left, *node.comparators]):
            yield f"{where(path, node.lineno, root)} judges a status"


def _is_status(node):
    return isinstance(node, ast.Attribute) and node.attr == "status"


def test_views_keep_to_their_four_beats():
    assert [offence for path in view_files() for offence in offences(path)] == []


def test_planted_offences_are_caught(tmp_path):
    folder = tmp_path / "grants" / "desks" / "office" / "views"
    folder.mkdir(parents=True)
    planted = folder / "awards.py"
    planted.write_text(
        "def award(request, pk):\n"
        "    found = Award.objects.get(pk=pk)\n"
        "    if found.status == 'closed':\n"
        "        found.save()\n"
        "    return render(request, 'x.html', status=404)\n"
        "def long(request):\n" + "    pass\n" * LONGEST
    )
    assert view_files(tmp_path) == [planted]
    place = "grants/desks/office/views/awards.py"
    assert sorted(offences(planted, tmp_path)) == [
        f"{place}:2 queries by hand",
        f"{place}:3 judges a status",
        f"{place}:4 saves",
        f"{place}:6 long is longer than 30 lines",
    ]
