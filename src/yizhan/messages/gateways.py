"""The one door to channels outside the application; each adapter is a class named in the settings."""

import sys
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class Gateway(Protocol):
    """What an adapter for SMS, WeChat, WeCom or DingTalk has to be."""

    def send(self, *, to: str, text: str) -> None:
        """Hand `text` over to the channel for the address `to`; raises when the channel refuses."""


class Console:
    """The default adapter: the message is printed where the program runs."""

    def send(self, *, to: str, text: str) -> None:
        """Print the message."""
        sys.stderr.write(f"[message to {to}] {text}\n")
        sys.stderr.flush()


def gateway(channel: str) -> Gateway:
    """The adapter for `channel`, as the settings name it; raises `KeyError` for an unknown channel."""
    adapter: Gateway = import_string(settings.CHANNELS[channel])()
    return adapter
