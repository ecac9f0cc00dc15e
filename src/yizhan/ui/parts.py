"""Values that components are drawn from: menu items, steps, scores, a room's day, photographs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext

Words = str | Promise
Period = tuple[datetime, datetime]
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
    group: Words = ""


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Slot:
    """Half an hour of a room; `state` is free, used or shut."""

    state: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RoomDay:
    """A room's day in half hours, with the same said in words for readers."""

    name: Words
    note: Words
    slots: tuple[Slot, ...]
    marks: tuple[str, ...]
    words: str
    url: str = ""


def room_day(
    *,
    name: Words,
    note: Words,
    opens: Sequence[Period],
    taken: Sequence[Period],
    first: datetime,
    last: datetime,
    url: str = "",
) -> RoomDay:
    """The half hours of [first, last): in use when anything touches them, shut when no opening covers them."""
    starts = [first + n * HALF_HOUR for n in range((last - first) // HALF_HOUR)]
    slots = tuple(Slot(state=_state(start, opens=opens, taken=taken)) for start in starts)
    return RoomDay(name=name, note=note, slots=slots, marks=_marks(starts), words=_words(opens, taken), url=url)


def _state(start: datetime, *, opens: Sequence[Period], taken: Sequence[Period]) -> str:
    end = start + HALF_HOUR
    if any(begin < end and start < finish for begin, finish in taken):
        return "used"
    return "free" if any(begin <= start and end <= finish for begin, finish in opens) else "shut"


def _marks(starts: Sequence[datetime]) -> tuple[str, ...]:
    hours = [timezone.localtime(start) for start in starts[::2]]
    return tuple(f"{hour:%H}" if hour.hour % 3 == 0 else "" for hour in hours)


def _words(opens: Sequence[Period], taken: Sequence[Period]) -> str:
    if not opens:
        return gettext("今天不开放。")
    if not taken:
        return gettext("今天开放 %(open)s，现在没有安排。") % {"open": _spans(opens)}
    return gettext("今天开放 %(open)s；使用中 %(used)s。") % {"open": _spans(opens), "used": _spans(taken)}


def _spans(periods: Sequence[Period]) -> str:
    local = [(timezone.localtime(start), timezone.localtime(end)) for start, end in sorted(periods)]
    return gettext("、").join(f"{start:%H:%M}–{end:%H:%M}" for start, end in local)
