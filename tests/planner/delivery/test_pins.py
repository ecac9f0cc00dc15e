"""Pins that cannot be kept are reported with the two places that clash."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planner.delivery.brute import best_plan, candidates
from tests.planner.delivery.factories import MONDAY, NEXT_MONDAY, TUESDAY, changed, month, pin
from tests.planner.delivery.tiny import problems
from yizhan.planner.delivery.pins import clashes
from yizhan.planner.delivery.problem import Ban, Need, Room

USUAL = month()
CLINIC = pin(service="clinic", at="C", day=TUESDAY)


def rooms(station, *rooms):
    return {"stations": changed(USUAL.stations, station, rooms=rooms)}


def provider(name, **changes):
    return {"providers": changed(USUAL.providers, name, **changes)}


def test_pins_that_a_plan_can_keep_do_not_clash():
    assert clashes(month(pinned=(pin(), CLINIC, pin("Q", at="B", day=NEXT_MONDAY)))) == []


@pytest.mark.parametrize(
    ("pins", "changes", "expected"),
    [
        (
            (pin(), CLINIC, pin(at="B")),
            {},
            "pinned[0] and pinned[2]: P has 2 sessions, at A and B, on 2026-03-02, slot 0",
        ),
        (
            (pin(), pin("Q", at="A")),
            {},
            "pinned[0] and pinned[1]: A has too few rooms for them on 2026-03-02, slot 0",
        ),
        (
            (pin(slot=1), pin(at="C")),
            {},
            "pinned[1], pinned[0] and travel: P needs 42.0 minutes from C to A on 2026-03-02, slot 1, there are 30",
        ),
        (
            (pin(), pin(slot=1), pin(slot=2)),
            provider("P", daily=2),
            "pinned[0], pinned[1], pinned[2] and providers[0].daily: P works 3 slots on 2026-03-02, 2 a day are allowed",
        ),
        (
            (pin(), CLINIC),
            provider("P", capacity=1),
            "pinned[0], pinned[1] and providers[0].capacity: P gives 2 sessions in the month, the capacity is 1",
        ),
        (
            (pin(), CLINIC),
            provider("P", budget=300),
            "pinned[0], pinned[1] and providers[0].budget: P costs 400 yuan in the month, the budget is 300",
        ),
        (
            (pin(), pin("Q", at="B")),
            {"forbidden": (Ban(provider="P"), Ban(station="B", slot=0))},
            "pinned[1] and forbidden[1]: Q with talk at B on 2026-03-02, slot 0: forbidden[1] does not allow it",
        ),
        (
            (pin("Q", at="C"),),
            {},
            "pinned[0] and providers[1].zones: Q with talk at C on 2026-03-02, slot 0: Q does not go to zone north",
        ),
        (
            (replace(CLINIC, slot=2),),
            {"needs": changed(USUAL.needs, "n3", slots=(1, 1, 1))},
            "pinned[0] and slots: P with clinic at C on 2026-03-03, slot 2: the day ends before the 2 slots of clinic do",
        ),
        (
            (CLINIC,),
            rooms("C", Room(id="hall", seats=5, equipment=("sink",))),
            "pinned[0] and stations[2].rooms: P with clinic at C on 2026-03-03, slot 0: no room of C holds clinic",
        ),
        (
            (CLINIC,),
            rooms("C", Room(id="hall", seats=6, equipment=("sink",), taken={TUESDAY: (1,)})),
            "pinned[0] and stations[2].rooms: P with clinic at C on 2026-03-03, slot 0: every room that holds it is taken",
        ),
        (
            (CLINIC,),
            {"needs": changed(USUAL.needs, "n3", people=2)},
            "pinned[0] and services[1].minimum: 2 people can attend clinic there and then, 3 are wanted at least",
        ),
        (
            (CLINIC, replace(CLINIC, day=MONDAY)),
            {"needs": changed(USUAL.needs, "n3", people=5)},
            "pinned[0], pinned[1] and services[1].minimum: 5 people can attend clinic there and then, 6 are wanted at least",
        ),
    ],
)
def test_a_clash_names_the_places_that_clash(pins, changes, expected):
    problem = month(**{"forbidden": (), **changes}, pinned=pins)

    found = clashes(problem)

    assert expected in found
    assert len(found) == (2 if "forbidden" in changes else 1)


def test_only_the_pins_that_want_too_few_rooms_are_named():
    small, large = Room(id="small", seats=10), Room(id="large", seats=10, equipment=("sink",))
    giver = replace(USUAL.providers[0], budget=None, capacity=9)
    problem = month(
        stations=changed(USUAL.stations, "A", rooms=(small, large)),
        providers=tuple(replace(giver, id=name) for name in "PQRS"),
        needs=(*USUAL.needs, Need(id="n4", service="clinic", station="A", people=9, slots=(1, 1, 1))),
        pinned=(pin(slot=0), pin("Q", "clinic", slot=1), pin("R", slot=2), pin("S", slot=2), pin("P", day=TUESDAY)),
    )

    assert clashes(problem) == [
        "pinned[1], pinned[2] and pinned[3]: A has too few rooms for them on 2026-03-02, slots 1, 2"
    ]


def test_people_are_shared_between_pins_where_that_is_enough():
    slots = {"early": (1, 0, 0), "late": (0, 1, 0), "both": (1, 1, 0)}
    needs = tuple(Need(id=name, service="clinic", station="C", people=2, slots=likes) for name, likes in slots.items())
    problem = month(needs=needs, pinned=(CLINIC, replace(CLINIC, day=MONDAY, slot=1)))

    assert clashes(problem) == []
    assert clashes(replace(problem, needs=changed(needs, "both", people=1))) == [
        "pinned[0], pinned[1] and services[1].minimum: 5 people can attend clinic there and then, 6 are wanted at least"
    ]


@given(problem=problems(), choice=st.data())
@settings(max_examples=100, deadline=None)
def test_pins_clash_exactly_when_no_plan_keeps_them(problem, choice):
    free = replace(problem, pinned=())
    possible = candidates(free)
    pins = choice.draw(st.lists(st.sampled_from(possible), max_size=4, unique=True)) if possible else []

    pinned = replace(free, pinned=tuple(pins))

    assert (clashes(pinned) == []) == (best_plan(pinned) is not None)
