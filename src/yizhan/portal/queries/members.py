"""What the members' pages show, joined from network and catalogue."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from yizhan.catalogue import queries as catalogue
from yizhan.catalogue.models import Offer
from yizhan.kernel import clock
from yizhan.network import queries as network
from yizhan.network.models import Building, Station

NEAR_COUNT = 6
SOON_COUNT = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """A station as lists show it: how it is open, how far, and how much it offers."""

    station: Station
    status: network.OpenStatus
    metres: float | None
    services: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Soon:
    """A service at a fixed time today, at a station near."""

    offer: Offer
    metres: float | None
    over: bool


def local_now() -> datetime:
    """The present on the network's wall clock."""
    return clock.now().astimezone(ZoneInfo(settings.TIME_ZONE))


def cards(stations: list[Station], *, building: Building | None) -> list[Card]:
    """Those stations as cards, in the order given."""
    now = local_now()
    statuses = network.statuses(stations, at=now)
    counts = catalogue.offer_counts(station.pk for station in stations)
    return [
        Card(
            station=station,
            status=statuses[station.pk],
            metres=network.metres_between(building, station.building),
            services=counts.get(station.pk, 0),
        )
        for station in stations
    ]


def near(building: Building | None) -> list[Card]:
    """The stations nearest to `building`; the hub and the first ones when none is chosen."""
    return cards(network.nearest(building, limit=NEAR_COUNT), building=building)


def soon(found: list[Card], *, day: date | None = None) -> list[Soon]:
    """What happens today at the stations of those cards, the past last."""
    now = local_now()
    metres: dict[UUID, float | None] = {card.station.pk: card.metres for card in found}
    offers = catalogue.slots_at(metres, day or now.date())
    rows = [
        Soon(offer=offer, metres=metres[offer.station_id], over=bool(offer.ends and offer.ends <= now.time()))
        for offer in offers
    ]
    return sorted(rows, key=lambda row: row.over)[:SOON_COUNT]


def tomorrow() -> date:
    """The day after today."""
    return local_now().date() + timedelta(days=1)
