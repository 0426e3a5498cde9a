"""The client of ClamAV, against a scanner that answers well and badly."""

import io

import pytest

from grants.ground.files.scanner import ScannerDown, scan
from tests.clamd import VIRUS, clamd


def ask(content, address, seconds=2.0):
    return scan(io.BytesIO(content), address=address, seconds=seconds)


@pytest.mark.parametrize("is_path", [True, False])
def test_clean_file_has_nothing_in_it(tmp_path, is_path):
    with clamd(tmp_path / "clamd" if is_path else None) as server:
        assert ask(b"words" * 40_000, server.address) == ""
        assert server.heard == [(b"zINSTREAM\0", b"words" * 40_000)]


def test_infected_file_names_what_was_found(tmp_path):
    with clamd(tmp_path / "clamd") as server:
        assert ask(b"before " + VIRUS, f"unix:{server.address}") == "Eicar-Test-Signature"


def test_scanner_that_is_not_there_is_down(tmp_path):
    for address in (str(tmp_path / "nobody"), "127.0.0.1:1", "nonsense"):
        with pytest.raises(ScannerDown):
            ask(b"words", address)


def test_scanner_that_takes_too_long_is_down(tmp_path):
    with clamd(tmp_path / "clamd", slow=0.5) as server, pytest.raises(ScannerDown):
        ask(b"words", server.address, seconds=0.1)


@pytest.mark.parametrize(
    "says", [b"", b"\xff\xfe\x00", b"INSTREAM size limit exceeded. ERROR", b"stream:  FOUND", b"stream: OK maybe"]
)
def test_answer_that_is_neither_yes_nor_no_is_no_answer(tmp_path, says):
    with clamd(tmp_path / "clamd", says=says) as server, pytest.raises(ScannerDown):
        ask(b"words", server.address)
