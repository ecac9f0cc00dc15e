"""How a day and a moment are written, in both languages: the only place that says so."""

from datetime import date, datetime
from typing import NamedTuple

from django.utils import timezone

from yizhan.kernel.languages import in_language


class Written(NamedTuple):
    """The same in Chinese and in English; as text, in the active language."""

    zh: str
    en: str

    def __str__(self) -> str:
        return in_language(self.zh, self.en)


def day(of: date, *, year: bool = False) -> Written:
    """A day of the calendar, as 11月25日 and 25 Nov, with its year where that is not clear."""
    zh, en = f"{of.month}月{of.day}日", f"{of.day} {of:%b}"
    return Written(f"{of.year}年{zh}", f"{en} {of.year}") if year else Written(zh, en)


def moment(at: datetime) -> Written:
    """A day and time where the network is, as 11月25日 14:00 and 25 Nov 14:00."""
    local = timezone.localtime(at)
    zh, en = day(local)
    return Written(f"{zh} {local:%H:%M}", f"{en} {local:%H:%M}")


def span(start: datetime, end: datetime) -> Written:
    """From when until when on one day, as 11月25日 14:00–15:00 and 25 Nov 14:00–15:00."""
    zh, en = moment(start)
    until = f"{timezone.localtime(end):%H:%M}"
    return Written(f"{zh}–{until}", f"{en}–{until}")
