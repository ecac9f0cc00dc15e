from datetime import datetime

import pytest

from yizhan.portal.rules import Greeting, Moment, greeting


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("08:30", Greeting(moment=Moment.MORNING, minutes=180)),
        ("11:30", Greeting(moment=Moment.LUNCH, minutes=120)),
        ("12:44", Greeting(moment=Moment.LUNCH, minutes=46)),
        ("13:30", Greeting(moment=Moment.AFTERNOON, minutes=240)),
        ("17:30", Greeting(moment=Moment.EVENING, minutes=180)),
        ("20:30", Greeting(moment=Moment.NIGHT, minutes=0)),
    ],
)
def test_greeting_speaks_to_the_part_of_the_day(clock, expected):
    assert greeting(datetime.fromisoformat(f"2026-11-25T{clock}"), working_day=True) == expected


def test_greeting_rounds_a_started_minute_up():
    assert greeting(datetime.fromisoformat("2026-11-25T12:44:01"), working_day=True).minutes == 46


def test_greeting_counts_no_lunch_on_a_day_off():
    assert greeting(datetime.fromisoformat("2026-11-28T12:44"), working_day=False).moment == Moment.DAY_OFF
