"""What people of the demo want in a month, and that the stations take it on."""

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any

from yizhan.catalogue.models import Service
from yizhan.config.demo.cast import Cast, luck
from yizhan.config.demo.network import rows
from yizhan.needs import services
from yizhan.needs.models import Channel, Need
from yizhan.network import queries as network
from yizhan.network.models import Station

PARTS: tuple[list[str], ...] = (["noon"], ["noon"], ["noon", "evening"], ["evening"], ["afternoon"], [])
DAYS: tuple[list[int], ...] = ([], [], [1, 3, 5], [2, 4])
OWN, AT_ONCE = 0.25, 2_000
Wish = dict[str, Any]


def raise_needs(cast: Cast, *, month: date, count: int) -> list[Need]:
    """So many needs for the month: a quarter from members themselves, the others noted on walks through the buildings."""
    kinds, stations, chance = _wanted(), list(network.serving()), luck("needs", month)
    wishes = [_wish(chance.choice(stations), *chance.choice(kinds), month=month, chance=chance) for _ in range(count)]
    own, noted = wishes[: int(count * OWN)], wishes[int(count * OWN) :]
    raised = [_raise(cast, wish, chance=chance) for wish in own]
    for first in range(0, len(noted), AT_ONCE):
        some = noted[first : first + AT_ONCE]
        raised += services.enter_all(actor=cast.hub, wishes=some, channel=Channel.WALK)
    return raised


def accept(cast: Cast, needs: Sequence[Need]) -> None:
    """Let the hub take those needs on."""
    for first in range(0, len(needs), AT_ONCE):
        services.accept_all(actor=cast.hub, needs=needs[first : first + AT_ONCE])


def _wanted() -> list[tuple[Service, int, str]]:
    found = {service.code: service for service in Service.objects.select_related("category")}
    return [(found[row["service"]], int(row["people"]), row["words"]) for row in rows("demo/wishes.csv")]


def _wish(station: Station, service: Service, people: int, words: str, *, month: date, chance: Random) -> Wish:
    return {
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


def _raise(cast: Cast, wish: Wish, *, chance: Random) -> Need:
    member = cast.near(wish["station"].building_id, count=1, chance=chance)[0]
    return services.raise_need(actor=member, fields=wish, channel=Channel.MEMBER)
