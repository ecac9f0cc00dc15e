"""Every hard rule that sessions and people break is named with its place and why."""

from dataclasses import replace

import pytest

from tests.planner.delivery.factories import ALWAYS, MONDAY, NEXT_MONDAY, TUESDAY, changed, month, pin
from yizhan.planner.delivery.problem import Ban, Room, Travel
from yizhan.planner.delivery.rules import Book, Broken, broken, holds, rooms_for, told, unsuited, when

USUAL = month()


def stations(name, **changes):
    return {"stations": changed(USUAL.stations, name, **changes)}


def providers(name, **changes):
    return {"providers": changed(USUAL.providers, name, **changes)}


def reasons(*placements, **changes):
    return [(one.by, one.rule, one.reason) for one in broken(Book(month(**changes)), placements)]


def test_what_keeps_every_rule_breaks_none():
    assert reasons(pin("P", "clinic", "C"), pin("Q"), pin("Q", at="B", slot=1), pin(day=TUESDAY, slot=1)) == []


TALK = "P with talk at A on 2026-03-02, slot 0"


@pytest.mark.parametrize(
    ("one", "changes", "rule", "reason"),
    [
        (
            pin("P", "clinic", slot=2),
            {},
            "slots",
            "P with clinic at A on 2026-03-02, slot 2: the day ends before the 2 slots of clinic do",
        ),
        (
            pin(),
            stations("A", open={MONDAY: (1, 2)}),
            "stations[0].open",
            f"{TALK}: A is closed on 2026-03-02, slot 0",
        ),
        (
            pin("P", "clinic"),
            stations("A", open={MONDAY: (0, 2)}),
            "stations[0].open",
            "P with clinic at A on 2026-03-02, slot 0: A is closed on 2026-03-02, slot 1",
        ),
        (
            pin(),
            stations("A", open={TUESDAY: (0,)}),
            "stations[0].open",
            f"{TALK}: A is closed on 2026-03-02, slot 0",
        ),
        (
            pin(),
            {"forbidden": (Ban(day=NEXT_MONDAY), Ban(service="talk", slot=0))},
            "forbidden[1]",
            f"{TALK}: forbidden[1] does not allow it",
        ),
        (
            pin("Q", "clinic"),
            {},
            "providers[1].offers",
            "Q with clinic at A on 2026-03-02, slot 0: Q does not offer clinic",
        ),
        (
            pin("Q", at="C"),
            {},
            "providers[1].zones",
            "Q with talk at C on 2026-03-02, slot 0: Q does not go to zone north",
        ),
        (
            pin(),
            providers("P", free={MONDAY: (1,), TUESDAY: (0,)}),
            "providers[0].free",
            f"{TALK}: P is not free on 2026-03-02, slot 0",
        ),
        (
            pin("P", "clinic"),
            providers("P", free={**ALWAYS, MONDAY: (0,)}),
            "providers[0].free",
            "P with clinic at A on 2026-03-02, slot 0: P is not free on 2026-03-02, slot 1",
        ),
    ],
)
def test_a_session_alone_breaks_a_rule(one, changes, rule, reason):
    assert reasons(pin("Q", at="B", day=TUESDAY, slot=1), one, **changes) == [((1,), rule, reason)]


def test_a_month_has_a_capacity():
    three = (pin("Q"), pin("Q", day=TUESDAY), pin("Q", day=NEXT_MONDAY))

    assert reasons(pin(day=TUESDAY), *three) == [
        ((1, 2, 3), "providers[1].capacity", "Q gives 3 sessions in the month, the capacity is 2")
    ]
    assert reasons(*three[:2]) == []


def test_a_month_has_a_budget():
    two = (pin(), pin("P", "clinic", day=TUESDAY))

    assert reasons(*two, **providers("P", budget=399)) == [
        ((0, 1), "providers[0].budget", "P costs 400 yuan in the month, the budget is 399")
    ]
    assert reasons(*two, **providers("P", budget=400)) == []
    assert reasons(*two, **providers("P", budget=0)) != []


def test_sums_of_fees_are_not_taken_too_exactly():
    tenths = replace(USUAL.providers[0].offers[0], fee=0.1)

    three = (pin(), pin(day=TUESDAY), pin(day=NEXT_MONDAY))

    assert reasons(*three, **providers("P", offers=(tenths,), budget=0.3)) == []


