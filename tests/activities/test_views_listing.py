"""What is on, for members."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from tests.activities.factories import ActivityFactory
from tests.factories import StationFactory
from yizhan.activities import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
TOMORROW = datetime.fromisoformat("2026-11-26T12:00+08:00")
ADDRESS = "/activities/"


def shown(client, **query):
    return list(client.get(ADDRESS, query).context["activities"])


def test_the_list_has_its_address():
    assert reverse("activities:activity-list") == ADDRESS


def test_only_what_is_published_and_not_over_is_listed_the_next_first(client):
    later = ActivityFactory(starts_at=TOMORROW + timedelta(days=1))
    sooner = ActivityFactory(starts_at=TOMORROW)
    ActivityFactory(starts_at=TOMORROW, state="draft")
    ActivityFactory(starts_at=TOMORROW, state="cancelled", cancelled_because="讲师生病")
    ActivityFactory()

    assert shown(client) == [sooner, later]


def test_the_list_is_narrowed_by_every_filter(client):
    station = StationFactory(name_zh="恒隆站")
    mine = ActivityFactory(station=station, starts_at=TOMORROW, title_zh="午间瑜伽", capacity=2, taken=1)
    full = ActivityFactory(starts_at=TOMORROW + timedelta(days=1), capacity=2, taken=2)

    assert shown(client, station=station.slug) == [mine]
    assert shown(client, q="瑜伽 恒隆") == [mine]
    assert shown(client, day="2026-11-27") == [full]
    assert shown(client, day="不是日子") == [mine, full]
    assert shown(client, free="1") == [mine]
    assert shown(client, zone=full.station.zone.code) == [full]
    assert shown(client, category="DQ") == []


def test_a_card_says_when_where_and_how_many_places_are_left(client):
    ActivityFactory(starts_at=TOMORROW, title_zh="午间瑜伽", capacity=20, taken=17)
    ActivityFactory(starts_at=TOMORROW, capacity=2, taken=2)

    text = client.get(ADDRESS).content.decode()

    assert "还有 3 席，共 20 席" in text
    assert "2 席已满" in text
    assert text.count('<h2 id="day-20261126">明天</h2>') == 1


@pytest.mark.parametrize(("query", "words"), [({}, "近期还没有活动"), ({"q": "潜水"}, "没有找到这样的活动")])
def test_an_empty_list_says_what_to_do_next(client, query, words):
    assert words in client.get(ADDRESS, query).content.decode()


def test_thirty_are_shown_on_a_page(client):
    ActivityFactory.create_batch(31, station=StationFactory(), starts_at=TOMORROW)

    assert (len(shown(client)), len(shown(client, page=2))) == (30, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_many(client, django_assert_num_queries, count):
    ActivityFactory.create_batch(count, starts_at=TOMORROW)

    with django_assert_num_queries(4):
        response = client.get(ADDRESS)

    assert len(response.context["activities"]) == count


def test_the_portal_asks_for_the_next_ones_at_some_stations():
    station = StationFactory()
    sooner = ActivityFactory(station=station, starts_at=TOMORROW)
    ActivityFactory(station=station, starts_at=TOMORROW + timedelta(hours=1))
    ActivityFactory(starts_at=TOMORROW - timedelta(hours=1))

    assert queries.coming_near([station.pk], limit=1) == queries.coming_at(station.pk, limit=1) == [sooner]


def test_where_nothing_is_on_near_what_is_on_elsewhere_follows():
    near, sooner_elsewhere = (
        ActivityFactory(starts_at=TOMORROW + timedelta(hours=5)),
        ActivityFactory(starts_at=TOMORROW),
    )

    assert queries.coming_near([near.station_id], limit=2) == [near, sooner_elsewhere]


def test_a_draft_is_not_found_under_its_number():
    draft, shown_one = ActivityFactory(state="draft"), ActivityFactory()

    assert [queries.one_activity(one.pk).exists() for one in (draft, shown_one)] == [False, True]
