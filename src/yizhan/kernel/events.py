"""Facts that contexts publish, and the one table of who reacts."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import connection

Wiring = Mapping[type[Any], Sequence[Callable[[Any], None]]]
_wiring: dict[type[Any], Sequence[Callable[[Any], None]]] = {}


def install(wiring: Wiring) -> None:
    """Name the handlers of every event; called once, by yizhan.config."""
    _wiring.clear()
    _wiring.update(wiring)


def publish(event: object) -> None:
    """Call the handlers of `event`, in order, inside the transaction that makes it true."""
    if not connection.in_atomic_block:
        raise RuntimeError("publish an event inside the transaction that makes it true")
    for handle in _wiring.get(type(event), ()):
        handle(event)
