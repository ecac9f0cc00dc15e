"""What people of the demo want in a month, and that the stations take it on."""

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any

from yizhan.catalogue.models import Service
from yizhan.config.demo.cast import Cast
from yizhan.config.demo.network import rows
from yizhan.needs import services
from yizhan.needs.models import Channel, Need
from yizhan.network import queries as network
from yizhan.network.models import Station

PARTS: tuple[list[str], ...] = (["noon"], ["noon"], ["noon", "evening"], ["evening"], ["afternoon"], [])
DAYS: tuple[list[int], ...] = ([], [], [1, 3, 5], [2, 4])
OWN = 0.25


def raise_needs(cast: Cast, *, month: date, count: int, chance: Random) -> list[Need]:
    """So many needs for the month: a quarter from members themselves, the others noted on walks through the buildings."""
    wanted, stations = _wanted(), list(network.serving())
    return [
        _raise(cast, chance.choice(stations), *chance.choice(wanted), month=month, chance=chance) for _ in range(count)
    ]


def _wanted() -> list[tuple[Service, int, str]]:
    services_by_code = {service.code: service for service in Service.objects.select_related("category")}
    return [(services_by_code[row["service"]], int(row["people"]), row["words"]) for row in rows("demo/wishes.csv")]


def _raise(
    cast: Cast, station: Station, service: Service, people: int, words: str, *, month: date, chance: Random
) -> Need:
    own = chance.random() < OWN
    fields: dict[str, Any] = {
        "station": station,
        "building": station.building,
        "category": service.category,
        "service": service,
        "words": words,
        "people": max(1, people + chance.randint(-2, 4)),
        "parts_of_day": chance.choice(PARTS),
        "weekdays": chance.choice(DAYS),
        "urgency": chance.choice((1, 1, 1, 2, 3)),
        "month": month,
    }
    if own:
        member = cast.near(station.building_id, count=1, chance=chance)[0]
        return services.raise_need(actor=member, fields=fields, channel=Channel.MEMBER)
    return services.raise_need(actor=cast.hub, fields=fields, channel=Channel.WALK)


def accept(cast: Cast, needs: Sequence[Need]) -> None:
    """Take those needs on."""
    for need in needs:
        services.accept(actor=cast.hub, need=need)
