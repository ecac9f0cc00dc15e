import pytest
from cryptography.fernet import Fernet, InvalidToken

from yizhan.kernel import seals

PHONE = "+8613900001111"


def test_what_is_sealed_can_be_unsealed_and_does_not_lie_open():
    sealed = seals.seal(PHONE)

    assert seals.unseal(sealed) == PHONE
    assert PHONE.encode() not in sealed


def test_sealing_twice_gives_different_bytes():
    assert seals.seal(PHONE) != seals.seal(PHONE)


def test_an_older_key_still_opens_what_it_sealed(settings):
    sealed = seals.seal(PHONE)
    settings.SEAL_KEYS = [Fernet.generate_key().decode(), *settings.SEAL_KEYS]

    assert seals.unseal(sealed) == PHONE


def test_another_key_opens_nothing(settings):
    sealed = seals.seal(PHONE)
    settings.SEAL_KEYS = [Fernet.generate_key().decode()]

    with pytest.raises(InvalidToken):
        seals.unseal(sealed)


def test_lookup_is_the_same_for_the_same_number_and_another_under_another_key(settings):
    first = seals.lookup(PHONE)

    assert first == seals.lookup(PHONE)
    settings.LOOKUP_KEY = "another"
    assert first != seals.lookup(PHONE)
