"""A provider's days are free, engaged or full as the rules say; bans take the days that they cover."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planner.delivery.factories import MONDAY, NEXT_MONDAY, TUESDAY, changed, month, pin
from tests.planner.delivery.tiny import problems
from yizhan.planner.delivery.diaries import Bans, Diaries
from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.problem import Ban
from yizhan.planner.delivery.rules import Book, broken

FEW = settings(deadline=None, max_examples=10)
USUAL = month()
P, Q = range(2)
ON_MONDAY, ON_TUESDAY, ON_NEXT_MONDAY = 1, 2, 4
EVERY_DAY = 7


def diaries(problem, *pins):
    there = Diaries(Grid(problem))
    for one in pins:
        there.add(there.grid.visit(one))
    return there


def everywhere(grid):
    """Every session that can be named."""
    problem = grid.problem
    counts = (len(grid.capacity), len(grid.seats), len(grid.zone), len(problem.days), grid.slots)
    return list(product(*map(range, counts)))


def in_the_day(problem, placements):
    """Whether the provider is free for `placements`, within the daily limit and in time everywhere, by the rules."""
    rules = {one.rule or "twice" for one in broken(Book(problem), placements)}
    forbids = [f"forbidden[{i}]" for i, ban in enumerate(problem.forbidden) if ban.slot is None and ban.station is None]
    own = ("free", "daily", "travel", "twice", "slots", *forbids)
    return not any(rule.endswith(own) for rule in rules)


@FEW
@given(problems(), st.data())
def test_one_more_session_finds_its_time_exactly_when_the_rules_allow_it(problem, data):
    there = diaries(problem)
    entered = []

    for visit in data.draw(st.permutations(everywhere(there.grid)))[:80]:
        p, v, _, day, slot = visit
        placements = [there.grid.placement(one) for one in (*entered, visit)]
        free = bool(there.starts(p, slot, there.grid.length[v]) >> day & 1)
        may = visit not in entered and free and there.arrives(visit)
        assert may is (visit not in entered and in_the_day(problem, placements))
        if may:
            entered.append(visit)
            there.add(visit)


@FEW
@given(problems(), st.data())
def test_what_is_struck_out_leaves_no_trace(problem, data):
    there, fresh = diaries(problem), diaries(problem)
    every = everywhere(there.grid)
    chosen = data.draw(st.permutations(every))[:8]

    for visit in chosen:
        there.add(visit)
    for visit in reversed(chosen):
        there.remove(visit)

    for p, v, _, day, slot in every:
        length = there.grid.length[v]
        assert there.starts(p, slot, length) == fresh.starts(p, slot, length)
        assert (there.used(p, day), there.engaged_days(p)) == (0, 0)


def test_a_session_takes_its_slots_of_its_day():
    there = diaries(USUAL, pin("P", "clinic", "C", day=TUESDAY))

    assert [there.starts(P, slot, 1) for slot in range(3)] == [0b101, 0b101, EVERY_DAY]
    assert [there.starts(P, slot, 2) for slot in range(3)] == [0b101, 0b101, 0]
    assert [there.starts(Q, slot, 2) for slot in range(3)] == [EVERY_DAY, EVERY_DAY, 0]
    assert there.engaged_days(P) == ON_TUESDAY
    assert (there.used(P, 1), there.used(P, 0), there.used(Q, 1)) == (2, 0, 0)
    assert list(there.slots(there.grid.visit(pin("P", "clinic", "C", slot=1)))) == [1, 2]


@pytest.mark.parametrize(
    ("daily", "one", "more", "long"), [(1, 0, 0b110, 0b000), (2, 0, EVERY_DAY, 0b110), (3, 0, EVERY_DAY, EVERY_DAY)]
)
def test_the_daily_limit_is_in_slots(daily, one, more, long):
    there = diaries(month(providers=changed(USUAL.providers, "P", daily=daily)), pin(slot=one))

    assert there.starts(P, 1, 1) == more
    assert there.starts(P, 1, 2) == long


def test_a_long_session_fills_the_daily_limit():
    there = diaries(month(providers=changed(USUAL.providers, "P", daily=2)), pin("P", "clinic"))

    assert there.starts(P, 2, 1) == ON_TUESDAY | ON_NEXT_MONDAY


def test_days_off_are_no_starts_however_empty():
    by = changed(USUAL.providers, "P", free={MONDAY: (0, 1), TUESDAY: (1, 2), NEXT_MONDAY: (0, 2)})
    there = diaries(month(providers=by), pin(slot=1))

    assert [there.free_starts(P, slot, 1) for slot in range(3)] == [0b101, 0b011, 0b110]
    assert [there.free_starts(P, slot, 2) for slot in range(3)] == [ON_MONDAY, ON_TUESDAY, 0]
    assert [there.starts(P, slot, 2) for slot in range(3)] == [0, ON_TUESDAY, 0]


@pytest.mark.parametrize(
    ("there", "then", "in_time"),
    [
        (pin(at="A"), pin(at="A", slot=1), True),
        (pin(at="A"), pin(at="B", slot=1), True),
        (pin(at="A", slot=1), pin(at="B", slot=2), True),
        (pin(at="A", slot=1), pin(at="C", slot=2), False),
        (pin(at="A"), pin(at="C", slot=1), False),
        (pin(at="A"), pin(at="C", slot=2), True),
        (pin(at="A"), pin(at="B"), False),
        (pin("P", "clinic", "A"), pin(at="B", slot=1), False),
        (pin("P", "clinic", "A"), pin(at="B", slot=2), True),
    ],
)
def test_the_way_takes_its_time_before_and_after(there, then, in_time):
    forth, back = diaries(USUAL, there), diaries(USUAL, then)

    assert forth.arrives(forth.grid.visit(then)) is in_time
    assert back.arrives(back.grid.visit(there)) is in_time
    assert forth.in_time(forth.grid.visit(there), forth.grid.visit(then)) is in_time


def test_one_more_session_between_two_has_both_ways():
    there = diaries(USUAL, pin(at="A"), pin(at="C", slot=2))

    assert not there.arrives(there.grid.visit(pin(at="A", slot=1)))
    assert there.arrives(there.grid.visit(pin(at="A", day=TUESDAY, slot=1)))
    assert there.arrives(there.grid.visit(pin("Q", at="A", slot=1)))


@FEW
@given(problems(), st.data())
def test_a_ban_takes_the_days_that_it_covers(problem, data):
    grid = Grid(problem)
    pick = [
        [None, *(provider.id for provider in problem.providers)],
        [None, *(service.id for service in problem.services)],
        [None, *(station.id for station in problem.stations)],
        [None, *(day.date for day in problem.days)],
        [None, *range(grid.slots)],
    ]
    drawn = data.draw(st.lists(st.tuples(*map(st.sampled_from, pick)), max_size=4))
    fields = ("provider", "service", "station", "day", "slot")
    forbidden = tuple(Ban(**dict(zip(fields, one, strict=True))) for one in drawn)
    bans = Bans(Grid(replace(problem, pinned=(), forbidden=forbidden)))

    assert bool(bans) is bool(forbidden)
    for visit in everywhere(grid):
        p, v, s, day, slot = visit
        covered = any(ban.covers(grid.placement(visit)) for ban in forbidden)
        assert bool(bans.days(p, v, s, slot) >> day & 1) is covered
