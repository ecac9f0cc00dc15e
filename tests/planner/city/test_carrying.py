"""Cuts carried over from one model of a month to another."""

from dataclasses import replace

import numpy as np

from tests.planner.delivery.factories import changed, month
from yizhan.planner.city.carrying import carried
from yizhan.planner.delivery.classes import class_model
from yizhan.planner.delivery.cuts import rows_of
from yizhan.planner.delivery.grid import Grid


def modelled(problem):
    grid = Grid(problem)
    return grid, class_model(grid)


def carry(problem, *, cut):
    """The cut on columns of the usual month, as it is in `problem`: factors by column."""
    grid, model = modelled(month())
    program = model.program.with_rows(rows_of([(cut(model), 3.0)]))
    alone = program.with_only(np.arange(len(program.row_low)) == len(model.program.row_low))
    other, there = modelled(problem)
    rows = carried(alone, grid=grid, model=model, to=(other, there))
    return there, [
        dict(zip(rows.columns[a:b].tolist(), rows.factors[a:b].tolist(), strict=True))
        for a, b in zip(rows.starts, rows.starts[1:], strict=False)
    ]


def seated(model):
    """A cut on the first way of the first need and its sessions."""
    (_, s, k), column = min(model.people.items())
    return {column: 1.0, model.sessions[0, s, k]: -4.0}


def test_a_cut_of_the_same_month_stays_as_it_is():
    model, rows = carry(month(), cut=seated)

    assert rows == [seated(model)]


def test_a_cut_on_a_need_with_other_people_is_left_out():
    problem = month(needs=changed(month().needs, "n1", people=5))

    assert carry(problem, cut=seated)[1] == []


def test_what_is_no_longer_there_counts_as_nought():
    problem = month(providers=month().providers[1:])

    def given_by_both(model):
        return {column: 1.0 for (p, v, k, z), column in model.flows.items() if (v, k) == (0, 0)}

    model, rows = carry(problem, cut=given_by_both)

    assert rows == [given_by_both(model)]
    assert len(rows[0]) < len(given_by_both(modelled(month())[1]))


def test_columns_that_mean_the_same_are_found_by_name():
    stations = month().stations
    problem = replace(month(), stations=(*stations[1:], stations[0]))

    model, rows = carry(problem, cut=seated)

    assert rows == [{model.people[0, 2, 0]: 1.0, model.sessions[0, 2, 0]: -4.0}]
