"""The pages on which activities are made and changed."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from tests.activities.factories import ActivityFactory, RegistrationFactory
from tests.factories import AppointmentFactory, CategoryFactory, RoomFactory, StationFactory
from yizhan.activities.models import Activity
from yizhan.people.models import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
START = datetime.fromisoformat("2026-12-01T12:00+08:00")


def address(name, *args):
    return reverse(f"activities:{name}", args=args)


@pytest.fixture
def desk(client, officer):
    """The officer of the station, signed in."""
    client.force_login(officer)
    return client


@pytest.fixture
def typed(station):
    return {
        "station": station.pk,
        "category": CategoryFactory().pk,
        "title_zh": "午间问律师",
        "about_zh": "带上合同来。",
        "starts_at": "2026-12-01T12:15",
        "ends_at": "2026-12-01T13:15",
        "capacity": 12,
        "allotment": "first_come",
        "audience": "everyone",
        "most_per_person": 1,
        "offer_minutes": 120,
        "repeat": "once",
    }


def errors(response):
    assert response.status_code == 422
    return list(response.context["form"].errors)


def test_a_new_activity_is_a_draft_with_what_was_left_empty_filled_in(desk, typed):
    response = desk.post(address("activity-create"), typed)

    activity = Activity.objects.get()
    assert response.headers["Location"] == address("desk-detail", activity.pk)
    assert (activity.state, activity.title_zh, activity.capacity) == ("draft", "午间问律师", 12)
    assert activity.starts_at == START.replace(minute=15)
    assert "这是草稿" in desk.get(response.headers["Location"]).content.decode()


def test_a_refused_activity_names_the_field_and_keeps_what_was_typed(desk, typed):
    response = desk.post(address("activity-create"), {**typed, "ends_at": "2026-12-01T12:00"})

    assert errors(response) == ["ends_at"]
    assert 'value="午间问律师"' in response.content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"station": ""}, "station"),
        ({"starts_at": ""}, "starts_at"),
        ({"repeat": "weekly"}, "times"),
        ({"repeat": "days"}, "days"),
        ({"repeat": "days", "days": "下周二"}, "days"),
        ({"repeat": "days", "days": "2026-12-08"}, "times"),
    ],
)
def test_what_cannot_be_understood_is_said_at_its_field(desk, typed, wrong, field):
    assert errors(desk.post(address("activity-create"), {**typed, **wrong}))[0] == field


def test_another_station_cannot_be_chosen(desk, typed):
    assert errors(desk.post(address("activity-create"), {**typed, "station": StationFactory().pk})) == ["station"]


@pytest.mark.parametrize(
    ("repeat", "days"),
    [
        ({"repeat": "weekly", "times": 3}, ["12-01", "12-08", "12-15"]),
        ({"repeat": "days", "days": "2026-12-03\n2026-12-02"}, ["12-02", "12-03"]),
    ],
)
def test_an_activity_is_made_several_times(desk, typed, repeat, days):
    desk.post(address("activity-create"), {**typed, **repeat})

    assert [f"{one.starts_at:%m-%d}" for one in Activity.objects.all()] == days
    assert Activity.objects.values("series").distinct().count() == 1


def test_a_copy_begins_a_week_later(desk, station):
    activity = ActivityFactory(station=station, title_zh="问律师", starts_at=START, capacity=7)

    form = desk.get(address("activity-create"), {"copy": activity.pk}).context["form"]

    assert (form["title_zh"].value(), form["capacity"].value()) == ("问律师", 7)
    assert form["starts_at"].value().date().isoformat() == "2026-12-08"


@pytest.mark.parametrize("copy", ["", "nonsense", "0193a1f2-7c1e-7b1a-9b1e-0f3c5a6d7e8f"])
def test_there_may_be_nothing_to_copy(desk, copy):
    assert desk.get(address("activity-create"), {"copy": copy}).status_code == 200


def test_what_is_published_keeps_its_time_and_room_on_the_form(desk, station):
    activity = ActivityFactory(station=station, starts_at=START)

    form = desk.get(address("activity-edit", activity.pk)).context["form"]

    assert {"starts_at", "room", "station", "allotment"} & set(form.fields) == set()


def test_an_edit_is_saved_and_a_stale_one_is_refused_in_place(desk, station, typed):
    activity = ActivityFactory(station=station, state="draft", starts_at=START)
    send = {**typed, "version": 1}

    first = desk.post(address("activity-edit", activity.pk), {**send, "title_zh": "新的题目"})
    second = desk.post(address("activity-edit", activity.pk), {**send, "title_zh": "别的题目"})

    activity.refresh_from_db()
    assert (first.status_code, activity.title_zh, errors(second)) == (302, "新的题目", ["__all__"])


def test_those_to_come_of_a_series_are_edited_together(desk, typed):
    desk.post(address("activity-create"), {**typed, "repeat": "weekly", "times": 3})
    second = Activity.objects.all()[1]
    when = {"starts_at": "2026-12-08T12:15", "ends_at": "2026-12-08T13:15"}
    rest = {"opens_at": "", "closes_at": "", "cancel_until": "", "version": 1, "scope": "following"}

    desk.post(address("activity-edit", second.pk), {**typed, **when, **rest, "title_zh": "新的题目"})

    assert list(Activity.objects.values_list("title_zh", flat=True)) == ["午间问律师", "新的题目", "新的题目"]


def test_publishing_moving_and_cancelling_ask_first_and_say_who_is_told(desk, station, room):
    activity = ActivityFactory(station=station, room=room, state="draft", starts_at=START, about_zh="带上合同来。")

    assert "会一起预订" in desk.get(address("activity-publish", activity.pk)).content.decode()
    desk.post(address("activity-publish", activity.pk))
    RegistrationFactory(activity=activity)
    assert "已报名的 1 人" in desk.get(address("activity-move", activity.pk)).content.decode()
    moved = {"starts_at": "2026-12-02T12:00", "ends_at": "2026-12-02T13:00", "room": room.pk}
    desk.post(address("activity-move", activity.pk), moved)
    activity.refresh_from_db()
    assert (activity.state, activity.starts_at) == ("published", START + timedelta(days=1))
    assert "已报名的 1 人" in desk.get(address("activity-cancel", activity.pk)).content.decode()
    desk.post(address("activity-cancel", activity.pk), {"reason": "讲师生病"})

    activity.refresh_from_db()
    assert activity.state == "cancelled"
    assert "讲师生病" in desk.get(address("desk-detail", activity.pk)).content.decode()


def test_a_refused_step_is_said_in_place(desk, station):
    activity = ActivityFactory(station=station, state="draft", starts_at=START)

    response = desk.post(address("activity-publish", activity.pk))

    assert errors(response) == ["__all__"]
    assert "还没有介绍" in response.content.decode()


def test_a_series_is_published_together(desk, typed):
    desk.post(address("activity-create"), {**typed, "repeat": "weekly", "times": 3})
    first = Activity.objects.first()

    desk.post(address("activity-publish", first.pk), {"scope": "following"})

    assert list(Activity.objects.values_list("state", flat=True)) == ["published"] * 3


def test_a_draft_is_thrown_away_after_asking(desk, station):
    activity = ActivityFactory(station=station, state="draft")

    assert "删除后不能恢复" in desk.get(address("activity-discard", activity.pk)).content.decode()
    desk.post(address("activity-discard", activity.pk))

    assert Activity.objects.count() == 0


def test_the_list_shows_what_is_to_come_drafts_and_what_is_over(desk, station):
    coming = ActivityFactory(station=station, starts_at=START, title_zh="要办的")
    draft = ActivityFactory(station=station, state="draft", starts_at=START, title_zh="草稿")
    over = ActivityFactory(station=station, title_zh="办过的")
    ActivityFactory(starts_at=START, title_zh="别站的")

    def shown(**query):
        return list(desk.get(address("desk-list"), query).context["activities"])

    assert shown() == [coming]
    assert shown(when="draft") == [draft]
    assert shown(when="over") == [over]
    assert len(shown(when="all")) == 3
    assert shown(q="要办") == [coming]
    assert shown(category="DQ") == []
    assert shown(station=station.slug) == [coming]


@pytest.mark.parametrize("query", [{}, {"when": "draft"}, {"q": "没有"}])
def test_an_empty_list_says_what_to_do_next(desk, query):
    assert 'class="empty"' in desk.get(address("desk-list"), query).content.decode()


def test_others_see_neither_the_list_nor_the_activity(client, station, member):
    activity = ActivityFactory(station=station)
    elsewhere = AppointmentFactory(role=Role.STATION, place=StationFactory()).person

    assert client.get(address("desk-list")).status_code == 302
    client.force_login(member)
    assert client.get(address("desk-list")).status_code == 403
    client.force_login(elsewhere)
    assert client.get(address("desk-detail", activity.pk)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_many(desk, station, room, django_assert_num_queries, count):
    ActivityFactory.create_batch(count, station=station, room=room, starts_at=START)

    with django_assert_num_queries(17):
        response = desk.get(address("desk-list"))

    assert len(response.context["activities"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_an_activity_costs_the_same_for_many(desk, station, django_assert_num_queries, count):
    activity = ActivityFactory(station=station, starts_at=START)
    RegistrationFactory.create_batch(count, activity=activity)

    with django_assert_num_queries(18):
        response = desk.get(address("desk-detail", activity.pk))

    assert len(response.context["roster"].lines) == count


def test_the_rooms_offered_are_those_of_ones_stations(desk, station):
    mine = RoomFactory(station=station, name_zh="三楼会议室", seats=12)
    RoomFactory()

    choices = desk.get(address("activity-create")).context["form"].fields["room"].choices

    assert choices[1:] == [(str(station), [(mine.pk, "三楼会议室（12 座）")])]
