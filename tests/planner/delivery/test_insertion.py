"""Insertion adds what pays, and stops where nothing does."""

import math
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings

from tests.planner.delivery.brute import candidates
from tests.planner.delivery.factories import MONDAY, TUESDAY, changed, month, pin, provider, weights
from tests.planner.delivery.tiny import problems
from yizhan.planner.delivery.attendance import attend, to_plan
from yizhan.planner.delivery.board import Board
from yizhan.planner.delivery.example import generate
from yizhan.planner.delivery.faults import faults
from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.insertion import Waiting, best_offer, fill, greedy, price
from yizhan.planner.delivery.objective import objective, people_served
from yizhan.planner.delivery.plan import Party, Session
from yizhan.planner.delivery.problem import Need
from yizhan.planner.delivery.rules import Book, unsuited

USUAL = month()
TALK_AT_A = (0, 0, 0)


def filled(problem, visits=None):
    grid = Grid(problem)
    board = Board(grid, map(grid.visit, problem.pinned) if visits is None else visits)
    attendance = fill(grid, board, attend(grid, board.visits))
    return grid, board, attendance, to_plan(grid, board, attendance, bound=math.inf)


def with_one_more(problem, plan, one):
    """The plan with a session more, attended by people left over in every way there is."""
    book, served = Book(problem), people_served(plan)
    service = book.services[one.service]
    room = book.stations[one.station].rooms[0].id
    left = {
        need.id: need.people - served.get(need.id, 0) for need in problem.needs if unsuited(book, need, one) is None
    }
    for split in product(*(range(people + 1) for people in left.values())):
        if service.minimum <= sum(split) <= service.seats:
            guests = tuple(Party(need=need, people=some) for need, some in zip(left, split, strict=True) if some)
            held = {"provider": one.provider, "service": one.service, "station": one.station}
            session = Session(**held, room=room, day=one.day, slot=one.slot, parties=guests)
            yield replace(plan, sessions=(*plan.sessions, session))


@settings(deadline=None, max_examples=80)
@given(problems())
def test_no_session_more_would_pay(problem):
    unfair = replace(problem, weights=replace(problem.weights, fairness=0))
    grid, board, _, plan = filled(unfair)
    more = [one for one in candidates(unfair) if board.may(grid.visit(one))]

    gains = [objective(unfair, better) - plan.objective for one in more for better in with_one_more(unfair, plan, one)]

    assert all(gain <= 1e-5 for gain in gains)


def test_what_is_published_is_kept_for_nobody_when_that_earns_more_than_a_session_costs():
    told = pin("Q", at="C")
    nobody = (Need(id="n", service="talk", station="A", people=1, slots=(1, 1, 1), reach=0),)
    problem = month(needs=nobody, providers=(provider("Q", "talk", zones=("north",), capacity=9),), published=(told,))

    kept, not_worth_it = (filled(replace(problem, weights=weights(session=3, keep=keep)))[-1] for keep in (4, 2))

    assert [one.placement for one in kept.sessions] == [told]
    assert not_worth_it.sessions == ()


@settings(deadline=None, max_examples=80)
@given(problems())
def test_a_filled_plan_has_no_fault_and_is_worth_no_less(problem):
    grid = Grid(problem)
    before = Board(grid, greedy(grid))
    attendance = attend(grid, before.visits)

    _, _, _, plan = filled(problem, greedy(grid))

    assert faults(problem, plan) == []
    if not attendance.hopeless:
        assert plan.objective >= to_plan(grid, before, attendance, bound=math.inf).objective - 1e-6


@settings(deadline=None, max_examples=60)
@given(problems())
def test_greedy_keeps_the_pins(problem):
    grid = Grid(problem)

    assert {*map(grid.visit, problem.pinned)} <= {*greedy(grid)}


