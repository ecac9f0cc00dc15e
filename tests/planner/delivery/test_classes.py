"""The class model allows every real plan, and gives it no fewer points."""

from collections import defaultdict
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from tests.planner.delivery.brute import best_plan, candidates
from tests.planner.delivery.factories import (
    CLINIC_AT_C,
    MONDAY,
    NEXT_MONDAY,
    SESSIONS,
    TALK_AT_A,
    TALK_AT_B,
    TUESDAY,
    changed,
    month,
    pin,
    planned,
    provider,
    station,
    weights,
)
from tests.planner.delivery.tiny import allows, class_point, problems
from yizhan.planner.delivery.classes import class_model
from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.problem import Need, Offer, Room
from yizhan.planner.delivery.program import engine, solve_whole

USUAL = month()
P, Q = range(2)
TALK, CLINIC = range(2)
A, B, C = range(3)
MONDAYS, TUESDAYS = range(2)
EARLY, NOON, LATE = range(3)
HEALTH, PARTY = range(2)


def modelled(problem, **others):
    grid = Grid(problem)
    return grid, class_model(grid, **others)


def klass(slot, group):
    return slot * 2 + group


def best_points(problem, **others):
    """The best value of the class model in whole numbers."""
    _, model = modelled(problem, **others)
    return solve_whole(model.program, seconds=5, gap=0).value


def relaxed(model):
    highs = engine(model.program, relaxed=True)
    highs.run()
    return highs.getInfo().objective_function_value


def most(problem, cost):
    """The most that columns can add up to, each with a factor of `cost`; by the model that gives the columns."""
    grid, model = modelled(problem)
    costs = np.zeros(len(model.program.cost))
    for column, factor in cost(grid, model):
        costs[column] += factor
    return solve_whole(replace(model.program, cost=costs), seconds=5, gap=0).value


def most_sessions(problem, of=lambda cell: True):
    return most(problem, lambda grid, model: [(column, 1) for cell, column in model.sessions.items() if of(cell)])


@settings(deadline=None, max_examples=15)
@given(problems())
def test_the_best_plan_is_a_point_of_the_class_model_with_no_fewer_points(problem):
    grid, model = modelled(problem)
    best = best_plan(problem)

    x = class_point(model, grid, best)

    assert x is not None
    assert allows(model.program, x)
    assert model.program.cost @ x >= best.objective - 1e-6


@settings(deadline=None, max_examples=15)
@given(problems())
def test_relaxing_only_raises_the_points(problem):
    _, model = modelled(problem)

    whole = solve_whole(model.program, seconds=5, gap=0).value

    assert relaxed(model) >= whole - 1e-6
    assert whole >= best_plan(problem).objective - 1e-6


@settings(deadline=None, max_examples=8)
@given(problems())
def test_every_session_that_could_be_held_has_columns(problem):
    grid, model = modelled(problem)
    wanted = {cell for cell, wants in grid.wants.at.items() if wants}

    for one in candidates(problem):
        p, v, s, day, slot = grid.visit(one)
        assert (p, v, grid.klass(day, slot), grid.zone[s]) in model.flows
        assert (v, s, grid.klass(day, slot)) in model.sessions
        for n, suits in ((want.need, want.suits) for want in grid.wants.at.get((v, s, grid.klass(day, slot)), [])):
            assert suits > 0
            assert (n, s, grid.klass(day, slot)) in model.people
    assert {(grid.need_service[n], s, k) for n, s, k in model.people} <= wanted


def test_the_worst_station_can_count_for_more():
    _, usual = modelled(USUAL)
    _, model = modelled(USUAL, fairness=500.0)

    others = np.arange(len(model.category)) != model.theta
    assert model.program.cost[model.theta] == 0.5
    assert model.program.cost[others].tolist() == usual.program.cost[others].tolist()


