"""The life of the demo: members, needs, plans that were published and held, and a draft that is being solved."""

from collections.abc import Iterator
from concurrent.futures import as_completed
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from yizhan.catalogue import queries as catalogue
from yizhan.config.demo import cases, cast, firms, months, wishes
from yizhan.config.demo.hands import Hands, all_done, live_quickly
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
    live_quickly()
    *lived, coming = _months(past, now=clock.now())
    people, needs = _gather(members, since=lived[0].first), int(members * NEEDS_A_MEMBER)
    with Hands(people) as hands:
        apart = [hands.give(cases.live, since=_at(lived[0].first), now=coming.now), hands.give(firms.settle)]
        for n, month in enumerate(lived):
            if month is lived[-1]:
                apart.append(hands.give(_want, month=coming, count=needs - int(needs * OF_PAST_MONTHS)))
            for step in _live(people, month, hands, needs=int(needs * OF_PAST_MONTHS / past), seconds=seconds):
                yield Step(words=step.words, share=(n + step.share) / (past + 1))
            all_done(one for one in apart if one.done())
        yield Step(words=f"{coming.first:%Y-%m}: a draft", share=past / (past + 1))
        all_done(apart)
    planning.make(actor=people.hub, month=coming.first)
    yield Step(words="lived", share=1)


def _months(past: int, *, now: datetime) -> list[Month]:
    """The months up to now, and the next one."""
    this = clock.day_of(now, _zone()).replace(day=1)
    return [Month(first=_months_from(this, n), now=now) for n in range(1 - past, 2)]


def _gather(members: int, *, since: date) -> cast.Cast:
    """Everybody who lives through the months from then on, and what the stations are to get."""
    with clock.replaying(_at(since) - timedelta(days=40)):
        people = cast.gather(count=members, since=since - timedelta(days=60))
        _set_quotas(people)
    return people


def _set_quotas(people: cast.Cast) -> None:
    """Two regular sessions a month for every fourth station, in turn of every category, so that needs have room."""
    categories, stations = list(catalogue.categories()), list(network.serving())
    wanted = dict.fromkeys(((station.pk, category.pk) for station in stations for category in categories), 0)
    for n, station in enumerate(stations[::4]):
        for category in (categories[n % 6], categories[(n + 3) % 6]):
            wanted[station.pk, category.pk] = 1
    quotas.set_quotas(actor=people.hub, wanted=wanted)


def _live(people: cast.Cast, month: Month, hands: Hands, *, needs: int, seconds: int) -> Iterator[Step]:
    """A month from its needs to its ratings, as far as it is over."""
    start, name = _at(month.first), f"{month.first:%Y-%m}"
    yield Step(words=f"{name}: {needs} needs", share=0)
    with clock.replaying(start - RAISED):
        raised = wishes.raise_needs(people, month=month.first, count=needs)
    with clock.replaying(start - ACCEPTED):
        wishes.accept(people, raised)
    yield Step(words=f"{name}: the plan", share=0.1)
    with clock.replaying(start - PLANNED):
        months.plan(people, month, seconds=seconds)
    months.answer(month, hands, at=start - ANSWERED)
    given = {"month": month, "opened": start - ANSWERED}
    held = [hands.give(months.live, delivery=one, number=n, **given) for n, one in enumerate(months.sessions(month))]
    for done, one in enumerate(as_completed(held), 1):
        one.result()
        yield Step(words=f"{name}: {len(held)} sessions", share=0.2 + 0.8 * done / len(held))


def _want(people: cast.Cast, *, month: Month, count: int) -> None:
    """Needs for the next month, nine of ten accepted."""
    with clock.replaying(month.now - timedelta(days=6)):
        raised = wishes.raise_needs(people, month=month.first, count=count)
        wishes.accept(people, raised[: count * 9 // 10])


def _at(day: date) -> datetime:
    """Ten o'clock on `day` where the network is."""
    return datetime.combine(day, time(10), tzinfo=_zone())


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def _months_from(first: date, count: int) -> date:
    """The first day of the month `count` months after `first`."""
    year, month = divmod(first.year * 12 + first.month - 1 + count, 12)
    return date(year, month + 1, 1)
