"""What must never be false of the network, broken once each."""

from datetime import date, datetime, time

import pytest
from django.apps import apps
from django.db import IntegrityError

from tests.factories import (
    BuildingFactory,
    ChecklistItemFactory,
    HoursFactory,
    OpeningExceptionFactory,
    PersonFactory,
    RoomFactory,
    StationFactory,
    SubdistrictFactory,
    ZoneFactory,
)
from yizhan.network.models import Assessment, ChecklistMark, District, Metro, Photo, Workplace

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2026-11-25T12:00+08:00")
TODAY = date(2026, 11, 25)
SCORES = {"venue": 3, "property_will": 3, "staffing": 3, "services": 3, "scale": 3}


def assessment(**more):
    return Assessment.objects.create(
        **{"station": None, "kind": "visit", "on": TODAY, "verdict": "pass", "at": NOW, **SCORES, **more}
    )


def mark(**more):
    return ChecklistMark.objects.create(
        **{"station": StationFactory(), "item": ChecklistItemFactory(), "seen_on": TODAY, **more}
    )


def photo(**more):
    return Photo.objects.create(
        **{"station": StationFactory(), "alt_zh": "前台", "width": 640, "height": 480, "at": NOW, **more}
    )


def work(**more):
    return Workplace.objects.create(**{"building": BuildingFactory(), "starts_on": TODAY, **more})


def twice(make, **more):
    make(**more)
    make(**more)


def two_reviews_a_year():
    station = StationFactory()
    assessment(station=station, kind="review", on=date(2026, 1, 1))
    assessment(station=station, kind="review", on=date(2026, 12, 31))


def two_marks_of_one_item():
    first = mark()
    mark(station=first.station, item=first.item)


def two_rooms_of_one_name():
    room = RoomFactory(slug="talk")
    RoomFactory(station=room.station, slug="talk")


def hours_that_overlap():
    hours = HoursFactory(opens=time(9), closes=time(18))
    HoursFactory(station=hours.station, opens=time(17, 59), closes=time(21), kind="extended")


def two_closures_of_a_day():
    closure = OpeningExceptionFactory()
    OpeningExceptionFactory(station=closure.station)


def two_workplaces_at_a_time():
    person = PersonFactory()
    work(person=person, starts_on=date(2026, 1, 1))
    work(person=person, starts_on=TODAY)


def metro(**more):
    return Metro.objects.create(**{"name_zh": "静安寺", "lines": ["2"], "lat": 31.2, "lon": 121.4, **more})


BREAKS = {
    "network_district_code_once": lambda: twice(District.objects.create, code="310106", name_zh="静安区"),
    "network_zone_code_once": lambda: twice(ZoneFactory, code="axis"),
    "network_subdistrict_code_once": lambda: twice(SubdistrictFactory, code="310106012"),
    "network_building_slug_once": lambda: twice(BuildingFactory, slug="plaza-66"),
    "network_building_position_whole": lambda: BuildingFactory(lat=31.2, lon=None),
    "network_metro_name_once": lambda: twice(metro),
    "network_workplace_starts_before_end": lambda: work(person=PersonFactory(), ends_on=TODAY),
    "network_workplace_one_at_a_time": two_workplaces_at_a_time,
    "network_station_slug_once": lambda: twice(StationFactory, slug="hub"),
    "network_station_code_once": lambda: twice(StationFactory, code="JA-000"),
    "network_station_one_hub": lambda: twice(StationFactory, kind="hub"),
    "network_station_kind_known": lambda: StationFactory(kind="kiosk"),
    "network_station_state_known": lambda: StationFactory(state="asleep"),
    "network_station_level_known": lambda: StationFactory(level="platinum"),
    "network_station_open_since": lambda: StationFactory(state="open", opened_on=None),
    "network_station_closed_since": lambda: StationFactory(state="closed", closed_on=None),
    "network_assessment_one_review_a_year": two_reviews_a_year,
    "network_assessment_kind_known": lambda: assessment(station=StationFactory(), kind="glance"),
    "network_assessment_verdict_known": lambda: assessment(station=StationFactory(), verdict="maybe"),
    "network_assessment_scores_one_to_five": lambda: assessment(station=StationFactory(), venue=6),
    "network_checklistitem_code_once": lambda: twice(ChecklistItemFactory, code="venue"),
    "network_checklistmark_once": two_marks_of_one_item,
    "network_checklistmark_met_with_evidence": lambda: mark(met=True, evidence=""),
    "network_room_slug_once_a_station": two_rooms_of_one_name,
    "network_room_seats_somebody": lambda: RoomFactory(seats=0),
    "network_room_uses_known": lambda: RoomFactory(uses=["sleeping"]),
    "network_room_equipment_known": lambda: RoomFactory(equipment=["rocket"]),
    "network_photo_has_a_size": lambda: photo(width=0),
    "network_photo_says_what_it_shows": lambda: photo(alt_zh=""),
    "network_hours_opens_before_closes": lambda: HoursFactory(opens=time(18), closes=time(9)),
    "network_hours_weekday_known": lambda: HoursFactory(weekday=0),
    "network_hours_kind_known": lambda: HoursFactory(kind="secret"),
    "network_hours_no_overlap": hours_that_overlap,
    "network_openingexception_once_a_day": two_closures_of_a_day,
    "network_openingexception_times_fit_kind": lambda: OpeningExceptionFactory(kind="closure", opens=time(9)),
    "network_openingexception_kind_known": lambda: OpeningExceptionFactory(
        kind="party", opens=time(9), closes=time(12)
    ),
}


@pytest.mark.parametrize("constraint", BREAKS)
def test_the_database_refuses_to_hold_what_must_never_be(constraint):
    with pytest.raises(IntegrityError, match=f'"{constraint}"'):
        BREAKS[constraint]()


def test_every_constraint_of_the_network_is_broken_here():
    models = apps.get_app_config("network").get_models()

    assert {constraint.name for model in models for constraint in model._meta.constraints} == set(BREAKS)


@pytest.mark.parametrize("seats", [[], ["meeting"]])
def test_a_room_without_use_is_refused_and_one_use_is_enough(seats):
    if seats:
        assert RoomFactory(uses=seats).uses == seats
    else:
        with pytest.raises(IntegrityError, match="network_room_uses_known"):
            RoomFactory(uses=seats)


def test_what_touches_does_not_overlap():
    hours = HoursFactory(opens=time(9), closes=time(12))
    HoursFactory(station=hours.station, opens=time(12), closes=time(18))
    person = PersonFactory()
    work(person=person, starts_on=date(2026, 1, 1), ends_on=TODAY)
    work(person=person, starts_on=TODAY)

    assert (hours.station.hours.count(), person.workplaces.count()) == (2, 2)


def test_a_hub_that_is_closed_or_applied_does_not_stand_in_the_way():
    StationFactory(kind="hub", state="closed")
    StationFactory(kind="hub", state="applied")

    assert StationFactory(kind="hub").state == "open"


def test_visits_may_be_many_in_a_year():
    station = StationFactory()

    twice(assessment, station=station)

    assert station.assessments.count() == 2
