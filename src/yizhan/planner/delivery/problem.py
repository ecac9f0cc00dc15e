"""The month's delivery problem: what is offered, where, when, by whom, and what is needed."""

import math
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from yizhan.planner import documents

Name = Annotated[str, Field(min_length=1, max_length=100)]
Count = Annotated[int, Field(ge=0)]
Positive = Annotated[int, Field(ge=1)]
Share = Annotated[float, Field(ge=0, le=1)]
Amount = Annotated[float, Field(ge=0)]
Factor = Annotated[float, Field(gt=0)]
Times = dict[date, tuple[Count, ...]]


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """A working day; needs tell days apart only by `week` (0 is the first of the month) and by `group` of weekdays."""

    date: date
    week: Count
    group: Count


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Slot:
    """A time of the day at which sessions are held, in minutes after midnight, `[start, end)`."""

    start: Annotated[int, Field(ge=0, lt=1440)]
    end: Annotated[int, Field(gt=0, le=1440)]


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Service:
    """A service item: a session of it takes `slots` slots in a row, `seats` people at most and `minimum` at least."""

    id: Name
    category: Name
    seats: Positive
    minimum: Count = 0
    slots: Literal[1, 2] = 1
    equipment: tuple[Name, ...] = ()


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Room:
    """A room of a station; `taken` are the slots that others have booked."""

    id: Name
    seats: Positive
    equipment: tuple[Name, ...] = ()
    taken: Times = field(default_factory=dict)


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Station:
    """A station at `x`, `y` kilometres, the slots in which it is open, and its regular quota of sessions by category."""

    id: Name
    district: Name
    zone: Name
    x: float
    y: float
    rooms: tuple[Room, ...]
    open: Times
    quota: dict[Name, Count] = field(default_factory=dict)


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """A service that a provider gives, at `fee` yuan a session."""

    service: Name
    fee: Amount = 0


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Provider:
    """A provider: at most `capacity` sessions a month, `daily` slots a day, `budget` yuan a month, in the slots `free`."""

    id: Name
    offers: tuple[Offer, ...]
    zones: tuple[Name, ...]
    capacity: Count
    free: Times
    daily: Positive = 3
    budget: Amount | None = None


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Need:
    """People of one station who want a service, the way they walk for it (km) and how well each slot suits them (0 to 1)."""

    id: Name
    service: Name
    station: Name
    people: Positive
    slots: tuple[Share, ...]
    weight: Factor = 1
    reach: Amount = 0.6
    group: Count | None = None
    week: Count | None = None


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Placement:
    """A session in time and place: `slot` is the first of those it takes."""

    provider: Name
    service: Name
    station: Name
    day: date
    slot: Count


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Ban:
    """What the plan must not hold: every session that agrees with all the fields that are given."""

    provider: Name | None = None
    service: Name | None = None
    station: Name | None = None
    day: date | None = None
    slot: Count | None = None

    def covers(self, placement: Placement) -> bool:
        """Whether this ban forbids `placement`."""
        mine = (self.provider, self.service, self.station, self.day, self.slot)
        its = (placement.provider, placement.service, placement.station, placement.day, placement.slot)
        return all(wanted is None or wanted == given for wanted, given in zip(mine, its, strict=True))


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Travel:
    """Minutes from station to station: `base` and `per_km`; `within` between two sessions at one station."""

    base: Amount = 12
    per_km: Amount = 6
    within: Amount = 5

    def minutes(self, km: float) -> float:
        """The minutes a provider needs for `km` kilometres; zero kilometres is the same station."""
        return self.base + self.per_km * km if km else self.within


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A share of a need's people, and what each of them served is worth."""

    share: Share
    worth: Amount


PIECES = (Piece(share=0.5, worth=1.2), Piece(share=0.3, worth=1.0), Piece(share=0.2, worth=0.7))


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Weights:
    """The points of the objective.

    `pieces` make the worth of serving a need concave; `session`, `shortage` (a quota session that is missing) and `overload`
    (a session above the share `overload_from` of a provider's capacity) are costs; `fairness` is the share of all the demand
    that the worst station's coverage is worth; `other_group` scales the preference on the weekdays that suit less, `per_km`
    lowers it by the way; `keep` is the bonus for every published session that stays.
    """

    pieces: tuple[Piece, ...] = PIECES
    session: Amount = 3.0
    shortage: Amount = 60.0
    overload: Amount = 1.5
    overload_from: Share = 0.85
    fairness: Amount = 0.05
    fairness_first: bool = False
    other_group: Share = 0.4
    per_km: Amount = 1 / 3
    keep: Amount = 0.0


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One month of one network; every name that is used is defined in it."""

    days: Annotated[tuple[Day, ...], Field(min_length=1)]
    slots: Annotated[tuple[Slot, ...], Field(min_length=1, max_length=8)]
    services: tuple[Service, ...]
    stations: tuple[Station, ...]
    providers: tuple[Provider, ...]
    needs: tuple[Need, ...]
    pinned: tuple[Placement, ...] = ()
    forbidden: tuple[Ban, ...] = ()
    published: tuple[Placement, ...] = ()
    travel: Travel = field(default_factory=Travel)
    weights: Weights = field(default_factory=Weights)


def distance(one: Station, other: Station) -> float:
    """The kilometres between two stations as the crow flies; zero for the same station."""
    return 0.0 if one.id == other.id else math.hypot(one.x - other.x, one.y - other.y)


def preference(need: Need, day: Day, *, slot: int, km: float, weights: Weights) -> float:
    """How well a session that starts in `slot` of `day`, `km` away, suits `need`: from 0 (not at all) to 1."""
    group = 1.0 if need.group is None or need.group == day.group else weights.other_group
    return need.slots[slot] * group * max(0.0, 1.0 - weights.per_km * km)


def piece_sizes(people: int, weights: Weights) -> tuple[int, ...]:
    """How many of `people` fall into each piece of the concave worth: whole people, the last piece takes the rest."""
    sizes: list[int] = []
    for piece in weights.pieces[:-1]:
        sizes.append(min(round(piece.share * people), people - sum(sizes)))
    return (*sizes, people - sum(sizes))
