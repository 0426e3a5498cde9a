"""Bank numbers at rest: unreadable, and found again after keys change."""

import pytest

from grants.ground.bank.vault import fingerprint, seal, unseal


def test_sealed_number_shows_nothing_and_opens_again():
    sealed = [seal("12345678"), seal("12345678")]
    assert ("12345678" in "".join(sealed), sealed[0] == sealed[1]) == (False, False)
    assert [unseal(text) for text in sealed] == ["12345678", "12345678"]


def test_sealed_number_opens_after_a_new_key_and_not_without_its_own(settings):
    settings.ENCRYPTION_KEYS = ["old"]
    sealed = seal("12345678")
    settings.ENCRYPTION_KEYS = ["new", "old"]
    assert unseal(sealed) == "12345678"
    settings.ENCRYPTION_KEYS = ["new"]
    with pytest.raises(ValueError, match=r"^No known key opens these bank details\.$"):
        unseal(sealed)


def test_fingerprint_is_keyed_tells_accounts_apart_and_stays_when_a_key_is_added(settings):
    settings.ENCRYPTION_KEYS = ["old"]
    before = fingerprint("309430", "12345678")
    assert fingerprint("309430", "12345679") != before
    settings.ENCRYPTION_KEYS = ["new", "old"]
    assert fingerprint("309430", "12345678") == before
    settings.ENCRYPTION_KEYS = ["new"]
    assert fingerprint("309430", "12345678") != before
