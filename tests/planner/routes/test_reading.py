"""Documents of visit problems and plans: what is read, and what is refused with its place."""

import json
import re
from pathlib import Path

import pytest

from tests.planner.routes.days import group, point, small_day, small_plan
from yizhan.planner import documents
from yizhan.planner.documents import WrongDocument
from yizhan.planner.routes import example
from yizhan.planner.routes.faults import faults
from yizhan.planner.routes.plan import read_plan
from yizhan.planner.routes.reading import read_problem
from yizhan.planner.routes.solve import solve


def test_a_problem_is_read_as_it_was_written():
    problem = example.generate(groups=3, seed=7)

    assert read_problem(documents.write(problem)) == problem


def test_a_plan_is_read_as_it_was_written():
    assert read_plan(documents.write(small_plan()), problem=small_day()) == small_plan()


def test_the_example_of_the_documentation_is_solved_to_the_plan_beside_it():
    text = Path("docs/reference/routes.md").read_text()
    shown = dict(re.findall(r"<!-- example: ([a-z ]+) -->\n```json\n(.*?)```", text, re.DOTALL))
    problem = read_problem(shown["visits"])

    plan = read_plan(shown["visits plan"], problem=problem)

    assert faults(problem, plan) == []
    assert (plan.worth, plan.bound) == (solve(problem, seconds=2).worth, solve(problem, seconds=2).bound)


def test_a_plan_for_another_problem_is_refused():
    with pytest.raises(WrongDocument, match="problem: this plan was made for another problem"):
        read_plan(documents.write(small_plan()), problem=small_day(groups=(group(0),)))


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("groups",), [], "groups: there is none"),
        (("points",), [], "points: there is none"),
        (("groups", 1, "id"), "g0", "groups[1]: g0 is there twice"),
        (("points", 2, "id"), "p0", "points[2]: p0 is there twice"),
        (("groups", 0, "must"), ["p0", "p0"], "groups[0].must[1]: p0 is there twice"),
        (("groups", 0, "must"), ["p8"], "groups[0].must[0]: unknown point p8"),
        (("groups", 1, "worth"), {"p8": 3}, "groups[1].worth: unknown point p8"),
        (("groups", 1, "origin"), "p8", "groups[1].origin: unknown point p8"),
        (("groups", 1, "destination"), "p8", "groups[1].destination: unknown point p8"),
        (("groups", 0, "people"), -3, "groups[0].people: Input should be greater than or equal to 1"),
        (("groups", 0, "end"), 500, "groups[0].end: the group's time ends before it starts"),
        (("points", 1, "stay"), -1, "points[1].stay: Input should be greater than or equal to 0"),
        (
            ("points", 1, "windows", 0, "close"),
            1500,
            "points[1].windows[0].close: Input should be less than or equal to 1440",
        ),
        (("points", 1, "windows", 0, "close"), 540, "points[1].windows[0]: it closes before it opens"),
        (("minutes",), [[0, 1, 2]], "minutes: a row for each of the 3 points is wanted"),
        (("minutes",), [[0, 1, 2], [1, 0], [2, 1, 0]], "minutes[1]: minutes to each of the 3 points are wanted"),
        (("colour",), "red", "colour: Unexpected keyword argument"),
    ],
)
def test_a_wrong_problem_is_refused_with_the_place(path, value, message):
    document = json.loads(documents.write(small_day()))
    inner = document
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value

    with pytest.raises(WrongDocument) as refused:
        read_problem(json.dumps(document))

    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("problem", "message"),
    [
        (
            small_day(groups=(group(0, people=40, must=("p1",)),)),
            "groups[0].must[0]: p1 takes 30 people at once, the group has 40",
        ),
        (
            small_day(groups=(group(0, end=560, must=("p1",)),)),
            "groups[0].must[0]: the hours of p1 and the group's hours, minute 540 to 560, leave no time to see it",
        ),
        (
            small_day(groups=(group(0, end=610, must=("p0", "p1")),)),
            "groups[0].must[1]: p0 and p1 do not both fit into the group's hours, minute 540 to 610,",
        ),
        (
            small_day(groups=(group(0, end=630, must=("p0", "p1", "p2")),)),
            "groups[0].must: the 3 must-sees do not all fit into the group's hours, minute 540 to 630,",
        ),
    ],
)
def test_an_impossible_must_see_is_refused_with_what_it_clashes_with(problem, message):
    with pytest.raises(WrongDocument) as refused:
        read_problem(documents.write(problem))

    assert str(refused.value) == message


def test_must_sees_that_fit_are_read():
    problem = small_day(points=(point(0), point(1)), groups=(group(0, worth={"p0": 1}, must=("p0", "p1")),))

    assert read_problem(documents.write(problem)) == problem


def test_an_example_is_the_same_for_the_same_seed_and_another_for_another():
    assert example.generate(groups=4, seed=2) == example.generate(groups=4, seed=2)
    assert example.generate(groups=4, seed=2) != example.generate(groups=4, seed=3)


def test_an_example_without_groups_is_refused():
    with pytest.raises(ValueError, match="at least one group"):
        example.generate(groups=0, seed=2)
