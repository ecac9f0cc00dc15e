"""A room's day is half hours: free, used or shut, and the same in words."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from yizhan.ui.parts import room_day

EIGHT = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)  # 08:00 in Shanghai


@pytest.fixture(autouse=True)
def _shanghai(settings):
    settings.TIME_ZONE = "Asia/Shanghai"
    with translation.override("zh-hans"):
        yield


def at(hours):
    return EIGHT + timedelta(hours=hours)


def day(*, opens, taken):
    return room_day(name="会谈室", note="8 人", opens=opens, taken=taken, first=at(0), last=at(3))


def test_half_hours_are_free_used_or_shut():
    drawn = day(opens=[(at(0.5), at(3))], taken=[(at(1), at(2))])

    assert [slot.state for slot in drawn.slots] == ["shut", "free", "used", "used", "free", "free"]


def test_a_booking_that_ends_when_a_half_hour_begins_leaves_it_free():
    drawn = day(opens=[(at(0), at(3))], taken=[(at(0), at(0.5))])

    assert [slot.state for slot in drawn.slots] == ["used", "free", "free", "free", "free", "free"]


def test_every_third_hour_is_marked():
    assert day(opens=[], taken=[]).marks == ("", "09", "")


@pytest.mark.parametrize(
    ("opens", "taken", "words"),
    [
        ([], [], "今天不开放。"),
        ([(at(0), at(3))], [], "今天开放 08:00–11:00，现在没有安排。"),
        ([(at(0), at(3))], [(at(1), at(2))], "今天开放 08:00–11:00；使用中 09:00–10:00。"),
    ],
)
def test_the_day_is_said_in_words_for_readers(opens, taken, words):
    assert day(opens=opens, taken=taken).words == words
