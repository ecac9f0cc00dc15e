"""What the home page says first, from the time of day alone, and what the ledger calls what was done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LUNCH_FROM, LUNCH_UNTIL = time(11, 30), time(13, 30)
EVENING_FROM, EVENING_UNTIL = time(17, 30), time(20, 30)


class Moment(StrEnum):
    """The part of the day that the page speaks to."""

    MORNING = "morning"
    LUNCH = "lunch"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"
    DAY_OFF = "day_off"


@dataclass(frozen=True, kw_only=True, slots=True)
class Greeting:
    """A part of the day and the whole minutes until it ends, rounded up."""

    moment: Moment
    minutes: int


def greeting(local: datetime, *, working_day: bool) -> Greeting:
    """Which part of the day `local` lies in, and how long that still lasts."""
    if not working_day:
        return Greeting(moment=Moment.DAY_OFF, minutes=0)
    for moment, until in (
        (Moment.MORNING, LUNCH_FROM),
        (Moment.LUNCH, LUNCH_UNTIL),
        (Moment.AFTERNOON, EVENING_FROM),
        (Moment.EVENING, EVENING_UNTIL),
    ):
        if local.time() < until:
            left = datetime.combine(local.date(), until, tzinfo=local.tzinfo) - local
            return Greeting(moment=moment, minutes=-(-left // timedelta(minutes=1)))
    return Greeting(moment=Moment.NIGHT, minutes=0)


DEEDS: Mapping[str, str | Promise] = {
    "join": _("成为会员"),
    "found": _("设立系统管理员"),
    "update": _("修改资料"),
    "erase": _("注销账号"),
    "appoint": _("任命"),
    "end": _("结束任职"),
    "create": _("发出令牌"),
}
THINGS: Mapping[str, str | Promise] = {
    "people.person": _("会员"),
    "people.appointment": _("任职"),
    "people.apitoken": _("接口令牌"),
    "network.station": _("站点"),
    "network.checklistitem": _("七个有"),
}
