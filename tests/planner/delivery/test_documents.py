"""Problems and plans as JSON documents."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.planner.delivery.factories import SESSIONS, month, planned
from tests.planner.delivery.tiny import problems
from yizhan.planner import documents
from yizhan.planner.delivery.example import generate
from yizhan.planner.delivery.plan import Plan, fingerprint, read_plan
from yizhan.planner.delivery.problem import Problem
from yizhan.planner.delivery.reading import read_problem
from yizhan.planner.documents import WrongDocument


@given(problem=problems())
@settings(max_examples=30, deadline=None)
def test_a_problem_reads_back_equal(problem):
    again = read_problem(documents.write(problem))

    assert again == problem
    assert fingerprint(again) == fingerprint(problem)


def test_a_generated_problem_reads_back_equal():
    problem = generate("S", seed=7)

    assert read_problem(documents.write(problem)) == problem


def test_a_plan_reads_back_equal():
    problem = month()
    plan = planned(problem, *SESSIONS)

    assert read_plan(documents.write(plan), problem=problem) == plan


def test_a_plan_for_another_problem_is_refused():
    plan = planned(month(), *SESSIONS)
    other = month(needs=month().needs[:2])

    with pytest.raises(WrongDocument, match=r"^problem: this plan was made for another problem$"):
        read_plan(documents.write(plan), problem=other)


def test_any_change_of_the_problem_changes_its_fingerprint():
    later = replace(month(), slots=(*month().slots[:2], replace(month().slots[2], end=861)))

    assert fingerprint(later) != fingerprint(month())


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("needs", 1, "people"), -3, "needs[1].people"),
        (("needs", 0, "slots", 2), 1.5, "needs[0].slots[2]"),
        (("needs", 0, "weigth"), 2, "needs[0].weigth"),
        (("services", 1, "slots"), 3, "services[1].slots"),
        (("stations", 2, "rooms", 0, "seats"), 0, "stations[2].rooms[0].seats"),
        (("stations", 0, "open", "2026-03-02"), [-1], "stations[0].open.2026-03-02[0]"),
        (("providers", 0, "budget"), -1, "providers[0].budget"),
        (("days", 1, "date"), "2026-02-31", "days[1].date"),
        (("days",), [], "days"),
        (("weights", "fairness"), "a lot", "weights.fairness"),
    ],
)
def test_a_wrong_value_is_refused_with_its_place(path, value, place):
    content = json.loads(documents.write(month()))
    *way, last = path
    inner = content
    for step in way:
        inner = inner[step]
    inner[last] = value

    with pytest.raises(WrongDocument) as refused:
        read_problem(json.dumps(content))

    assert refused.value.place == place


@pytest.mark.parametrize("text", ["", "{", "[]", '"month"', "null"])
def test_what_is_no_document_at_all_is_refused(text):
    with pytest.raises(WrongDocument) as refused:
        read_problem(text)

    assert refused.value.place == "document"


def test_a_missing_field_is_refused_with_its_place():
    content = json.loads(documents.write(month()))
    del content["providers"][1]["capacity"]

    with pytest.raises(WrongDocument, match=r"^providers\[1\]\.capacity: Field required$"):
        read_problem(json.dumps(content))


@pytest.mark.parametrize(("kind", "parts"), [(Problem, "needs"), (Plan, "sessions")])
def test_a_schema_describes_every_document(kind, parts):
    described = documents.schema(kind)

    assert parts in described["required"]
    assert described["additionalProperties"] is False


@pytest.mark.parametrize(
    ("objective", "bound", "gap"), [(100, 101, 0.01), (100, 100, 0), (100, 99, 0), (-50, -49, 0.02)]
)
def test_the_gap_of_a_plan_is_a_share_of_its_points(objective, bound, gap):
    plan = Plan(problem="p", sessions=(), objective=objective, bound=bound)

    assert plan.gap == pytest.approx(gap)