def test_greedy_is_the_same_every_time_and_delivers_what_the_quota_asks():
    problem = generate("S", seed=2)

    _, board, _, plan = filled(problem, greedy(Grid(problem)))

    again = filled(problem, greedy(Grid(problem)))
    assert again[3] == plan
    assert faults(problem, plan) == []
    missing = sum(board.missing(s, category) for s in range(len(problem.stations)) for category in range(6))
    wanted = sum(sum(station.quota.values()) for station in problem.stations)
    assert missing < wanted / 10


def test_a_hopeless_session_is_taken_off():
    problem = month(needs=changed(USUAL.needs, "n3", people=2))
    grid = Grid(problem)

    _, board, attendance, _ = filled(problem, [grid.visit(pin("P", "clinic", "C"))])

    assert all(visit[1] == 0 for visit in board.visits)
    assert attendance.hopeless == ()


def test_people_left_over_gain_what_they_are_worth():
    problem = month(weights=weights(fairness=0))
    waiting = Waiting(Grid(problem), (4, 0, 0))

    gain = waiting.gain(TALK_AT_A)

    near_by = 2 * (2 * 1.2 + 1.0 + 0.7) - 2 * 4 * 0.5 / 3
    assert gain.points == pytest.approx(near_by + 1 * 1.2 + 3 * 1.0 + 2 * 0.7)
    assert dict(gain.guests) == {0: 6, 1: 4}


def test_people_of_another_fixed_week_do_not_count():
    waiting = Waiting(Grid(month(needs=changed(USUAL.needs, "n1", week=1))), (0, 0, 0))

    assert dict(waiting.gain(TALK_AT_A).guests) == {1: 4}
    assert dict(waiting.gain(TALK_AT_A, week=0).guests) == {1: 4}
    assert dict(waiting.gain(TALK_AT_A, week=1).guests) == {0: 6, 1: 4}
    assert waiting.weeks(TALK_AT_A) == {1}


def test_too_few_people_gain_nothing():
    waiting = Waiting(Grid(USUAL), (0, 0, 4))

    assert waiting.gain((1, 2, 0)) is None


def test_raising_the_worst_station_counts():
    fair, unfair = (month(needs=USUAL.needs[:2], weights=weights(fairness=share)) for share in (0.5, 0))
    served = (5, 0)

    more = Waiting(Grid(fair), served).gain(TALK_AT_A).points - Waiting(Grid(unfair), served).gain(TALK_AT_A).points

    assert more == pytest.approx(0.5 * 18 * 1.0)


def test_people_served_wait_no_more():
    grid = Grid(USUAL)
    waiting, expected = Waiting(grid, (0, 0, 0)), Waiting(grid, (6, 1, 0))

    waiting.serve(((0, 6), (1, 2)))
    waiting.serve(((1, -1),))

    assert waiting.left == expected.left
    assert waiting.gain(TALK_AT_A) == expected.gain(TALK_AT_A)


def test_quota_lowers_the_price_and_overload_raises_it():
    stations = changed(USUAL.stations, "A", quota={"party": 1})
    providers = changed(USUAL.providers, "Q", capacity=1)
    grid = Grid(month(stations=stations, providers=providers))
    board = Board(grid)

    assert price(board, grid.visit(pin("P"))) == 3 - 60
    assert price(board, grid.visit(pin("Q"))) == 3 - 60 + 1.5
    board.add(grid.visit(pin("P", day=TUESDAY)))
    assert price(board, grid.visit(pin("P"))) == 3


def test_a_session_that_does_not_pay_is_not_offered():
    dear = month(weights=weights(session=100))
    board = Board(Grid(dear))

    assert best_offer(board, Waiting(board.grid, (0, 0, 0)), TALK_AT_A) is None


def test_the_offer_names_the_guests_and_the_net_gain():
    problem = month(weights=weights(fairness=0))
    board = Board(Grid(problem))

    offer = best_offer(board, Waiting(board.grid, (0, 4, 0)), TALK_AT_A)

    assert board.grid.placement(offer.visit) == pin("P", day=MONDAY)
    assert offer.guests == ((0, 10),)
    assert offer.points == pytest.approx(5 * 1.2 + 3 * 1.0 + 2 * 0.7 - 3)
