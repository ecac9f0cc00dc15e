"""When a room may be booked, for how long, and what is free."""

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yizhan.activities.models import BookingState, RoomRule
from yizhan.kernel import dates
from yizhan.kernel.errors import Refused

Period = tuple[datetime, datetime]
HALF_HOUR = timedelta(minutes=30)
MOST_AHEAD = 3
TICK = timedelta(microseconds=1)
MOVES: Mapping[BookingState, Set[BookingState]] = {
    BookingState.ASKED: {BookingState.HELD, BookingState.DECLINED, BookingState.CANCELLED},
    BookingState.HELD: {BookingState.CANCELLED},
}


class RoomTaken(Refused):
    message = _("这段时间场地已经有安排，请换一个时间或场地。")
    field = "starts_at"


class RoomShut(Refused):
    message = _("这段时间站点不开放，请换一个时间。")
    field = "starts_at"


class NotForMembers(Refused):
    message = _("这个场地不接受会员自己预订，请直接联系站点。")


class RuleWrong(Refused):
    message = _("一次最长 1 到 12 小时，最多提前 1 到 90 天，整理最多 120 分钟。")


class BookingOver(Refused):
    message = _("这次使用已经开始或结束，不能再取消。")


class ReasonMissing(Refused):
    message = _("请写明原因，对方会看到。")
    field = "reason"


class RoomGone(Refused):
    message = _("这个场地已经停用，不能再预订。")


class TooManyBookings(Refused):
    message = _("你已经订了 3 次还没用的场地，用完或取消一次再来。")


class NotByTheHalfHour(Refused):
    message = _("场地按半小时预订，请从整点或半点开始和结束，结束要晚于开始。")
    field = "ends_at"


class BookingPast(Refused):
    message = _("这段时间已经过去，请选一个以后的时间。")
    field = "starts_at"


class TooManyPeople(Refused):
    message = _("人数比场地的座位多，请换一个大一些的场地。")
    field = "people"


class BookingTooLong(Refused):
    def __init__(self, hours: int) -> None:
        told = _("这个场地一次最长订 %(hours)d 小时，请缩短一些。")
        super().__init__(told % {"hours": hours}, field="ends_at")


class BookingTooEarly(Refused):
    def __init__(self, days: int) -> None:
        told = _("这个场地最多提前 %(days)d 天预订，请选近一些的日子。")
        super().__init__(told % {"days": days}, field="starts_at")


def taken(free: Period | None) -> RoomTaken:
    """The refusal of a taken time, with the next free one when it is known."""
    told = _("这段时间场地已经有安排。最近的空档是 %(start)s 到 %(end)s，可以改到那时，或者换一个场地。")
    return RoomTaken(told % words_of(free)) if free else RoomTaken()


def shut(free: Period | None) -> RoomShut:
    """The refusal of a time when the doors are shut, with the next free one when it is known."""
    told = _("这段时间站点不开放。最近的空档是 %(start)s 到 %(end)s，可以改到那时。")
    return RoomShut(told % words_of(free)) if free else RoomShut()


def words_of(period: Period) -> dict[str, str]:
    """A period on the wall clock, for a sentence."""
    start, end = period
    return {"start": str(dates.moment(start)), "end": f"{timezone.localtime(end):%H:%M}"}


def half_hours(starts_at: datetime, ends_at: datetime) -> Period:
    """The whole half hours that a period touches."""
    return _floor(starts_at), _floor(ends_at + HALF_HOUR - TICK)


def _floor(moment: datetime) -> datetime:
    return moment.replace(minute=moment.minute // 30 * 30, second=0, microsecond=0)


def require_half_hours(starts_at: datetime, ends_at: datetime) -> None:
    """Raise unless the period is made of whole half hours."""
    if starts_at >= ends_at or half_hours(starts_at, ends_at) != (starts_at, ends_at):
        raise NotByTheHalfHour


def require_bookable(rule: RoomRule | None, *, starts_at: datetime, ends_at: datetime, at: datetime) -> RoomRule:
    """The rule of a room that members may book then, for so long; raises when they may not."""
    if rule is None or not rule.members_may_book:
        raise NotForMembers
    require_half_hours(starts_at, ends_at)
    if starts_at <= at:
        raise BookingPast
    if ends_at - starts_at > timedelta(hours=rule.longest_hours):
        raise BookingTooLong(rule.longest_hours)
    if starts_at > at + timedelta(days=rule.days_ahead):
        raise BookingTooEarly(rule.days_ahead)
    return rule


def require_seats(people: int, *, seats: int) -> None:
    """Raise when more people come than the room seats."""
    if people > seats:
        raise TooManyPeople


def require_few(count: int) -> None:
    """Raise when somebody has all the bookings ahead that one person may have."""
    if count >= MOST_AHEAD:
        raise TooManyBookings


def require_ahead(starts_at: datetime, *, at: datetime) -> None:
    """Raise when the use of the room has begun."""
    if starts_at <= at:
        raise BookingOver


def require_reason(reason: str) -> str:
    """`reason` without the spaces around it; raises when nothing is left."""
    if not reason.strip():
        raise ReasonMissing
    return reason.strip()


def is_open(starts_at: datetime, ends_at: datetime, *, openings: Iterable[Period]) -> bool:
    """Whether one opening of the doors covers the period."""
    return any(opens <= starts_at and ends_at <= closes for opens, closes in openings)


def clear_at(rule: RoomRule | None, *, ends_at: datetime) -> datetime:
    """When a room is clear for others after a use that ends then."""
    return ends_at + timedelta(minutes=rule.buffer_minutes if rule else 0)


def joined(spans: Iterable[Period]) -> list[Period]:
    """The same times, in order, with what touches made one."""
    found: list[Period] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def half_hours_of(openings: Iterable[Period], *, taken: Sequence[Period]) -> list[datetime]:
    """The starts of the half hours that are open and not taken, in order."""
    found = []
    for opens, closes in sorted(openings):
        start = opens if _floor(opens) == opens else _floor(opens) + HALF_HOUR
        while start + HALF_HOUR <= closes:
            if not any(begin < start + HALF_HOUR and start < end for begin, end in taken):
                found.append(start)
            start += HALF_HOUR
    return found


def next_free(
    *, wanted: Period, taken: Sequence[Period], openings: Iterable[Period], buffer: timedelta = timedelta()
) -> Period | None:
    """The first half hours, as many as wanted and not before, that are open and clear with `buffer` after them."""
    length = wanted[1] - wanted[0]
    for opens, closes in sorted(openings):
        start = max(half_hours(opens, opens + HALF_HOUR)[0], wanted[0])
        start = start if start >= opens else start + HALF_HOUR
        while start + length <= closes:
            if not any(begin < start + length + buffer and start < end for begin, end in taken):
                return start, start + length
            start += HALF_HOUR
    return None
