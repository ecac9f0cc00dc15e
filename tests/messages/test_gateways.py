import pytest

from yizhan.messages.gateways import Console, gateway


def test_the_console_is_the_default_channel(capfd):
    gateway("sms").send(to="+8613900001111", text="你好")

    assert capfd.readouterr().err == "[message to +8613900001111] 你好\n"


def test_the_settings_name_the_adapter():
    assert isinstance(gateway("sms"), Console)


def test_an_unknown_channel_is_a_fault():
    with pytest.raises(KeyError):
        gateway("pigeon")
