"""Locked at rest: keys change, purposes do not mix."""

import pytest
from cryptography.fernet import InvalidToken

from grants.ground.kit.encryption import lock, unlock


def test_what_was_locked_is_opened_and_unreadable_between():
    locked = lock("12-34-56", ["key"], "bank details")
    assert "12-34-56" not in locked
    assert unlock(locked, ["key"], "bank details") == "12-34-56"
    assert lock("12-34-56", ["key"], "bank details") != locked


def test_older_keys_still_open_and_the_newest_locks():
    locked = lock("secret", ["old"], "bank details")
    assert unlock(locked, ["new", "old"], "bank details") == "secret"
    assert unlock(lock("secret", ["new", "old"], "bank details"), ["new"], "bank details") == "secret"


@pytest.mark.parametrize(("keys", "purpose"), [(["other"], "bank details"), (["key"], "second factor")])
def test_other_keys_and_purposes_do_not_open(keys, purpose):
    with pytest.raises(InvalidToken):
        unlock(lock("secret", ["key"], "bank details"), keys, purpose)
