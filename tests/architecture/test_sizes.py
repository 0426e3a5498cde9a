"""Law: nothing grows beyond what a person can hold in mind. An exception is one line here, with its reason."""

from tests.architecture.tree import ROOT, functions, lines_of, python_files, templates, tree_of, where

FILE_LINES = 400
FUNCTION_LINES = 50
TEMPLATE_LINES = 150

EXCEPTIONS = {
    "fixtures/demo/town.py": "the words of the demo world, one row each",
}


def too_large(paths, most, root=ROOT):
    """Files with more lines than `most`."""
    for path in paths:
        name = str(path.relative_to(root))
        if name not in EXCEPTIONS and len(path.read_text().splitlines()) > most:
            yield name


def too_long(path, root=ROOT):
    """Functions with more lines than allowed."""
    for function in functions(tree_of(path)):
        if lines_of(function) > FUNCTION_LINES:
            yield f"{where(path, function.lineno, root)} {function.name}"


def test_files_and_functions_stay_small():
    assert list(too_large(python_files(), FILE_LINES)) == []
    assert [function for path in python_files() for function in too_long(path)] == []


def test_templates_stay_small():
    assert list(too_large(templates(), TEMPLATE_LINES)) == []


def test_planted_giants_are_caught(tmp_path):
    giant = tmp_path / "giant.py"
    giant.write_text("@decorated\ndef grow():\n" + "    pass\n" * 49 + "def stay():\n" + "    pass\n" * 49)
    assert list(too_long(giant, tmp_path)) == ["giant.py:2 grow"]
    assert list(too_large([giant], 101, tmp_path)) == []
    assert list(too_large([giant], 100, tmp_path)) == ["giant.py"]
