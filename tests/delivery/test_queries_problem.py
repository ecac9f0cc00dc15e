"""The month's problem, read from the network."""

from datetime import date, datetime, time, timedelta

import pytest

from tests.delivery.factories import DeliveryFactory
from tests.delivery.months import DECEMBER, NOVEMBER_DAY, TUESDAY, small_month, station_in
from tests.factories import OpeningExceptionFactory, RoomFactory, StandardFactory
from tests.needs.factories import NeedFactory
from yizhan.activities.models import Booking
from yizhan.catalogue.models import ProviderAbsence
from yizhan.delivery.models import Quota
from yizhan.delivery.queries.problem import problem_for
from yizhan.needs.models import NeedState
from yizhan.planner.delivery.reading import wrongs

pytestmark = pytest.mark.django_db
NOON = 1


@pytest.fixture(autouse=True)
def november(at):
    at(NOVEMBER_DAY)


def the(found):
    (one,) = found
    return one


def test_a_month_is_a_problem_without_contradictions():
    small_month()

    problem = problem_for(DECEMBER).problem

    assert list(wrongs(problem)) == []
    assert (problem.days[0].date, problem.days[-1].date) == (date(2026, 12, 1), date(2026, 12, 31))
    assert len(problem.days) == 23


def test_a_station_has_its_rooms_its_opening_and_its_quota():
    month = small_month()

    station = the(problem_for(DECEMBER).problem.stations)

    assert (station.id, [room.id for room in station.rooms]) == (str(month.station.pk), [str(month.room.pk)])
    assert (station.open[TUESDAY], station.quota) == ((0, 1, 2, 3), {"FL": 1})


def test_a_day_on_which_the_station_is_closed_is_not_open():
    month = small_month()
    OpeningExceptionFactory(station=month.station, day=TUESDAY, kind="closure")

    assert TUESDAY not in the(problem_for(DECEMBER).problem.stations).open


def test_the_hubs_quota_counts_and_what_is_delivered_already_is_taken_off():
    month = small_month()
    Quota.objects.create(station=month.station, category=month.service.category, sessions=3)
    noon = datetime.fromisoformat("2026-12-01T12:00+08:00")
    DeliveryFactory(
        month=DECEMBER,
        station=month.station,
        service=month.service,
        provider=month.provider,
        starts_at=noon,
        ends_at=noon + timedelta(hours=1),
    )

    problem = problem_for(DECEMBER).problem

    assert the(problem.stations).quota == {"FL": 2}
    assert (the(problem.providers).capacity, TUESDAY in the(problem.providers).free) == (3, False)


def test_a_booked_room_is_taken():
    month = small_month()
    noon = datetime.fromisoformat("2026-12-01T12:00+08:00")
    Booking.objects.create(
        room=month.room,
        purpose="内部会议",
        starts_at=noon,
        ends_at=noon + timedelta(hours=1),
        clear_at=noon + timedelta(hours=1),
        made_at=noon,
    )

    assert the(the(problem_for(DECEMBER).problem.stations).rooms).taken == {TUESDAY: (NOON,)}


def test_a_provider_is_free_in_the_slots_of_its_hours_and_not_while_away():
    month = small_month()
    ProviderAbsence.objects.create(provider=month.provider, starts_on=TUESDAY, ends_on=date(2026, 12, 2))

    free = the(problem_for(DECEMBER).problem.providers).free

    assert (TUESDAY in free, free[date(2026, 12, 2)]) == (False, (NOON,))


def test_a_service_is_held_as_its_standard_says():
    month = small_month()
    other = NeedFactory(station=month.station, state=NeedState.ACCEPTED).service
    StandardFactory(service=other, minutes=30, max_people=1, needs_booking=True)

    frames = {one.id: (one.seats, one.minimum, one.slots) for one in problem_for(DECEMBER).problem.services}

    assert frames == {str(month.service.pk): (8, 2, 1), str(other.pk): (3, 0, 1)}


def test_a_need_says_when_how_far_and_how_urgent():
    month = small_month()
    month.need.urgency, month.need.weekdays, month.need.reach_m = 2, [1, 3], 800
    month.need.save()

    need = the(problem_for(DECEMBER).problem.needs)

    assert (need.people, need.slots, need.weight, need.reach, need.group) == (6, (0.2, 1.0, 0.2, 0.2), 2.0, 0.8, 0)


def test_what_has_no_place_in_the_month_is_left_out():
    month = small_month()
    NeedFactory(station=month.station, service=month.service, state=NeedState.OPEN)
    nowhere = station_in(month.station.zone)
    nowhere.building.lat = nowhere.building.lon = None
    nowhere.building.save()

    problem = problem_for(DECEMBER).problem

    assert (len(problem.needs), len(problem.stations)) == (1, 1)


def test_of_a_month_that_has_begun_the_days_after_today_are_left(at):
    small_month()
    at("2026-12-10T09:00+08:00")

    assert problem_for(DECEMBER).problem.days[0].date == date(2026, 12, 11)


@pytest.mark.parametrize("count", [1, 3])
def test_the_problem_costs_the_same_for_many(count, django_assert_num_queries):
    month = small_month()
    for _ in range(count):
        station = station_in(month.station.zone)
        RoomFactory(station=station)
        NeedFactory(station=station, service=month.service, state=NeedState.ACCEPTED)

    with django_assert_num_queries(17):
        problem_for(DECEMBER)


def test_the_hours_of_the_day_are_as_the_guide_says():
    assert [time(slot.start // 60, slot.start % 60).isoformat("minutes") for slot in problem_slots()] == [
        "10:00",
        "12:00",
        "14:00",
        "18:30",
    ]


def problem_slots():
    small_month()
    return problem_for(DECEMBER).problem.slots
