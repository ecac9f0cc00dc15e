"""What changed in the network between two problems of the same month."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from yizhan.planner.delivery.problem import Need, Problem, Provider, Service, Station

Thing = TypeVar("Thing", Need, Provider, Service, Station)


class NewsKind(StrEnum):
    """What is different."""

    NEEDS_GONE = "needs_gone"
    NEEDS_NEW = "needs_new"
    NEEDS_CHANGED = "needs_changed"
    PROVIDERS_GONE = "providers_gone"
    PROVIDERS_NEW = "providers_new"
    PROVIDERS_AWAY = "providers_away"
    PROVIDERS_CHANGED = "providers_changed"
    STATIONS_GONE = "stations_gone"
    STATIONS_NEW = "stations_new"
    STATIONS_OPEN = "stations_open"
    ROOMS_TAKEN = "rooms_taken"
    QUOTAS = "quotas"
    SERVICES = "services"
    DAYS = "days"


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    """Something that changed, and for which needs, providers, stations or services."""

    kind: NewsKind
    ids: tuple[str, ...]


def news(old: Problem, new: Problem) -> list[News]:
    """Everything that is different in `new`, by kind; pins, bans and weights of the objective aside."""
    found = [
        *_of_needs(old, new),
        *_of_providers(old, new),
        *_of_stations(old, new),
        *_of_services(old, new),
        *([(NewsKind.DAYS, ())] if old.days != new.days else []),
    ]
    return [News(kind=kind, ids=tuple(ids)) for kind, ids in found if ids or kind is NewsKind.DAYS]


Found = Iterator[tuple[NewsKind, Sequence[str]]]


def _by_id(things: Sequence[Thing]) -> dict[str, Thing]:
    return {thing.id: thing for thing in things}


def _differ(old: Mapping[str, Thing], new: Mapping[str, Thing], of: Callable[[Thing], object]) -> list[str]:
    return [name for name in old if name in new and of(old[name]) != of(new[name])]


def _of_needs(old: Problem, new: Problem) -> Found:
    before, after = _by_id(old.needs), _by_id(new.needs)
    yield NewsKind.NEEDS_GONE, [name for name in before if name not in after]
    yield NewsKind.NEEDS_NEW, [name for name in after if name not in before]
    yield NewsKind.NEEDS_CHANGED, _differ(before, after, lambda need: need)


def _of_providers(old: Problem, new: Problem) -> Found:
    before, after = _by_id(old.providers), _by_id(new.providers)
    yield NewsKind.PROVIDERS_GONE, [name for name in before if name not in after]
    yield NewsKind.PROVIDERS_NEW, [name for name in after if name not in before]
    yield NewsKind.PROVIDERS_AWAY, _differ(before, after, lambda one: one.free)
    yield NewsKind.PROVIDERS_CHANGED, _differ(before, after, lambda one: (one.capacity, one.offers, one.zones))


def _of_stations(old: Problem, new: Problem) -> Found:
    before, after = _by_id(old.stations), _by_id(new.stations)
    yield NewsKind.STATIONS_GONE, [name for name in before if name not in after]
    yield NewsKind.STATIONS_NEW, [name for name in after if name not in before]
    yield NewsKind.STATIONS_OPEN, _differ(before, after, lambda one: one.open)
    yield NewsKind.ROOMS_TAKEN, _differ(before, after, lambda one: one.rooms)
    yield NewsKind.QUOTAS, _differ(before, after, lambda one: one.quota)


def _of_services(old: Problem, new: Problem) -> Found:
    before, after = _by_id(old.services), _by_id(new.services)
    gone = [name for name in before if name not in after]
    added = [name for name in after if name not in before]
    yield NewsKind.SERVICES, [*gone, *added, *_differ(before, after, lambda one: one)]
