"""Law: only acts assign a status."""

import ast

from tests.architecture.tree import ROOT, python_files, tree_of, where

WRITERS = frozenset({"bulk_create", "create", "get_or_create", "update", "update_or_create"})


def status_writes(path, root=ROOT):
    """Places where a file assigns a status."""
    for node in ast.walk(tree_of(path)):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        names = [part for target in targets if target is not None for part in ast.walk(target)]
        is_assigned = isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign) and any(
            isinstance(name, ast.Attribute) and name.attr == "status" for name in names
        )
        if is_assigned or _is_written(node):
            yield where(path, node.lineno, root)


def _is_written(node):
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Attribute) and node.func.attr in WRITERS:
        return any(keyword.arg == "status" for keyword in node.keywords)
    is_setattr = isinstance(node.func, ast.Name) and node.func.id == "setattr"
    return is_setattr and isinstance(node.args[1], ast.Constant) and node.args[1].value == "status"


def outside_actions(path):
    return path.name != "actions.py" and "actions" not in path.parts


def test_no_status_write_outside_actions():
    found = [place for path in python_files("grants", "cms") if outside_actions(path) for place in status_writes(path)]
    assert found == []


def test_planted_status_writes_are_caught(tmp_path):
    planted = tmp_path / "planted.py"
    planted.write_text(
        "award.status = 'closed'\n"
        "first, award.status = 1, 'closed'\n"
        "Award.objects.filter(pk=1).update(status='closed')\n"
        "setattr(award, 'status', 'closed')\n"
        "Award.objects.create(status='closed')\n"
        "found = award.status == 'closed'\n"
        "HttpResponse(status=404)\n"
        "Award.objects.filter(status='closed')\n"
    )
    assert list(status_writes(planted, tmp_path)) == [f"planted.py:{line}" for line in range(1, 6)]
