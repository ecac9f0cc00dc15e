"""What makes an activity whole, what may change once people know of it, and how it repeats."""

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from yizhan.activities.models import Activity, ActivityState
from yizhan.kernel.errors import Refused
from yizhan.network.models import Room, Station, StationState

MOVES: Mapping[ActivityState, Set[ActivityState]] = {
    ActivityState.DRAFT: {ActivityState.PUBLISHED},
    ActivityState.PUBLISHED: {ActivityState.CANCELLED, ActivityState.CONCLUDED},
}
TIMES = ("starts_at", "ends_at", "opens_at", "closes_at", "cancel_until")
PLACED = frozenset({"station", "room", "starts_at", "ends_at"})
SETTLED = PLACED | {"allotment"}
DESCRIBED = SETTLED | {
    "category",
    "service",
    "programme",
    "provider",
    "title_zh",
    "title_en",
    "about_zh",
    "about_en",
    "capacity",
    "audience",
    "opens_at",
    "closes_at",
    "cancel_until",
    "most_per_person",
    "most_per_enterprise",
    "children_welcome",
    "counts_hours",
    "offer_minutes",
}
OPTIONAL = frozenset({"room", "service", "programme", "provider", "most_per_enterprise"})
LIVE = frozenset({ActivityState.DRAFT, ActivityState.PUBLISHED})
CANCEL_BEFORE = timedelta(hours=24)
WEEK = timedelta(weeks=1)
TIMES_OVER = range(2, 53)
LONGEST_REASON = 500


class EndsBeforeStart(Refused):
    message = _("结束要晚于开始，请改一下时间。")
    field = "ends_at"


class StartsInPast(Refused):
    message = _("开始时间已经过去，请选一个以后的时间。")
    field = "starts_at"


class SignUpTimesWrong(Refused):
    message = _("报名要先开始、后截止，且不晚于活动结束。请改一下报名时间。")
    field = "closes_at"


class SignUpOver(Refused):
    message = _("报名截止的时间已经过去，发布了也没有人能报名。请改一下报名时间。")
    field = "closes_at"


class CancelTooLate(Refused):
    message = _("最晚取消的时间不能晚于活动结束。")
    field = "cancel_until"


class TitleMissing(Refused):
    message = _("还没有中文标题。写一句会员看得懂的话，再保存。")
    field = "title_zh"


class CategoryMissing(Refused):
    message = _("还没有选类别。选一个类别，或者选一项服务。")
    field = "category"


class PlacesMissing(Refused):
    message = _("还没有名额数。选了场地，就按座位数算；没有场地，请填一个数。")
    field = "capacity"


class PlacesPerPersonWrong(Refused):
    message = _("每人最多名额是 1 到 10 个。")
    field = "most_per_person"


class RoomElsewhere(Refused):
    message = _("这个场地不在所选的站点，请换一个场地。")
    field = "room"


class RoomClosed(Refused):
    message = _("这个场地已经停用，请换一个场地。")
    field = "room"


class TooManyForRoom(Refused):
    message = _("名额比场地的座位多，请减少名额，或者换一个大一些的场地。")
    field = "capacity"


class AboutMissing(Refused):
    message = _("还没有介绍，会员不知道来做什么。写几句再发布。")
    field = "about_zh"


class StationClosed(Refused):
    message = _("这个站点不在运行中，活动不能在这里发布。请换一个站点。")
    field = "station"


class FewerThanTaken(Refused):
    message = _("已经有人占了更多名额，给出去的名额不能收回。请填一个不小于已占名额的数。")
    field = "capacity"


class SettledOnPublishing(Refused):
    message = _("活动已经发布，时间和场地要用“改期”来改，会通知每一位报名的人；名额的分法不能再改。")


class ActivityChanged(Refused):
    message = _("刚才有人改过这场活动，你的修改没有保存。请刷新页面，看过最新内容后再改。")


class ActivityOver(Refused):
    message = _("这场活动已经开始、结束或取消，不能再改。")


class NothingMoved(Refused):
    message = _("时间和场地都没有变，不用改期。")


class ReasonMissing(Refused):
    message = _("请写明原因，报名的人都会看到。")
    field = "reason"


class ReasonTooLong(Refused):
    message = _("原因请写在 500 字以内。")
    field = "reason"


class RepeatsWrong(Refused):
    message = _("一个系列要有 2 到 52 场，日期不能重复。")
    field = "times"


def completed(given: Mapping[str, Any], *, at: datetime) -> dict[str, Any]:
    """`given`, with what was left out filled in: sign-up from now until the start, places as the room has seats."""
    filled = {name: value for name, value in given.items() if name in DESCRIBED and value not in {None, ""}}
    starts_at, service, room = filled["starts_at"], filled.get("service"), filled.get("room")
    usual = {"opens_at": at, "closes_at": starts_at, "cancel_until": _cancel_until(starts_at, at=at)}
    if service is not None:
        usual |= {"category": service.category, "title_zh": service.name_zh, "title_en": service.name_en}
    if room is not None:
        usual["capacity"] = room.seats
    return usual | filled


