"""What a provider's days cannot hold is cut off, and no day that can be."""

from dataclasses import replace
from datetime import date
from itertools import combinations, islice

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.planner.delivery.brute import arrangements, best_plan
from tests.planner.delivery.factories import changed, month, provider, station
from tests.planner.delivery.tiny import allows, class_point, problems
from yizhan.planner.delivery.attendance import to_plan
from yizhan.planner.delivery.classes import class_model
from yizhan.planner.delivery.draft import Draft
from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.patterns import Patterns
from yizhan.planner.delivery.problem import Day, Need, Slot

FEW = settings(deadline=None, max_examples=10)
TALK, CLINIC = 0, 1


def patterns(problem):
    grid = Grid(problem)
    model = class_model(grid)
    return grid, model, Patterns(grid, model)


def drawn_points(data, model, *, count=5):
    """Columns of every size that their limits allow, whatever the rows say."""
    chance = np.random.default_rng(data.draw(st.integers(0, 10_000)))
    high = np.minimum(model.program.high, 5)
    return [model.program.low + chance.random(len(high)) * (high - model.program.low) for _ in range(count)]


@FEW
@given(problems(), st.data())
def test_no_cut_removes_the_best_plan(problem, data):
    grid, model, there = patterns(problem)
    best = class_point(model, grid, best_plan(problem))

    cuts = [there.broken(x) for x in [*drawn_points(data, model), best]]

    assert all(allows(model.program.with_rows(rows), best, but=1e-5) for rows in cuts)
    assert len(cuts[-1].high) == 0


@FEW
@given(problems(), st.data())
def test_no_cut_removes_a_plan(problem, data):
    grid, model, there = patterns(problem)
    placements = data.draw(st.sampled_from(list(islice(arrangements(problem), 60))))
    draft = Draft(grid, map(grid.visit, placements))
    assume(draft.board.visits >= {*grid.pinned})
    point = class_point(model, grid, to_plan(grid, draft.board, draft.attendance, bound=1e6))

    cuts = [there.broken(x) for x in drawn_points(data, model)]

    assert all(allows(model.program.with_rows(rows), point, but=1e-5) for rows in cuts)


@FEW
@given(problems(), st.data())
def test_every_cut_removes_the_point_it_was_made_for(problem, data):
    _, model, there = patterns(problem)

    for x in drawn_points(data, model):
        rows = there.broken(x)
        sums = model.program.with_rows(rows).activity(x)[len(model.program.row_low) :]
        assert (sums > rows.high).all()


def day_of(slots, *, daily=3, days=1, free=None):
    """Days of one group with so many slots, a provider of talks and clinics (of two slots), and plenty of need for both."""
    month_days = tuple(Day(date=date(2026, 3, 2 + i), week=0, group=0) for i in range(days))
    every = {day.date: tuple(range(slots)) for day in month_days}
    times = tuple(Slot(start=480 + 60 * i, end=540 + 60 * i) for i in range(slots))
    return month(
        days=month_days,
        slots=times,
        stations=(replace(station("A", x=0), open=every),),
        providers=(provider("P", "talk", "clinic", free=free or every, capacity=9, daily=daily),),
        needs=tuple(
            Need(id=service, service=service, station="A", people=99, slots=(1,) * slots)
            for service in ("talk", "clinic")
        ),
    )


def begun(model, sessions):
    """A point at which so many sessions are begun, by service and slot."""
    x = np.zeros(len(model.program.cost))
    for (v, slot), count in sessions.items():
        x[model.flows[0, v, slot, 0]] = count
    return x


def terms(rows, model):
    """The starts, by service and slot, that each row limits, and to how many."""
    start = {column: (v, k) for (_, v, k, _), column in model.flows.items()}
    return [
        ({start[column] for column in rows.columns[rows.starts[i] : rows.starts[i + 1]].tolist()}, high)
        for i, high in enumerate(rows.high.tolist())
    ]


