"""A small network with a month to plan, built of rows."""

from dataclasses import dataclass
from datetime import date, time

from django.db import transaction

from tests.delivery.factories import DraftFactory
from tests.factories import (
    AppointmentFactory,
    BuildingFactory,
    CategoryFactory,
    HoursFactory,
    ProviderFactory,
    ProviderHoursFactory,
    RoomFactory,
    ServiceFactory,
    StandardFactory,
    StationFactory,
    SubdistrictFactory,
    ZoneFactory,
)
from tests.needs.factories import NeedFactory
from yizhan.catalogue.models import Provider, Service
from yizhan.delivery.models import Draft
from yizhan.delivery.queries.drafts import Snapshot
from yizhan.delivery.queries.problem import problem_for
from yizhan.delivery.services.solving import take
from yizhan.needs.models import Need, NeedState
from yizhan.network.models import Room, Station
from yizhan.people.models import Person, Role
from yizhan.planner import documents
from yizhan.planner.delivery.plan import Party, Session

DECEMBER = date(2026, 12, 1)
NOVEMBER_DAY = "2026-11-25T09:00+08:00"
NOON = 1
TUESDAY, WEDNESDAY, THURSDAY = date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3)


@dataclass
class Month:
    """One station with a room, one service, one provider who can come at noon on every working day, and a need of six."""

    hub: Person
    station: Station
    room: Room
    service: Service
    provider: Provider
    need: Need

    def draft(self, **fields) -> Draft:
        """A draft of December, not solved."""
        return DraftFactory(problem=documents.write(problem_for(DECEMBER).problem).decode(), **fields)

    def session(self, *, day=WEDNESDAY, slot=NOON, people=6, **fields) -> Session:
        """The need's six people at noon."""
        parties = (Party(need=str(self.need.pk), people=people),) if people else ()
        usual = {
            "provider": str(self.provider.pk),
            "service": str(self.service.pk),
            "station": str(self.station.pk),
            "room": str(self.room.pk),
        }
        return Session(**{**usual, "day": day, "slot": slot, "parties": parties, **fields})

    def planned(self, *sessions, **fields) -> Draft:
        """A draft that holds `sessions`, the one above when none is given."""
        draft = self.draft(**fields)
        with transaction.atomic():
            take(draft, Snapshot(sessions=sessions or (self.session(),)), reasons={})
        return draft


def station_in(zone, **fields):
    building = BuildingFactory(subdistrict=SubdistrictFactory(zone=zone))
    station = StationFactory(building=building, **fields)
    for weekday in range(1, 6):
        HoursFactory(station=station, weekday=weekday, opens=time(9), closes=time(21))
    return station


def small_month() -> Month:
    """See `Month`."""
    zone = ZoneFactory()
    station = station_in(zone)
    service = ServiceFactory(category=CategoryFactory(code="FL"))
    StandardFactory(service=service, minutes=60, min_people=2, max_people=8, needs_booking=True)
    provider = ProviderFactory(monthly_capacity=4)
    provider.services.add(service)
    provider.zones.add(zone)
    for weekday in range(1, 6):
        ProviderHoursFactory(provider=provider, weekday=weekday, starts=time(11, 30), ends=time(13, 30))
    need = NeedFactory(
        station=station, service=service, people=6, state=NeedState.ACCEPTED, parts_of_day=["noon"], month=DECEMBER
    )
    return Month(
        hub=AppointmentFactory(role=Role.HUB).person,
        station=station,
        room=RoomFactory(station=station, seats=8),
        service=service,
        provider=provider,
        need=need,
    )
