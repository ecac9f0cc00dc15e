"""Activities that repeat."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from tests.activities.factories import BookingFactory
from tests.factories import CategoryFactory
from yizhan.activities import services
from yizhan.activities.models import Activity, Series
from yizhan.activities.rules import booking as booking_rules
from yizhan.activities.rules import making as rules

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
START = datetime.fromisoformat("2026-12-01T12:00+08:00")
DAYS = rules.weekly(date(2026, 12, 1), 3)


@pytest.fixture
def fields(station, room):
    return {
        "station": station,
        "room": room,
        "category": CategoryFactory(),
        "title_zh": "午间瑜伽",
        "about_zh": "带一条毛巾。",
        "starts_at": START,
        "ends_at": START + timedelta(hours=1),
    }


@pytest.fixture
def weeks(officer, fields):
    """Three Tuesdays as drafts."""
    return services.make_series(actor=officer, fields=fields, days=DAYS)


def days_of(activities):
    return [timezone.localtime(one.starts_at).strftime("%m-%d %H:%M") for one in activities]


def test_a_series_is_an_activity_on_each_day_at_the_same_time(weeks, verbs):
    series = Series.objects.get()

    assert days_of(Activity.objects.all()) == ["12-01 12:00", "12-08 12:00", "12-15 12:00"]
    assert days_of([one for one in weeks if one.series == series]) == ["12-01 12:00", "12-08 12:00", "12-15 12:00"]
    assert [one.closes_at == one.starts_at for one in weeks] == [True] * 3
    assert (series.title_zh, verbs(series)) == ("午间瑜伽", ["make"])


@pytest.mark.parametrize("days", [DAYS[:1], [DAYS[0], DAYS[0]], rules.weekly(DAYS[0], 52) + [date(2028, 1, 1)]])
def test_a_series_of_too_few_too_many_or_the_same_days_is_refused(officer, fields, days):
    with pytest.raises(rules.RepeatsWrong):
        services.make_series(actor=officer, fields=fields, days=days)


def test_a_series_without_a_title_or_by_a_stranger_is_not_made(officer, member, fields):
    with pytest.raises(rules.TitleMissing):
        services.make_series(actor=officer, fields={**fields, "title_zh": ""}, days=DAYS)
    with pytest.raises(PermissionDenied):
        services.make_series(actor=member, fields=fields, days=DAYS)

    assert Series.objects.count() == 0


def test_an_edit_of_those_to_come_leaves_those_before(officer, weeks):
    later = START + timedelta(weeks=1, hours=1)

    count = services.edit_following(
        actor=officer,
        activity=weeks[1],
        version=1,
        fields={"title_zh": "下午瑜伽", "starts_at": later, "ends_at": later + timedelta(hours=1)},
    )

    found = list(Activity.objects.all())
    assert count == 2
    assert [one.title_zh for one in found] == ["午间瑜伽", "下午瑜伽", "下午瑜伽"]
    assert days_of(found) == ["12-01 12:00", "12-08 13:00", "12-15 13:00"]


def test_an_edit_of_those_to_come_keeps_what_was_not_changed(officer, weeks):
    services.edit(actor=officer, activity=weeks[2], version=1, fields={"capacity": 5})

    services.edit_following(actor=officer, activity=weeks[0], version=1, fields={"title_zh": "瑜伽", "capacity": 20})

    assert list(Activity.objects.values_list("title_zh", "capacity")) == [("瑜伽", 20), ("瑜伽", 20), ("瑜伽", 5)]


def test_what_was_cancelled_is_left_alone(officer, weeks):
    Activity.objects.filter(pk=weeks[1].pk).update(state="cancelled")

    services.edit_following(actor=officer, activity=weeks[0], version=1, fields={"title_zh": "瑜伽"})

    assert list(Activity.objects.values_list("title_zh", flat=True)) == ["瑜伽", "午间瑜伽", "瑜伽"]
    with pytest.raises(rules.ActivityOver):
        services.edit_following(actor=officer, activity=weeks[1], version=1, fields={"title_zh": "瑜伽"})


def test_an_edit_of_those_to_come_needs_the_version_and_the_right(officer, member, weeks):
    with pytest.raises(rules.ActivityChanged):
        services.edit_following(actor=officer, activity=weeks[0], version=9, fields={"title_zh": "瑜伽"})
    with pytest.raises(PermissionDenied):
        services.edit_following(actor=member, activity=weeks[0], version=1, fields={"title_zh": "瑜伽"})


def test_those_to_come_are_published_all_or_none(officer, member, weeks, room):
    with pytest.raises(PermissionDenied):
        services.publish_following(actor=member, activity=weeks[0])
    assert services.publish_following(actor=officer, activity=weeks[1]) == 2
    assert room.bookings.count() == 2

    BookingFactory(room=room, starts_at=START, ends_at=START + timedelta(hours=1))
    with pytest.raises(booking_rules.RoomTaken):
        services.publish_following(actor=officer, activity=weeks[0])
    assert list(Activity.objects.values_list("state", flat=True)) == ["draft", "published", "published"]


def test_one_of_a_series_that_is_published_is_not_edited_into_another_time(officer, weeks):
    services.publish(actor=officer, activity=weeks[1])
    later = START + timedelta(hours=1)

    with pytest.raises(rules.SettledOnPublishing):
        services.edit_following(
            actor=officer,
            activity=weeks[0],
            version=1,
            fields={"starts_at": later, "ends_at": later + timedelta(hours=1)},
        )

    assert days_of(Activity.objects.all()) == ["12-01 12:00", "12-08 12:00", "12-15 12:00"]
