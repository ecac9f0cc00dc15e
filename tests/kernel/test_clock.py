"""The one clock."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from yizhan.kernel import clock

THEN = datetime(2026, 9, 1, 4, 0, tzinfo=UTC)


def test_a_replay_stands_at_its_instant_and_gives_the_present_back():
    before = clock.now()

    with clock.replaying(THEN):
        seen = clock.now()

    assert (seen, clock.now() >= before) == (THEN, True)


def test_replays_may_lie_inside_each_other():
    later = datetime(2026, 9, 2, tzinfo=UTC)

    with clock.replaying(THEN):
        with clock.replaying(later):
            inner = clock.now()
        outer = clock.now()

    assert (inner, outer) == (later, THEN)


def test_a_day_is_that_of_the_zone():
    assert clock.day_of(datetime(2026, 9, 1, 17, 0, tzinfo=UTC), ZoneInfo("Asia/Shanghai")).isoformat() == "2026-09-02"