def _cancel_until(starts_at: datetime, *, at: datetime) -> datetime:
    """A day before the start; the start itself when that is nearer than a day."""
    return starts_at - CANCEL_BEFORE if starts_at - CANCEL_BEFORE > at else starts_at


def require_whole(activity: Activity) -> None:
    """Raise unless the activity has a title, a category, places, and times in their order."""
    require_title({"title_zh": activity.title_zh})
    if activity.category_id is None:
        raise CategoryMissing
    if not activity.capacity:
        raise PlacesMissing
    require_order(activity)


def require_title(fields: Mapping[str, Any]) -> None:
    """Raise unless there is a Chinese title."""
    if not str(fields.get("title_zh", "")).strip():
        raise TitleMissing


def require_order(activity: Activity) -> None:
    """Raise unless the times are in their order."""
    if activity.ends_at <= activity.starts_at:
        raise EndsBeforeStart
    if not activity.opens_at < activity.closes_at <= activity.ends_at:
        raise SignUpTimesWrong
    if activity.cancel_until > activity.ends_at:
        raise CancelTooLate


def require_ahead(starts_at: datetime, *, at: datetime) -> None:
    """Raise when the start has passed."""
    if starts_at <= at:
        raise StartsInPast


def require_room(room: Room | None, *, station: Station, people: int) -> None:
    """Raise unless the room, if there is one, is in use at that station and seats the people."""
    if room is None:
        return
    if room.station_id != station.pk:
        raise RoomElsewhere
    if room.closed_on is not None:
        raise RoomClosed
    if people > room.seats:
        raise TooManyForRoom


def require_publishable(activity: Activity, *, at: datetime) -> None:
    """Raise unless members would know what it is, where and when, and could still come."""
    require_whole(activity)
    if not activity.about_zh.strip():
        raise AboutMissing
    if activity.station.state != StationState.OPEN:
        raise StationClosed
    require_ahead(activity.starts_at, at=at)
    if activity.closes_at <= at:
        raise SignUpOver
    require_room(activity.room, station=activity.station, people=activity.capacity)


def require_version(seen: int, *, now: int) -> None:
    """Raise when somebody changed the activity after it was shown."""
    if seen != now:
        raise ActivityChanged


def require_editable(activity: Activity, changes: Iterable[str]) -> None:
    """Raise when the activity is over, or what people were told on publishing would change."""
    if activity.state not in LIVE:
        raise ActivityOver
    if activity.state != ActivityState.DRAFT and SETTLED & set(changes):
        raise SettledOnPublishing


def require_movable(activity: Activity, *, starts_at: datetime, at: datetime) -> None:
    """Raise unless the activity is ahead, and would be after the move."""
    if activity.starts_at <= at:
        raise ActivityOver
    require_ahead(starts_at, at=at)


def require_cancellable(activity: Activity, *, at: datetime) -> None:
    """Raise when the activity is over already."""
    if activity.ends_at <= at:
        raise ActivityOver


def require_reason(reason: str) -> str:
    """`reason` without the spaces around it; raises when nothing is left, or more than is kept."""
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    if len(reason) > LONGEST_REASON:
        raise ReasonTooLong
    return reason


def moved(activity: Activity, *, starts_at: datetime, ends_at: datetime) -> dict[str, datetime]:
    """The times after a move: sign-up stays open since when it was, and ends as long before the start as it did."""
    by = starts_at - activity.starts_at
    return {
        "starts_at": starts_at,
        "ends_at": ends_at,
        "closes_at": min(activity.closes_at + by, ends_at),
        "cancel_until": min(activity.cancel_until + by, ends_at),
    }


def weekly(first: date, times: int) -> list[date]:
    """The same weekday `times` times, from `first` on."""
    if times not in TIMES_OVER:
        raise RepeatsWrong
    return [first + n * WEEK for n in range(times)]


def require_days(days: Sequence[date]) -> list[date]:
    """`days` in order; raises when there are too few, too many, or the same twice."""
    if len(days) not in TIMES_OVER or len(set(days)) != len(days):
        raise RepeatsWrong
    return sorted(days)


def on_day(fields: Mapping[str, Any], day: date, *, zone: ZoneInfo) -> dict[str, Any]:
    """`fields` as they are when the activity starts on `day`, at the same time of the wall clock."""
    return shifted(fields, day - fields["starts_at"].astimezone(zone).date(), zone=zone)


def shifted(fields: Mapping[str, Any], by: timedelta, *, zone: ZoneInfo) -> dict[str, Any]:
    """`fields` with their times so many days later on the wall clock; sign-up opens when it does."""
    times = {name for name in TIMES if fields.get(name) is not None} - {"opens_at"}
    return {**fields, **{name: fields[name].astimezone(zone) + by for name in times}}


def given(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What `fields` say about an activity; an empty one counts where the column may be empty."""
    return {
        name: value for name, value in fields.items() if name in DESCRIBED and (value is not None or name in OPTIONAL)
    }


def differing(activity: Activity, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Those of `fields` that say something else than the activity does."""
    return {name: value for name, value in given(fields).items() if getattr(activity, name) != value}
