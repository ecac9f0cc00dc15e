"""What the home page says first, from the time of day alone."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

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
