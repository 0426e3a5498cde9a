"""`manage.py export_awards FILE.xlsx`."""

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from grants.stages.awards.models import Award
from tests.factories.awards import make_active
from tests.factories.funds import make_funder

pytestmark = pytest.mark.django_db


def references(file):
    return [row[0] for row in load_workbook(file)["Awards"].iter_rows(min_row=2, values_only=True)]


def test_workbook_of_all_funds_or_of_one_is_written(tmp_path, capsys):
    first, second = make_active(), make_active()
    file = tmp_path / "awards.xlsx"
    call_command("export_awards", str(file))
    assert references(file) == [first.reference, second.reference]
    told = capsys.readouterr().out
    digest = {row[0]: row[1] for row in load_workbook(file)["Read me"].iter_rows(values_only=True)}
    assert told == f"Wrote {file}. SHA-256 of its data rows: {digest['SHA-256 of the data rows']}\n"
    call_command("export_awards", str(file), fund=second.earmark.fund.code.lower())
    assert references(file) == [second.reference]
    assert [path.name for path in tmp_path.iterdir()] == ["awards.xlsx"]


@pytest.mark.parametrize(
    ("name", "options", "sentence"),
    [
        ("awards.xlsx", {"fund": "NONE"}, r"^There is no fund NONE\.$"),
        ("awards.csv", {}, r"^The file's name must end in \.xlsx\.$"),
        ("missing/awards.xlsx", {}, r"^The file could not be written: No such file or directory\.$"),
    ],
)
def test_what_cannot_be_written_is_said_in_one_sentence_and_leaves_nothing(tmp_path, name, options, sentence):
    make_funder()
    with pytest.raises(CommandError, match=sentence):
        call_command("export_awards", str(tmp_path / name), **options)
    assert (list(tmp_path.iterdir()), Award.objects.count()) == ([], 0)