def test_a_budget_is_rounded_to_whole_sessions():
    dear, cheap = (Offer(service="talk", fee=300), Offer(service="clinic", fee=200))
    by = replace(USUAL.providers[0], budget=599, offers=(dear, cheap))
    _, model = modelled(month(providers=(by,)))

    sessions = np.zeros(len(model.program.cost))
    sessions[list(model.sessions.values())] = 1
    highs = engine(replace(model.program, cost=sessions), relaxed=True)
    highs.run()

    assert highs.getInfo().objective_function_value == pytest.approx(2)


def test_a_plan_counted_by_hand_has_its_points():
    problem = month(weights=weights(overload_from=0.4), stations=changed(USUAL.stations, "B", quota={"party": 2}))
    grid, model = modelled(problem)
    plan = planned(problem, *SESSIONS)

    x = class_point(model, grid, plan)

    assert model.program.cost @ x == pytest.approx(plan.objective)
    assert x[model.theta] == pytest.approx(1000 * min(8 / 10, 8 / 8, 5 / 6))


def test_columns_know_whose_they_are():
    grid, model = modelled(month(stations=changed(USUAL.stations, "A", quota={"party": 1})))

    session = model.sessions[TALK, A, klass(EARLY, MONDAYS)]
    flow = model.flows[P, CLINIC, klass(EARLY, TUESDAYS), grid.zone[C]]
    people = model.people[1, A, klass(NOON, TUESDAYS)]
    owners = (model.category, model.service, model.station, model.provider, model.need)
    assert [of[session] for of in owners] == [PARTY, TALK, A, -1, -1]
    assert [of[flow] for of in owners] == [HEALTH, CLINIC, -1, P, -1]
    assert [of[people] for of in owners] == [PARTY, TALK, A, -1, 1]
    assert [of[model.theta] for of in owners] == [-1] * 5
    assert [[of[piece] for of in owners] for piece in model.pieces[2]] == [[HEALTH, CLINIC, -1, -1, 2]] * 3
    assert np.count_nonzero(model.category == -1) == 1


def test_the_counts_are_the_sessions_by_month_and_by_week():
    _, model = modelled(month(needs=changed(USUAL.needs, "n1", week=1)))

    counts = {*np.flatnonzero(model.counts).tolist()}

    assert counts == {*model.sessions.values(), *model.dated.values()}
    assert model.program.whole[list(counts)].all()


