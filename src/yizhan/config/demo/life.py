"""The life of the demo: members, needs, plans that were published and held, and a draft that is being solved."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from yizhan.catalogue import queries as catalogue
from yizhan.config.demo import cases, cast, firms, months, wishes
from yizhan.config.demo.months import Month
from yizhan.delivery.models import Draft
from yizhan.delivery.services import planning, quotas
from yizhan.kernel import clock
from yizhan.network import queries as network

MEMBERS, MONTHS, NEEDS_A_MEMBER, OF_PAST_MONTHS = 5000, 2, 0.6, 1 / 10
RAISED, ACCEPTED, PLANNED, ANSWERED = timedelta(days=25), timedelta(days=12), timedelta(days=8), timedelta(days=6)
SOLVED_FOR, MEMBERS_A_SECOND = 2, 2500


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What is being lived, and how much of the whole is done, from 0 to 1."""

    words: str
    share: float


def live(*, members: int = MEMBERS, past: int = MONTHS, seconds: int | None = None) -> Iterator[Step]:
    """Let the network live through `past` months up to now, and begin the plan of the next; once, on an empty one.

    Each plan is solved for so many seconds, which otherwise grow with the members.
    """
    if Draft.objects.exists():
        return
    seconds = seconds or max(SOLVED_FOR, members // MEMBERS_A_SECOND)
    yield Step(words=f"{members} members", share=0)
    _do_not_wait_for_the_disk()
    chance, now = Random(2026), clock.now()  # noqa: S311 - a demo, the same each time
    first = _months_from(clock.day_of(now, _zone()).replace(day=1), -(past - 1))
    with clock.replaying(_at(first) - timedelta(days=40)):
        people = cast.gather(count=members, since=first - timedelta(days=60), chance=chance)
        _set_quotas(people)
    needs = int(members * NEEDS_A_MEMBER)
    apart = iter([partial(_settle_firms, people), partial(cases.live, people, since=_at(first), now=now)])
    for n in range(past):
        month = Month(first=_months_from(first, n), now=now, cast=people, chance=chance)
        meanwhile = next(apart, tuple)
        for step in _live(month, needs=int(needs * OF_PAST_MONTHS / past), seconds=seconds, meanwhile=meanwhile):
            yield Step(words=step.words, share=(n + step.share) / (past + 1))
    for left in apart:
        left()
    month = Month(first=_months_from(first, past), now=now, cast=people, chance=chance)
    yield Step(words=f"{month.first:%Y-%m}: needs and a draft", share=past / (past + 1))
    _begin_next(month, needs=needs)
    yield Step(words="lived", share=1)


def _do_not_wait_for_the_disk() -> None:
    """Let thousands of small commands follow each other at once; a crash in this very minute would lose only a demo's last ones."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")


def _set_quotas(people: cast.Cast) -> None:
    """Two regular sessions a month for every fourth station, in turn of every category, so that needs have room."""
    categories, stations = list(catalogue.categories()), list(network.serving())
    wanted = dict.fromkeys(((station.pk, category.pk) for station in stations for category in categories), 0)
    for n, station in enumerate(stations[::4]):
        for category in (categories[n % 6], categories[(n + 3) % 6]):
            wanted[station.pk, category.pk] = 1
    quotas.set_quotas(actor=people.hub, wanted=wanted)


def _settle_firms(people: cast.Cast) -> None:
    firms.settle(people, chance=Random(2027))  # noqa: S311 - a demo, the same each time


def _live(month: Month, *, needs: int, seconds: int, meanwhile: Callable[[], object]) -> Iterator[Step]:
    """A month from its needs to its ratings, as far as it is over; what has no part in it happens while it is planned."""
    start, name = _at(month.first), f"{month.first:%Y-%m}"
    yield Step(words=f"{name}: {needs} needs", share=0)
    with clock.replaying(start - RAISED):
        raised = wishes.raise_needs(month.cast, month=month.first, count=needs, chance=month.chance)
    with clock.replaying(start - ACCEPTED):
        wishes.accept(month.cast, raised)
    yield Step(words=f"{name}: the plan", share=0.1)
    months.plan(month, at=start - PLANNED, seconds=seconds, meanwhile=meanwhile)
    months.answer(month, at=start - ANSWERED)
    held = months.sessions(month)
    for n, delivery in enumerate(held):
        yield Step(words=f"{name}: {len(held)} sessions", share=0.2 + 0.8 * n / len(held))
        months.live(month, delivery, opened=start - ANSWERED)


def _begin_next(month: Month, *, needs: int) -> None:
    """Needs for the next month, nine of ten accepted, and a draft that the worker solves."""
    count = needs - int(needs * OF_PAST_MONTHS)
    with clock.replaying(month.now - timedelta(days=6)):
        raised = wishes.raise_needs(month.cast, month=month.first, count=count, chance=month.chance)
        wishes.accept(month.cast, raised[: count * 9 // 10])
    planning.make(actor=month.cast.hub, month=month.first)


def _at(day: date) -> datetime:
    """Ten o'clock on `day` where the network is."""
    return datetime.combine(day, time(10), tzinfo=_zone())


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def _months_from(first: date, count: int) -> date:
    """The first day of the month `count` months after `first`."""
    year, month = divmod(first.year * 12 + first.month - 1 + count, 12)
    return date(year, month + 1, 1)
