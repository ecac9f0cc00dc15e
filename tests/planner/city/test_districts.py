"""A city taken apart: whose station, who roams, who may walk in."""

from dataclasses import replace

from tests.planner.delivery.factories import month, provider, station
from yizhan.planner.city.districts import districts, roaming, walking
from yizhan.planner.city.turns import Turns, neighbours, waves
from yizhan.planner.delivery.problem import Need


def city(**changes):
    """A and B half a kilometre apart in two districts, C far away in the north in a third."""
    usual = {
        "stations": (
            replace(station("A", x=0), district="D1"),
            replace(station("B", x=0.5), district="D2"),
            replace(station("C", x=5, zone="north"), district="D3"),
        ),
        "providers": (
            provider("P", "talk", zones=("south", "north"), capacity=4),
            provider("Q", "talk", zones=("north",), capacity=4),
        ),
        "needs": (
            Need(id="n1", service="talk", station="A", people=10, slots=(1, 0.5, 0)),
            Need(id="n2", service="talk", station="B", people=4, slots=(1, 0.5, 1), reach=0.4),
            Need(id="n3", service="talk", station="C", people=6, slots=(1, 1, 0)),
        ),
    }
    return month(**{**usual, **changes})


def test_every_station_belongs_to_its_district():
    parts = districts(city())

    assert [(part.name, part.stations) for part in parts] == [("D1", {"A"}), ("D2", {"B"}), ("D3", {"C"})]


def test_people_within_reach_of_a_room_are_guests():
    parts = districts(city())

    assert [[need.id for need in part.guests] for part in parts] == [[], ["n1"], []]
    assert walking(parts) == {"n1"}


def test_the_homes_of_guests_have_no_rooms_in_the_other_district():
    parts = districts(city())

    assert [(one.id, len(one.rooms)) for one in parts[1].problem.stations] == [("A", 0), ("B", 1)]
    assert [one.id for one in parts[1].own.stations] == ["B"]


def test_providers_of_several_districts_roam():
    assert roaming(districts(city())) == {"P"}


def test_a_district_without_needs_goes_with_the_one_before_it():
    problem = city(needs=city().needs[::2])

    parts = districts(problem)

    assert [(part.name, part.stations) for part in parts] == [("D1", {"A", "B"}), ("D3", {"C"})]


def test_districts_are_neighbours_when_they_share_a_provider_or_people():
    alone = city(providers=(provider("P", "talk", capacity=4), provider("Q", "talk", zones=("north",), capacity=4)))

    assert neighbours(districts(city())) == [{1, 2}, {0, 2}, {0, 1}]
    assert neighbours(districts(alone)) == [{1}, {0}, set()]


def test_neighbours_are_in_different_waves():
    assert waves([{1}, {0, 2}, {1, 3}, {2}]) == [0, 1, 0, 1]


def test_a_district_waits_for_its_neighbours_of_earlier_waves_alone():
    turns = Turns([{1}, {0, 2}, {1, 3}, {2}])

    first = [turns.take(range(4)), turns.take(range(4)), turns.take(range(4))]
    turns.finish(2)
    second = turns.take(range(4))

    assert first == [0, 2, None]
    assert second == 3


def test_every_wave_is_spread_over_all_hands():
    turns = Turns([{1}, {0, 2}, {1, 3}, {2}])

    assert turns.homes(2) == [0, 0, 1, 1]
