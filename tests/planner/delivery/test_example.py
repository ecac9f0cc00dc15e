"""The examples have the sizes and the habits that they are meant to have."""

from datetime import date

import pytest

from yizhan.planner.delivery.example import EXTENTS, generate, working_days
from yizhan.planner.delivery.pins import clashes
from yizhan.planner.delivery.plan import fingerprint
from yizhan.planner.delivery.problem import distance
from yizhan.planner.delivery.reading import wrongs


@pytest.fixture(scope="module")
def district():
    return generate("D", seed=3)


@pytest.fixture(scope="module")
def city():
    return generate("C4", seed=1)


@pytest.mark.parametrize(
    ("size", "stations", "zones", "providers", "needs"),
    [("S", 10, 2, 18, 420), ("M", 30, 3, 52, 1270), ("D", 71, 6, 120, 3000), ("C4", 300, 24, 500, 12500)],
)
def test_an_example_has_its_size_and_no_contradiction(size, stations, zones, providers, needs):
    problem = generate(size)

    assert (len(problem.stations), len(problem.providers), len(problem.needs)) == (stations, providers, needs)
    assert len({station.zone for station in problem.stations}) == zones
    assert len(problem.services) == 35
    assert list(wrongs(problem)) == []
    assert clashes(problem) == []


def test_a_city_has_sixteen_districts():
    assert (EXTENTS["C"].districts, EXTENTS["C"].stations, EXTENTS["C"].needs) == (16, 75, 3125)


def test_the_same_seed_gives_the_same_problem_and_another_another():
    assert generate("S", seed=5) == generate("S", seed=5)
    assert fingerprint(generate("S", seed=5)) != fingerprint(generate("S", seed=6))


def test_some_services_are_long_and_some_want_a_minimum(district):
    assert sum(service.slots == 2 for service in district.services) == 5
    minimums = [service.minimum for service in district.services if service.minimum]
    assert len(minimums) == 9
    assert set(minimums) <= {4, 5, 6, 7, 8}


def test_a_third_of_the_providers_have_a_budget_near_what_their_capacity_costs(district):
    bounded = [provider for provider in district.providers if provider.budget is not None]

    assert 0.2 < len(bounded) / len(district.providers) < 0.45
    for provider in bounded:
        fees = [offer.fee for offer in provider.offers]
        share = provider.budget / (provider.capacity * sum(fees) / len(fees))
        assert 0.69 < share < 1.01
    assert {300 <= offer.fee <= 1500 for provider in district.providers for offer in provider.offers} == {True}


def test_rooms_are_taken_now_and_then_and_only_while_open(district):
    taken = [
        (at, day, slot)
        for at in district.stations
        for room in at.rooms
        for day in room.taken
        for slot in room.taken[day]
    ]
    slots = sum(len(slots) for at in district.stations for _ in at.rooms for slots in at.open.values())

    assert 0.05 < len(taken) / slots < 0.07
    assert all(slot in at.open[day] for at, day, slot in taken)


def test_quotas_ask_only_for_what_some_room_holds(district):
    category = {service.id: service.category for service in district.services}
    for station in district.stations:
        held = {
            category[service.id]
            for service in district.services
            for room in station.rooms
            if room.seats >= service.seats and set(service.equipment) <= set(room.equipment)
        }
        assert station.quota == {of: 2 if of == "party" else 1 for of in held}


def test_most_providers_keep_to_one_category_and_every_service_has_one(district):
    category = {service.id: service.category for service in district.services}
    several = [by for by in district.providers if len({category[offer.service] for offer in by.offers}) > 1]

    assert 0.03 < len(several) / len(district.providers) < 0.2
    assert {offer.service for by in district.providers for offer in by.offers} == set(category)


def test_some_providers_of_a_city_roam_into_the_next_district(city):
    home = {station.zone: station.district for station in city.stations}
    roaming = [by for by in city.providers if len({home[zone] for zone in by.zones}) == 2]

    assert 0.08 < len(roaming) / len(city.providers) < 0.16


def test_people_can_walk_across_a_district_border(city):
    pairs = [
        (one, other)
        for one in city.stations
        for other in city.stations
        if one.district < other.district and distance(one, other) <= 0.9
    ]

    assert pairs


def test_working_days_are_numbered_by_week_and_group():
    days = working_days((2026, 3))

    assert len(days) == 22
    assert [(day.week, day.group) for day in days[:6]] == [(0, 0), (0, 1), (0, 0), (0, 1), (0, 0), (1, 0)]


def test_holidays_fall_out_and_make_up_days_come_in():
    days = working_days((2026, 2), holidays=(date(2026, 2, 16), date(2026, 2, 17)), make_up=(date(2026, 2, 14),))

    dates = [day.date for day in days]
    assert dates[9:12] == [date(2026, 2, 13), date(2026, 2, 14), date(2026, 2, 18)]
    assert (days[10].week, days[10].group) == (1, 0)


def test_a_week_of_holidays_leaves_a_sound_problem():
    golden = tuple(date(2026, 10, day) for day in range(5, 10))

    problem = generate("S", month=(2026, 10), holidays=golden)

    assert list(wrongs(problem)) == []


def test_a_month_without_a_working_day_is_refused():
    every = [day.date for day in working_days((2026, 2))]

    with pytest.raises(ValueError, match="no working day is left in 2026-02"):
        working_days((2026, 2), holidays=every)
