"""Every need with people left over gets the reason that is true of it."""

import math
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.planner.delivery.factories import (
    CLINIC_AT_C,
    MONDAY,
    NEXT_MONDAY,
    TALK_AT_A,
    TALK_AT_B,
    TUESDAY,
    changed,
    month,
    planned,
    weights,
)
from tests.planner.delivery.tiny import problems
from yizhan.planner.delivery.attendance import attend, to_plan
from yizhan.planner.delivery.board import Board
from yizhan.planner.delivery.example import generate
from yizhan.planner.delivery.explain import WORDS, Reason, attendance_of, explain
from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.insertion import fill, greedy
from yizhan.planner.delivery.objective import people_served
from yizhan.planner.delivery.plan import Party
from yizhan.planner.delivery.problem import Ban, Room

USUAL = month()
MONDAYS = {MONDAY: (0, 1, 2), NEXT_MONDAY: (0, 1, 2)}


def filled(problem):
    grid = Grid(problem)
    board = Board(grid, greedy(grid))
    return to_plan(grid, board, fill(grid, board, attend(grid, board.visits)), bound=math.inf)


def reasons(problem, *sessions):
    return {unmet.need: unmet.reason for unmet in explain(problem, planned(problem, *sessions))}


@settings(deadline=None, max_examples=100)
@given(problems())
def test_nothing_is_possible_in_a_filled_plan(problem):
    plan = filled(problem)

    found = explain(problem, plan)

    served = people_served(plan)
    left = {need.id: need.people - served.get(need.id, 0) for need in problem.needs}
    assert {unmet.need: unmet.people for unmet in found} == {name: some for name, some in left.items() if some}
    assert all(unmet.reason is not Reason.POSSIBLE for unmet in found)


