"""The problem in numbers says what the problem says in names."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings

from tests.planner.delivery.factories import (
    ALWAYS,
    MONDAY,
    NEXT_MONDAY,
    TUESDAY,
    changed,
    month,
    pin,
    provider,
    station,
    weights,
)
from tests.planner.delivery.tiny import problems
from yizhan.planner.delivery.grid import FAIRNESS_FIRST, Grid, without_wants
from yizhan.planner.delivery.objective import worth
from yizhan.planner.delivery.problem import Ban, Need, Room, distance, preference
from yizhan.planner.delivery.rules import Book, rooms_for, unsuited
from yizhan.planner.delivery.wants import Want

FEW = settings(deadline=None, max_examples=10)
USUAL = month()
TALK, CLINIC = range(2)
A, B, C = range(3)
P, Q = range(2)


def need(**changes):
    usual = {"id": "n", "service": "talk", "station": "A", "people": 10, "slots": (1, 0.5, 0)}
    return Need(**usual | changes)


def everywhere(grid):
    """Every session that can be named."""
    problem = grid.problem
    counts = (len(grid.capacity), len(grid.seats), len(grid.zone), len(problem.days), grid.slots)
    return product(*map(range, counts))


@FEW
@given(problems())
def test_a_visit_is_its_placement_in_numbers(problem):
    grid = Grid(problem)

    assert all(grid.visit(grid.placement(visit)) == visit for visit in everywhere(grid))
    assert grid.pinned == [grid.visit(one) for one in problem.pinned]


@FEW
@given(problems())
def test_people_attend_where_the_rules_let_them_and_are_suited_as_they_say(problem):
    grid, book = Grid(problem), Book(problem)

    for n, wanted in enumerate(problem.needs):
        anytime = replace(wanted, week=None)
        for v, s, (d, day), slot in product(
            range(len(grid.seats)), range(len(grid.zone)), enumerate(problem.days), range(grid.slots)
        ):
            one = grid.placement((0, v, s, d, slot))
            home, there = book.stations[wanted.station], book.stations[one.station]
            suits = preference(wanted, day, slot=slot, km=distance(home, there), weights=problem.weights)
            comes = unsuited(book, anytime, one) is None and bool(grid.fits[v, s])
            key = (n, s, grid.klass(d, slot))
            if comes:
                assert grid.wants.suits[key] == pytest.approx(suits)
            elif v == grid.need_service[n]:
                assert key not in grid.wants.suits


@FEW
@given(problems())
def test_rooms_and_providers_are_free_as_the_rules_say(problem):
    grid, book = Grid(problem), Book(problem)
    shut = {(ban.station, ban.day) for ban in problem.forbidden if ban.slot is None and ban.provider is None}
    away = {(ban.provider, ban.day) for ban in problem.forbidden if ban.slot is None and ban.station is None}

    for p, v, s, d, slot in everywhere(grid):
        one = grid.placement((p, v, s, d, slot))
        slots, whole = book.slots(one), slot + grid.length[v] <= grid.slots
        open_slots = {*book.stations[one.station].open.get(one.day, ())} if (one.station, one.day) not in shut else {}
        free_slots = (
            {*book.providers[one.provider].free.get(one.day, ())} if (one.provider, one.day) not in away else {}
        )
        rooms = {room.id for room in rooms_for(book, one)} if whole and {*slots} <= {*open_slots} else set()
        bits = int(grid.suiting_rooms(v, s)[d, slot])
        assert {room.id for r, room in enumerate(problem.stations[s].rooms) if bits >> r & 1} == rooms
        assert bool(grid.free_starts(p, v)[d, slot]) is (whole and {*slots} <= {*free_slots})


@FEW
@given(problems())
def test_the_views_by_cell_need_and_service_agree(problem):
    grid = Grid(problem)

    ways = {(n, s, k): suits for n, mine in enumerate(grid.wants.ways) for s, k, suits in mine}
    assert ways == grid.wants.suits
    assert {(n, s, k) for (_, s, k), guests in grid.wants.guests_at.items() for n, *_ in guests} == ways.keys()
    for cell, wants in grid.wants.at.items():
        order = [grid.weight[want.need] * want.suits for want in wants]
        assert order == sorted(order, reverse=True)
        assert grid.wants.guests_at[cell] == [
            (want.need, grid.weight[want.need], want.suits, grid.need_week[want.need]) for want in wants
        ]
        dated = [want.need for want in wants if grid.need_week[want.need] >= 0]
        assert grid.wants.dated_at.get(cell, []) == dated
    assert [n for mine in grid.needs_of for n in mine] == sorted(
        range(len(grid.people)), key=grid.need_service.__getitem__
    )


@FEW
@given(problems())
def test_ways_take_the_minutes_of_the_problem(problem):
    grid = Grid(problem)

    for (i, one), (j, other) in product(enumerate(problem.stations), repeat=2):
        assert grid.minutes[i, j] == pytest.approx(problem.travel.minutes(distance(one, other)))


@FEW
@given(problems())
def test_pieces_are_worth_what_the_need_is(problem):
    grid = Grid(problem)

    for n, one in enumerate(problem.needs):
        whole = sum(size * piece.worth for size, piece in zip(grid.pieces[n], problem.weights.pieces, strict=True))
        assert one.weight * whole == pytest.approx(worth(one, one.people, weights=problem.weights))


def test_times_fall_into_classes_of_slot_and_group():
    grid = Grid(USUAL)

    assert (grid.slots, grid.groups, grid.weeks, grid.classes) == (3, 2, 2, 6)
    assert [grid.klass(day, slot) for day in range(3) for slot in (0, 2)] == [0, 4, 1, 5, 0, 4]
    assert [days.tolist() for days in grid.days_of] == [[0, 2], [1]]


def test_names_are_numbered():
    grid = Grid(USUAL)

    assert grid.visit(pin("Q", "clinic", "C", day=NEXT_MONDAY, slot=2)) == (Q, CLINIC, C, 2, 2)
    assert grid.category_at == {"health": 0, "party": 1}
    assert grid.category == [1, 0]
    assert grid.zone_at == {"north": 0, "south": 1}
    assert grid.zone == [1, 1, 0]
    assert (grid.length, grid.seats, grid.minimum) == ([1, 2], [10, 6], [0, 3])


def test_providers_in_numbers():
    grid = Grid(USUAL)

    assert (grid.capacity, grid.daily, grid.budget) == ([3, 2], [3, 3], [600, None])
    assert grid.comfortable == [2, 1]
    assert grid.fee == [{TALK: 200, CLINIC: 200}, {TALK: 200}]
    assert dict(grid.givers) == {(TALK, 1): [P, Q], (TALK, 0): [P], (CLINIC, 1): [P], (CLINIC, 0): [P]}


def test_a_room_is_free_when_the_station_is_open_and_nobody_has_taken_it():
    rooms = (Room(id="hall", seats=12, taken={MONDAY: (0, 1), TUESDAY: (2,)}), Room(id="study", seats=6))
    only = replace(station("A", x=0, rooms=rooms), open={MONDAY: (0, 2), TUESDAY: (2,)})
    grid = Grid(month(stations=(only, *USUAL.stations[1:])))

    assert grid.rooms_free[A].tolist() == [[0b10, 0, 0b11], [0, 0, 0b10], [0, 0, 0]]
    assert grid.fits[TALK].tolist() == [0b01, 1, 1]
    assert grid.fits[CLINIC].tolist() == [0, 1, 1]


def test_a_long_session_needs_both_slots():
    rooms = (Room(id="hall", seats=12, equipment=("sink",), taken={MONDAY: (1,)}),)
    by = provider("P", "talk", "clinic", capacity=3, free={MONDAY: (0, 1), TUESDAY: (0, 2), NEXT_MONDAY: (1, 2)})
    grid = Grid(month(stations=(station("A", x=0, rooms=rooms), *USUAL.stations[1:]), providers=(by,)))

    assert grid.suiting_rooms(CLINIC, A).tolist() == [[0, 0, 0], [1, 1, 0], [1, 1, 0]]
    assert grid.suiting_rooms(TALK, A).tolist() == [[1, 0, 1], [1, 1, 1], [1, 1, 1]]
    assert grid.free_starts(P, CLINIC).tolist() == [[True, False, False], [False] * 3, [False, True, False]]
    assert grid.free_starts(P, TALK).tolist() == [[True, True, False], [True, False, True], [False, True, True]]


@pytest.mark.parametrize(
    ("ban", "free", "rooms"),
    [
        (Ban(provider="P", day=TUESDAY), [3, 0, 3], [3, 3, 3]),
        (Ban(provider="P"), [0, 0, 0], [3, 3, 3]),
        (Ban(station="A", day=MONDAY), [3, 3, 3], [0, 3, 3]),
        (Ban(station="A"), [3, 3, 3], [0, 0, 0]),
        (Ban(station="A", slot=0), [3, 3, 3], [3, 3, 3]),
        (Ban(provider="P", slot=0), [3, 3, 3], [3, 3, 3]),
        (Ban(provider="P", station="A"), [3, 3, 3], [3, 3, 3]),
        (Ban(provider="P", service="talk"), [3, 3, 3], [3, 3, 3]),
        (Ban(station="A", service="talk"), [3, 3, 3], [3, 3, 3]),
        (Ban(day=MONDAY), [3, 3, 3], [3, 3, 3]),
    ],
)
def test_a_ban_of_a_whole_time_takes_it_away(ban, free, rooms):
    grid = Grid(month(forbidden=(ban,)))

    assert grid.free[P].sum(axis=1).tolist() == free
    assert (grid.rooms_free[A] > 0).sum(axis=1).tolist() == rooms
    assert grid.free[Q].all()
    assert (grid.rooms_free[B:] > 0).all()


def test_people_come_from_as_far_as_they_walk():
    needs = (need(reach=0.5), need(reach=0.499, slots=(1, 0, 0)))
    grid = Grid(month(needs=needs, weights=weights(per_km=0.4)))

    assert grid.near[A] == [(A, 0.0), (B, 0.5)]
    assert {(want.station, want.klass) for want in grid.wants.of_need[0]} == {(s, k) for s in (A, B) for k in range(4)}
    assert grid.wants.suits[0, B, 2] == pytest.approx(0.5 * 0.8)
    assert grid.wants.of_need[1] == [Want(need=1, station=A, klass=k, suits=1.0) for k in range(2)]


def test_nobody_comes_where_comfort_is_lost_on_the_way():
    grid = Grid(month(needs=(need(),), weights=weights(per_km=2)))

    assert {want.station for want in grid.wants.of_need[0]} == {A}


def test_another_group_of_weekdays_suits_less_or_not_at_all():
    mondays = need(group=0, reach=0, slots=(1, 0, 0))

    assert Grid(month(needs=(mondays,))).wants.suits == {(0, A, 0): 1.0, (0, A, 1): 0.4}
    assert Grid(month(needs=(mondays,), weights=weights(other_group=0))).wants.suits == {(0, A, 0): 1.0}


def test_nobody_comes_where_no_room_suits():
    plain = station("A", x=0, rooms=(Room(id="hall", seats=9),))
    grid = Grid(month(stations=(plain, *USUAL.stations[1:]), needs=(need(),)))

    assert {want.station for want in grid.wants.of_need[0]} == {B}


def test_demand_is_by_home_and_weight():
    grid = Grid(USUAL)

    assert grid.demand.tolist() == [10, 8, 6]
    assert grid.need_week == [-1, -1, -1]
    assert Grid(month(needs=(need(week=0),))).need_week == [0]


def test_the_quota_is_by_category_and_none_is_none():
    stations = changed(USUAL.stations, "A", quota={"party": 2, "health": 0})

    assert Grid(month(stations=stations)).quota == [{1: 2}, {}, {}]


def test_published_sessions_are_found_by_cell_while_they_count():
    published = (pin(day=NEXT_MONDAY), pin(), pin())

    assert Grid(month(published=published)).published_at == {}
    assert Grid(month(published=published, weights=weights(keep=1))).published_at == {
        (TALK, A, 0): [(P, TALK, A, 0, 0), (P, TALK, A, 2, 0)]
    }


def test_the_worst_station_is_worth_a_share_of_the_demand_or_comes_first():
    assert Grid(month(weights=weights(fairness=0.5))).fairness == 12
    assert Grid(month(weights=weights(fairness_first=True))).fairness == FAIRNESS_FIRST * 24


def test_two_stations_at_one_place_are_one_way():
    same = changed(USUAL.stations, "B", x=0)
    grid = Grid(month(stations=same))

    assert grid.minutes[A].tolist() == [5, 5, 42]
    assert ALWAYS.keys() == grid.day_at.keys()


def test_the_wants_of_some_services_are_seen_anew_from_the_places():
    grid = Grid(month())
    whole = grid.wants.at

    part = grid.wants.of_services({grid.need_service[0]})

    assert {v for v, _, _ in part.at} == {grid.need_service[0]}
    assert part.of_need[0] == grid.wants.of_need[0]
    assert grid.wants.at is whole


def test_a_grid_can_go_without_its_wants():
    grid = Grid(month())

    without = without_wants(grid)

    assert (without.wants.at, without.people) == ({}, grid.people)
    assert grid.wants.at != {}
