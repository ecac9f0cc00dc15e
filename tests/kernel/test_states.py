from enum import StrEnum

import pytest

from yizhan.kernel.states import IllegalMove, step


class Light(StrEnum):
    RED = "red"
    GREEN = "green"


MOVES = {Light.RED: {Light.GREEN}}


def test_step_returns_the_state_that_the_table_allows():
    assert step(MOVES, at="red", to=Light.GREEN) == Light.GREEN


@pytest.mark.parametrize(("at", "to"), [("red", Light.RED), ("green", Light.RED), ("blue", Light.GREEN)])
def test_step_refuses_what_the_table_does_not_name(at, to):
    with pytest.raises(IllegalMove):
        step(MOVES, at=at, to=to)