@settings(deadline=None, max_examples=60)
@given(problems())
def test_every_way_is_counted_under_the_rule_that_blocks_it_first(problem):
    plan = filled(problem)
    grid = Grid(problem)
    board = Board(grid, [grid.visit(session.placement) for session in plan.sessions])
    at = {need.id: n for n, need in enumerate(problem.needs)}
    worth = {Reason.TOO_FEW, Reason.NOT_WORTH, Reason.POSSIBLE}

    for unmet in explain(problem, plan):
        n = at[unmet.need]
        expected = Counter(
            board.why_not((p, grid.need_service[n], s, day, k // grid.groups))
            for s, k, _ in grid.wants.ways[n]
            for p in grid.givers.get((grid.need_service[n], grid.zone[s]), [])
            for day in grid.days_of[k % grid.groups].tolist()
            if grid.need_week[n] in {-1, grid.week[day]}
        )
        ways = Counter(unmet.ways)
        assert sum(ways[reason] for reason in worth) >= expected.pop(None, 0)
        assert {blocked.value: count for blocked, count in expected.items()} == {
            reason.value: count
            for reason, count in ways.items()
            if reason not in {*worth, Reason.UNSUITED, Reason.NO_PROVIDER, Reason.NO_ROOM, Reason.NO_TIME}
        }


LAZY = changed(USUAL.needs, "n1", slots=(0, 0, 0))[:1]


def only_n1(**changes):
    return month(**{"needs": USUAL.needs[:1], **changes})


@pytest.mark.parametrize(
    ("problem", "sessions", "reason"),
    [
        (only_n1(stations=changed(USUAL.stations, "A", rooms=(Room(id="hall", seats=5),))[::2]), (), Reason.NO_ROOM),
        (only_n1(providers=changed(USUAL.providers, "P", zones=("north",))[:1]), (), Reason.NO_PROVIDER),
        (only_n1(stations=changed(USUAL.stations, "A", open={})[::2]), (), Reason.CLOSED),
        (only_n1(stations=USUAL.stations[::2], providers=USUAL.providers[1:], needs=LAZY), (), Reason.NO_TIME),
        (only_n1(providers=changed(USUAL.providers, "Q", free={MONDAY: (2,)})[1:]), (), Reason.NOT_FREE),
        (only_n1(forbidden=(Ban(service="talk"),)), (), Reason.FORBIDDEN),
        (only_n1(providers=changed(USUAL.providers, "P", capacity=1)[:1]), (CLINIC_AT_C,), Reason.CAPACITY),
        (only_n1(providers=changed(USUAL.providers, "P", budget=300)[:1]), (CLINIC_AT_C,), Reason.BUDGET),
        (
            only_n1(providers=changed(USUAL.providers, "P", free={TUESDAY: (0, 1)})[:1]),
            (CLINIC_AT_C,),
            Reason.ENGAGED,
        ),
        (only_n1(services=changed(USUAL.services, "talk", minimum=11, seats=12)), (), Reason.TOO_FEW),
        (only_n1(weights=weights(session=100)), (), Reason.NOT_WORTH),
        (only_n1(), (), Reason.POSSIBLE),
    ],
)
def test_the_reason_is_the_first_rule_in_the_way(problem, sessions, reason):
    held = tuple(replace(session, parties=()) for session in sessions)

    assert reasons(problem, *held) == {"n1": reason}


def test_rooms_taken_by_other_sessions_are_the_reason():
    near = changed(USUAL.needs, "n1", slots=(1, 0, 0), reach=0, group=0, week=0)[:1]
    strict = month(needs=near, weights=weights(other_group=0))
    other = replace(CLINIC_AT_C, station="A", day=MONDAY, parties=())

    assert reasons(strict, other) == {"n1": Reason.ROOMS_TAKEN}


def test_free_seats_that_suit_too_little_are_the_reason():
    dislike = changed(USUAL.needs, "n1", slots=(0.2, 0, 0))[:1]
    problem = month(needs=dislike)
    half = replace(TALK_AT_A, parties=(Party(need="n1", people=8),))

    (unmet,) = explain(problem, planned(problem, half))

    assert (unmet.reason, unmet.people) == (Reason.UNSUITED, 2)
    assert unmet.ways[Reason.UNSUITED] == 1


def test_a_free_seat_that_would_pay_is_possible():
    alone = replace(TALK_AT_A, parties=())

    assert reasons(only_n1(), alone) == {"n1": Reason.POSSIBLE}


def test_people_who_are_all_served_have_no_reason():
    needs = changed(changed(changed(USUAL.needs, "n1", people=8), "n2", people=4), "n3", people=5)
    problem = month(needs=needs)

    assert explain(problem, planned(problem, TALK_AT_A, CLINIC_AT_C, TALK_AT_B)) == ()


def test_every_way_of_the_week_counts():
    away = only_n1(providers=changed(USUAL.providers, "Q", free={TUESDAY: (0, 1, 2)})[1:])
    fixed = replace(away, needs=changed(away.needs, "n1", week=0, group=0, reach=0))

    (unmet,) = explain(
        replace(fixed, weights=weights(session=100)), planned(replace(fixed, weights=weights(session=100)))
    )

    assert unmet.ways == {Reason.NOT_FREE: 2, Reason.NOT_WORTH: 2}
    assert unmet.reason is Reason.NOT_WORTH


def test_attendance_is_read_from_the_plan():
    plan = planned(USUAL, TALK_AT_A, CLINIC_AT_C, TALK_AT_B)

    attendance = attendance_of(Grid(USUAL), plan)

    assert attendance.served == (8, 4, 5)
    assert attendance.people[1, 0, 0] == 2


def test_every_reason_has_words():
    assert {*WORDS} == {*Reason}
    assert len({*WORDS.values()}) == len(Reason)


def test_an_example_district_is_explained_without_anything_possible():
    problem = generate("S", seed=4)

    found = explain(problem, filled(problem))

    assert found
    assert all(unmet.reason is not Reason.POSSIBLE and unmet.words for unmet in found)