def test_two_long_sessions_do_not_fit_into_a_day_of_three_slots_at_most():
    _, model, there = patterns(day_of(4, daily=3))

    ((starts, high),) = terms(there.broken(begun(model, {(CLINIC, 0): 0.75, (CLINIC, 2): 0.75})), model)

    assert {(CLINIC, 0), (CLINIC, 2)} <= starts
    assert high == 1


def test_two_long_sessions_fit_into_a_day_of_four():
    _, model, there = patterns(day_of(4, daily=4))

    assert len(there.broken(begun(model, {(CLINIC, 0): 1, (CLINIC, 2): 1})).high) == 0


def test_a_free_stretch_of_three_slots_holds_one_long_session():
    free = {date(2026, 3, 2): (0, 1, 2)}
    _, model, there = patterns(day_of(4, daily=4, free=free))

    ((starts, high),) = terms(there.broken(begun(model, {(CLINIC, 0): 0.5, (CLINIC, 1): 0.75})), model)

    assert {(CLINIC, 0), (CLINIC, 1)} <= starts
    assert high == 1


def test_the_days_of_a_group_add_up():
    _, model, there = patterns(day_of(4, daily=3, days=2))

    assert len(there.broken(begun(model, {(CLINIC, 0): 1, (CLINIC, 2): 1})).high) == 0
    ((_, high),) = terms(there.broken(begun(model, {(CLINIC, 0): 1.5, (CLINIC, 2): 1.5})), model)
    assert high == 2


def test_what_is_broken_by_next_to_nothing_is_no_cut():
    _, model, there = patterns(day_of(4, daily=3))

    assert len(there.broken(begun(model, {(CLINIC, 0): 0.5, (CLINIC, 2): 0.51})).high) == 0


def real_days(slots, daily):
    """Every day that a provider can have, as the starts of talks and clinics."""
    starts = [(TALK, slot) for slot in range(slots)] + [(CLINIC, slot) for slot in range(slots - 1)]
    for size in range(daily + 1):
        for chosen in combinations(starts, size):
            taken = [at for v, slot in chosen for at in range(slot, slot + 1 + v)]
            if len(taken) == len(set(taken)) <= daily:
                yield dict.fromkeys(chosen, 1)


@pytest.mark.parametrize(("slots", "daily"), [(4, 3), (6, 3), (8, 4)])
def test_no_day_is_cut_off_however_many_slots_there_are(slots, daily):
    _, model, there = patterns(day_of(slots, daily=daily))
    chance = np.random.default_rng(slots)
    flows = list(model.flows)
    x = [begun(model, {(v, k): chance.random() for _, v, k, _ in flows}) for _ in range(30)]

    cuts = [cut for point in x for cut in terms(there.broken(point), model)]

    assert cuts
    for day in real_days(slots, daily):
        assert len(there.broken(begun(model, day)).high) == 0
        assert all(sum(start in starts for start in day) <= high for starts, high in cuts)


def test_in_a_day_of_many_slots_too_many_long_sessions_are_cut_off():
    _, model, there = patterns(day_of(8, daily=3))

    ((starts, high),) = terms(there.broken(begun(model, {(CLINIC, 0): 0.5, (CLINIC, 3): 0.5, (CLINIC, 6): 0.5})), model)

    assert {(CLINIC, 0), (CLINIC, 3), (CLINIC, 6)} <= starts
    assert high == 1


def test_the_flow_at_zones_is_taken_together():
    problem = day_of(4, daily=3)
    both = (*problem.stations, replace(problem.stations[0], id="C", x=5, zone="north"))
    everywhere = changed(problem.providers, "P", zones=("south", "north"))
    _, model, there = patterns(replace(problem, stations=both, providers=everywhere))
    x = np.zeros(len(model.program.cost))
    x[model.flows[0, CLINIC, 0, 0]] = x[model.flows[0, CLINIC, 2, 1]] = 0.75

    assert len(there.broken(x).high) == 1


def test_without_flows_there_is_nothing_to_cut():
    _, model, there = patterns(month(providers=(provider("P", "talk", capacity=3, free={}),)))

    assert model.flows == {}
    assert len(there.broken(np.zeros(len(model.program.cost))).high) == 0
