"""The visit problem: points that can be seen, groups that come, and the ways between the points."""

import math
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from yizhan.planner import documents

Name = Annotated[str, Field(min_length=1, max_length=100)]
Count = Annotated[int, Field(ge=0)]
Positive = Annotated[int, Field(ge=1)]
Amount = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Minutes = Annotated[float, Field(ge=0, le=1440)]
Kilometres = Annotated[float, Field(allow_inf_nan=False)]

EXACT = 1e-9
"""Kilometres times minutes a kilometre carry this much noise; it does not make a way a minute longer."""


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """Minutes after midnight between which a point is open: a visit starts and ends inside."""

    open: Minutes
    close: Minutes


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """A point at `x`, `y` kilometres where a visit takes `stay` minutes.

    `capacity` is the most people who can be there at once, `groups` the most groups that can see it in the day; None is no limit.
    """

    id: Name
    windows: tuple[Window, ...]
    stay: Minutes
    x: Kilometres = 0.0
    y: Kilometres = 0.0
    capacity: Positive | None = None
    groups: Positive | None = None


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """People who go together from minute `start` to `end` of the day, and what each point is `worth` to them.

    They see only points that are worth something or that they `must` see. `origin` and `destination` are the points where they
    set out and where they have to be back; without them the first visit can begin `Travel.first` minutes after the start, and the
    last may end with the group's time.
    """

    id: Name
    people: Positive
    start: Minutes
    end: Minutes
    worth: dict[Name, Count]
    must: tuple[Name, ...] = ()
    origin: Name | None = None
    destination: Name | None = None


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Travel:
    """Minutes from point to point, `base` and `per_km` rounded up to whole ones; `first` to the first point without an origin."""

    base: Amount = 8
    per_km: Amount = 4.5
    first: Minutes = 10


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One day of visits; every point that is named is in `points`. `minutes[i][j]`, when given, stands for the rule of travel."""

    points: tuple[Point, ...]
    groups: tuple[Group, ...]
    travel: Travel = field(default_factory=Travel)
    minutes: tuple[tuple[Minutes, ...], ...] | None = None


def way(problem: Problem, start: int, end: int) -> float:
    """The minutes from the point numbered `start` to the one numbered `end`; none within a point."""
    if problem.minutes is not None:
        return problem.minutes[start][end]
    if start == end:
        return 0.0
    one, other = problem.points[start], problem.points[end]
    km = math.hypot(one.x - other.x, one.y - other.y)
    return float(math.ceil(problem.travel.base + problem.travel.per_km * km - EXACT))
