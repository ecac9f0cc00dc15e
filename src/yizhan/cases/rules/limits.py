"""Limits in working time: "1d" is one working day, "4h" four working hours, "30m" thirty working minutes."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from yizhan.kernel.calendar import Calendar, add_working_days, add_working_time

FORM = re.compile(r"(-?\d{1,4})([dhm])")
UNITS = {"d": "days", "h": "hours", "m": "minutes"}


@dataclass(frozen=True, slots=True)
class Limit:
    """An amount of working time; a limit in days ends with that day's work where `end_of_day` says so."""

    amount: int
    unit: str
    end_of_day: bool = True

    @classmethod
    def parse(cls, text: str) -> "Limit":
        """The limit that `text` says ("5d"); raises `ValueError` for any other form."""
        found = FORM.fullmatch(text)
        if found is None:
            raise ValueError(text)
        return cls(int(found[1]), found[2])

    def __str__(self) -> str:
        return f"{self.amount}{self.unit}"

    def after(self, start: datetime, calendar: Calendar) -> datetime:
        """When it is over, counted from `start` on `calendar`; raises `CalendarEnds` where that has no data."""
        if self.unit == "d":
            return add_working_days(calendar, start, self.amount, end_of_day=self.end_of_day)
        return add_working_time(calendar, start, timedelta(**{UNITS[self.unit]: self.amount}))
