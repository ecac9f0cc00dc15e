"""Values that components are drawn from: menu items, steps, scores, a room's day, photographs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext

from yizhan.kernel.clock import now
from yizhan.ui.times import local

Words = str | Promise
HALF_HOUR = timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """A link in a rail, a menu, a row of chips or a segmented control."""

    url: str
    label: Words
    icon: str = ""
    note: Words = ""
    count: int | None = None
    current: bool = False
    urgent: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """One line of a key-value list."""

    label: Words
    value: object
    url: str = ""
    note: Words = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One state on a path; `phase` is done, now or next."""

    label: Words
    phase: str
    note: Words = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """One judged aspect, with its denominator."""

    label: Words
    value: float
    out_of: float
    note: Words = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """One entry of a timeline; `tone` is good, warn, bad or empty."""

    at: datetime
    title: Words
    who: Words = ""
    note: Words = ""
    tone: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Photo:
    """A photograph in two sizes, with the words that stand for it."""

    small: str
    small_width: int
    small_height: int
    large: str
    large_width: int
    alt: str