def test_a_provider_is_in_one_place_at_a_time():
    both = (pin("P", "clinic"), pin(at="B", slot=1))

    assert reasons(*both) == [((0, 1), None, "P has 2 sessions, at A and B, on 2026-03-02, slot 1")]


def test_a_day_has_a_limit():
    both = (pin("P", "clinic"), pin(slot=2))

    assert reasons(*both, **providers("P", daily=2)) == [
        ((0, 1), "providers[0].daily", "P works 3 slots on 2026-03-02, 2 a day are allowed")
    ]
    assert reasons(*both) == []


def test_ways_take_time():
    late = "P needs 42.0 minutes from A to C on 2026-03-02, slot 1, there are 30"

    assert reasons(pin(at="C", slot=1), pin()) == [((1, 0), "travel", late)]
    assert reasons(pin(at="C", slot=2), pin()) == []
    assert reasons(pin(at="C", slot=1), pin(day=TUESDAY)) == []
    assert reasons(pin(at="B", slot=1), pin(), travel=Travel(base=27, per_km=6)) == []
    assert len(reasons(pin(at="B", slot=1), pin(), travel=Travel(base=27.1, per_km=6))) == 1


def test_a_way_starts_when_the_last_slot_of_a_session_ends():
    assert reasons(pin("P", "clinic", "A"), pin(at="B", slot=2), travel=Travel(base=17, per_km=6)) == []
    assert len(reasons(pin("P", "clinic", "A"), pin(at="B", slot=2), travel=Travel(base=18, per_km=6))) == 1


def test_a_room_holds_a_service_with_its_seats_and_equipment():
    talk, clinic = USUAL.services
    hall = USUAL.stations[0].rooms[0]

    assert [holds(hall, talk), holds(hall, clinic)] == [True, True]
    assert holds(replace(hall, seats=10), talk)
    assert not holds(replace(hall, seats=9), talk)
    assert not holds(replace(hall, equipment=("screen",)), clinic)


def test_rooms_for_a_session_are_free_in_all_its_slots():
    rooms = (
        Room(id="small", seats=5, equipment=("sink",)),
        Room(id="plain", seats=12),
        Room(id="busy", seats=12, equipment=("sink",), taken={MONDAY: (1,)}),
        Room(id="free", seats=12, equipment=("sink",), taken={MONDAY: (2,), TUESDAY: (0,)}),
    )
    book = Book(month(**stations("A", rooms=rooms)))

    assert [room.id for room in rooms_for(book, pin("P", "clinic"))] == ["free"]
    assert [room.id for room in rooms_for(book, pin())] == ["plain", "busy", "free"]
    assert [room.id for room in rooms_for(book, pin(slot=1))] == ["plain", "free"]


@pytest.mark.parametrize(
    ("name", "changes", "one", "reason"),
    [
        ("n1", {}, pin(), None),
        ("n1", {}, pin("P", "clinic"), "it wants talk"),
        ("n1", {"week": 1}, pin(), "it wants week 1, 2026-03-02 is in week 0"),
        ("n1", {"week": 1}, pin(day=NEXT_MONDAY), None),
        ("n1", {"reach": 0.4}, pin(at="B"), "0.50 km from A are more than its reach of 0.4 km"),
        ("n1", {"reach": 0.5}, pin(at="B"), None),
        ("n1", {}, pin(slot=2), "it does not suit at all on 2026-03-02, slot 2"),
        ("n1", {"group": 1}, pin(), None),
    ],
)
def test_people_attend_what_they_want_can_reach_and_suits_them(name, changes, one, reason):
    book = Book(month(needs=changed(USUAL.needs, name, **changes)))

    assert unsuited(book, book.needs[name], one) == reason


def test_a_book_knows_places_slots_fees_and_ways():
    book = Book(USUAL)

    assert [book.place("stations", "C"), book.place("needs", "n2")] == ["stations[2]", "needs[1]"]
    assert list(book.slots(pin("P", "clinic", slot=1))) == [1, 2]
    assert list(book.slots(pin("P", "clinic", slot=2))) == [2]
    assert [book.fee(pin()), book.fee(pin("Q", "clinic"))] == [200, 0]
    assert book.km(pin(), pin(at="C")) == 5


def test_sessions_and_times_in_words():
    assert when(TUESDAY, 2) == "on 2026-03-03, slot 2"
    assert told(pin()) == TALK


def test_a_broken_rule_need_not_have_a_place():
    assert Broken(by=(0, 1), reason="they meet").rule is None
