"""Counts become whole, within every row and every budget."""

import numpy as np
import pytest
from hypothesis import given, settings

from tests.planner.delivery.factories import ALWAYS, changed, month, provider, station
from tests.planner.delivery.tiny import problems
from yizhan.planner.delivery import rounding
from yizhan.planner.delivery.classes import class_model
from yizhan.planner.delivery.example import generate
from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.program import Builder
from yizhan.planner.delivery.relaxation import Relaxation
from yizhan.planner.delivery.rounding import affordable, decide, part_of, parts
from yizhan.planner.delivery.wishes import wanted

FEW = settings(deadline=None, max_examples=10)
LATER = 1e12


def relaxed(problem):
    """The grid and its class model, relaxed and tightened."""
    grid = Grid(problem)
    relaxation = Relaxation(grid, class_model(grid), deep=False)
    assert relaxation.solve(deadline=LATER)
    relaxation.tighten(rounds=4, deadline=LATER)
    return grid, relaxation


def decided(grid, relaxation, *, stop=None):
    """The relaxation with every part decided, one after the other, each beside the relaxation itself."""
    model, program, x = relaxation.model, relaxation.program, relaxation.x
    values = x.copy()
    for part in parts(model):
        settled = decide(grid, part_of(model, program, x, part), x[part], seconds=5, stop=stop)
        own = part & (model.category >= 0)
        values[own] = settled[own[part]]
    return values


def whole(x):
    return bool((abs(x - np.round(x)) < 1e-6).all())


@FEW
@given(problems())
def test_every_part_is_decided_in_whole_counts_within_their_limits(problem):
    grid, relaxation = relaxed(problem)
    model, program = relaxation.model, relaxation.program

    values = decided(grid, relaxation)

    assert whole(values[model.counts])
    assert ((values >= program.low - 1e-6) & (values <= program.high + 1e-6)).all()


@FEW
@given(problems())
def test_every_column_is_decided(problem):
    model = class_model(Grid(problem))

    assert np.any(parts(model), axis=0).all()


@pytest.mark.parametrize(("people", "sessions"), [(12, 1), (17, 2)])
def test_a_second_session_is_decided_on_when_enough_people_would_fill_it(people, sessions):
    (need, *_) = changed(month().needs, "n1", people=people)
    grid, relaxation = relaxed(month(needs=(need,)))

    values = decided(grid, relaxation)

    assert values[list(relaxation.model.sessions.values())].sum() == sessions


def test_who_is_told_to_stop_rounds_what_is_known():
    grid, relaxation = relaxed(generate("S", seed=1))

    values = decided(grid, relaxation, stop=lambda: True)

    assert whole(values[relaxation.model.counts])


def test_whole_counts_of_an_example_district():
    grid, relaxation = relaxed(generate("S", seed=1))
    model = relaxation.model

    x = affordable(model, relaxation.program, decided(grid, relaxation), seconds=10)

    assert whole(x[model.counts])
    assert x[model.counts].sum() > 0.8 * relaxation.x[model.counts].sum()
    assert within_budgets(grid, wanted(grid, model, x).given)


def within_budgets(grid, given):
    fees = [0.0] * len(grid.budget)
    for (p, v, _, _), count in given.items():
        fees[p] += grid.fee[p][v] * count
    return all(most is None or spent <= most + 1e-3 for spent, most in zip(fees, grid.budget, strict=True))


@FEW
@given(problems())
def test_what_is_affordable_is_given_within_the_budgets(problem):
    grid, relaxation = relaxed(problem)
    model, x = relaxation.model, decided(grid, relaxation)

    values = affordable(model, relaxation.program, x, seconds=5)

    assert whole(values[model.counts])
    assert (values[model.counts] <= np.round(x[model.counts]) + 1e-6).all()
    assert within_budgets(grid, wanted(grid, model, values).given)
    flows = list(model.flows.values())
    monthly = list(model.sessions.values())
    assert values[flows].sum() == pytest.approx(values[monthly].sum(), abs=1e-5)


