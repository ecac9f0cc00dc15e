"""State machines: the states are an enum, the moves a dictionary, and one function walks them."""

from collections.abc import Mapping, Set
from typing import TypeVar, cast

from django.utils.translation import gettext_lazy as _

from yizhan.kernel.errors import Refused

State = TypeVar("State", bound=str)


class IllegalMove(Refused):
    message = _("现在不能走这一步了，页面可能已经过时，请刷新后再看。")


def step(moves: Mapping[State, Set[State]], *, at: str, to: State) -> State:
    """Return `to` when `moves` allows it from `at`; raise `IllegalMove` otherwise."""
    if to not in moves.get(cast("State", at), frozenset()):
        raise IllegalMove
    return to
