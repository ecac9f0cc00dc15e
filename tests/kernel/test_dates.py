"""How days and moments are written."""

from datetime import date, datetime

from django.utils import translation

from yizhan.kernel import dates

NINE = datetime.fromisoformat("2026-12-02T01:05+00:00")


def test_a_day_is_written_in_both_languages_without_zeros():
    assert dates.day(date(2026, 12, 2)) == ("12月2日", "2 Dec")
    assert dates.day(date(2026, 12, 2), year=True) == ("2026年12月2日", "2 Dec 2026")


def test_a_moment_is_on_the_wall_clock_of_the_network():
    assert dates.moment(NINE) == ("12月2日 09:05", "2 Dec 09:05")
    assert dates.span(NINE, NINE.replace(hour=2)) == ("12月2日 09:05–10:05", "2 Dec 09:05–10:05")


def test_as_text_it_is_in_the_language_of_the_page():
    with translation.override("en"):
        assert str(dates.day(date(2026, 12, 2))) == "2 Dec"
