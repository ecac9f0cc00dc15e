"""A look changes nothing, and what is taken is better or undone."""

import math
from collections import Counter
from dataclasses import replace
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planner.delivery.brute import arrangements, best
from tests.planner.delivery.factories import MONDAY, NEXT_MONDAY, TUESDAY, changed, month, pin
from tests.planner.delivery.tiny import problems
from yizhan.planner.delivery.attendance import to_plan
from yizhan.planner.delivery.classes import class_model
from yizhan.planner.delivery.days import Wishes
from yizhan.planner.delivery.draft import Draft
from yizhan.planner.delivery.faults import faults
from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.improvement import Improvement
from yizhan.planner.delivery.problem import Offer, Service

USUAL = month()
FEW = settings(deadline=None, max_examples=12)
TALK, CLINIC = 0, 1
SERVICES = st.sampled_from([frozenset({0}), frozenset({1}), frozenset({0, 1})])


def improvement(problem, *pins, seed=1):
    grid = Grid(problem)
    return Improvement(Draft(grid, map(grid.visit, pins)), seed=seed)


def drawn(data):
    """An improvement that begins with one of the arrangements of a tiny problem; the pins stand in it."""
    problem = data.draw(problems())
    return improvement(problem, *data.draw(st.sampled_from(list(islice(arrangements(problem), 60)))))


def drawn_wishes(data, grid):
    """One or two sessions in some of the cells that can hold any."""
    cells = list(class_model(grid).sessions)
    some = st.dictionaries(st.sampled_from(cells), st.integers(1, 2), max_size=4) if cells else st.just({})
    return Wishes(sessions=data.draw(some))


def state(work):
    draft, board = work.draft, work.draft.board
    return set(board.visits), draft.attendance, draft.points, list(board.load), list(board.fees), dict(board.rooms())


def held_by_others(work, services):
    """How many sessions of the other services each station holds."""
    return Counter((v, s) for _, v, s, _, _ in work.draft.board.visits if v not in services)


@FEW
@given(st.data(), SERVICES)
def test_what_is_taken_is_better_or_undone(data, services):
    work = drawn(data)
    before = state(work)

    gained = work.take(services, drawn_wishes(data, work.grid))

    assert gained is (work.draft.points > before[2] + 1e-6)
    if not gained:
        assert state(work) == before
    assert work.draft.points == pytest.approx(
        to_plan(work.grid, work.draft.board, work.draft.attendance, bound=math.inf).objective
    )


@FEW
@given(st.data(), SERVICES)
def test_what_others_hold_stays_at_its_station(data, services):
    work = drawn(data)
    others = held_by_others(work, services)

    wanted = drawn_wishes(data, work.grid)
    work.take(services, wanted.of([cell for cell in wanted.sessions if cell[0] in services]))

    assert held_by_others(work, services) == others


@FEW
@given(st.data(), SERVICES)
def test_a_look_changes_nothing(data, services):
    work = drawn(data)
    before = state(work)

    look = work.look(services)
    look.wishes(seconds=2)

    assert state(work) == before
    assert look.services == services
    assert [*look.now] == work.draft.visits_of(services)
    assert {v for fees in look.part.fee for v in fees} <= services


@FEW
@given(st.data())
def test_round_after_round_the_plan_is_better_and_keeps_every_rule(data):
    work = drawn(data)
    work.draft.fill()
    points = [work.draft.points]
    pins = {*work.grid.pinned} & work.draft.board.visits

    for services in [one for some in islice(work.rounds(), 2) for one in some]:
        wanted = work.look(services).wishes(seconds=2)
        if wanted is not None:
            work.take(services, wanted)
        points.append(work.draft.points)

    assert points == sorted(points)
    assert points[-1] <= best(work.grid.problem) + 1e-6
    assert pins <= work.draft.board.visits
    if pins == {*work.grid.pinned}:
        plan = to_plan(work.grid, work.draft.board, work.draft.attendance, bound=math.inf)
        assert faults(work.grid.problem, plan) == []


def test_a_better_day_and_time_is_found_and_taken():
    work = improvement(USUAL, pin("Q", slot=1))
    before = work.draft.points

    wanted = work.look(frozenset({TALK})).wishes(seconds=2)

    assert work.take(frozenset({TALK}), wanted)
    assert work.draft.points > before
    assert all(visit[4] == 0 for visit in work.draft.board.visits)


def test_wishes_that_are_worse_are_not_taken():
    work = improvement(USUAL)
    work.draft.fill()
    before = state(work)
    late = work.grid.klass(work.grid.day_at[MONDAY], 2)

    assert not work.take(frozenset({TALK}), Wishes(sessions={(TALK, 1, late): 1}))
    assert state(work) == before


def test_what_the_wishes_left_out_and_pays_is_added():
    work = improvement(USUAL)

    assert work.take(frozenset({TALK}), Wishes(sessions={}))
    assert {visit[1] for visit in work.draft.board.visits} == {TALK}


def test_a_pinned_session_is_not_given_up_for_a_better_one():
    pinned = pin("P", "clinic", "C", day=TUESDAY, slot=0)
    needs = changed(USUAL.needs, "n3", group=0, people=5)
    work = improvement(month(pinned=(pinned,), needs=needs), pinned)
    on_monday = Wishes(sessions={(CLINIC, 2, work.grid.klass(work.grid.day_at[MONDAY], 0)): 1})

    work.take(frozenset({CLINIC}), on_monday)

    assert work.grid.visit(pinned) in work.draft.board.visits


def with_services(*categories):
    services = (
        *USUAL.services,
        *(Service(id=f"v{i}", category=category, seats=5) for i, category in enumerate(categories)),
    )
    return month(services=services)


def test_every_service_is_looked_at_alone_then_with_another_of_its_providers_then_with_its_category():
    problem = with_services("party", "health", "law", "law")
    offers = tuple(Offer(service=service, fee=0) for service in ("talk", "v1", "v2"))
    work = improvement(replace(problem, providers=changed(problem.providers, "Q", offers=offers)))

    alone, pairs, categories, again = islice(work.rounds(), 4)

    assert {*alone} == {*again} == {frozenset({v}) for v in range(6)}
    assert {*categories} == {frozenset({0, 2}), frozenset({1, 3}), frozenset({4, 5})}
    assert [len(some) for some in (alone, pairs, categories)] == [6, 4, 3]
    assert {*pairs} <= {frozenset({v, w}) for v in sharing(work.grid) for w in sharing(work.grid)[v]}


def sharing(grid):
    """By service the others that one of its providers gives too, if there are any."""
    found = {v: {w for fees in grid.fee if v in fees for w in fees} - {v} for v in range(len(grid.seats))}
    return {v: others for v, others in found.items() if others}


def test_the_order_is_another_every_time_and_the_same_for_the_same_seed():
    problem = with_services(*"abcdefgh")
    first, second, other = (improvement(problem, seed=seed) for seed in (1, 1, 2))

    rounds = [list(islice(work.rounds(), 4)) for work in (first, second, other)]

    assert rounds[0] == rounds[1]
    assert rounds[0] != rounds[2]
    assert rounds[0][0] != rounds[0][2]


def test_a_look_leaves_to_services_what_they_hold():
    work = improvement(USUAL, pin("P", "clinic", "C", day=TUESDAY), pin("Q", day=NEXT_MONDAY))

    talk, clinic = (work.look(frozenset({v})) for v in (TALK, CLINIC))

    assert (talk.part.capacity, clinic.part.capacity) == ([2, 2], [3, 1])
    assert [work.grid.placement(visit) for visit in talk.now] == [pin("Q", day=NEXT_MONDAY)]