def test_nothing_is_held_where_nobody_goes_no_room_suits_or_the_day_ends():
    small = station("A", x=0, rooms=(Room(id="hall", seats=12),))
    _, model = modelled(month(stations=(small, *USUAL.stations[1:])))

    assert all(s != A for v, s, _ in model.sessions if v == CLINIC)
    assert all(k // 2 < LATE for v, _, k in model.sessions if v == CLINIC)
    assert (Q, TALK, klass(EARLY, MONDAYS), 0) not in model.flows


def test_a_provider_gives_no_more_than_its_capacity():
    unlimited = changed(USUAL.providers, "P", budget=None)

    assert most_sessions(month(providers=unlimited), lambda cell: cell[1] == C) == 3
    assert most_sessions(month(providers=changed(unlimited, "P", capacity=2)), lambda cell: cell[1] == C) == 2


def test_a_provider_costs_no_more_than_its_budget():
    assert most_sessions(month(providers=changed(USUAL.providers, "P", budget=399)), lambda cell: cell[1] == C) == 1


def test_a_provider_is_in_one_place_at_a_time():
    only = (provider("P", "talk", capacity=9, free={MONDAY: (0,), TUESDAY: (0, 1)}),)

    assert most_sessions(month(providers=only)) == 3


def test_a_provider_works_no_more_than_its_daily_slots():
    free = {MONDAY: (0, 1, 2), TUESDAY: (0,), NEXT_MONDAY: (0, 1)}
    only = (provider("P", "talk", capacity=9, free=free, daily=2),)

    assert most_sessions(month(providers=only)) == 5


def test_a_session_of_two_slots_takes_both():
    both = provider("P", "talk", "clinic", zones=("south", "north"), capacity=9, free={MONDAY: (0, 1)})
    problem = month(providers=(both,))

    assert most_sessions(problem) == 2
    assert most_sessions(problem, lambda cell: cell[0] == CLINIC) == 1
    cost = {TALK: 2, CLINIC: 3}
    assert most(problem, lambda _, model: [(at, cost[cell[0]]) for cell, at in model.sessions.items()]) == 4


def test_rooms_hold_one_session_at_a_time():
    by = tuple(provider(name, "talk", "clinic", capacity=9, free={MONDAY: (0, 1)}) for name in "PQRS")
    plain = Room(id="plain", seats=12)
    taken = Room(id="taken", seats=12, equipment=("sink",), taken={MONDAY: (1,)})
    only = replace(station("A", x=0, rooms=(plain, taken)), open={MONDAY: (0, 1)})
    elsewhere = Need(id="n3", service="clinic", station="A", people=30, slots=(1, 1, 1))
    problem = month(stations=(only,), providers=by, needs=(USUAL.needs[0], elsewhere))

    assert most_sessions(problem, lambda cell: cell[2] == klass(EARLY, MONDAYS)) == 2
    assert most_sessions(problem, lambda cell: cell[2] == klass(NOON, MONDAYS)) == 1
    assert most_sessions(problem, lambda cell: cell[0] == CLINIC) == 0


def test_a_session_that_needs_a_room_leaves_the_others_to_those_that_do_not():
    by = tuple(provider(name, "talk", "clinic", capacity=9, free={MONDAY: (0, 1)}) for name in "PQRS")
    rooms = (Room(id="plain", seats=12), Room(id="sink", seats=12, equipment=("sink",)))
    wanted = Need(id="n3", service="clinic", station="A", people=30, slots=(1, 1, 1))
    only = replace(station("A", x=0, rooms=rooms), open={MONDAY: (0, 1)})
    problem = month(stations=(only,), providers=by, needs=(USUAL.needs[0], wanted))

    assert most_sessions(problem, lambda cell: cell[0] == CLINIC) == 1
    assert most_sessions(problem) == 4
    cost = {TALK: 1, CLINIC: 3}
    assert most(problem, lambda _, model: [(at, cost[cell[0]]) for cell, at in model.sessions.items()]) == 5


def test_a_quota_session_that_is_missing_costs_points():
    cheap = weights(session=1000, fairness=0, shortage=60)
    quota = changed(USUAL.stations, "A", quota={"party": 2, "health": 0})

    assert best_points(month(weights=cheap)) == pytest.approx(0)
    assert best_points(month(weights=cheap, stations=quota)) == pytest.approx(-120)


def test_a_published_session_that_stays_earns_its_bonus():
    dear = weights(session=4, fairness=0, keep=3)
    needs = (Need(id="n", service="clinic", station="C", people=6, slots=(0.001, 0, 0)),)
    published = (pin(slot=0), pin(slot=0), pin("Q", "talk", "B", day=TUESDAY))

    nothing = best_points(month(weights=dear, needs=needs, published=published))
    something = best_points(month(weights=replace(dear, keep=7), needs=needs, published=published))

    assert nothing == pytest.approx(0, abs=0.05)
    assert something == pytest.approx(6, abs=0.05)


def test_no_bonus_has_no_columns():
    _, model = modelled(USUAL)
    _, published = modelled(month(published=(pin(),)))

    assert len(published.program.cost) == len(model.program.cost)


def test_a_pin_is_held():
    dear = weights(session=1000, fairness=0)
    grid, model = modelled(month(weights=dear, pinned=(pin("P", day=TUESDAY, slot=1),)))

    x = solve_whole(model.program, seconds=5).x

    k = klass(NOON, TUESDAYS)
    assert x[model.sessions[TALK, A, k]] == 1
    assert x[model.flows[P, TALK, k, grid.zone[A]]] == 1
    assert sum(x[column] for column in model.sessions.values()) == 1


def test_no_session_is_held_for_too_few():
    few = changed(USUAL.needs, "n3", people=2)

    assert most_sessions(month(needs=few), lambda cell: cell[0] == CLINIC) == 0
    assert most_sessions(month(needs=changed(USUAL.needs, "n3", people=5)), lambda cell: cell[0] == CLINIC) == 1


def test_nobody_stands():
    crowd = (Need(id="n", service="talk", station="A", people=25, slots=(1, 0, 0)),)
    problem = month(needs=crowd, providers=(provider("P", "talk", capacity=2),))

    assert most(problem, lambda _, model: [(column, 1) for column in model.people.values()]) == 20


def test_people_with_a_fixed_week_come_only_when_somebody_is_free_in_it():
    dated = (Need(id="n", service="talk", station="A", people=9, slots=(1, 1, 1), week=1),)
    by = provider("P", "talk", capacity=9, free={MONDAY: (0, 1), TUESDAY: (0,)})

    def people(free):
        problem = month(needs=dated, providers=(replace(by, free={**by.free, **free}),))
        return most(problem, lambda _, model: [(column, 1) for column in model.people.values()])

    assert people({}) == 0
    assert people({NEXT_MONDAY: (1,)}) == 9


def test_one_provider_serves_one_station_in_a_time_of_the_week():
    dated = tuple(
        Need(id=name, service="talk", station=name, people=9, slots=(1, 0, 0), week=1, reach=0) for name in "AB"
    )
    by = provider("P", "talk", capacity=9, free={MONDAY: (0,), NEXT_MONDAY: (0,)})
    problem = month(needs=dated, providers=(by,))

    assert most(problem, lambda _, model: [(column, 1) for column in model.people.values()]) == 9


def test_the_worst_station_counts_for_itself():
    unfair, fair = (month(weights=weights(fairness=share)) for share in (0, 0.5))
    grid, model = modelled(fair)
    plan = planned(fair, TALK_AT_A, CLINIC_AT_C, TALK_AT_B)

    x = class_point(model, grid, plan)

    assert best_points(fair) > best_points(unfair)
    assert model.program.cost[model.theta] * x[model.theta] == pytest.approx(0.5 * 24 * 0.8)


def test_the_rows_that_have_prices_limit_what_they_say():
    grid, model = modelled(USUAL)
    program, x = model.program, defaultdict(float)
    for column, value in (
        (model.flows[P, TALK, klass(EARLY, MONDAYS), grid.zone[A]], 2),
        (model.sessions[TALK, A, klass(EARLY, MONDAYS)], 2),
    ):
        x[column] = value
    sums = program.activity(np.array([x[column] for column in range(len(program.cost))]))

    time = (EARLY, MONDAYS)
    assert (sums[model.capacity_rows[P]], program.row_high[model.capacity_rows[P]]) == (2, 3)
    assert (sums[model.day_rows[P, *time]], program.row_high[model.day_rows[P, *time]]) == (2, 2)
    assert (sums[model.room_rows[A, *time]], program.row_high[model.room_rows[A, *time]]) == (2, 2)


def test_some_columns_alone_are_a_model_of_their_own():
    _, model = modelled(month())
    mine = model.service == 0

    part = model.of(mine, model.program.restricted(mine, np.zeros(len(mine))))

    old = np.flatnonzero(mine)
    assert part.sessions == {
        key: int(np.searchsorted(old, column)) for key, column in model.sessions.items() if key[0] == 0
    }
    assert [old[column] for column in part.people.values()] == [
        column for column in model.people.values() if mine[column]
    ]
    assert {n: [old[piece] for piece in mine] for n, mine in part.pieces.items()} == {
        n: pieces for n, pieces in model.pieces.items() if mine[pieces[0]]
    }
    assert part.need.tolist() == model.need[mine].tolist()
    assert part.counts.tolist() == model.counts[mine].tolist()