def test_without_time_counts_are_rounded(monkeypatch):
    grid, relaxation = relaxed(month())
    model, x = relaxation.model, relaxation.x.copy()
    cell = next(iter(model.sessions.values()))
    x[cell] = 1.7
    nothing = rounding.solve_whole(infeasible(), seconds=1)
    monkeypatch.setattr(rounding, "solve_whole", lambda *_, **__: nothing)
    monkeypatch.setattr(Relaxation, "solve", lambda *_, **__: False)
    part = next(part for part in parts(model) if part[cell])

    values = decide(grid, part_of(model, relaxation.program, x, part), x[part], seconds=1)

    assert nothing.x is None
    assert values[int(part[:cell].sum())] == 2
    assert values.tolist() == np.where(model.counts[part], np.round(x[part]), x[part]).tolist()
    assert affordable(model, relaxation.program, x, seconds=1) is x


def infeasible():
    """A program that nothing satisfies."""
    build = Builder()
    build.row([(build.column(1.0, high=1, whole=True), 1.0)], low=2)
    return build.program()


def one_category():
    return month(services=changed(month().services, "clinic", category="party"))


def test_every_category_is_a_part_the_largest_first():
    model = class_model(Grid(month()))

    found = parts(model)

    assert [sorted({*model.category[part]} - {-1}) for part in found] == [[1], [0]]
    assert [int(part.sum()) for part in found] == sorted((int(part.sum()) for part in found), reverse=True)
    assert all(part[model.theta] for part in found)


def test_a_category_of_two_services_is_one_part():
    model = class_model(Grid(one_category()))

    (part,) = parts(model)

    assert part.all()


def test_a_large_category_is_divided_by_service(monkeypatch):
    monkeypatch.setattr(rounding, "LARGE", 0)
    model = class_model(Grid(one_category()))

    first, second = parts(model)

    both = first & second
    assert (first | second).all()
    assert {*model.service[both]} == {-1}
    assert [len({*model.service[part & model.counts]}) for part in (first, second)] == [1, 1]


def test_only_as_much_is_divided_as_is_too_large(monkeypatch):
    model = class_model(Grid(one_category()))
    monkeypatch.setattr(rounding, "LARGE", len(model.category))

    assert len(parts(model)) == 1


def talks_at_two_stations(**changes):
    """One who talks, and two stations where many wait in the same slot."""
    needs = tuple(need for need in changed(changed(month().needs, "n2", people=10), "n1", people=10) if need.id != "n3")
    return month(
        needs=needs,
        stations=(station("A", x=0), station("B", x=3)),
        providers=(provider("P", "talk", capacity=9, free=ALWAYS, **changes),),
    )


def test_no_more_sessions_are_left_than_the_budget_pays():
    grid = Grid(talks_at_two_stations(budget=500))
    model = class_model(grid)
    x = np.zeros(len(model.program.cost))
    x[[model.sessions[0, 0, 0], model.sessions[0, 1, 0]]] = 2

    values = affordable(model, model.program, x, seconds=5)

    assert values[list(model.sessions.values())].sum() == pytest.approx(2)
    assert values[list(model.flows.values())].sum() == pytest.approx(2)


def test_the_provider_of_the_relaxation_stays():
    one, other = (provider(name, "talk", capacity=2, free=ALWAYS, budget=600) for name in "PQ")
    grid = Grid(month(needs=month().needs[:2], providers=(one, other)))
    model = class_model(grid)
    x = np.zeros(len(model.program.cost))
    for p in (0, 1):
        before = x.copy()
        before[[model.sessions[0, 0, 0], model.flows[p, 0, 0, grid.zone[0]]]] = 1

        values = affordable(model, model.program, before, seconds=5)

        assert values[model.flows[p, 0, 0, grid.zone[0]]] == pytest.approx(1)
