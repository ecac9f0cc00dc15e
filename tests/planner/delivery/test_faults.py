"""The checker finds every fault that is planted in a sound plan, and nothing else."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.planner.delivery.brute import best_plan
from tests.planner.delivery.factories import (
    ALWAYS,
    CLINIC_AT_C,
    MONDAY,
    SESSIONS,
    TALK_AT_A,
    TALK_AT_B,
    TUESDAY,
    changed,
    month,
    pin,
    planned,
)
from tests.planner.delivery.tiny import problems
from yizhan.planner.delivery.faults import faults
from yizhan.planner.delivery.plan import Party
from yizhan.planner.delivery.problem import Ban, Room, Travel

USUAL = month()
AT_A = "P with talk at A on 2026-03-02, slot 0"
AT_C = "P with clinic at C on 2026-03-03, slot 0"
AT_B = "Q with talk at B on 2026-03-09, slot 1"


def room(station, **changes):
    (hall,) = next(one.rooms for one in USUAL.stations if one.id == station)
    return {"stations": changed(USUAL.stations, station, rooms=(replace(hall, **changes),))}


def provider(name, **changes):
    return {"providers": changed(USUAL.providers, name, **changes)}


def need(name, **changes):
    return {"needs": changed(USUAL.needs, name, **changes)}


def parties(**people):
    return tuple(Party(need=name, people=count) for name, count in people.items())


def test_a_sound_plan_has_no_fault():
    assert faults(USUAL, planned(USUAL, *SESSIONS)) == []


def test_the_empty_plan_has_no_fault():
    assert faults(USUAL, planned(USUAL)) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (room("A", seats=9), [f"{AT_A}: room hall has 9 seats, talk wants 10"]),
        (room("C", equipment=("screen",)), [f"{AT_C}: room hall lacks sink"]),
        (room("C", taken={TUESDAY: (1,)}), [f"{AT_C}: room hall is taken by others on 2026-03-03, slot 1"]),
        (
            {"stations": changed(USUAL.stations, "C", open={**ALWAYS, TUESDAY: (0,)})},
            [f"{AT_C}: C is closed on 2026-03-03, slot 1"],
        ),
        (provider("P", free={**ALWAYS, TUESDAY: (0, 2)}), [f"{AT_C}: P is not free on 2026-03-03, slot 1"]),
        (provider("P", offers=USUAL.providers[0].offers[:1]), [f"{AT_C}: P does not offer clinic"]),
        (provider("P", zones=("south",)), [f"{AT_C}: P does not go to zone north"]),
        (provider("P", daily=1), ["P works 2 slots on 2026-03-03, 1 a day are allowed"]),
        (provider("P", capacity=1), ["P gives 2 sessions in the month, the capacity is 1"]),
        (provider("P", budget=399), ["P costs 400 yuan in the month, the budget is 399"]),
        ({"forbidden": (Ban(provider="P", day=MONDAY),)}, [f"{AT_A}: forbidden[0] does not allow it"]),
        (
            {"pinned": (pin(), pin("Q", at="B", slot=2))},
            ["pinned[1], Q with talk at B on 2026-03-02, slot 2: not in the plan"],
        ),
        (need("n3", service="talk"), [f"{AT_C}: need n3 cannot attend, it wants talk"]),
        (need("n2", reach=0.4), [f"{AT_A}: need n2 cannot attend, 0.50 km from B are more than its reach of 0.4 km"]),
        (
            need("n3", slots=(0, 1, 1)),
            [f"{AT_C}: need n3 cannot attend, it does not suit at all on 2026-03-03, slot 0"],
        ),
        (
            need("n3", week=1),
            [f"{AT_C}: need n3 cannot attend, it wants week 1, 2026-03-03 is in week 0"],
        ),
        (need("n2", people=3), ["need n2: 4 people attend sessions, the need is of 3"]),
        (
            {"services": changed(USUAL.services, "talk", seats=9)},
            [f"{AT_A}: 10 people attend, talk has 9 seats"],
        ),
        (
            {"services": changed(USUAL.services, "clinic", minimum=6)},
            [f"{AT_C}: 5 people attend, clinic wants 6 at least"],
        ),
    ],
)
def test_a_rule_made_harder_is_broken_by_the_plan(changes, expected):
    problem = month(**changes)

    assert faults(problem, planned(problem, *SESSIONS)) == expected


@pytest.mark.parametrize(
    ("sessions", "expected"),
    [
        ((replace(TALK_AT_A, room="attic"),), [f"{AT_A}: A has no room attic"]),
        (
            (replace(CLINIC_AT_C, slot=2, parties=()),),
            [
                "P with clinic at C on 2026-03-03, slot 2: the day ends before the 2 slots of clinic do",
                "P with clinic at C on 2026-03-03, slot 2: 0 people attend, clinic wants 3 at least",
            ],
        ),
        (
            (TALK_AT_A, replace(TALK_AT_A, provider="Q", parties=())),
            ["room hall of A has 2 sessions, P with talk and Q with talk, on 2026-03-02, slot 0"],
        ),
        (
            (CLINIC_AT_C, replace(CLINIC_AT_C, slot=1, service="talk", station="A", parties=())),
            ["P has 2 sessions, at C and A, on 2026-03-03, slot 1"],
        ),
        (
            (TALK_AT_A, replace(TALK_AT_A, station="C", slot=1, parties=())),
            ["P needs 42.0 minutes from A to C on 2026-03-02, slot 1, there are 30"],
        ),
        (
            (replace(TALK_AT_A, parties=parties(n1=5) + parties(n1=3)),),
            [f"{AT_A}: need n1 is there twice"],
        ),
    ],
)
def test_sessions_that_cannot_be_are_found(sessions, expected):
    assert faults(USUAL, planned(USUAL, *sessions)) == expected


def test_a_session_that_follows_a_long_one_is_reached_from_its_end():
    near = Travel(base=20, per_km=0, within=0)
    problem = month(travel=near, stations=changed(USUAL.stations, "C", x=0.9, zone="south"))
    long_first = replace(CLINIC_AT_C, parties=parties(n3=4))
    then = replace(TALK_AT_A, day=TUESDAY, slot=2, parties=())

    assert faults(problem, planned(problem, long_first, then)) == []
    far = replace(problem, travel=replace(near, base=20.5))
    assert faults(far, planned(far, long_first, then)) == [
        "P needs 20.5 minutes from C to A on 2026-03-03, slot 2, there are 20"
    ]


def test_two_sessions_at_one_station_need_only_the_short_break():
    problem = month(travel=Travel(base=100, within=30))
    again = replace(TALK_AT_A, slot=1, parties=())

    assert faults(problem, planned(problem, TALK_AT_A, again)) == []


def test_two_rooms_hold_two_sessions_at_once():
    rooms = (Room(id="hall", seats=12), Room(id="study", seats=12))
    problem = month(stations=changed(USUAL.stations, "A", rooms=rooms))
    other = replace(TALK_AT_A, provider="Q", room="study", parties=())

    assert faults(problem, planned(problem, TALK_AT_A, other)) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"provider": "R"}, ["R with talk at A on 2026-03-02, slot 0: unknown provider R"]),
        ({"service": "tea"}, ["P with tea at A on 2026-03-02, slot 0: unknown service tea"]),
        ({"station": "Z"}, ["P with talk at Z on 2026-03-02, slot 0: unknown station Z"]),
        ({"slot": 3}, ["P with talk at A on 2026-03-02, slot 3: unknown slot 3"]),
        ({"day": date(2026, 4, 1)}, ["P with talk at A on 2026-04-01, slot 0: unknown day 2026-04-01"]),
        ({"parties": parties(n1=8, n9=1)}, [f"{AT_A}: unknown need n9"]),
    ],
)
def test_unknown_names_are_found(change, expected):
    sound = planned(USUAL, *SESSIONS)
    wrong = replace(sound, sessions=(replace(TALK_AT_A, **change), CLINIC_AT_C, TALK_AT_B))

    assert faults(USUAL, wrong) == expected


def test_a_plan_for_another_problem_is_found():
    plan = replace(planned(USUAL, *SESSIONS), problem="other")

    assert faults(USUAL, plan) == ["this plan was made for another problem"]


def test_wrong_points_are_found():
    plan = planned(USUAL, *SESSIONS)

    assert faults(USUAL, replace(plan, objective=plan.objective - 0.01)) == [
        f"the plan states {plan.objective - 0.01:.6f} points, it has {plan.objective:.6f}"
    ]
    assert faults(USUAL, replace(plan, bound=plan.bound - 0.01)) == [
        f"the plan states {plan.objective:.6f} points, more than its bound of {plan.objective - 0.01:.6f}"
    ]


def test_points_that_are_no_number_are_found():
    plan = replace(planned(USUAL, *SESSIONS), bound=float("nan"))

    assert len(faults(USUAL, plan)) == 1


@given(problem=problems())
@settings(max_examples=60, deadline=None)
def test_the_best_plan_of_a_tiny_problem_has_no_fault(problem):
    assert faults(problem, best_plan(problem)) == []


@given(problem=problems(), choice=st.data())
@settings(max_examples=60, deadline=None)
def test_one_person_more_than_a_need_has_is_found(problem, choice):
    plan = best_plan(problem)
    attended = [session for session in plan.sessions if session.parties]
    assume(attended)
    session = choice.draw(st.sampled_from(attended))
    (party, *others) = session.parties
    people = next(one.people for one in problem.needs if one.id == party.need)
    crowded = replace(session, parties=(replace(party, people=people + 1), *others))

    found = faults(problem, planned(problem, *(crowded if one is session else one for one in plan.sessions)))

    assert any(fault.startswith(f"need {party.need}: ") for fault in found)
